"""What roadmaps put into a curator's calendar: the due days of the own school's agreed plan."""

from datetime import date, timedelta

from django.db.models import Count, Q

from mentorship.roadmap.enums import ChangeState, EventState
from mentorship.roadmap.models import RoadmapEvent
from schools.calendar import DAYS_BACK, CalendarEvent
from schools.models import Person


def calendar_events(person: Person, on: date) -> list[CalendarEvent]:
    """Events with a due day of the schools the person is curator of on the day; two queries."""
    schools = list(person.roles.in_force(on).curators().values_list("school", flat=True))
    if not schools:
        return []
    due = RoadmapEvent.objects.running().filter(
        roadmap__school__in=schools, due_date__gte=on - timedelta(days=DAYS_BACK)
    )
    made = Count("changes", filter=Q(changes__state=ChangeState.MADE))
    return [_event(event) for event in due.select_related("roadmap__school").annotate(times_changed=made)]


def _event(event: RoadmapEvent) -> CalendarEvent:
    done = "Выполнено: " if event.is_done else ""
    return CalendarEvent(
        uid=f"roadmap-{event.pk}",
        day=event.due_date,  # type: ignore[arg-type]
        title=f"{done}{event.code} {event.title}",
        text=f"Дорожная карта: {event.roadmap.school}",
        path=event.get_absolute_url(),
        is_cancelled=event.state == EventState.CANCELLED,
        sequence=event.times_changed,  # type: ignore[attr-defined]
    )
