"""Answers given on paper and typed in by the curator: whole and at once, then seen by the person alone."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.spreadsheets.cells import is_blank
from schools.models import Person, User
from surveys import confidential
from surveys.enums import ResponseSource
from surveys.models import Campaign
from surveys.workflow.filling import Given, fill_in

TAKEN = "Ответы этого человека уже есть на портале: второй раз анкета не вносится."
EMPTY = "В листе нет ни одного ответа: внесите хотя бы один."


@transaction.atomic
def type_in(
    *, person: Person, campaign: Campaign, answers: Mapping[str, str], on: date, by: User | None
) -> None:
    """Store and send a paper form.

    ValidationError by item code where an answer cannot be read: then nothing is kept.
    """
    if all(is_blank(raw) for raw in answers.values()):
        raise ValidationError(EMPTY)
    # two curators with one sheet: the second waits here and is told
    Person.objects.select_for_update().get(pk=person.pk)
    if confidential.response_of(person=person, campaign=campaign) is not None:
        raise ValidationError(TAKEN)
    filled = fill_in(
        person=person,
        campaign=campaign,
        response=None,
        given=Given(answers, sends=True, gaps_ok=True),
        on=on,
        by=by,
        source=ResponseSource.PAPER,
    )
    if filled.response.source != ResponseSource.PAPER:
        raise ValidationError(TAKEN)
    if filled.errors:
        raise ValidationError({code: [message] for code, message in filled.errors.items()})
    if filled.refusal:
        raise ValidationError(filled.refusal)
