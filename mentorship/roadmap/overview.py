"""Whose roadmaps the department's page speaks of, and what on it waits for a decision.

Every number is made of the same QuerySets as the list it leads to (see also `heat`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from mentorship.roadmap.enums import RUNNING_STATES, Level, RoadmapState
from mentorship.roadmap.models import PlanChange, Revision, Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import RoadmapEventQuerySet
from mentorship.roadmap.models.roadmaps import RoadmapQuerySet
from mentorship.roadmap.standing import Standing
from schools.models import Municipality, RoleAssignment, School, SchoolYear

if TYPE_CHECKING:
    from schools.models import User

# A section above the table shows so many; the rest is in the table itself.
SECTION_ROWS = 10

NO_ROADMAP = Standing("bad", "none", "карты нет")


@dataclass(frozen=True)
class Scope:
    """What the overview is asked for: whose schools, which year, which day; `group` is a kind of list."""

    user: "User"
    year: int
    on: date
    municipality: Municipality | None = None
    group: str = ""
    template: str = ""

    def schools(self) -> QuerySet[School]:
        """Schools within sight, within the chosen municipality, group and template."""
        found = School.objects.visible_to(self.user, "roadmap").of_municipality(self.municipality)
        if self.group:
            listed = SchoolYear.objects.filter(year=self.year).listed(self.group)
            found = found.filter(pk__in=listed.values("school"))
        if self.template:
            made = Roadmap.objects.of_year(self.year).filter(template__code=self.template)
            found = found.filter(pk__in=made.values("school"))
        return found

    def roadmaps(self) -> RoadmapQuerySet:
        """The year's roadmaps of these schools."""
        return Roadmap.objects.of_year(self.year).filter(school__in=self.schools())

    def events(self) -> RoadmapEventQuerySet:
        """Events of these roadmaps that run."""
        return RoadmapEvent.objects.filter(roadmap__in=self.roadmaps().running())

    def overdue(self, *, longer_than: int = 0) -> RoadmapEventQuerySet:
        """Events overdue by more than so many days."""
        return self.events().overdue(self.on - timedelta(days=longer_than))

    def not_agreed(self) -> QuerySet[School]:
        """Schools without an agreed roadmap."""
        agreed = self.roadmaps().filter(state__in=(*RUNNING_STATES, RoadmapState.CLOSED))
        return self.schools().exclude(pk__in=agreed.values("school"))

    def shown_events(self) -> RoadmapEventQuerySet:
        """Events of the roadmaps whose cells the table shows, cancelled ones left out."""
        shown = self.roadmaps().filter(state__in=(*RUNNING_STATES, RoadmapState.CLOSED))
        return RoadmapEvent.objects.filter(roadmap__in=shown).in_plan()


def events_behind(scope: Scope, *, stage: int | None = None, what: str = "") -> RoadmapEventQuerySet:
    """The events that a number under the table counts: of a stage (its order), late, done or open."""
    if what == "late":
        events = scope.overdue()
    else:
        events = scope.shown_events()
        events = events.done() if what == "done" else events.open() if what == "open" else events
    return events.filter(stage__order=stage) if stage else events


def curators_of(schools: Iterable[int | None], on: date) -> dict[int | None, list[str]]:
    """Names of the school curators in office on the day, by school."""
    names: dict[int | None, list[str]] = defaultdict(list)
    roles = RoleAssignment.objects.in_force(on).curators().filter(school__in=list(schools))
    for role in roles.select_related("person").order_by("person__name_key"):
        names[role.school_id].append(role.person.short_name)
    return names


def asked_changes(scope: Scope) -> list[PlanChange]:
    """Changes of running plans that schools ask for, the oldest first."""
    asked = PlanChange.objects.filter(state="asked", event__in=scope.events())
    return list(asked.select_related("event__roadmap__school").order_by("asked_at", "pk")[:SECTION_ROWS])


def revisions_to_agree(scope: Scope) -> list[tuple[Revision, int]]:
    """New versions of agreed plans that wait to be agreed, with the days, the longest waiting first."""
    waiting = Revision.objects.submitted().filter(roadmap__in=scope.roadmaps())
    rows = waiting.select_related("roadmap__school").order_by("submitted_at", "pk")[:SECTION_ROWS]
    return [(row, days_waiting(row.submitted_at, scope.on)) for row in rows]


def days_waiting(since: datetime | None, on: date) -> int:
    """Whole days from the sending to the day."""
    return (on - timezone.localdate(since)).days if since else 0


def municipal_roadmaps(scope: Scope) -> list[Roadmap]:
    """The municipality's own roadmap of the year with its progress (several where one sees several)."""
    own = Roadmap.objects.visible_to(scope.user).of_year(scope.year).filter(school=None)
    if scope.municipality:
        own = own.filter(municipality=scope.municipality)
    return list(own.select_related("municipality").with_progress(scope.on))


def in_sight(user: "User") -> tuple[list[int], list[tuple[str, str]]]:
    """School years of the roadmaps the user sees, and the templates of schools' ones; one query."""
    seen = Roadmap.objects.visible_to(user).order_by("template__version", "year", "level")
    told = seen.values_list("year", "template__version", "level", "template__code", "template__title")
    rows = list(told.distinct())
    # of several versions of a template the newest gives the title
    templates = {code: title for _, _, level, code, title in rows if level == Level.SCHOOL}
    return sorted({year for year, *_ in rows}), sorted(templates.items())
