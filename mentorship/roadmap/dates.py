"""Dates of a roadmap: months of the school year become days (docs/adr/0007); no database, no «today»."""

from calendar import monthrange
from datetime import date

FIRST_MONTH = 9
MONTHS_IN_YEAR = 12


def first_day_of(year: int, month: int) -> date:
    """Return the first day of a month counted from September (0) of the school year.

    Raises ValueError for a month outside 0…11: a roadmap lasts one school year.
    """
    if not 0 <= month < MONTHS_IN_YEAR:
        raise ValueError(f"month {month} lies outside the school year: expected 0 (September) … 11 (August)")
    later, index = divmod(FIRST_MONTH - 1 + month, MONTHS_IN_YEAR)
    return date(year + later, index + 1, 1)


def last_day_of(year: int, month: int) -> date:
    """Return the last day of a month counted from September (0) of the school year."""
    first = first_day_of(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def start_of(year: int, month: int | None) -> date | None:
    """Return the day an event may begin: the first day of its first month; None without a month."""
    return None if month is None else first_day_of(year, month)


def due_of(year: int, month: int | None) -> date | None:
    """Return the last day on which an event is in time: «Октябрь» → 31 October; None without a month."""
    return None if month is None else last_day_of(year, month)


def days_late(due: date | None, on: date) -> int:
    """Return the days since the due day: on the due day itself, before it and without one 0."""
    return 0 if due is None else max(0, (on - due).days)


def moved_by_years(day: date | None, count: int) -> date | None:
    """Return the same day of another year; the last day of a month stays the last one."""
    if day is None:
        return None
    last = monthrange(day.year, day.month)[1]
    new_last = monthrange(day.year + count, day.month)[1]
    number = new_last if day.day == last else min(day.day, new_last)
    return date(day.year + count, day.month, number)
