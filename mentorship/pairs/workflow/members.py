"""A group gains and loses members while it lives."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs import letters
from mentorship.pairs.enums import PLACE_STATES, PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.places import lock_mentor, release_places, require_places, take_places
from mentorship.pairs.workflow.consequences import (
    close_requests,
    match_request,
    reopen_requests,
    start_requests,
)
from mentorship.pairs.workflow.moves import lock, members_of, note, refusal
from mentorship.pairs.workflow.proposing import Candidate, check_candidate
from schools.enums import ConsentWay
from schools.models import User
from schools.sentences import require_words

_BEGUN = (PairState.ACTIVE, PairState.PAUSED)


@transaction.atomic
def add_member(
    *, pair: Pair, candidate: Candidate, by: User | None, today: date, start_date: date | None = None
) -> PairMember:
    """Take another mentee into a live pair; a pair at work needs the day from which (not ahead).

    Past the proposal the mentee's agreement is taken as given on paper, and a place is taken at once.
    """
    pair = lock(pair)
    if pair.is_over or pair.form is None:
        raise refusal(pair, "пополнить") if pair.is_over else _no_form(pair)
    mentor = lock_mentor(pair.mentor_id)
    check_candidate(mentor, candidate, pair.form, today)
    member = PairMember(pair=pair, mentor=mentor, mentee=candidate.mentee, request=candidate.request)
    member.start_date = _start_of(pair, start_date, today)
    member.validate_constraints()
    if pair.state in PLACE_STATES:
        member.agreed_date, member.agreed_way = today, ConsentWay.PAPER
        member.save()
        take_places(mentor, [member], today)
    else:
        require_places(mentor, pair.members.count() + 1, today)
        member.save()
    note(pair, by=by, action="add_member", text=f"В группу принят наставляемый: {candidate.mentee}")
    match_request(member, by=by)
    if pair.state in _BEGUN:
        start_requests([member], by=by)
    letters.tell("add_member", pair, [], by=by, member=member)
    return member


@transaction.atomic
def end_membership(
    *,
    member: PairMember,
    end_date: date,
    reason: str,
    by: User | None,
    today: date,
    is_answered: bool = True,
) -> PairMember:
    """Let one mentee leave a group at work; the last one does not leave, the pair is ended instead.

    The request is closed, or returns to the queue unless it `is_answered`.
    """
    pair = lock(member.pair)
    if pair.state not in _BEGUN:
        raise refusal(pair, "покинуть")
    reason = require_words(reason, "Напишите, почему наставляемый покидает группу.")
    members = members_of(pair)
    member = next(item for item in members if item.pk == member.pk)
    if not [item for item in members if item.pk != member.pk and item.is_current(today)]:
        raise ValidationError(
            f"{member.mentee} — последний наставляемый пары № {pair.number}: завершите или расторгните пару."
        )
    if member.start_date is not None and end_date < member.start_date:
        raise ValidationError(
            f"{member.mentee} в паре с {member.start_date:%d.%m.%Y}: день окончания не может быть раньше."
        )
    member.end_date = end_date
    member.save(update_fields=["end_date"])
    if not member.is_current(today):
        release_places([member])
    text = f"{member.mentee} покидает группу {end_date:%d.%m.%Y}"
    note(pair, by=by, action="end_membership", text=text, comment=reason)
    if is_answered:
        close_requests([member], by=by, outcome=reason)
    else:
        reopen_requests([member], by=by, reason=reason)
    letters.tell("end_membership", pair, [], by=by, reason=reason, member=member, day=end_date)
    return member


def _start_of(pair: Pair, start_date: date | None, today: date) -> date | None:
    """The day from which the new member counts: a pair at work needs one that has come."""
    if pair.state not in _BEGUN:
        return None
    if start_date is None:
        raise ValidationError("Пара уже работает: впишите день, с которого в ней новый наставляемый.")
    if start_date > today:
        raise ValidationError("День начала ещё не наступил: примите наставляемого в этот день или позже.")
    return start_date


def _no_form(pair: Pair) -> ValidationError:
    return ValidationError(
        f"У пары № {pair.number} не указана форма наставничества: сначала укажите её в карточке пары."
    )
