"""Who of the staff answers for events: named by the school itself until the roadmap is closed."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from mentorship.audit.log import record
from mentorship.roadmap.enums import RoadmapState
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow.guards import locked_event
from schools.models import Person, School

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from schools.models import User


def staff_of(roadmap: Roadmap, on: date) -> "QuerySet[Person]":
    """Whom an event may be given to: the school's staff of the day; the municipality's own staff."""
    if roadmap.school_id is None:
        return Person.objects.filter(municipality=roadmap.municipality_id, school=None).order_by("name_key")
    worked = Person.objects.working_in(School.objects.filter(pk=roadmap.school_id), on)
    return Person.objects.filter(Q(school=roadmap.school_id) | Q(pk__in=worked.values("pk"))).order_by(
        "name_key"
    )


@transaction.atomic
def set_persons(
    *, event: RoadmapEvent, persons: Iterable[Person], on: date, by: "User | None", alike: bool = False
) -> int:
    """Name who answers for the event; `alike` names them for every event of the same post as well.

    A change of people is no change of the plan: it is not agreed anew. Returns how many events were set.
    """
    event = locked_event(event)
    roadmap = event.roadmap
    require(by, "mark", roadmap)
    if roadmap.state == RoadmapState.CLOSED:
        raise ValidationError("Карта закрыта: её мероприятия больше не меняются.")
    chosen = {person.pk for person in persons}
    allowed = {
        *staff_of(roadmap, on).values_list("pk", flat=True),
        *event.persons.values_list("pk", flat=True),
    }
    if chosen - allowed:
        raise ValidationError({"persons": "Выберите из сотрудников, которые работают здесь сейчас."})
    events = [event, *(alike_events(event) if alike else ())]
    links = RoadmapEvent.persons.through.objects
    links.filter(roadmapevent__in=events).delete()
    links.bulk_create(
        links.model(roadmapevent_id=row.pk, person_id=person) for row in events for person in chosen
    )
    codes = ", ".join(row.code for row in events)
    record(by=by, action="roadmap.persons", target=roadmap, text=f"Ответственные лица: {codes}")
    return len(events)


def alike_events(event: RoadmapEvent) -> "QuerySet[RoadmapEvent]":
    """The other open events of the plan that the same post answers for."""
    same = event.roadmap.events.open().filter(responsible=event.responsible)
    return same.exclude(pk=event.pk)
