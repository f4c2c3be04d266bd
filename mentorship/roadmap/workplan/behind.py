"""Who is behind on a day: owners of decisions, of the work plan, of the municipal roadmap, schools."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from mentorship.roadmap.models import MeetingDecision, Roadmap, RoadmapEvent, WorkPlanItem
from schools.models import Municipality


class Late(NamedTuple):
    """One overdue thing: what, by when, how many days late, where it is."""

    title: str
    due: date
    days: int
    url: str


class LateSchool(NamedTuple):
    """A school with overdue events: its roadmap's address, how many, the oldest day."""

    name: str
    url: str
    events: int
    oldest: date


@dataclass(frozen=True)
class Owner:
    """Somebody with everything that waits for them, the oldest first."""

    name: str
    late: tuple[Late, ...]


@dataclass(frozen=True)
class Behind:
    """The four lists of those who are behind."""

    decisions: list[Owner]
    plan: list[Owner]
    roadmap: list[Owner]
    schools: list[LateSchool]

    @property
    def is_empty(self) -> bool:
        """Whether everybody is in time."""
        return not (self.decisions or self.plan or self.roadmap or self.schools)


def behind(
    towns: Collection[Municipality], year: int, on: date, roadmaps: QuerySet[Roadmap] | None = None
) -> Behind:
    """Everything overdue on the day in these municipalities, of these roadmaps (or all): four queries.

    Decisions are those of every year: an old one that still waits is the more behind for it.
    """
    seen = (Roadmap.objects.all() if roadmaps is None else roadmaps).filter(year=year)
    decisions = MeetingDecision.objects.overdue(on).filter(meeting__municipality__in=towns).with_owners()
    items = WorkPlanItem.objects.overdue(on).filter(plan__municipality__in=towns, plan__year=year)
    return Behind(
        decisions=_by_owner(
            [
                (item.owner or "Ответственный не указан", str(item), item.due_date, item.get_absolute_url())
                for item in decisions.order_by("due_date", "pk")
            ],
            on,
        ),
        plan=_by_owner(
            [
                (
                    item.owner.short_name if item.owner else item.responsible,
                    item.title,
                    item.due_date,
                    item.get_absolute_url(),
                )
                for item in items.select_related("owner").order_by("due_date", "pk")
            ],
            on,
        ),
        roadmap=late_owners(seen.filter(municipality__in=towns, school=None), on),
        schools=late_schools(seen.filter(school__municipality__in=towns), on),
    )


def behind_roadmap(roadmap: Roadmap, on: date) -> Behind | None:
    """Who keeps a municipal roadmap waiting: owners of its events, schools by their roadmaps; else None."""
    if roadmap.school_id is not None or not roadmap.is_running:
        return None
    own = Roadmap.objects.filter(pk=roadmap.pk)
    of_schools = Roadmap.objects.of_year(roadmap.year).filter(school__municipality=roadmap.municipality_id)
    return Behind([], [], late_owners(own, on), late_schools(of_schools, on))


def late_owners(roadmaps: QuerySet[Roadmap], on: date) -> list[Owner]:
    """Who answers for the overdue events of these municipal roadmaps."""
    events = RoadmapEvent.objects.running().open().datable()
    late = events.filter(roadmap__in=roadmaps, due_date__lt=on).order_by("due_date", "order")
    return _by_owner(
        [
            (
                event.responsible or "Ответственный не указан",
                str(event),
                event.due_date,
                event.get_absolute_url(),
            )
            for event in late
        ],
        on,
    )


def late_schools(roadmaps: QuerySet[Roadmap], on: date) -> list[LateSchool]:
    """Schools with overdue events in these roadmaps, if they are running; whoever has most first."""
    events = RoadmapEvent.objects.running().open().datable().filter(due_date__lt=on)
    of_schools = events.filter(roadmap__in=roadmaps)
    counted = (
        of_schools.order_by()
        .values("roadmap", "roadmap__school__name")
        .annotate(count=Count("pk"), oldest=Min("due_date"))
    )
    return [
        LateSchool(
            row["roadmap__school__name"],
            reverse("roadmap:detail", args=[row["roadmap"]]),
            row["count"],
            row["oldest"],
        )
        for row in counted.order_by("-count", "roadmap__school__name")
    ]


def _by_owner(rows: list[tuple[str, str, date | None, str]], on: date) -> list[Owner]:
    """The rows gathered by owner; whoever has most comes first."""
    found: dict[str, list[Late]] = {}
    for name, title, due, url in rows:
        if due is not None:
            found.setdefault(name, []).append(Late(title, due, (on - due).days, url))
    owners = [Owner(name, tuple(late)) for name, late in found.items()]
    return sorted(owners, key=lambda owner: (-len(owner.late), owner.name))
