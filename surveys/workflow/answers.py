"""Answers: begun, saved after every section, sent once, open to changes until the campaign closes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.prepared import PreparedInsert
from mentorship.spreadsheets.cells import CellError, is_blank
from schools.models import Person, User
from surveys import confidential
from surveys.belonging import school_on
from surveys.catalogue import ItemDefinition
from surveys.consents import check_not_withdrawn
from surveys.enums import Phase, ResponseSource, ResponseState
from surveys.models import Campaign, FreeText, Response, Tally
from surveys.models.tallies import places_of
from surveys.scales import TEXT_LENGTHS, parse_answer
from surveys.sheet import Sheet
from surveys.versions import form_of
from surveys.workflow.revisions import keep_old_answers

_RESPONSES: Final = PreparedInsert(Response)
_TEXTS: Final = PreparedInsert(FreeText)

UNKNOWN_ITEM = "Такого вопроса в анкете нет."
# What the journal calls it.
STARTED: Final = "survey.started"
SUBMITTED: Final = "survey.submitted"
# Columns of a row that was answered, and of one that was sent.
ANSWERED: Final = ("answers", "position", "updated_at")
SENT: Final = ("state", "answered_date", "submitted_at", "updated_at")


class Begun(NamedTuple):
    """A person's answers as `confidential.Begun` has them, with the words taken over from the first form."""

    response: Response
    is_new: bool
    is_first: bool
    taken: list[FreeText]


class Said(NamedTuple):
    """What raw answers say, by item code: mistakes, texts to store ("": taken back), texts stored so far."""

    errors: dict[str, str]
    texts: dict[str, str]
    known: Mapping[str, FreeText]

    @property
    def standing(self) -> dict[str, str]:
        """All texts there are."""
        texts = {code: row.text for code, row in self.known.items()} | self.texts
        return {code: text for code, text in texts.items() if text}


@transaction.atomic
def start(
    *,
    person: Person,
    campaign: Campaign,
    on: date,
    by: User | None,
    source: ResponseSource = ResponseSource.PORTAL,
) -> Response:
    """Return the person's answers in the campaign, begun now where there were none.

    A second form takes over from the first what it asks anew though it cannot have changed (`same_fact`).
    """
    begun = begin(person=person, campaign=campaign, on=on, source=source)
    if begun.is_new:
        record(by=by, action=STARTED, target=campaign, text=str(person))
    return begun.response


def begin(
    *, person: Person, campaign: Campaign, on: date, source: ResponseSource, inserts: bool = True
) -> Begun:
    """What `start` does, with what it found, in the caller's transaction; the caller tells the journal.

    Without `inserts` it is left to `write` to insert a first row.
    """
    check_takes_answers(campaign, on)
    check_not_withdrawn(person)
    begun = confidential.get_or_start(person=person, campaign=campaign, on=on, source=source, inserts=inserts)
    taken = _take_over(begun.response) if begun.is_new and not begun.is_first else []
    return Begun(*begun, taken)


def check_takes_answers(campaign: Campaign, on: date) -> None:
    """Raise ValidationError unless the campaign takes answers on the day."""
    if not campaign.takes_answers(on):
        raise ValidationError(campaign.refusal(on))


@transaction.atomic
def save_answers(
    *, response: Response, answers: Mapping[str, Any], on: date, position: int | None = None
) -> dict[str, str]:
    """Store what can be read of raw answers (item code → posted value) and return what is wrong by code.

    A blank takes the answer back. Right answers are stored even where others are wrong; an item whose
    condition does not hold loses its answer. `response` shows what is stored. No entry in the journal: that
    somebody thinks between two questions is nobody's business.
    """
    check_takes_answers(response.campaign, on)
    held = hold(response)
    said = put(held, answers, position=position)
    write(held, said, ANSWERED)
    if held.state == ResponseState.SUBMITTED:
        Tally.objects.touch([held.key])
    response.answers, response.position, response.updated_at = held.answers, held.position, held.updated_at
    return said.errors


@transaction.atomic
def submit(*, response: Response, person: Person, on: date, by: User | None, gaps_ok: bool = False) -> bool:
    """Send the answers; False where they were sent before: then nothing changes.

    ValidationError where nothing is answered, or something is left out and `gaps_ok` does not say so.
    """
    check_takes_answers(response.campaign, on)
    held = hold(response)
    if held.state == ResponseState.SUBMITTED:
        response.refresh_from_db(fields=["state", "answered_date", "submitted_at"])
        return False
    send(held, Sheet.of(held, form_of(held.version)), on=on, gaps_ok=gaps_ok)
    held.school_id = school_on(person, on)
    held.save(update_fields=[*SENT, "school"])
    response.state, response.answered_date = held.state, held.answered_date
    response.submitted_at = held.submitted_at
    record(by=by, action=SUBMITTED, target=held.campaign, text=str(person))
    touch(held)
    return True


def hold(response: Response) -> Response:
    """The stored row, nobody else's till the end of the transaction; campaign and version at hand."""
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    held.campaign = response.campaign
    if held.version_id == response.version_id:
        held.version = response.version
    return held


