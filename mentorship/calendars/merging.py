"""The part of the calendars in merging two people: a link goes on working and shows the record that stays."""

from datetime import date

from mentorship.calendars.models import FeedKey
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset({"calendars.feedkey.person"})
COUNTS: tuple[tuple[str, str], ...] = ()


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Calendars stand in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Where both have a live link, one of them ends: its holder should know."""
    live = FeedKey.objects.live().filter(person__in=[keep, drop]).count()
    if live < 2:  # noqa: PLR2004
        return []
    return ["У обеих записей есть ссылка на календарь: останется ссылка той записи, что остаётся."]


def move(merge: Merge) -> None:
    """Carry over the links; a second live one goes with the double."""
    take_over(merge, FeedKey, "person", recorded=False)
