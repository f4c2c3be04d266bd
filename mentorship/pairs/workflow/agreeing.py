"""The agreement of the mentor and of every mentee: in the portal by themselves, or on paper."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs import letters
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.places import lock_mentor, take_places
from mentorship.pairs.workflow.moves import check_move, lock, members_of, move, note
from mentorship.pairs.workflow.proposing import check_listed
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person, User
from schools.workflow import give_consent


@transaction.atomic
def confirm(*, pair: Pair, person: Person, by: User | None, today: date) -> Pair:
    """Record the person's own agreement in the portal; the last one makes the pair agreed."""
    pair = lock(pair)
    check_move(pair, PairState.AGREED)
    members = members_of(pair)
    if not _agree_for(pair, members, person, ConsentWay.PORTAL, today):
        raise ValidationError(
            f"{person} не участвует в паре № {pair.number} или уже подтвердил участие: обновите страницу."
        )
    note(pair, by=by, action="confirm", text=f"Участие подтверждено на портале: {person}")
    if pair.mentor_agreed_date and all(member.agreed_date for member in members):
        _become_agreed(pair, members, by=by, today=today, text="Пара согласована: подтвердили все участники")
    return pair


@transaction.atomic
def agree(*, pair: Pair, by: User | None, today: date) -> Pair:
    """Record on behalf of the pair that everyone agrees on paper; every member takes a place of the mentor.

    ValidationError when the mentor has left the bank meanwhile or has no place for every mentee.
    """
    pair = lock(pair)
    check_move(pair, PairState.AGREED)
    members = members_of(pair)
    for person in (pair.mentor.person, *(member.mentee for member in members)):
        _agree_for(pair, members, person, ConsentWay.PAPER, today)
    _become_agreed(pair, members, by=by, today=today, text="Пара согласована: письменные согласия получены")
    return pair


def _become_agreed(pair: Pair, members: list[PairMember], *, by: User | None, today: date, text: str) -> None:
    # Two agreements of one mentor at once wait for each other from here on.
    mentor = lock_mentor(pair.mentor_id)
    check_listed(mentor)
    _keep_consent_to_duties(pair, by=by, today=today)
    # The state comes first: a place is only left to a member whose pair may hold one.
    move(pair, PairState.AGREED, by=by, action="agree", text=text)
    take_places(mentor, members, today)
    letters.tell("agree", pair, members, by=by)


def _agree_for(pair: Pair, members: list[PairMember], person: Person, way: ConsentWay, today: date) -> bool:
    """Mark the agreement of one participant; whether there was anything to mark."""
    if person.pk == pair.mentor_id and pair.mentor_agreed_date is None:
        pair.mentor_agreed_date, pair.mentor_agreed_way = today, way
        pair.save(update_fields=["mentor_agreed_date", "mentor_agreed_way"])
        return True
    for member in members:
        if member.mentee_id == person.pk and member.agreed_date is None:
            member.agreed_date, member.agreed_way = today, way
            member.save(update_fields=["agreed_date", "agreed_way"])
            return True
    return False


def _keep_consent_to_duties(pair: Pair, *, by: User | None, today: date) -> None:
    """The mentor's agreement is the consent to duties (ст. 351.8 ТК РФ); one live consent is enough."""
    held = Consent.objects.live().filter(person=pair.mentor_id, kind=ConsentKind.DUTIES)
    if not held.exists():
        give_consent(
            person=pair.mentor.person,
            kind=ConsentKind.DUTIES,
            by=by,
            on=pair.mentor_agreed_date or today,
            way=ConsentWay(pair.mentor_agreed_way or ConsentWay.PAPER),
        )
