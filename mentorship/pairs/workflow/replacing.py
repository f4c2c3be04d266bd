"""A pair in the place of one that came to nothing: another mentor for the same mentees."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.bank.enums import WAITING_STATES
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.candidates import waiting_request_of
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.workflow.moves import lock, note, refusal
from mentorship.pairs.workflow.proposing import Candidate, Topic, propose
from schools.models import User

REPLACED_STATES = (PairState.DISSOLVED, PairState.CANCELLED)


@transaction.atomic
def propose_replacement(
    *,
    pair: Pair,
    mentor: Mentor,
    members: Sequence[PairMember],
    topic: Topic,
    by: User | None,
    today: date,
) -> Pair:
    """Propose another mentor to mentees of a dissolved or cancelled pair; both pairs name each other.

    A mentee comes with the request that has returned to the queue; the letters are those of any proposal.
    """
    pair = lock(pair)
    if pair.state not in REPLACED_STATES:
        raise refusal(pair, "заменить другой")
    if mentor.pk == pair.mentor_id:
        raise ValidationError({"mentor": f"{mentor} был наставником этой пары: выберите другого."})
    candidates = [Candidate(member.mentee, _request_of(member, today)) for member in members]
    made = propose(mentor=mentor, candidates=candidates, topic=topic, by=by, today=today, replaces=pair)
    note(pair, by=by, action="replace", text=f"Предложена замена: пара № {made.number}")
    return made


def _request_of(member: PairMember, today: date) -> MenteeRequest | None:
    """The request the pair was to answer if it waits again, else the only one that waits."""
    request = member.request
    if request is not None and request.state in WAITING_STATES:
        return request
    return waiting_request_of(member.mentee, today)
