"""The part of the pupils in merging two people: the pairs in which the teacher mentors pupils."""

from datetime import date

from mentorship.pupils.models import PupilPair
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset({"pupils.pupilpair.mentor_teacher"})
COUNTS = (("Пары с учениками", "pupil_pairs"),)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Mentoring pupils stands in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is decided about pupils."""
    return []


def move(merge: Merge) -> None:
    """Carry over the pairs."""
    take_over(merge, PupilPair, "mentor_teacher")
