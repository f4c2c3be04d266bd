"""A roadmap as its page shows it: stages with counts, every event with its standing, the nearest ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from mentorship.roadmap.models import Roadmap, RoadmapEvent, TemplateStage
from mentorship.roadmap.standing import Standing, of_event

NEAREST = 3


@dataclass(frozen=True)
class Line:
    """An event and how it stands today."""

    event: RoadmapEvent
    standing: Standing


@dataclass
class StageBoard:
    """A stage with its events; cancelled ones are listed but not counted."""

    stage: TemplateStage
    lines: list[Line] = field(default_factory=list)
    state: str = ""  # "done", "current" or ""

    @property
    def title(self) -> str:
        """The short title, as under the numbered circle."""
        return self.stage.short_title or self.stage.title

    @property
    def number(self) -> str:
        """The document's number of the stage."""
        return self.stage.number

    @property
    def total(self) -> int:
        """Events in the plan."""
        return sum(line.event.state != "cancelled" for line in self.lines)

    @property
    def done(self) -> int:
        """Events done."""
        return sum(line.event.is_done for line in self.lines)

    @property
    def is_finished(self) -> bool:
        """Something was planned and nothing of it is left."""
        return 0 < self.total == self.done


@dataclass(frozen=True)
class Board:
    """The whole page's figures, all from one list of events."""

    stages: list[StageBoard]
    nearest: list[Line]
    overdue_count: int

    @property
    def total(self) -> int:
        """Events in the plan."""
        return sum(stage.total for stage in self.stages)

    @property
    def done(self) -> int:
        """Events done."""
        return sum(stage.done for stage in self.stages)

    @property
    def current(self) -> StageBoard | None:
        """The first stage that is not finished."""
        return next((stage for stage in self.stages if stage.state == "current"), None)


def board_of(roadmap: Roadmap, on: date) -> Board:
    """Read the roadmap's events (one query) and lay them out by stages for the day."""
    events = roadmap.events.select_related("stage").annotate(
        evidence_count=Count("evidence", distinct=True), occurrence_count=Count("occurrences", distinct=True)
    )
    return laid_out(roadmap, events.order_by("order"), on)


def laid_out(roadmap: Roadmap, events: Iterable[RoadmapEvent], on: date) -> Board:
    """Lay the events of a roadmap, in their order and with their stages, out for the day; no query."""
    lines = [Line(event, of_event(event, on, running=roadmap.is_running)) for event in events]
    waiting = _waiting(lines) if roadmap.is_running else []
    late = sum(line.event.overdue_days(on) > 0 for line in waiting)
    return Board(_by_stage(lines, running=roadmap.is_running), waiting[:NEAREST], late)


def _by_stage(lines: Iterable[Line], *, running: bool) -> list[StageBoard]:
    stages: dict[int, StageBoard] = {}
    for line in lines:
        stages.setdefault(line.event.stage_id, StageBoard(line.event.stage)).lines.append(line)
    boards = list(stages.values())
    for board in boards:
        board.state = "done" if board.is_finished else ""
    unfinished = (board for board in boards if board.done < board.total)
    current = next(unfinished, None) if running else None
    if current is not None:
        current.state = "current"
    return boards


def _waiting(lines: Iterable[Line]) -> list[Line]:
    """Open events with a day, the oldest first: so the overdue ones lead."""
    dated = [line for line in lines if line.event.is_open and line.event.is_datable and line.event.due_date]
    return sorted(dated, key=lambda line: (line.event.due_date, line.event.order))
