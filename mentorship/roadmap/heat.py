"""The heat map, schools × stages: one page of every school, made of four queries whatever their number.

The same rows give the counts on top, the queue and who is behind, so that no two numbers of the page differ.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from statistics import median_low
from typing import NamedTuple

from django.db.models import Count, Min, Q

from mentorship.roadmap import dates
from mentorship.roadmap.enums import DATABLE_TERMS, RUNNING_STATES, EventState, RoadmapState
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import SOON_DAYS
from mentorship.roadmap.overview import NO_ROADMAP, SECTION_ROWS, Scope, curators_of, days_waiting
from mentorship.roadmap.standing import Standing, of_roadmap

# Whose cells are shown.
SHOWN_STATES = (*RUNNING_STATES, RoadmapState.CLOSED)

# The filter «Состояние карты» and what it keeps; None is a school without a roadmap.
STATES: dict[str, tuple[RoadmapState | None, ...]] = {
    "running": RUNNING_STATES,
    "submitted": (RoadmapState.SUBMITTED,),
    "draft": (RoadmapState.DRAFT,),
    "closed": (RoadmapState.CLOSED,),
    "none": (None,),
    "not_agreed": (None, RoadmapState.DRAFT, RoadmapState.SUBMITTED),
}


class Stage(NamedTuple):
    """A column of the table."""

    order: int
    number: str
    title: str


class Cell(NamedTuple):
    """A school at a stage: done of planned, and how late the oldest open event is."""

    stage: Stage
    total: int
    done: int
    days_late: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: an unfinished stage never shows 100."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_finished(self) -> bool:
        """Every planned event of the stage is done."""
        return 0 < self.total == self.done

    @property
    def step(self) -> str:
        """The class of the heat map: white, three tints, the deep ink."""
        steps = ((1, "h0"), (40, "h1"), (60, "h2"), (80, "h3"), (100, "h4"))
        return next((step for limit, step in steps if self.percent < limit), "h5")

    @property
    def words(self) -> str:
        """What stands under the per cent."""
        return "готово" if self.is_finished else f"{self.done} из {self.total}"

    @property
    def look(self) -> str:
        """The classes of the cell."""
        return f"{self.step} late" if self.days_late else self.step


@dataclass
class Row:
    """A school of the table; cells only where the roadmap runs or is closed."""

    school_id: int
    name: str
    roadmap: Roadmap | None = None
    cells: list[Cell | None] = field(default_factory=list)
    event_count: int = 0
    days_late: int = 0

    @property
    def standing(self) -> Standing:
        """What stands instead of the cells."""
        return of_roadmap(self.roadmap) if self.roadmap else NO_ROADMAP

    @property
    def link(self) -> str:
        """Where the cells lead, from the page of the table, but for the number of the stage."""
        return f"{self.roadmap.pk}/#stage-" if self.roadmap else ""

    @property
    def state(self) -> RoadmapState | None:
        """The state of the roadmap."""
        return RoadmapState(self.roadmap.state) if self.roadmap else None

    def is_listed(self, state: str, *, late: bool) -> bool:
        """Whether the filter keeps the school."""
        return (not state or self.state in STATES[state]) and (not late or self.days_late > 0)


class Counts(NamedTuple):
    """How many schools stand where."""

    schools: int
    running: int
    submitted: int
    draft: int
    closed: int
    none: int


class Lateness(NamedTuple):
    """Overdue events of the running roadmaps; `median_days` is None without any."""

    events: int
    schools: int
    median_days: int | None


class Column(NamedTuple):
    """A stage under the table: sums of its cells, how many events are late and by how many days."""

    stage: Stage
    total: int
    done: int
    late: int
    median_days: int | None


class Waiting(NamedTuple):
    """A roadmap to be agreed."""

    row: Row
    roadmap: Roadmap
    days: int


class Help(NamedTuple):
    """A school that is late for long: its oldest event, by how many days, and whom to ask."""

    event: RoadmapEvent
    days: int
    curators: str


@dataclass(frozen=True)
class HeatMap:
    """Every school of the scope with its cells, and the overdue events by stage and day."""

    scope: Scope
    stages: list[Stage]
    rows: list[Row]
    delays: dict[int, list[int]]  # stage order → days of every overdue event

    @cached_property
    def counts(self) -> Counts:
        """The schools by the state of their roadmap."""
        found = Counter(row.state for row in self.rows)
        counted = {name: sum(found[state] for state in STATES[name]) for name in Counts._fields[1:]}
        return Counts(schools=len(self.rows), **counted)

    @cached_property
    def lateness(self) -> Lateness:
        """What is overdue in the whole scope."""
        days = [late for delays in self.delays.values() for late in delays]
        schools = sum(row.days_late > 0 for row in self.rows)
        return Lateness(len(days), schools, median_low(days) if days else None)

    def listed(self, state: str = "", *, late: bool = False) -> list[Row]:
        """The rows that the filter keeps."""
        return [row for row in self.rows if row.is_listed(state, late=late)]

    def columns(self, rows: Iterable[Row]) -> list[Column]:
        """What stands under the table of these rows; delays are those of the whole scope."""
        sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            for cell in row.cells:
                if cell:
                    sums[cell.stage.order][0] += cell.total
                    sums[cell.stage.order][1] += cell.done
        return [self._column(stage, *sums[stage.order]) for stage in self.stages]

    def _column(self, stage: Stage, total: int, done: int) -> Column:
        days = self.delays.get(stage.order, [])
        return Column(stage, total, done, len(days), median_low(days) if days else None)

    def queue(self) -> list[Waiting]:
        """Roadmaps to be agreed, the longest waiting first."""
        found = [
            Waiting(row, row.roadmap, days_waiting(row.roadmap.submitted_at, self.scope.on))
            for row in self.rows
            if row.roadmap and row.state == RoadmapState.SUBMITTED
        ]
        return sorted(found, key=lambda one: (-one.days, one.roadmap.pk))

    def behind(self) -> list[Row]:
        """Schools overdue for more than two weeks, the longest first."""
        found = [row for row in self.rows if row.days_late > SOON_DAYS]
        return sorted(found, key=lambda row: -row.days_late)


def heat_of(scope: Scope) -> HeatMap:
    """Read schools, roadmaps, cells and delays: four queries."""
    rows = {
        pk: Row(pk, name) for pk, name in scope.schools().order_by("name_key", "pk").values_list("pk", "name")
    }
    by_roadmap = {}
    for roadmap in scope.roadmaps().order_by():
        row = by_roadmap[roadmap.pk] = rows[roadmap.school_id]  # type: ignore[index]  # a school's roadmap
        row.roadmap = roadmap
    cells, stages = _cells(scope)
    columns = _columns(cells, by_roadmap)
    for pk, own in cells.items():
        row = by_roadmap[pk]
        row.event_count = sum(cell.total for cell in own.values())
        if row.state in RUNNING_STATES:
            row.days_late = max(cell.days_late for cell in own.values())
        elif row.state in SHOWN_STATES:  # nothing of a closed roadmap is late any more
            cells[pk] = {order: cell._replace(days_late=0) for order, cell in own.items()}
        if row.state in SHOWN_STATES:
            row.cells = [cells[pk].get(stage.order) for stage in columns]
    return HeatMap(scope, columns, list(rows.values()), _delays(scope, stages))


def _columns(cells: dict[int, dict[int, Cell]], by_roadmap: dict[int, Row]) -> list[Stage]:
    """Stages of the roadmaps shown; of several names of one place the commonest stands in the head."""
    found = Counter(
        cell.stage
        for pk, own in cells.items()
        if by_roadmap[pk].state in SHOWN_STATES
        for cell in own.values()
    )
    commonest: dict[int, Stage] = {}
    for stage, _ in found.most_common():
        commonest.setdefault(stage.order, stage)
    return [commonest[order] for order in sorted(commonest)]


def _cells(scope: Scope) -> tuple[dict[int, dict[int, Cell]], dict[int, Stage]]:
    """Cells by roadmap and stage order, and the stages by key; days count from an open event's last day."""
    is_late = Q(state=EventState.PLANNED, term_kind__in=DATABLE_TERMS, due_date__lt=scope.on)
    rows = (
        RoadmapEvent.objects.filter(roadmap__in=scope.roadmaps())
        .in_plan()
        .order_by()
        .values_list("roadmap", "stage", "stage__order", "stage__number", "stage__short_title")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=EventState.DONE)),
            oldest=Min("due_date", filter=is_late),
        )
    )
    stages: dict[int, Stage] = {}
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for roadmap, key, order, number, title, total, done, oldest in rows:
        stage = stages.get(key) or stages.setdefault(key, Stage(order, number, title))
        cells[roadmap][order] = Cell(stage, total, done, dates.days_late(oldest, scope.on))
    return cells, stages


def _delays(scope: Scope, stages: dict[int, Stage]) -> dict[int, list[int]]:
    """Days of every overdue event by stage; they come grouped by due day, of which a year has few."""
    grouped = scope.overdue().order_by().values_list("stage", "due_date").annotate(count=Count("pk"))
    days: dict[int, list[int]] = defaultdict(list)
    for key, due, count in grouped:
        days[stages[key].order] += [dates.days_late(due, scope.on)] * count
    return days


def who_needs_help(behind: Iterable[Row], on: date) -> list[Help]:
    """The oldest event of each of the first of these schools, and its curators: two queries."""
    shown = list(behind)[:SECTION_ROWS]
    wanted = [row.roadmap for row in shown]
    overdue = RoadmapEvent.objects.filter(roadmap__in=wanted).overdue(on).select_related("roadmap__school")
    oldest: dict[int, RoadmapEvent] = {}
    for event in overdue.order_by("due_date", "order"):
        oldest.setdefault(event.roadmap_id, event)
    curators = curators_of([row.school_id for row in shown], on)
    return [
        Help(oldest[row.roadmap.pk], row.days_late, ", ".join(curators[row.school_id]) or "не назначен")
        for row in shown
        if row.roadmap and row.roadmap.pk in oldest
    ]
