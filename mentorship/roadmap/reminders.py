"""Reminders of events: fourteen and three days before the last day, and once when it has passed.

Everything is computed on the day of sending: an event done or cancelled by then sends nothing, a moved one
is reminded of anew. A letter has a key, so that nobody gets it twice; a missed day is caught up.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from mentorship.roadmap.models import RoadmapEvent
from schools.enums import Role
from schools.models import Person, RoleAssignment
from schools.russian import day_month

DAYS_BEFORE = (14, 3)
LATE = "late"
# What has been late for longer stands in the digest of the week; its letter was due long ago.
DAYS_AFTER = 14


def remind(on: date) -> int:
    """Post what is due on the day to curators and those who answer; return how many letters."""
    window = (on - timedelta(days=DAYS_AFTER), on + timedelta(days=max(DAYS_BEFORE)))
    events = RoadmapEvent.objects.running().open().datable().filter(due_date__range=window)
    rows = events.select_related("roadmap__school", "roadmap__municipality").prefetch_related("persons")
    by_place = people_of_places(on)
    return len(post_all(_letter(event, by_place, on) for event in rows.order_by("due_date", "pk")))


def people_of_places(on: date) -> dict[tuple[str, int | None], list[Person]]:
    """Who holds which office on the day: (role, school or municipality) → people; one query."""
    people: dict[tuple[str, int | None], list[Person]] = defaultdict(list)
    for role in RoleAssignment.objects.in_force(on).select_related("person").order_by("pk"):
        people[role.role, role.school_id or role.municipality_id].append(role.person)
    return people


def _letter(event: RoadmapEvent, by_place: dict[tuple[str, int | None], list[Person]], on: date) -> Letter:
    roadmap, due = event.roadmap, event.due_date
    office = Role.CURATOR if roadmap.school_id else Role.METHODIST
    people = [*by_place[office, roadmap.school_id or roadmap.municipality_id], *event.persons.all()]
    stage = stage_of((due - on).days)  # type: ignore[operator]
    when = f"срок был {day_month(due)}" if stage == LATE else f"срок — {day_month(due)}"
    wish = "Отметьте выполнение или попросите о переносе." if stage == LATE else "Когда сделаете, отметьте."
    return Letter(
        Topic.ROADMAP,
        _once(people),
        f"Дорожная карта: {when}, {event.code}",
        f"{roadmap.owner}: «{event.title}», {when}. {wish}",
        path=event.get_absolute_url(),
        key=f"roadmap-event-{event.pk}-{due:%Y%m%d}-{stage}",
    )


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple({person.pk: person for person in people}.values())


def stage_of(days_left: int) -> str:
    """Which reminder it is time for: the nearest one that has begun."""
    if days_left < 0:
        return LATE
    return next(str(days) for days in sorted(DAYS_BEFORE) if days_left <= days)