def put(
    held: Response,
    answers: Mapping[str, Any],
    *,
    position: int | None,
    known: Mapping[str, FreeText] | None = None,
) -> Said:
    """Put raw answers into a held row; the caller writes it with the texts (`write`).

    `known`: the texts stored so far, where the caller knows them.
    """
    items = {item.code: item for item in form_of(held.version).items}
    errors, closed, texts = _read(items, answers)
    merged = {code: value for code, value in {**held.answers, **closed}.items() if value is not None}
    dropped = _not_asked(items, merged)
    texts |= {code: "" for code in dropped if items[code].kind in TEXT_LENGTHS}
    stored = {code: merged[code] for code in items if code in merged and code not in dropped}
    if known is None:
        known = {row.item_code: row for row in held.texts.order_by()} if texts else {}
    if held.state == ResponseState.SUBMITTED:
        _keep_old(held, stored, texts, known)
    held.answers = stored
    if position is not None:
        held.position = position
    return Said(errors, texts, known)


def write(held: Response, said: Said, columns: Iterable[str]) -> None:
    """Write these columns of the row, all of a new one, and the texts that differ."""
    if held._state.adding:
        _RESPONSES.run([held])
    else:
        held.save(update_fields=columns)
    _store_texts(held, said.texts, said.known)


def send(held: Response, sheet: Sheet, *, on: date, gaps_ok: bool) -> None:
    """Make a held row a sent one; ValidationError before anything changes. The caller saves it (SENT)."""
    if not sheet.answered:
        raise ValidationError("В анкете нет ни одного ответа: ответьте хотя бы на один вопрос.")
    if sheet.gaps and not gaps_ok:
        raise ValidationError(f"Без ответа осталось вопросов: {len(sheet.gaps)}. Подтвердите, что это так.")
    held.state, held.answered_date, held.submitted_at = ResponseState.SUBMITTED, on, timezone.now()


def touch(held: Response, *, is_first: bool = False) -> None:
    """Tell the kept counts that a form was sent; a first one stands alone under its key."""
    if is_first:
        Tally.objects.touch_at(places_of([held]))
    else:
        Tally.objects.touch([held.key])


@transaction.atomic
def reopen(*, response: Response, person: Person, on: date, by: User | None) -> None:
    """Begin to change answers that were sent: they stay sent, and every change counts at once."""
    check_takes_answers(response.campaign, on)
    if response.state != ResponseState.SUBMITTED:
        raise ValidationError("Анкета ещё не отправлена: её можно менять и так.")
    Response.objects.filter(pk=response.pk).update(position=0)
    response.position = 0
    record(by=by, action="survey.reopened", target=response.campaign, text=str(person))


def _read(
    items: Mapping[str, ItemDefinition], answers: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, Any], dict[str, str]]:
    """Return errors, closed answers (None: taken back) and texts ("": taken back), by item code."""
    errors: dict[str, str] = {}
    closed: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for code, raw in answers.items():
        item = items.get(code)
        if item is None:
            errors[code] = UNKNOWN_ITEM
            continue
        is_text = item.kind in TEXT_LENGTHS
        try:
            value = None if is_blank(raw) else parse_answer(item, raw)
        except CellError as error:
            errors[code] = str(error)
        else:
            if is_text:
                texts[code] = str(value or "")
            else:
                closed[code] = value
    return errors, closed, texts


def _not_asked(items: Mapping[str, ItemDefinition], answers: Mapping[str, Any]) -> list[str]:
    """Items whose condition is answered otherwise."""
    return [
        code
        for code, item in items.items()
        if item.show_if is not None and item.show_if.item in answers and not item.show_if.holds(answers)
    ]


def _keep_old(
    response: Response, answers: Mapping[str, Any], texts: Mapping[str, str], known: Mapping[str, FreeText]
) -> None:
    """Keep what changes in a form that was sent; `answers` and `texts` are about to be stored."""
    stood = {code: known[code].text for code in texts if code in known}
    given = {code: text for code, text in texts.items() if text}
    before, after = {**response.answers, **stood}, {**answers, **given}
    keep_old_answers(response=response, before=before, after=after, now=timezone.now())


def _store_texts(response: Response, texts: Mapping[str, str], known: Mapping[str, FreeText]) -> None:
    """Write, change and drop the free texts that differ; the caller holds the response."""
    changed, new = [], []
    for code, text in texts.items():
        row = known.get(code)
        if row is None:
            new.append(FreeText(response=response, item_code=code, text=text))
        elif text and row.text != text:
            row.text = text
            changed.append(row)
    gone = [known[code].pk for code, text in texts.items() if not text and code in known]
    _TEXTS.run(row for row in new if row.text)
    if changed:
        FreeText.objects.bulk_update(changed, ["text"])
    if gone:
        FreeText.objects.filter(pk__in=gone).delete()


def _take_over(response: Response) -> list[FreeText]:
    """Copy the facts that both forms ask from the first to the second; return the words among them."""
    facts = [item.code for item in form_of(response.version).items if item.relation == "same_fact"]
    if response.phase != Phase.AFTER or not facts:
        return []
    first = Response.objects.filter(key=response.key, phase=Phase.BEFORE).first()
    if first is None:
        return []
    response.answers = {code: first.answers[code] for code in facts if code in first.answers}
    response.save(update_fields=["answers"])
    texts = first.texts.filter(item_code__in=facts).values_list("item_code", "text")
    return FreeText.objects.bulk_create(
        FreeText(response=response, item_code=code, text=text) for code, text in texts
    )
