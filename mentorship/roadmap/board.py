"""A roadmap as its page shows it: stages with counts, every event with its standing, the nearest ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count

from mentorship.roadmap.hints import hint_of
from mentorship.roadmap.models import Roadmap, RoadmapEvent, TemplateStage
from mentorship.roadmap.models.events import SOON_DAYS
from mentorship.roadmap.proofs import Finding, findings_of
from mentorship.roadmap.standing import Standing, of_event

NEAREST = 3
# An agenda is read on a phone: of more overdue events the oldest are shown, the rest stand in the tables.
MOST_LATE = 7
# Each finding costs a query or two: so many events of the agenda are asked about.
MOST_ASKED = 4


@dataclass(frozen=True)
class Line:
    """An event and how it stands today."""

    event: RoadmapEvent
    standing: Standing
    finding: Finding | None = None

    @property
    def hint(self) -> str:
        """The event in plain words."""
        hint = hint_of(self.event)
        return hint.text if hint else ""


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

    @property
    def overdue(self) -> int:
        """Open events whose due day has passed."""
        return sum(line.standing.tone == "bad" for line in self.lines)

    @property
    def is_pressing(self) -> bool:
        """Stands open on the page: the current stage, and those with something overdue."""
        return self.state == "current" or self.overdue > 0


@dataclass(frozen=True)
class Figures:
    """How the events of a roadmap ended: beside the analysis with which it is closed (001, п. 3.3)."""

    in_time: int
    late: int
    cancelled: int
    left: int  # still open
    occurrences: int  # times that recurring events were held


@dataclass(frozen=True)
class Board:
    """The whole page's figures, all from one list of events."""

    stages: list[StageBoard]
    late: list[Line]  # the oldest of the overdue ones
    soon: list[Line]  # due today or within two weeks
    later: list[Line]  # the next ones, where little is pressing
    overdue_count: int

    @property
    def agenda(self) -> list[Line]:
        """What the curator sees first."""
        return [*self.late, *self.soon, *self.later]

    @property
    def total(self) -> int:
        """Events in the plan."""
        return sum(stage.total for stage in self.stages)

    @property
    def done(self) -> int:
        """Events done."""
        return sum(stage.done for stage in self.stages)

    @property
    def figures(self) -> "Figures":
        """What the analysis of the year looks back at."""
        lines = [line for stage in self.stages for line in stage.lines]
        done = [line.event for line in lines if line.event.is_done]
        late = sum(event.days_done_late > 0 for event in done)
        return Figures(
            in_time=len(done) - late,
            late=late,
            cancelled=sum(line.event.state == "cancelled" for line in lines),
            left=sum(line.event.is_open for line in lines),
            occurrences=sum(line.event.occurrence_count for line in lines),  # type: ignore[attr-defined]
        )

    @property
    def current(self) -> StageBoard | None:
        """The first stage that is not finished."""
        return next((stage for stage in self.stages if stage.state == "current"), None)


def board_of(roadmap: Roadmap, on: date) -> Board:
    """Read the roadmap's events (one query), lay them out for the day, and look for their proofs."""
    events = roadmap.events.select_related("stage").annotate(
        evidence_count=Count("evidence", distinct=True), occurrence_count=Count("occurrences", distinct=True)
    )
    told = events.prefetch_related("persons").order_by("order")
    return _with_findings(laid_out(roadmap, told, on), on)


def _with_findings(board: Board, on: date) -> Board:
    """Put what the portal found beside the first events of the agenda."""
    found = findings_of([line.event for line in board.agenda[:MOST_ASKED]], on)

    def told(lines: list[Line]) -> list[Line]:
        return [replace(line, finding=found.get(line.event.pk)) for line in lines]

    return replace(board, late=told(board.late), soon=told(board.soon), later=told(board.later))


def laid_out(roadmap: Roadmap, events: Iterable[RoadmapEvent], on: date) -> Board:
    """Lay the events of a roadmap, in their order and with their stages, out for the day; no query."""
    lines = [Line(event, of_event(event, on, running=roadmap.is_running)) for event in events]
    waiting = _waiting(lines) if roadmap.is_running else []
    late = [line for line in waiting if line.event.overdue_days(on) > 0]
    rest = waiting[len(late) :]
    soon = [line for line in rest if _days_left(line, on) <= SOON_DAYS]
    pressing = len(late) + len(soon)
    later = rest[len(soon) :][: max(0, NEAREST - pressing)]
    stages = _by_stage(lines, running=roadmap.is_running)
    return Board(stages, late[:MOST_LATE], soon, later, len(late))


def _days_left(line: Line, on: date) -> int:
    """Days to the due day of a waiting event."""
    due = line.event.due_date
    return (due - on).days if due else SOON_DAYS + 1


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
