"""Interviews and trainings of mentors (domain.md §4.1): recorded on the way from the bank to the work."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Interview, Mentor, SelectionCriterion, Training, TrainingProgramme
from mentorship.bank.workflow.moves import enter, given, note, start
from mentorship.spreadsheets.words import fold, tidy

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def record_interview(
    *,
    mentor: Mentor,
    date: date,
    is_ready: bool,
    by: "User | None",
    on: date,
    criteria: Iterable[SelectionCriterion] = (),
    **details: Any,
) -> Interview:
    """Record an interview held on `date`: who is ready is selected, who is not stays in the bank.

    `criteria` are those the candidate meets; `details` are further fields of Interview: interviewers,
    with_psychologist, notes.
    """
    before = start(mentor, "select")
    refuse_future(date, on, "Собеседование")
    interview = Interview(mentor=mentor, date=date, is_ready=is_ready, **details)
    interview.full_clean()
    interview.save()
    interview.criteria.set(criteria)
    if is_ready:
        enter(mentor, MentorState.SELECTED, on)
    text = f"Собеседование {date:%d.%m.%Y}: {'готов' if is_ready else 'не готов'}."
    note(mentor, "select", by=by, before=before, text=text)
    return interview


@transaction.atomic
def record_training(
    *,
    mentor: Mentor,
    programme: str,
    date: date,
    by: "User | None",
    on: date,
    hours: int | None = None,
    is_distance: bool = False,
    certificate: str = "",
) -> Training:
    """Record a training that ended on `date`: a selected mentor is trained now. A new programme is added."""
    before = start(mentor, "train")
    refuse_future(date, on, "Обучение")
    word, _ = TrainingProgramme.objects.get_or_create(key=fold(programme), defaults={"name": tidy(programme)})
    training = Training(
        person=mentor.person,
        programme=word,
        date=date,
        hours=hours,
        is_distance=is_distance,
        certificate=certificate,
    )
    training.full_clean()
    training.save()
    enter(mentor, MentorState.TRAINED, on)
    note(mentor, "train", by=by, before=before, text=f"{word}, {date:%d.%m.%Y}")
    return training


@transaction.atomic
def waive_training(*, mentor: Mentor, reason: str, by: "User | None", on: date) -> None:
    """Let a selected mentor do without training, saying why (domain.md A-30)."""
    before = start(mentor, "waive")
    mentor.training_waiver = given(reason, "Напишите, почему обучение не нужно.")
    mentor.full_clean()
    enter(mentor, MentorState.TRAINED, on)
    note(mentor, "waive", by=by, before=before, text=mentor.training_waiver)


def refuse_future(day: date, on: date, what: str, field: str = "date") -> None:
    """Raise ValidationError for a day after `on`."""
    if day > on:
        raise ValidationError({field: f"{what}: {day:%d.%m.%Y} ещё не наступило."})
