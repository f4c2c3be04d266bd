"""The part of own data in merging two people: what was asked for about them."""

from datetime import date

from mentorship.privacy.models import PersonalRequest
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset({"privacy.personalrequest.person"})
COUNTS = (("Просьбы о персональных данных", "personal_requests"),)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Requests stand in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is decided about requests."""
    return []


def move(merge: Merge) -> None:
    """Carry over the requests; a second open one of a kind goes with the double."""
    for row in take_over(merge, PersonalRequest, "person"):
        row.delete()
