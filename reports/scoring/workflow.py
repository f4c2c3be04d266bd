"""Marks of the 0–20 sheet: two people mark apart; where they differ they settle on one, with words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from reports.models import Score, ScoreDecision, ScoreSheet
from reports.scoring.criteria import CRITERIA
from schools.models import Municipality, User
from schools.sentences import require_words

SCORERS = 2


def sheet_of(*, municipality: Municipality, year: int) -> ScoreSheet:
    """The sheet of a municipality and school year, begun when the first mark comes."""
    return ScoreSheet.objects.get_or_create(municipality=municipality, year=year)[0]


@transaction.atomic
def give_mark(*, by: User, sheet: ScoreSheet, criterion: str, mark: int, reason: str) -> Score:
    """Mark a criterion, or change the own mark; a former one stays in the journal."""
    sheet = _locked(sheet, criterion)
    if sheet.decisions.filter(criterion=criterion).exists():
        raise ValidationError("По этому критерию уже есть общее решение: измените его, а не свой балл.")
    known = list(sheet.scores.filter(criterion=criterion).select_related("scored_by__person"))
    score = next((row for row in known if row.scored_by_id == by.pk), None)
    if score is None and len(known) >= SCORERS:
        names = ", ".join(row.scored_by.get_full_name() for row in known)
        raise ValidationError(f"Критерий уже оценили двое: {names}.")
    before = score.mark if score else None
    score = score or Score(sheet=sheet, criterion=criterion, scored_by=by)
    score.mark, score.reason = mark, require_words(reason, "Запишите обоснование балла.")
    _store(score)
    _note(by, "score.given", sheet, score.reason, criterion, before, mark)
    return score


@transaction.atomic
def settle(*, by: User, sheet: ScoreSheet, criterion: str, mark: int, reason: str) -> ScoreDecision:
    """Write down the mark that two people with different marks have agreed on."""
    sheet = _locked(sheet, criterion)
    marks = set(sheet.scores.filter(criterion=criterion).values_list("mark", flat=True))
    if len(marks) < SCORERS:
        raise ValidationError("Общее решение нужно, когда двое оценили критерий по-разному.")
    decision = sheet.decisions.filter(criterion=criterion).first()
    before = decision.mark if decision else None
    decision = decision or ScoreDecision(sheet=sheet, criterion=criterion)
    decision.mark, decision.decided_by = mark, by
    decision.reason = require_words(reason, "Запишите, почему сошлись на этом балле.")
    _store(decision)
    _note(by, "score.settled", sheet, decision.reason, criterion, before, mark)
    return decision


def _locked(sheet: ScoreSheet, criterion: str) -> ScoreSheet:
    """The sheet, held until the change is stored: two who press at once come one after the other."""
    if criterion not in CRITERIA:
        raise ValidationError("Такого критерия в листе нет.")
    return ScoreSheet.objects.select_for_update().get(pk=sheet.pk)


def _store(row: Any) -> None:
    row.full_clean()
    row.save()


def _note(
    by: User, action: str, sheet: ScoreSheet, text: str, criterion: str, before: int | None, mark: int
) -> None:
    data = {"criterion": criterion, "from": before, "to": mark}
    record(by=by, action=action, target=sheet, text=text, data=data)
