"""Who took part: ticked by hand, named in a list, come by the code at the door."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap.enums import AttendanceWay, EventState
from mentorship.roadmap.models import Attendance, Occurrence, RoadmapEvent
from mentorship.roadmap.models.attendance import AttendanceQuerySet
from mentorship.roadmap.workflow.guards import locked_event, require_past, require_running, require_words
from mentorship.roadmap.workflow.marking import markable
from mentorship.spreadsheets.words import fold, tidy
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User

# So many guests may wait for the curator: whoever plays with the code at the door fills no disk.
MOST_GUESTS = 200


@transaction.atomic
def add_people(
    *,
    event: RoadmapEvent,
    people: Iterable[Person],
    day: date,
    on: date,
    by: "User | None",
    guests: Iterable[str] = (),
    occurrence: Occurrence | None = None,
    way: AttendanceWay = AttendanceWay.HAND,
) -> int:
    """Write people, and guests by name, into the list of an event. Returns how many were not there yet."""
    event = _listable(markable(event, by))
    require_past(day, on, event.roadmap, "day")
    listed = _listed(event, occurrence)
    about = {"event": event, "occurrence": occurrence, "date": day, "way": way, "added_by": by}
    new = [Attendance(person=person, **about) for person in _missing(listed, people, event)]
    new += [Attendance(guest_name=name, **about) for name in _missing_guests(listed, guests)]
    Attendance.objects.bulk_create(new)
    if new:
        record(by=by, action="roadmap.attendance", target=event, text=f"записано: {len(new)}")
    return len(new)


def _missing(listed: AttendanceQuerySet, people: Iterable[Person], event: RoadmapEvent) -> list[Person]:
    """Those whom the list lacks, each once; all of them are of the roadmap's municipality."""
    people = list(dict.fromkeys(people))
    if any(person.municipality_id != event.roadmap.municipality_id for person in people):
        raise ValidationError("В список входят педагоги своего муниципалитета; других запишите гостями.")
    held = set(listed.values_list("person", flat=True))
    return [person for person in people if person.pk not in held]


def _missing_guests(listed: AttendanceQuerySet, names: Iterable[str]) -> list[str]:
    """Guests whom the list lacks, each once, whatever the spelling."""
    wanted = {fold(name): tidy(name) for name in names}
    if not wanted:
        return []
    held = set(listed.values_list("guest_key", flat=True))
    return [name for key, name in wanted.items() if key not in held]


@transaction.atomic
def arrive(
    *, event: RoadmapEvent, person: Person, on: date, by: "User", occurrence: Occurrence | None = None
) -> bool:
    """A person says «я здесь» by the code at the door; returns False where the list knew it already."""
    event = _open_door(event)
    if person.municipality_id != event.roadmap.municipality_id:
        raise ValidationError("Мероприятие проходит в другом муниципалитете: запишитесь гостем.")
    if _listed(event, occurrence).filter(person=person).exists():
        return False
    _at_door(event, occurrence, on, person=person, added_by=by)
    record(by=by, action="roadmap.attendance", target=event, text="отметился у двери")
    return True


@transaction.atomic
def announce(
    *, event: RoadmapEvent, name: str, place: str, on: date, occurrence: Occurrence | None = None
) -> bool:
    """A guest gives a name at the door and waits for the curator; False where the list knew it already."""
    event = _open_door(event)
    name = require_words(tidy(name), "name", "Напишите фамилию и имя.")
    listed = _listed(event, occurrence)
    if listed.filter(guest_key=fold(name)).exists():
        return False
    if listed.waiting().count() >= MOST_GUESTS:
        raise ValidationError("Список гостей переполнен: подойдите к организатору.")
    _at_door(event, occurrence, on, guest_name=name, guest_place=tidy(place), is_confirmed=False)
    return True


@transaction.atomic
def confirm_guest(*, attendance: Attendance, by: "User | None") -> Attendance:
    """Take a guest into the list; a name that one person of the staff bears becomes that person."""
    event = _listable(markable(attendance.event, by))
    attendance = Attendance.objects.get(pk=attendance.pk)
    if attendance.is_confirmed:
        raise ValidationError(f"{attendance} уже в списке.")
    person = _only_namesake(attendance, event)
    if person and _listed(event, attendance.occurrence).filter(person=person).exists():
        raise ValidationError(f"{person.full_name} уже в списке: эту запись уберите.")
    if person:
        attendance.person, attendance.guest_name, attendance.guest_place = person, "", ""
    attendance.is_confirmed, attendance.added_by = True, by
    attendance.save()
    record(by=by, action="roadmap.guest_confirmed", target=event, text=str(attendance))
    return attendance


def _only_namesake(attendance: Attendance, event: RoadmapEvent) -> Person | None:
    """The one person of the municipality with the guest's very name; of several none is meant."""
    same = Person.objects.filter(
        name_key=attendance.guest_key, municipality=event.roadmap.municipality_id
    ).select_related("school")[:2]
    return same[0] if len(same) == 1 else None


@transaction.atomic
def remove_attendance(*, attendance: Attendance, by: "User | None") -> None:
    """Take a line out of the list: a slip, or somebody who only played with the code."""
    event = _listable(markable(attendance.event, by))
    record(by=by, action="roadmap.attendance_removed", target=event, text=str(attendance))
    Attendance.objects.filter(pk=attendance.pk).delete()


def _open_door(event: RoadmapEvent) -> RoadmapEvent:
    """The event as it is now, of a running roadmap: at the door nobody has a right but to come."""
    event = locked_event(event)
    require_running(event.roadmap)
    return _listable(event)


def _listable(event: RoadmapEvent) -> RoadmapEvent:
    if event.state == EventState.CANCELLED:
        raise ValidationError(f"Мероприятие {event.code} отменено: участников у него нет.")
    return event


def _listed(event: RoadmapEvent, occurrence: Occurrence | None) -> AttendanceQuerySet:
    return event.attendance.of_time(occurrence)


def _at_door(event: RoadmapEvent, occurrence: Occurrence | None, day: date, **who: object) -> None:
    Attendance.objects.create(event=event, occurrence=occurrence, date=day, way=AttendanceWay.CODE, **who)
