"""Answers: begun, saved after every section, sent once, open to changes until the campaign closes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.spreadsheets.cells import CellError, is_blank
from schools.models import Person, User
from surveys import confidential
from surveys.belonging import school_on
from surveys.catalogue import ItemDefinition
from surveys.enums import Phase, ResponseSource, ResponseState
from surveys.models import Campaign, FreeText, Response
from surveys.scales import TEXT_LENGTHS, parse_answer
from surveys.sheet import Sheet
from surveys.versions import form_of

UNKNOWN_ITEM = "Такого вопроса в анкете нет."


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
    check_takes_answers(campaign, on)
    response, created = confidential.get_or_start(person=person, campaign=campaign, on=on, source=source)
    if created:
        _take_over(response)
        record(by=by, action="survey.started", target=campaign, text=str(person))
    return response


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
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    items = {item.code: item for item in form_of(response.version).items}
    errors, closed, texts = _read(items, answers)
    merged = {code: value for code, value in {**held.answers, **closed}.items() if value is not None}
    dropped = _not_asked(items, merged)
    texts |= {code: "" for code in dropped if items[code].kind in TEXT_LENGTHS}
    held.answers = {code: merged[code] for code in items if code in merged and code not in dropped}
    if position is not None:
        held.position = position
    held.save(update_fields=["answers", "position", "updated_at"])
    _store_texts(held, texts)
    response.answers, response.position, response.updated_at = held.answers, held.position, held.updated_at
    return errors


@transaction.atomic
def submit(*, response: Response, person: Person, on: date, by: User | None, gaps_ok: bool = False) -> bool:
    """Send the answers; False where they were sent before: then nothing changes.

    ValidationError where nothing is answered, or something is left out and `gaps_ok` does not say so.
    """
    check_takes_answers(response.campaign, on)
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if held.state == ResponseState.SUBMITTED:
        response.refresh_from_db(fields=["state", "answered_date", "submitted_at"])
        return False
    sheet = Sheet.of(held, form_of(response.version))
    if not sheet.answered:
        raise ValidationError("В анкете нет ни одного ответа: ответьте хотя бы на один вопрос.")
    if sheet.gaps and not gaps_ok:
        raise ValidationError(f"Без ответа осталось вопросов: {len(sheet.gaps)}. Подтвердите, что это так.")
    held.state, held.answered_date, held.submitted_at = ResponseState.SUBMITTED, on, timezone.now()
    held.school_id = school_on(person, on)
    held.save(update_fields=["state", "answered_date", "submitted_at", "school", "updated_at"])
    response.state, response.answered_date = held.state, held.answered_date
    response.submitted_at = held.submitted_at
    record(by=by, action="survey.submitted", target=response.campaign, text=str(person))
    return True


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


def _store_texts(response: Response, texts: Mapping[str, str]) -> None:
    """Write, change and drop the free texts that differ; the caller holds the response."""
    if not texts:
        return
    known = {row.item_code: row for row in FreeText.objects.filter(response=response, item_code__in=texts)}
    changed, new = [], []
    for code, text in texts.items():
        row = known.get(code)
        if row is None:
            new.append(FreeText(response=response, item_code=code, text=text))
        elif text and row.text != text:
            row.text = text
            changed.append(row)
    FreeText.objects.bulk_create(row for row in new if row.text)
    FreeText.objects.bulk_update(changed, ["text"])
    FreeText.objects.filter(pk__in=[row.pk for code, row in known.items() if not texts[code]]).delete()


def _take_over(response: Response) -> None:
    """Copy the facts that both forms ask from the first to the second."""
    if response.phase != Phase.AFTER:
        return
    first = Response.objects.filter(key=response.key, phase=Phase.BEFORE).first()
    if first is None:
        return
    facts = [item.code for item in form_of(response.version).items if item.relation == "same_fact"]
    response.answers = {code: first.answers[code] for code in facts if code in first.answers}
    response.save(update_fields=["answers"])
    texts = first.texts.filter(item_code__in=facts).values_list("item_code", "text")
    FreeText.objects.bulk_create(
        FreeText(response=response, item_code=code, text=text) for code, text in texts
    )
