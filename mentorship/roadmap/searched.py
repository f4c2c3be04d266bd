"""What the search and «Недавнее» tell of this app: roadmaps, their events, municipal events, meetings."""

from typing import Any

from django.db.models import QuerySet

from mentorship.roadmap.models import CoordinationMeeting, Roadmap, RoadmapEvent, TownEvent
from mentorship.spreadsheets.searching import holding
from schools.models import User
from schools.search import Card, Hit, Kind


def _rows(user: User, text: str) -> "QuerySet[Any]":
    found = holding(RoadmapEvent.objects.visible_to(user), text, "title_key")
    return found.select_related("roadmap__school", "roadmap__municipality").order_by(
        "-roadmap__year", "roadmap", "order"
    )


def _hit(event: RoadmapEvent, user: User) -> Hit:
    due = f"срок {event.due_date:%d.%m.%Y}" if event.due_date else event.term_text
    detail = ", ".join(filter(None, (str(event.roadmap.owner), due)))
    return Hit(str(event), detail, event.get_absolute_url())


def _roadmaps(user: User, text: str) -> "QuerySet[Any]":
    found = holding(Roadmap.objects.visible_to(user), text, "school__name_key")
    return found.select_related("school", "municipality").order_by("-year", "pk")


def _roadmap(roadmap: Roadmap, user: User) -> Hit:
    return Hit(str(roadmap), str(roadmap.get_state_display()), roadmap.get_absolute_url())


def _town_events(user: User, text: str) -> "QuerySet[Any]":
    return holding(TownEvent.objects.visible_to(user), text, "topic_key").order_by("-date", "-pk")


def _meetings(user: User, text: str) -> "QuerySet[Any]":
    return holding(CoordinationMeeting.objects.visible_to(user), text, "topic_key").order_by("-date", "-pk")


def _occasion(row: Any, user: User) -> Hit:
    detail = ", ".join(filter(None, (f"{row.date:%d.%m.%Y}", row.get_state_display(), row.place)))
    return Hit(row.topic, detail, row.get_absolute_url())


KINDS = (
    Kind(
        "events", "Мероприятия", "roadmap", _rows, _hit, order=5, cards=(Card("roadmap:event", "event_pk"),)
    ),
    Kind(
        "town_events",
        "Муниципальные мероприятия",
        "meetings",
        _town_events,
        _occasion,
        order=8,
        cards=(Card("roadmap:town_event"),),
    ),
    Kind(
        "meetings",
        "Совещания",
        "meetings",
        _meetings,
        _occasion,
        order=9,
        cards=(Card("roadmap:meeting"),),
    ),
    Kind(
        "roadmaps",
        "Дорожные карты",
        "roadmap",
        _roadmaps,
        _roadmap,
        order=14,
        cards=(Card("roadmap:detail"),),
        is_sought=False,
    ),
)
