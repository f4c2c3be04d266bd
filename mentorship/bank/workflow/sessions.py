"""Sessions of training programmes and trainings of anybody: mentors, curators, the reserve."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from mentorship.audit.log import record
from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor, Training, TrainingProgramme, TrainingSession
from mentorship.bank.workflow.selection import record_training, refuse_future
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def put_session(
    *,
    programme: TrainingProgramme,
    municipality: Municipality,
    fields: Mapping[str, Any],
    attended: Iterable[Person],
    by: "User | None",
    on: date,
    session: TrainingSession | None = None,
) -> TrainingSession:
    """Write a session, a new one or `session` anew; who attended can be told only of a day that has come."""
    attended = list(attended)
    put = session or TrainingSession(programme=programme, municipality=municipality)
    for name, value in fields.items():
        setattr(put, name, value)
    if attended:
        refuse_future(put.date, on, "Занятие, на котором кто-то был")
    put.full_clean()
    put.save()
    put.attended.set(attended)
    action = "session.change" if session else "session.add"
    record(by=by, action=action, target=put, text=put.title, data={"attended": len(attended)})
    return put


@transaction.atomic
def record_course(
    *, person: Person, programme: TrainingProgramme, date: date, by: "User | None", on: date, **fields: Any
) -> Training:
    """Record a training that anybody has passed; a mentor who was waiting for it is trained now.

    `fields`: hours, is_distance, certificate.
    """
    mentor = Mentor.objects.filter(pk=person.pk, state=MentorState.SELECTED).first()
    if mentor is not None:
        return record_training(mentor=mentor, programme=programme.name, date=date, by=by, on=on, **fields)
    refuse_future(date, on, "Обучение")
    training = Training(person=person, programme=programme, date=date, **fields)
    training.full_clean()
    training.save()
    record(by=by, action="training.add", target=training, text=f"{programme}, {date:%d.%m.%Y}")
    return training
