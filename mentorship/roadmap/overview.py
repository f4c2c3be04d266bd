"""Schools × stages of a school year: the counts on top, the cells of a page, who needs help.

Every number is made of the same QuerySets as the list it leads to; the number of queries does not depend
on the number of schools.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from mentorship.roadmap import dates
from mentorship.roadmap.enums import DATABLE_TERMS, RUNNING_STATES, EventState, RoadmapState
from mentorship.roadmap.models import PlanChange, Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import SOON_DAYS, RoadmapEventQuerySet
from mentorship.roadmap.models.roadmaps import RoadmapQuerySet
from mentorship.roadmap.standing import Standing, of_roadmap
from schools.models import Municipality, RoleAssignment, School

if TYPE_CHECKING:
    from schools.models import User

# A section above the table shows so many; the rest is in the table itself.
SECTION_ROWS = 10

NO_ROADMAP = Standing("bad", "none", "карты нет")

# The filter «Состояние карты» and what it keeps.
STATES: dict[str, tuple[RoadmapState, ...]] = {
    "running": RUNNING_STATES,
    "submitted": (RoadmapState.SUBMITTED,),
    "draft": (RoadmapState.DRAFT,),
    "closed": (RoadmapState.CLOSED,),
}

# The filters that tell by absence: schools that have no roadmap in any of these states.
ABSENT: dict[str, tuple[RoadmapState, ...]] = {
    "none": tuple(RoadmapState),
    "not_agreed": (*RUNNING_STATES, RoadmapState.CLOSED),
}


@dataclass(frozen=True)
class Scope:
    """What the overview is asked for: whose schools, which year, which day."""

    user: "User"
    year: int
    on: date
    municipality: Municipality | None = None
    low_results: bool = False

    def schools(self) -> QuerySet[School]:
        """Schools within sight and within the chosen municipality and group."""
        found = School.objects.visible_to(self.user, "roadmap").of_municipality(self.municipality)
        return found.low_results(self.year) if self.low_results else found

    def roadmaps(self) -> RoadmapQuerySet:
        """The year's roadmaps of these schools."""
        return Roadmap.objects.of_year(self.year).filter(school__in=self.schools())

    def events(self) -> RoadmapEventQuerySet:
        """Events of these roadmaps that run."""
        return RoadmapEvent.objects.running().filter(roadmap__in=self.roadmaps())

    def overdue(self, *, longer_than: int = 0) -> RoadmapEventQuerySet:
        """Events overdue by more than so many days."""
        return self.events().overdue(self.on - timedelta(days=longer_than))

    def listed(self, state: str = "", *, late: bool = False) -> QuerySet[School]:
        """The schools of the table: those whose roadmap is in the state, or that are late."""
        schools = self.schools()
        if state in ABSENT:
            others = self.roadmaps().filter(state__in=ABSENT[state])
            schools = schools.exclude(pk__in=others.values("school"))
        elif state:
            schools = schools.filter(pk__in=self.roadmaps().filter(state__in=STATES[state]).values("school"))
        if late:
            schools = schools.filter(pk__in=self.overdue().values("roadmap__school"))
        return schools


class Counts(NamedTuple):
    """How many schools stand where."""

    schools: int
    running: int
    submitted: int
    draft: int
    closed: int
    none: int


def count_states(scope: Scope) -> Counts:
    """Count the schools by the state of their roadmap: two queries."""
    rows = scope.roadmaps().order_by().values("state").annotate(count=Count("pk"))
    by_state = {row["state"]: row["count"] for row in rows}
    total = scope.schools().count()
    counted = {name: sum(by_state.get(state, 0) for state in states) for name, states in STATES.items()}
    return Counts(schools=total, none=total - sum(by_state.values()), **counted)


class Lateness(NamedTuple):
    """Overdue events of the running roadmaps; `median_days` is None without any."""

    events: int
    schools: int
    median_days: int | None


def lateness(scope: Scope) -> Lateness:
    """Count what is overdue; days come grouped by due day, of which a year has few."""
    days = []
    for due, count in scope.overdue().order_by().values_list("due_date").annotate(count=Count("pk")):
        days += [dates.days_late(due, scope.on)] * count
    schools = scope.overdue().aggregate(count=Count("roadmap__school", distinct=True))["count"]
    return Lateness(len(days), schools, median_low(days) if days else None)


class Stage(NamedTuple):
    """A column of the table."""

    order: int
    number: str
    title: str


@dataclass(frozen=True)
class Cell:
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


@dataclass(frozen=True)
class Row:
    """A school of the table; cells only where the roadmap runs or is closed."""

    school: School
    roadmap: Roadmap | None
    standing: Standing
    cells: list[Cell | None]


