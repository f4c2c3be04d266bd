"""Numbers of pairs: the year and the next number in it, «2026-17»."""

from datetime import date

from mentorship.pairs.models import Pair
from schools.models import Municipality


def next_number(municipality: Municipality, today: date) -> str:
    """Return the number after the highest of the calendar year; the municipality's row should be locked."""
    prefix = f"{today.year}-"
    taken = Pair.objects.filter(municipality=municipality, number_key__startswith=prefix)
    tails = (number.removeprefix(prefix) for number in taken.values_list("number_key", flat=True))
    return f"{prefix}{max((int(tail) for tail in tails if tail.isdigit()), default=0) + 1}"
