"""The part of the letters in merging two people: what was sent, which topics are switched off."""

from datetime import date

from mentorship.notices.models import Notice, SwitchedOff
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset({"notices.notice.person", "notices.switchedoff.person"})
COUNTS = (("Письма", "notices"),)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Letters stand in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is decided about letters."""
    return []


def move(merge: Merge) -> None:
    """Carry over the letters; a reminder that both got is left with the double."""
    take_over(merge, Notice, "person", recorded=False)
    take_over(merge, SwitchedOff, "person", recorded=False)
