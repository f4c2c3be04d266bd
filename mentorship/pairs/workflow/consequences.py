"""What a pair's changes mean for its mentor and for the requests it answers."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from mentorship.bank import workflow as bank
from mentorship.bank.enums import RequestState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember
from schools.models import User

_AT_WORK = (PairState.ACTIVE, PairState.PAUSED)
_WAITING = (RequestState.ACCEPTED, RequestState.MATCHED)


def match_request(member: PairMember, *, by: User | None) -> None:
    """A proposal stands for the request; one that was only submitted is accepted by it."""
    request = member.request
    if request is None:
        return
    if request.state == RequestState.SUBMITTED:
        if request.mentee_category is None:
            raise ValidationError(
                f"Запрос «{request}» ещё не принят в базу: укажите на его странице категорию наставляемого."
            )
        bank.accept_request(request=request, by=by)
    bank.mark_matched(request=request, by=by)


def start_requests(members: Iterable[PairMember], *, by: User | None) -> None:
    """The pair works on the requests."""
    for member in members:
        if member.request is not None and member.request.state in _WAITING:
            bank.mark_in_work(request=member.request, by=by)


def close_requests(members: Iterable[PairMember], *, by: User | None, outcome: str = "") -> None:
    """The pair has come to its result."""
    for member in members:
        request = member.request
        if request is not None and request.state in (*_WAITING, RequestState.IN_WORK):
            bank.mark_closed(request=request, by=by, outcome=outcome)


def reopen_requests(members: Iterable[PairMember], *, by: User | None, reason: str = "") -> None:
    """The pair has come to nothing: the requests wait for a mentor again."""
    for member in members:
        request = member.request
        if request is not None and request.state in (RequestState.MATCHED, RequestState.IN_WORK):
            bank.reopen(request=request, by=by, reason=reason)


def start_mentor(mentor: Mentor, *, by: User | None, today: date) -> None:
    """The mentor is active."""
    bank.mark_active(mentor=mentor, by=by, on=today)


def rest_mentor(mentor: Mentor, *, by: User | None, today: date) -> None:
    """The mentor is free for new pairs unless another one is at work."""
    if not mentor.pairs.filter(state__in=_AT_WORK).exists():
        bank.mark_free(mentor=mentor, by=by, on=today)
