"""A thousand schools with roadmaps of seven stages, made in bulk, and what their cells must say."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from mentorship.roadmap.enums import EventState, Level, RoadmapState, TermKind
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate, TemplateEvent
from schools.models import Municipality, School

SCHOOLS = 1000
# The state of a school's roadmap by the last two digits of its number; everyone else's is in progress.
STATES = {0: None, 1: RoadmapState.DRAFT, 2: RoadmapState.SUBMITTED, 3: RoadmapState.CLOSED}


@dataclass
class Expected:
    """What was made: (school code, stage) → total, done, days late of the oldest open event."""

    cells: dict[tuple[str, str], tuple[int, int, int]] = field(default_factory=dict)
    late: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def build(municipality: Municipality, year: int, on: date) -> Expected:
    """Schools, roadmaps and events in three writes; deterministic."""
    template = RoadmapTemplate.objects.get(code="school_003", version=1)
    plan = list(TemplateEvent.objects.filter(stage__template=template).select_related("stage"))
    schools = School.objects.bulk_create(
        School(code=f"T{number:04}", municipality=municipality, name=f"СОШ № {number}")
        for number in range(SCHOOLS)
    )
    roadmaps = Roadmap.objects.bulk_create(
        _roadmap(school, number, municipality, template, year)
        for number, school in enumerate(schools)
        if STATES.get(number % 100, RoadmapState.IN_PROGRESS)
    )
    events = [_event(roadmap, number, row, on) for roadmap in roadmaps for number, row in enumerate(plan)]
    RoadmapEvent.objects.bulk_create(events, batch_size=1000)
    return _expected(events, on)


def _roadmap(school, number, municipality, template, year) -> Roadmap:
    state = STATES.get(number % 100, RoadmapState.IN_PROGRESS)
    return Roadmap(
        municipality=municipality,
        school=school,
        template=template,
        level=Level.SCHOOL,
        year=year,
        state=state,
        submitted_at=timezone.now() - timedelta(days=number % 40),
    )


def _event(roadmap, number, row, on) -> RoadmapEvent:
    """Done, cancelled, late and coming events in turn, one way another in every school."""
    turn = (roadmap.school_id * 7 + number * 3) % 11
    is_done, is_cancelled = turn < 5, turn == 5
    state = EventState.DONE if is_done else EventState.CANCELLED if is_cancelled else EventState.PLANNED
    return RoadmapEvent(
        roadmap=roadmap,
        stage=row.stage,
        order=number,
        code=row.code,
        title=row.title,
        term_kind=TermKind.AS_NEEDED if turn == 6 else TermKind.MONTH,
        due_date=on + timedelta(days=(turn - 8) * 20 + number),
        state=state,
        done_date=on if is_done else None,
        responsible="Заместитель директора",
    )


def _expected(events, on) -> Expected:
    """Count plainly, event by event."""
    found = Expected()
    for event in events:
        roadmap = event.roadmap
        if roadmap.state not in ("in_progress", "closed") or event.state == EventState.CANCELLED:
            continue
        key = (roadmap.school.code, event.stage.number)
        total, done, days = found.cells.get(key, (0, 0, 0))
        is_open = event.state == EventState.PLANNED and event.term_kind == TermKind.MONTH
        late = max(0, (on - event.due_date).days) if is_open and roadmap.state == "in_progress" else 0
        found.cells[key] = (total + 1, done + (event.state == EventState.DONE), max(days, late))
        if late:
            found.late[event.stage.number].append(late)
    return found
