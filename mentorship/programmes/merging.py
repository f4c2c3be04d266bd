"""The part of the centre in merging two people: when either belonged to it."""

from datetime import date

from mentorship.programmes.models import CentreMember
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset({"programmes.centremember.person"})
COUNTS = (("В составе центра", "in_centres"),)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """The centre stands in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Where both belong to the centre, one time is left."""
    both = CentreMember.objects.in_force(on).filter(person__in=[keep, drop])
    if both.count() < 2:  # noqa: PLR2004 - the two records
        return []
    return ["Обе записи входят в состав центра: останется срок той записи, что остаётся."]


def move(merge: Merge) -> None:
    """Carry over the times in the centre; a second one that still runs goes with the double."""
    for row in take_over(merge, CentreMember, "person"):
        row.delete()
