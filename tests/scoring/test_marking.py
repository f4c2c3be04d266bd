"""Two people mark a criterion; where they differ they settle on one mark."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.audit.models import Entry
from reports.models import Score, ScoreDecision
from reports.scoring.sheet import rows_of
from reports.scoring.workflow import give_mark, settle, sheet_of
from tests.cast import YEAR

FIRST = "s004_01_norms"


@pytest.fixture
def sheet(municipality):
    return sheet_of(municipality=municipality, year=YEAR)


@pytest.fixture
def scorers(users):
    return users["head"], users["approver"], users["methodist"]


def mark(by, sheet, points, reason="Положение принято", criterion=FIRST):
    return give_mark(by=by, sheet=sheet, criterion=criterion, mark=points, reason=reason)


def test_sheet_of_a_year_is_one(municipality, sheet):
    assert sheet_of(municipality=municipality, year=YEAR) == sheet


def test_second_mark_of_the_same_person_replaces_the_first_and_both_stand_in_the_journal(sheet, scorers):
    head, *_ = scorers
    mark(head, sheet, 1)
    mark(head, sheet, 2, "Принято и выполняется")
    assert [(row.mark, row.reason) for row in Score.objects.all()] == [(2, "Принято и выполняется")]
    entries = Entry.objects.filter(action="score.given").order_by("pk")
    assert [entry.data["from"] for entry in entries] == [None, 1]


def test_third_person_is_refused_with_the_names_of_the_two(sheet, scorers):
    head, approver, methodist = scorers
    mark(head, sheet, 1)
    mark(approver, sheet, 1)
    with pytest.raises(ValidationError, match=r"Критерий уже оценили двое: .*Берёзова.*Сосновская"):
        mark(methodist, sheet, 1)


@pytest.mark.parametrize(
    ("criterion", "reason", "sentence"),
    [("s004_99", "есть", "Такого критерия в листе нет."), (FIRST, "  ", "Запишите обоснование балла.")],
)
def test_unknown_criterion_and_empty_reason_are_refused(sheet, scorers, criterion, reason, sentence):
    with pytest.raises(ValidationError, match=sentence):
        mark(scorers[0], sheet, 1, reason, criterion)


def test_decision_waits_for_two_marks_that_differ(sheet, scorers):
    head, approver, _ = scorers
    sentence = "Общее решение нужно, когда двое оценили критерий по-разному."
    mark(head, sheet, 1)
    with pytest.raises(ValidationError, match=sentence):
        settle(by=head, sheet=sheet, criterion=FIRST, mark=1, reason="Обсудили")
    mark(approver, sheet, 1)
    with pytest.raises(ValidationError, match=sentence):
        settle(by=head, sheet=sheet, criterion=FIRST, mark=1, reason="Обсудили")


def test_decision_closes_the_marks_and_may_be_changed_itself(sheet, scorers):
    head, approver, _ = scorers
    mark(head, sheet, 0)
    mark(approver, sheet, 2)
    assert rows_of(sheet)[0].points == "0–2"
    settle(by=head, sheet=sheet, criterion=FIRST, mark=1, reason="Обсудили")
    with pytest.raises(ValidationError, match="уже есть общее решение"):
        mark(head, sheet, 2)
    settle(by=approver, sheet=sheet, criterion=FIRST, mark=2, reason="Обсудили ещё раз")
    assert (ScoreDecision.objects.get().mark, rows_of(sheet)[0].points) == (2, "2")


@pytest.mark.parametrize(("model", "author"), [(Score, "scored_by"), (ScoreDecision, "decided_by")])
def test_database_holds_no_mark_above_2_and_no_second_one(sheet, scorers, model, author):
    row = {"sheet": sheet, "criterion": FIRST, "reason": "есть", author: scorers[0]}
    with transaction.atomic(), pytest.raises(IntegrityError):
        model.objects.create(mark=3, **row)
    model.objects.create(mark=2, **row)
    with transaction.atomic(), pytest.raises(IntegrityError):
        model.objects.create(mark=1, **row)
