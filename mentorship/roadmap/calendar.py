"""What roadmaps put into calendars: due days of agreed plans and coordination meetings.

The own feed is that of a curator and of those who answer for events; a school's feed holds the whole school,
a municipality's its own roadmap. Every uid stays; `sequence` counts the changes that were written down.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from mentorship.audit.models import Entry
from mentorship.roadmap.enums import ChangeState, EventState, MeetingState
from mentorship.roadmap.models import CoordinationMeeting, RoadmapEvent
from schools.calendar import DAYS_BACK, CalendarEvent
from schools.enums import SCHOOL_ROLES, Role
from schools.models import Person, RoleAssignment

# Who is called to coordination meetings or leads them (the area «meetings» of the table of access).
_TOWN_ROLES = (Role.HEAD, Role.METHODIST, Role.APPROVER, Role.DEPARTMENT)


def calendar_events(person: Person, on: date) -> list[CalendarEvent]:
    """Events of the schools the person is curator of, and those the person answers for; meetings."""
    roles = list(_offices(person, on))
    own = Q(persons=person)
    if schools := [role.school_id for role in roles if role.role == Role.CURATOR]:
        own |= Q(roadmap__school__in=schools)
    return [*_due(own, on), *_meetings(roles, on)]


def school_calendar_events(person: Person, on: date) -> list[CalendarEvent]:
    """Everything due in the schools the person is curator or director of; meetings."""
    roles = [role for role in _offices(person, on) if role.school_id]
    return [*_due(Q(roadmap__school__in=[role.school_id for role in roles]), on), *_meetings(roles, on)]


def town_calendar_events(person: Person, on: date) -> list[CalendarEvent]:
    """What is due in the roadmaps of the municipalities the person works for, and their meetings."""
    roles = [role for role in _offices(person, on) if role.role in _TOWN_ROLES]
    towns = Q(roadmap__school=None)
    if all(role.municipality_id for role in roles):
        towns &= Q(roadmap__municipality__in=[role.municipality_id for role in roles])
    return [*_due(towns, on), *_meetings(roles, on)] if roles else []


def feeds_of(person: Person, on: date) -> list[str]:
    """Which feeds beside the own one the offices of the person open: "school", "town"."""
    held = {role.role for role in _offices(person, on)}
    return [
        *(["school"] if held & set(SCHOOL_ROLES) else []),
        *(["town"] if held & set(_TOWN_ROLES) else []),
    ]


def _offices(person: Person, on: date) -> Iterable[RoleAssignment]:
    return person.roles.in_force(on).annotate(town=Coalesce("municipality", "school__municipality"))


def _due(which: Q, on: date) -> list[CalendarEvent]:
    """Events with a due day of running roadmaps."""
    # the condition may look through people: it must not multiply what is counted
    found = RoadmapEvent.objects.running().filter(which, due_date__gte=on - timedelta(days=DAYS_BACK))
    made = Count("changes", filter=Q(changes__state=ChangeState.MADE))
    events = RoadmapEvent.objects.filter(pk__in=found.order_by().values("pk")).annotate(times_changed=made)
    return [_event(event) for event in events.select_related("roadmap__school", "roadmap__municipality")]


def _event(event: RoadmapEvent) -> CalendarEvent:
    done = "Выполнено: " if event.is_done else ""
    return CalendarEvent(
        uid=f"roadmap-{event.pk}",
        day=event.due_date,  # type: ignore[arg-type]
        title=f"{done}{event.code} {event.title}",
        text=f"Дорожная карта: {event.roadmap.owner}",
        path=event.get_absolute_url(),
        is_cancelled=event.state == EventState.CANCELLED,
        sequence=event.times_changed,  # type: ignore[attr-defined]
    )


def _meetings(roles: Iterable[RoleAssignment], on: date) -> list[CalendarEvent]:
    """Coordination meetings of the municipalities of these offices."""
    towns = {role.town for role in roles if role.role in (*_TOWN_ROLES, *SCHOOL_ROLES)}  # type: ignore[attr-defined]
    if not towns:
        return []
    meetings = CoordinationMeeting.objects.filter(date__gte=on - timedelta(days=DAYS_BACK))
    if None not in towns:
        meetings = meetings.filter(municipality__in=towns)
    found = list(meetings)
    # every change of a meeting stands in the journal: as many times it was another one
    changed = Entry.objects.filter(
        action="meeting.change",
        target_model=CoordinationMeeting._meta.label_lower,
        target_id__in=[meeting.pk for meeting in found],
    )
    counts = dict(changed.order_by().values_list("target_id").annotate(count=Count("pk")))
    return [_meeting(meeting, counts.get(meeting.pk, 0)) for meeting in found]


def _meeting(meeting: CoordinationMeeting, sequence: int) -> CalendarEvent:
    return CalendarEvent(
        uid=f"coordination-{meeting.pk}",
        day=meeting.date,
        title=f"Координационное совещание: {meeting.topic}",
        place=meeting.place,
        path=meeting.get_absolute_url(),
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        sequence=sequence,
    )
