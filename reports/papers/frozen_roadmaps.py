"""Roadmaps in a report: the municipal one by stages with what is late, the schools' ones in a line each.

As of the day: an event done later was open then. States of roadmaps are those of the moment of counting.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone

from mentorship.roadmap.enums import EventState
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from schools.models import Municipality, School

MOST_LATE = 20
NO_ROADMAP = "карты нет"


def municipal_stages(place: Municipality, year: int, on: date) -> list[list[Any]]:
    """Stage, events in the plan, done, overdue, cancelled."""
    stages: dict[tuple[int, str], list[RoadmapEvent]] = defaultdict(list)
    for event in _municipal(place, year):
        stages[event.stage.order, f"{event.stage.number} {event.stage.title}".strip()].append(event)
    return [[title, *_counts(events, on)] for (_, title), events in sorted(stages.items())]


def municipal_late(place: Municipality, year: int, on: date) -> list[list[Any]]:
    """Overdue events of the municipal roadmap, the oldest first: title, due day."""
    late = [event for event in _municipal(place, year) if event.due_date and _is_late(event, on)]
    late.sort(key=lambda event: (event.due_date or date.max, event.order))
    return [[str(event), f"{event.due_date:%d.%m.%Y}"] for event in late[:MOST_LATE]]


def of_schools(place: Municipality, year: int, on: date) -> list[list[Any]]:
    """Code, school, state of its roadmap, agreed on, done, in the plan, overdue; every school has a line."""
    roadmaps = {
        roadmap.school_id: roadmap
        for roadmap in Roadmap.objects.of_year(year)
        .filter(school__municipality=place)
        .prefetch_related("events")
    }
    lines = []
    for school in School.objects.filter(municipality=place).order_by("name_key"):
        roadmap = roadmaps.get(school.pk)
        if roadmap is None:
            lines.append([school.code, school.name, NO_ROADMAP, "—", 0, 0, 0])
            continue
        total, done, late, _ = _counts(list(roadmap.events.all()), on)
        late = late if roadmap.is_running else 0
        agreed = f"{timezone.localtime(roadmap.agreed_at):%d.%m.%Y}" if roadmap.agreed_at else "—"
        lines.append([school.code, school.name, roadmap.get_state_display(), agreed, done, total, late])
    return lines


def _municipal(place: Municipality, year: int) -> list[RoadmapEvent]:
    own = Roadmap.objects.of_year(year).filter(municipality=place, school=None)
    return list(RoadmapEvent.objects.filter(roadmap__in=own).select_related("stage").order_by("order"))


def _counts(events: list[RoadmapEvent], on: date) -> list[int]:
    """In the plan, done, overdue, cancelled."""
    planned = [event for event in events if event.state != EventState.CANCELLED]
    return [
        len(planned),
        sum(_is_done(event, on) for event in planned),
        sum(_is_late(event, on) for event in planned),
        len(events) - len(planned),
    ]


def _is_done(event: RoadmapEvent, on: date) -> bool:
    return event.done_date is not None and event.done_date <= on


def _is_late(event: RoadmapEvent, on: date) -> bool:
    is_open = event.state != EventState.CANCELLED and not _is_done(event, on)
    return is_open and event.is_datable and event.due_date is not None and event.due_date < on
