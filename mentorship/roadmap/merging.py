"""The part of the roadmaps in merging two people: where they took part, what they answer for."""

from datetime import date

from mentorship.roadmap.models import Attendance, RoadmapEvent
from mentorship.roadmap.workplan import merging as workplan
from schools.merging import Merge, take_over, take_over_links
from schools.models import Person

RELATIONS = frozenset(
    {"roadmap.roadmapevent_persons.person", "roadmap.attendance.person", *workplan.RELATIONS}
)
COUNTS = (
    ("Участие в мероприятиях", "attendance"),
    ("Мероприятия дорожных карт", "roadmap_events"),
)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Taking part stands in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is decided about taking part."""
    return []


def move(merge: Merge) -> None:
    """Carry over where the double took part; an event both stand in keeps one line."""
    workplan.move(merge)
    take_over(merge, Attendance, "person")
    take_over_links(merge, RoadmapEvent.persons.through, "person", "roadmapevent")
