"""The way of a pair with a pupil: proposed, agreed, at work, ended or broken; marks of its meetings."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pupils.enums import CHOSEN_REASONS, GOALS, BreakReason, Outcome, PupilForm, PupilPairState
from mentorship.pupils.models import Pupil, PupilMeeting, PupilPair
from mentorship.pupils.workflow.consents import enough_consent
from mentorship.pupils.workflow.locking import check_day, lock_pair, lock_pupil
from schools.models import Person, User

NO_CONSENT = "Сначала запишите согласие законного представителя: без него ученик не участвует в парах."
NO_OWN_CONSENT = "Ученику исполнилось 18: прежде чем продолжать, запишите его собственное согласие."
_S = PupilPairState


@transaction.atomic
def propose_pair(
    *,
    form: str,
    goal: str,
    mentee: Pupil,
    on: date,
    by: User | None,
    mentor_pupil: Pupil | None = None,
    mentor_teacher: Person | None = None,
) -> PupilPair:
    """Propose a pair of one school; every pupil in it has a live consent."""
    if goal not in GOALS.get(form, ()):
        raise ValidationError({"goal": "У этой формы такой цели нет: выберите из списка."})
    pupils = _locked(mentee, mentor_pupil)
    for name, pupil in pupils.items():
        _check_consent(pupil, on, name)
    school = pupils["mentee"].school_id
    if mentor_pupil is not None and pupils["mentor_pupil"].school_id != school:
        raise ValidationError({"mentor_pupil": "Ученики пары учатся в одной школе."})
    if mentor_teacher is not None and mentor_teacher.school_id != school:
        raise ValidationError({"mentor_teacher": "Наставник работает в школе ученика."})
    if (form == PupilForm.PUPIL_PUPIL) != (mentor_pupil is not None):
        raise ValidationError("Выберите наставника той формы, которую открыли.")
    pair = PupilPair(
        form=form, goal=goal, school_id=school, proposed_date=on, mentor_teacher=mentor_teacher, **pupils
    )
    _save(pair)
    record(by=by, action="pupils.pair_proposed", target=pair, text="Пара с учеником предложена")
    return pair


@transaction.atomic
def agree_pair(*, pair: PupilPair, on: date, by: User | None) -> PupilPair:
    """Both sides are willing; a teacher who mentors says so on the portal."""
    return _move(pair, (_S.PROPOSED,), _S.AGREED, by=by, on=on, text="Стороны согласны")


@transaction.atomic
def start_pair(*, pair: PupilPair, start_date: date, on: date, by: User | None) -> PupilPair:
    """The pair begins to work."""
    check_day("start_date", start_date, on)
    if start_date < pair.proposed_date:
        raise ValidationError({"start_date": "Раньше предложения пары работа не начинается."})
    return _move(pair, (_S.AGREED,), _S.ACTIVE, by=by, on=on, text="Пара работает", start_date=start_date)


@transaction.atomic
def end_pair(*, pair: PupilPair, end_date: date, outcome: str, on: date, by: User | None) -> PupilPair:
    """The pair has come to its end."""
    check_day("end_date", end_date, on)
    result: dict[str, Any] = {"end_date": end_date, "outcome": Outcome(outcome)}
    return _move(pair, (_S.ACTIVE,), _S.ENDED, by=by, text="Пара завершена", **result)


@transaction.atomic
def break_pair(*, pair: PupilPair, end_date: date, reason: str, on: date, by: User | None) -> PupilPair:
    """The pair stops early, or never began."""
    check_day("end_date", end_date, on)
    if reason not in CHOSEN_REASONS:
        raise ValidationError({"reason": "Выберите причину из списка."})
    why = BreakReason(reason)
    words = f"Пара прервана: {why.label}"
    states = (_S.PROPOSED, _S.AGREED, _S.ACTIVE)
    return _move(pair, states, _S.BROKEN, by=by, text=words, end_date=end_date, break_reason=why)


@transaction.atomic
def log_meeting(*, pair: PupilPair, day: date, topic: str, on: date, by: User | None) -> PupilMeeting:
    """Mark that the pair has met."""
    check_day("day", day, on)
    pair = lock_pair(pair)
    if pair.state != _S.ACTIVE or pair.start_date is None:
        raise _refusal(pair)
    if day < pair.start_date:
        raise ValidationError({"day": f"Пара работает с {pair.start_date:%d.%m.%Y}: раньше встреч не было."})
    if pair.meetings.filter(date=day).exists():
        raise ValidationError({"day": "Встреча этого дня уже отмечена."})
    meeting = PupilMeeting(pair=pair, date=day, topic=topic)
    meeting.full_clean()
    meeting.save()
    record(by=by, action="pupils.meeting_logged", target=pair, text=f"Встреча {day:%d.%m.%Y} отмечена")
    return meeting


@transaction.atomic
def remove_meeting(*, meeting: PupilMeeting, by: User | None) -> None:
    """Take a mistaken mark back while the pair works."""
    pair = lock_pair(meeting.pair)
    if pair.state != _S.ACTIVE:
        raise _refusal(pair)
    day = meeting.date
    meeting.delete()
    record(by=by, action="pupils.meeting_removed", target=pair, text=f"Встреча {day:%d.%m.%Y} убрана")


def _locked(mentee: Pupil, mentor_pupil: Pupil | None) -> dict[str, Pupil]:
    """The pupils as they stand now, locked in the order of their numbers."""
    sides = {"mentee": mentee} | ({"mentor_pupil": mentor_pupil} if mentor_pupil else {})
    return {name: lock_pupil(pupil) for name, pupil in sorted(sides.items(), key=lambda side: side[1].pk)}


def _check_consent(pupil: Pupil, on: date, name: str = "") -> None:
    if not enough_consent(pupil, on):
        sentence = NO_OWN_CONSENT if pupil.is_adult(on) else NO_CONSENT
        raise ValidationError({name: sentence} if name else sentence)


def _move(
    pair: PupilPair,
    states: tuple[PupilPairState, ...],
    to: PupilPairState,
    *,
    by: User | None,
    text: str,
    on: date | None = None,
    **values: Any,
) -> PupilPair:
    """Write the new state; steps forward (`on` is given) ask for the pupils' consents anew."""
    pair = lock_pair(pair)
    if pair.state not in states:
        raise _refusal(pair)
    if on is not None:
        for pupil in pair.pupils:
            _check_consent(pupil, on)
    before, pair.state = pair.state, to
    for name, value in values.items():
        setattr(pair, name, value)
    _save(pair)
    record(
        by=by, action=f"pupils.pair_{to}", target=pair, text=text, data={"from": str(before), "to": str(to)}
    )
    return pair


def _save(pair: PupilPair) -> None:
    pair.full_clean()
    pair.save()


def _refusal(pair: PupilPair) -> ValidationError:
    return ValidationError(f"Сейчас пара в состоянии «{pair.get_state_display()}». Обновите страницу.")
