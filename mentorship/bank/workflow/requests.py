"""Transitions of requests (domain.md §4.2): every function is one transaction with one entry of the journal.

`by` is the account that acts (None: a command), `on` the day; ValidationError says in Russian what stands in
the way. Who may call what is said by `mentorship.bank.rights`.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string

from mentorship.bank.enums import REQUEST_MOVES, RequestState
from mentorship.bank.models import MenteeCategory, MenteeRequest
from mentorship.bank.workflow.moves import check, given, lock, note
from mentorship.bank.workflow.teams import check_author, check_standing_team, check_team
from schools.enums import ConsentKind
from schools.models import Consent, Person

if TYPE_CHECKING:
    from schools.models import User

NO_CONSENT = (
    "Сначала нужно согласие педагога на обработку персональных данных: он даёт его сам на странице "
    "«Согласия», или куратор вносит согласие, подписанное на бумаге. Запрос остался черновиком."
)


@transaction.atomic
def create_request(
    *, person: Person, fields: Mapping[str, Any], by: "User | None", on: date
) -> MenteeRequest:
    """Draft a request; `fields` as of MenteeRequest, the difficulty among them.

    With `is_team` it is that of a school's management team, `person` is its contact and `team` the others.
    """
    plain, team = _parted(fields)
    request = MenteeRequest(person=person, requested_date=on, **plain)
    if request.is_team:
        check_team(person, team)
    else:
        check_author(person)
    _validate(request)
    request.save()
    request.team.set(team)
    note(request, "create", by=by, before="")
    return request


@transaction.atomic
def change_request(*, request: MenteeRequest, fields: Mapping[str, Any], by: "User | None") -> None:
    """Change a draft."""
    lock(request)
    if request.state != RequestState.DRAFT:
        raise ValidationError("Менять можно только черновик: попросите вернуть запрос на уточнение.")
    plain, team = _parted(fields)
    for name, value in plain.items():
        setattr(request, name, value)
    if request.is_team and "team" in fields:
        check_team(request.person, team)
        request.team.set(team)
    _validate(request)
    request.save()
    note(request, "change", by=by, before=request.state)


@transaction.atomic
def submit_request(*, request: MenteeRequest, by: "User | None", on: date) -> None:
    """Send a draft; the wait is counted from this day. Needs a live consent to processing."""
    before = _start(request, "submit")
    live = Consent.objects.filter(
        person=request.person_id, kind=ConsentKind.PROCESSING, withdrawn_date__isnull=True
    )
    if not live.exists():
        raise ValidationError(NO_CONSENT)
    check_standing_team(request)
    request.requested_date = on
    _validate(request)
    _enter(request, RequestState.SUBMITTED)
    note(request, "submit", by=by, before=before)


@transaction.atomic
def return_request(*, request: MenteeRequest, reason: str, by: "User | None") -> None:
    """Send a request back for more words."""
    before = _start(request, "return")
    text = given(reason, "Напишите, что уточнить: педагог увидит эти слова.")
    _enter(request, RequestState.DRAFT)
    note(request, "return", by=by, before=before, text=text)


@transaction.atomic
def accept_request(
    *, request: MenteeRequest, by: "User | None", mentee_category: MenteeCategory | None = None
) -> None:
    """Take a request into the base of mentees; its category must be known, or is given here."""
    before = _start(request, "accept")
    request.mentee_category = mentee_category or request.mentee_category
    if request.mentee_category is None:
        raise ValidationError({"mentee_category": "Укажите категорию наставляемого: по ней подбирают пару."})
    _enter(request, RequestState.ACCEPTED)
    note(request, "accept", by=by, before=before)


@transaction.atomic
def reject_request(*, request: MenteeRequest, reason: str, by: "User | None") -> None:
    """Turn a request down, saying why."""
    before = _start(request, "reject")
    text = given(reason, "Напишите, почему запрос отклонён: педагог увидит эти слова.")
    _enter(request, RequestState.REJECTED)
    note(request, "reject", by=by, before=before, text=text)


@transaction.atomic
def withdraw_request(*, request: MenteeRequest, by: "User | None", reason: str = "") -> None:
    """Take a request back; the pair that was proposed for it is called off with it (domain.md §4.2)."""
    is_matched = request.state == RequestState.MATCHED
    if is_matched:
        # the pair is locked before its request, as by every change of pairs
        import_string(settings.REQUEST_LEAVES_PAIR)(request, by)
    lock(request)
    if request.state == RequestState.MATCHED and not is_matched:
        raise ValidationError("Только что подобрали наставника: откройте запрос снова и решите ещё раз.")
    check(request, REQUEST_MOVES["withdraw"])
    before = request.state
    _enter(request, RequestState.WITHDRAWN)
    note(request, "withdraw", by=by, before=before, text=reason)


@transaction.atomic
def revive_request(*, request: MenteeRequest, by: "User | None") -> None:
    """Make a draft again of a request that was rejected or withdrawn."""
    before = _start(request, "revive")
    _enter(request, RequestState.DRAFT)
    note(request, "revive", by=by, before=before)


@transaction.atomic
def mark_matched(*, request: MenteeRequest, by: "User | None") -> None:
    """A pair is proposed for the request (called by the workflow of pairs); matched already: no change."""
    _follow(request, "match", by)


@transaction.atomic
def mark_in_work(*, request: MenteeRequest, by: "User | None") -> None:
    """The pair has started (called by the workflow of pairs)."""
    _follow(request, "start", by)


@transaction.atomic
def mark_closed(*, request: MenteeRequest, by: "User | None", outcome: str = "") -> None:
    """The pair has come to its result (called by the workflow of pairs)."""
    _follow(request, "close", by, outcome)


@transaction.atomic
def reopen(*, request: MenteeRequest, by: "User | None", reason: str = "") -> None:
    """The pair was cancelled or dissolved (called by the workflow of pairs): back into the queue."""
    _follow(request, "reopen", by, reason)


def _follow(request: MenteeRequest, move: str, by: "User | None", text: str = "") -> None:
    """Follow the pair: a request that stands where the move leads is left alone."""
    lock(request)
    before, target = request.state, REQUEST_MOVES[move].target
    if before != target:
        check(request, REQUEST_MOVES[move])
        _enter(request, RequestState(target))
        note(request, move, by=by, before=before, text=text)


def _start(request: MenteeRequest, move: str) -> str:
    """Lock the request, check the move and return the state before."""
    lock(request)
    check(request, REQUEST_MOVES[move])
    return request.state


def _enter(request: MenteeRequest, state: RequestState) -> None:
    request.state = state
    request.save()


def _parted(fields: Mapping[str, Any]) -> tuple[dict[str, Any], list[Person]]:
    """The fields of the row, and the members of the team, who are kept beside it."""
    plain = dict(fields)
    return plain, list(plain.pop("team", ()))


def _validate(request: MenteeRequest) -> None:
    """Check the fields and the rule that a request stands once a year, as forms do."""
    request.clean_fields(exclude={"year"})
    request.set_year()
    request.validate_constraints()
