"""A pair at work: start, pause, completion, dissolution."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs import letters
from mentorship.pairs.enums import WARNING_INITIATORS, Initiator, PairState
from mentorship.pairs.life.closing import owed_forms, warnings_of
from mentorship.pairs.models import Effect, Pair, PairMember
from mentorship.pairs.notice import working_days_after
from mentorship.pairs.places import release_places
from mentorship.pairs.workflow.consequences import (
    close_requests,
    reopen_requests,
    rest_mentor,
    start_mentor,
    start_requests,
)
from mentorship.pairs.workflow.moves import check_move, lock, members_of, move, note, refusal
from mentorship.pairs.workflow.planned import cancel_open
from schools.models import User
from schools.sentences import require_words

NOTICE_DAYS = 3
_AT_WORK = (PairState.ACTIVE, PairState.PAUSED)


@transaction.atomic
def start(*, pair: Pair, start_date: date, by: User | None, today: date) -> Pair:
    """Begin the work of an ordered pair on a day that has come; the mentor becomes active."""
    pair = lock(pair)
    check_move(pair, PairState.ACTIVE, sources=(PairState.ORDERED,))
    if pair.order_id is None:
        raise ValidationError(f"Пара № {pair.number} без приказа: сначала зарегистрируйте приказ.")
    if start_date > today:
        raise ValidationError(
            f"День начала {start_date:%d.%m.%Y} ещё не наступил: начните пару в этот день или позже."
        )
    members = members_of(pair)
    for member in members:
        if member.start_date is None:
            member.start_date = start_date
            member.validate_constraints()
            member.save(update_fields=["start_date"])
    kept: dict[str, Any] = {"warnings": owed_forms(pair, today)}
    text = f"Пара работает с {start_date:%d.%m.%Y}"
    move(pair, PairState.ACTIVE, by=by, action="start", text=text, **kept)
    start_mentor(pair.mentor, by=by, today=today)
    start_requests(members, by=by)
    letters.tell("start", pair, members, by=by, reason=f"{start_date:%d.%m.%Y}")
    return pair


@transaction.atomic
def pause(*, pair: Pair, reason: str, by: User | None) -> Pair:
    """Interrupt the work; the places stay taken."""
    pair = lock(pair)
    check_move(pair, PairState.PAUSED)
    reason = require_words(reason, "Напишите, почему пара приостанавливается.")
    move(pair, PairState.PAUSED, by=by, action="pause", text="Пара приостановлена", comment=reason)
    letters.tell("pause", pair, members_of(pair), by=by, reason=reason)
    return pair


@transaction.atomic
def resume(*, pair: Pair, by: User | None, today: date) -> Pair:
    """Go on after a pause."""
    pair = lock(pair)
    check_move(pair, PairState.ACTIVE, verb="возобновить", sources=(PairState.PAUSED,))
    if not pair.members.filter(start_date__isnull=False).exists():
        raise ValidationError(
            f"У пары № {pair.number} нет даты начала: методист вписывает её через загрузку пар из Excel."
        )
    move(pair, PairState.ACTIVE, by=by, action="resume", text="Пара возобновила работу")
    start_mentor(pair.mentor, by=by, today=today)
    letters.tell("resume", pair, members_of(pair), by=by)
    return pair


@transaction.atomic
def ask_to_complete(
    *, pair: Pair, result: str, by: User | None, today: date, effects: Iterable[Effect] | None = None
) -> Pair:
    """A school curator writes the result with the effects and asks the methodist to complete the pair."""
    pair = lock(pair)
    if pair.state not in _AT_WORK:
        raise refusal(pair, "завершить")
    pair.result = _result_of(result)
    pair.completion_asked_date = today
    pair.save(update_fields=["result", "completion_asked_date"])
    _keep_effects(pair, effects)
    note(pair, by=by, action="ask_completion", text="Куратор предложил завершить пару", comment=pair.result)
    letters.tell("ask_completion", pair, members_of(pair), by=by, reason=pair.result)
    return pair


@transaction.atomic
def complete(
    *,
    pair: Pair,
    result: str,
    end_date: date,
    by: User | None,
    today: date,
    effects: Iterable[Effect] | None = None,
) -> Pair:
    """End the work with its result; members without an end get this one, places are free again.

    `effects` replace those that the curator named, None leaves them. What was still open (`warnings_of`)
    stays in the journal; meetings to come are cancelled.
    """
    pair = lock(pair)
    check_move(pair, PairState.COMPLETED)
    if end_date > today:
        raise ValidationError("День завершения ещё не наступил: завершите пару в этот день или позже.")
    pair.result = _result_of(result)
    members = members_of(pair)
    _end_members(members, end_date)
    release_places(members)
    kept: dict[str, Any] = {"comment": pair.result, "warnings": warnings_of(pair, today)}
    move(pair, PairState.COMPLETED, by=by, action="complete", text="Пара завершена", **kept)
    _keep_effects(pair, effects)
    cancel_open(pair, by=by, since=today)
    close_requests(members, by=by, outcome=pair.result)
    rest_mentor(pair.mentor, by=by, today=today)
    letters.tell("complete", pair, members, by=by, reason=pair.result)
    return pair


@transaction.atomic
def dissolve(
    *,
    pair: Pair,
    initiator: Initiator,
    reason: str,
    end_date: date,
    by: User | None,
    today: date,
    notice_date: date | None = None,
) -> Pair:
    """End the work early. A mentor or an employer warns three working days ahead (domain.md §4.3).

    `notice_date` is the day of the warning, today by default. Requests return to the queue.
    """
    pair = lock(pair)
    check_move(pair, PairState.DISSOLVED)
    reason = require_words(reason, "Напишите, почему пара расторгается.")
    _check_notice(initiator, notice_date or today, end_date, today)
    pair.ending_initiator, pair.ending_reason = initiator, reason
    pair.ending_notice_date = notice_date or today
    members = members_of(pair)
    _end_members(members, end_date)
    release_places(members)
    text = f"Пара расторгнута с {end_date:%d.%m.%Y} ({Initiator(initiator).label})"
    move(pair, PairState.DISSOLVED, by=by, action="dissolve", text=text, comment=reason, initiator=initiator)
    cancel_open(pair, by=by, since=today)
    reopen_requests(members, by=by, reason=reason)
    rest_mentor(pair.mentor, by=by, today=today)
    letters.tell("dissolve", pair, members, by=by, reason=reason)
    return pair


def _check_notice(initiator: Initiator, notice_date: date, end_date: date, today: date) -> None:
    """The warning lies behind; who must warn ahead has done so."""
    if notice_date > today:
        raise ValidationError("День предупреждения ещё не наступил: впишите день, когда предупредили.")
    earliest = working_days_after(notice_date, NOTICE_DAYS)
    if initiator in WARNING_INITIATORS and end_date < earliest:
        raise ValidationError(
            "Наставник и работодатель предупреждают за три рабочих дня: "
            f"день окончания — не раньше {earliest:%d.%m.%Y}."
        )


def _end_members(members: list[PairMember], end_date: date) -> None:
    """Give an end to those who have begun and have none yet, or a later one; refuse an end before a start."""
    for member in members:
        if member.start_date is None or (member.end_date is not None and member.end_date <= end_date):
            continue
        if end_date < member.start_date:
            raise ValidationError(
                f"{member.mentee} в паре с {member.start_date:%d.%m.%Y}: день окончания не может быть раньше."
            )
        member.end_date = end_date
        member.save(update_fields=["end_date"])


def _keep_effects(pair: Pair, effects: Iterable[Effect] | None) -> None:
    if effects is not None:
        pair.effects.set(effects)


def _result_of(text: str) -> str:
    return require_words(text, "Напишите итог: чего пара достигла. Без итога завершить её нельзя.")