class Table(NamedTuple):
    """The heat map of one page of schools."""

    stages: list[Stage]
    rows: list[Row]


def table_of(schools: Iterable[School], scope: Scope) -> Table:
    """Lay out a page of schools: one query for the roadmaps, one aggregate for all cells."""
    schools = list(schools)
    roadmaps = {
        roadmap.school_id: roadmap
        for roadmap in Roadmap.objects.of_year(scope.year).filter(school__in=schools)
    }
    shown = [map_ for map_ in roadmaps.values() if map_.is_running or map_.state == RoadmapState.CLOSED]
    cells = _cells(shown, scope.on)
    stages = sorted({cell.stage for row in cells.values() for cell in row.values()})
    orders = {stage.order: stage for stage in reversed(stages)}
    columns = [orders[order] for order in sorted(orders)]
    return Table(columns, [_row(school, roadmaps.get(school.pk), cells, columns) for school in schools])


def _cells(roadmaps: list[Roadmap], on: date) -> dict[int, dict[int, Cell]]:
    """Cells by roadmap and stage order."""
    is_late = Q(state=EventState.PLANNED, term_kind__in=DATABLE_TERMS, due_date__lt=on)
    rows = (
        RoadmapEvent.objects.filter(roadmap__in=roadmaps)
        .in_plan()
        .order_by()
        .values("roadmap", "stage__order", "stage__number", "stage__short_title")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=EventState.DONE)),
            oldest=Min("due_date", filter=is_late),
        )
    )
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for row in rows:
        stage = Stage(row["stage__order"], row["stage__number"], row["stage__short_title"])
        late = dates.days_late(row["oldest"], on)
        cells[row["roadmap"]][stage.order] = Cell(stage, row["total"], row["done"], late)
    return cells


def _row(
    school: School, roadmap: Roadmap | None, cells: dict[int, dict[int, Cell]], columns: list[Stage]
) -> Row:
    if roadmap is None:
        return Row(school, None, NO_ROADMAP, [])
    own = cells.get(roadmap.pk)
    shown = [own.get(stage.order) for stage in columns] if own else []
    return Row(school, roadmap, of_roadmap(roadmap), shown)


class Help(NamedTuple):
    """A school that is late for long: its oldest event, by how many days, and whom to ask."""

    event: RoadmapEvent
    days: int
    curators: str


def who_needs_help(scope: Scope) -> list[Help]:
    """The schools overdue for more than two weeks, the longest first: two queries."""
    late = scope.overdue(longer_than=SOON_DAYS)
    oldest = late.filter(roadmap=OuterRef("roadmap")).order_by("due_date", "order").values("pk")[:1]
    events = late.filter(pk=Subquery(oldest)).select_related("roadmap__school")
    found = list(events.order_by("due_date", "roadmap__school__name_key")[:SECTION_ROWS])
    curators = curators_of([event.roadmap.school_id for event in found], scope.on)
    return [
        Help(
            event,
            event.overdue_days(scope.on),
            ", ".join(curators[event.roadmap.school_id]) or "не назначен",
        )
        for event in found
    ]


def curators_of(schools: Iterable[int | None], on: date) -> dict[int | None, list[str]]:
    """Names of the school curators in office on the day, by school."""
    names: dict[int | None, list[str]] = defaultdict(list)
    roles = RoleAssignment.objects.in_force(on).curators().filter(school__in=list(schools))
    for role in roles.select_related("person").order_by("person__name_key"):
        names[role.school_id].append(role.person.short_name)
    return names


def queue(scope: Scope) -> list[Roadmap]:
    """Roadmaps to be agreed, the longest waiting first, with the number of their events."""
    waiting = scope.roadmaps().submitted().select_related("school").with_progress(scope.on)
    return list(waiting.order_by("submitted_at", "pk")[:SECTION_ROWS])


def asked_changes(scope: Scope) -> list[PlanChange]:
    """Changes of running plans that schools ask for, the oldest first."""
    asked = PlanChange.objects.filter(state="asked", event__in=scope.events())
    return list(asked.select_related("event__roadmap__school").order_by("asked_at", "pk")[:SECTION_ROWS])


def municipal_roadmaps(scope: Scope) -> list[Roadmap]:
    """The municipality's own roadmap of the year with its progress (several where one sees several)."""
    own = Roadmap.objects.visible_to(scope.user).of_year(scope.year).filter(school=None)
    if scope.municipality:
        own = own.filter(municipality=scope.municipality)
    return list(own.select_related("municipality").with_progress(scope.on))


def years_in_sight(user: "User") -> list[int]:
    """School years of the roadmaps the user sees."""
    return list(Roadmap.objects.visible_to(user).order_by().values_list("year", flat=True).distinct())
