"""A pupil is written down, corrected, leaves school."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pupils.ages import SchoolClass
from mentorship.pupils.enums import NAMED_STATES, BreakReason, PupilState, Relation
from mentorship.pupils.models import Pupil
from mentorship.pupils.models.pupils import DESTROY_DAYS
from mentorship.pupils.workflow.locking import check_day, lock_pupil, stop_pairs
from mentorship.spreadsheets.words import fold
from schools import years
from schools.models import School, User
from schools.stamps import ChangedMeanwhile

CHANGED_MEANWHILE = (
    "Запись тем временем изменили в другом окне: сравните со своим текстом и отправьте ещё раз."
)
NOT_18_YET = "День, когда исполнилось 18, ещё не наступил: до него согласие даёт законный представитель."
OWN_CONSENT = "Есть согласие самого ученика, поэтому отметку о 18 годах не снять."


@transaction.atomic
def add_pupil(
    *,
    school: School,
    name: str,
    school_class: SchoolClass,
    on: date,
    by: User | None,
    turned_18_on: date | None = None,
) -> Pupil:
    """Write a pupil down as a draft: nothing can be done with it before a consent."""
    pupil = Pupil(school=school, created_on=on)
    _fill(pupil, name, school_class, turned_18_on, on)
    pupil.save()
    record(by=by, action="pupils.added", target=pupil, text="Ученик записан, черновик")
    return pupil


@transaction.atomic
def edit_pupil(
    *,
    pupil: Pupil,
    name: str,
    school_class: SchoolClass,
    turned_18_on: date | None,
    version: int,
    on: date,
    by: User | None,
) -> Pupil:
    """Correct the record; `version` is the one the form was opened with."""
    pupil = lock_pupil(pupil)
    if pupil.state not in NAMED_STATES:
        raise ValidationError(
            "Имя уже скрыто: исправлять нечего. Чтобы ученик участвовал, запишите согласие."
        )
    if pupil.version != version:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)
    has_own = pupil.consents.filter(withdrawn_date__isnull=True, relation=Relation.SELF).exists()
    if has_own and turned_18_on != pupil.turned_18_on:
        raise ValidationError({"turned_18_on": OWN_CONSENT})
    _fill(pupil, name, school_class, turned_18_on, on)
    pupil.version += 1
    pupil.save()
    record(by=by, action="pupils.edited", target=pupil, text="Запись ученика исправлена")
    return pupil


@transaction.atomic
def leave_school(*, pupil: Pupil, day: date, on: date, by: User | None) -> Pupil:
    """The pupil has left: pairs stop, consent ends, the name is hidden, destruction is due in 30 days."""
    check_day("day", day, on)
    pupil = lock_pupil(pupil)
    if pupil.state not in NAMED_STATES:
        raise ValidationError("Ученик уже не участвует. Обновите страницу.")
    stop_pairs(pupil, reason=BreakReason.LEFT, day=day, by=by)
    pupil.state, pupil.destroy_by = PupilState.LEFT, day + timedelta(days=DESTROY_DAYS)
    pupil.version += 1
    pupil.save()
    for consent in pupil.consents.filter(withdrawn_date__isnull=True):
        consent.withdrawn_date = max(day, consent.given_date)
        consent.save(update_fields=["withdrawn_date"])
    record(by=by, action="pupils.left", target=pupil, text="Ученик выбыл, имя скрыто")
    return pupil


def _fill(pupil: Pupil, name: str, school_class: SchoolClass, turned_18_on: date | None, on: date) -> None:
    """Put the values in and refuse what the rules refuse."""
    if turned_18_on is not None and turned_18_on > on:
        raise ValidationError({"turned_18_on": NOT_18_YET})
    pupil.name = " ".join(name.split())
    if not fold(pupil.name):
        raise ValidationError({"name": "Напишите имя или псевдоним: по нему школа узнаёт ученика."})
    pupil.name_key = fold(pupil.name)
    pupil.grade, pupil.letter = school_class
    pupil.class_year = years.year_of(on)
    pupil.turned_18_on = turned_18_on
    pupil.full_clean()
