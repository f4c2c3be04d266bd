"""One page of a questionnaire as it is posted: begun, saved and sent by one hold of the row.

What `start`, `save_answers` and `submit` do one after the other, for whoever does all at once: the row is
read and written once, what this very transaction has made is not read again.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record_acts
from schools.models import Person, User
from surveys.belonging import school_on
from surveys.enums import ResponseSource, ResponseState
from surveys.models import Campaign, Response, Tally
from surveys.sheet import Sheet
from surveys.versions import form_of
from surveys.workflow.answers import (
    ANSWERED,
    SENT,
    STARTED,
    SUBMITTED,
    Begun,
    Said,
    begin,
    check_takes_answers,
    hold,
    put,
    send,
    touch,
    write,
)


class Given(NamedTuple):
    """What a page posts: raw answers by item code, the section to go on with, whether to send with gaps."""

    answers: Mapping[str, Any]
    position: int | None = None
    sends: bool = False
    gaps_ok: bool = False


class Filled(NamedTuple):
    """What became of a posted page: mistakes by item code, why it was not sent, whether it was just now."""

    response: Response
    errors: dict[str, str]
    refusal: str = ""
    is_sent: bool = False


@transaction.atomic
def fill_in(
    *,
    person: Person,
    campaign: Campaign,
    response: Response | None,
    given: Given,
    on: date,
    by: User | None,
    source: ResponseSource = ResponseSource.PORTAL,
) -> Filled:
    """Save answers, begun now where `response` is None, and send them where that is asked for.

    Answers stay saved where sending is refused; what cannot be read is not sent.
    """
    check_takes_answers(campaign, on)
    begun = None
    if response is None:
        begun = begin(person=person, campaign=campaign, on=on, source=source, inserts=False)
        response = begun.response
    filled = _filled(response, begun, given, person=person, on=on)
    done = {STARTED: begun is not None and begun.is_new, SUBMITTED: filled.is_sent}
    acts = [act for act, is_done in done.items() if is_done]
    record_acts(by=by, actions=acts, target=campaign, text=str(person))
    return filled


def _filled(response: Response, begun: Begun | None, given: Given, *, person: Person, on: date) -> Filled:
    """Put the answers into the row and send it; the caller tells the journal."""
    known = None
    if begun is not None and begun.is_new:
        held, known = response, {row.item_code: row for row in begun.taken}
    else:
        held = hold(response)
    was_sent = held.state == ResponseState.SUBMITTED
    if given.sends and not was_sent and known is None:
        known = {row.item_code: row for row in held.texts.order_by()}
    said = put(held, given.answers, position=given.position, known=known)
    if not given.sends or was_sent or said.errors:
        write(held, said, ANSWERED)
        if was_sent:
            Tally.objects.touch([held.key])
        return Filled(held, said.errors)
    return _sent(held, said, begun, person=person, on=on, gaps_ok=given.gaps_ok)


def _sent(
    held: Response,
    said: Said,
    begun: Begun | None,
    *,
    person: Person,
    on: date,
    gaps_ok: bool,
) -> Filled:
    """Send the saved answers with one write of the row."""
    sheet = Sheet(form_of(held.version), {**held.answers, **said.standing})
    try:
        send(held, sheet, on=on, gaps_ok=gaps_ok)
    except ValidationError as error:
        write(held, said, ANSWERED)
        return Filled(held, {}, " ".join(error.messages))
    if begun is None or not begun.is_new:
        # what was begun just now has the school of today already
        held.school_id = school_on(person, on)
    write(held, said, {*ANSWERED, *SENT, "school"})
    touch(held, is_first=begun is not None and begun.is_first)
    return Filled(held, {}, is_sent=True)
