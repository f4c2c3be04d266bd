"""An old file of the bank names a person who was two records then: both rows are taken as one."""

import pytest

from mentorship.bank.models import MentorCard
from reports.merging import merge
from tests.bank.rows import HEADINGS, ROW, load, row
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

OLD_NAME = "Кленова Эма Савельевна"
CODED = [*HEADINGS, "Код педагога"]


@pytest.fixture
def merged(people, school, make_teacher):
    """The cast's mentor was entered twice, once with a slip of the pen."""
    names = {"last_name": "Кленова", "first_name": "Эма", "middle_name": "Савельевна"}
    double = make_teacher(school, "OLD", **names)
    return merge(keep=people["mentor"], drop=double, choices={}, by=None, on=TODAY)


def words(report):
    return [(item.row, item.column, item.message) for item in report.warnings]


def test_old_spelling_leads_to_the_record_that_is_left(merged):
    report = load(row(c2=OLD_NAME))
    assert (report.errors, report.created) == ([], 1)
    assert MentorCard.objects.get().mentor.person == merged
    told = f"Эта запись объединена с {merged.code}: строка относится к записи «{merged}»."
    assert words(report) == [(2, "ФИО наставника", told)]


@pytest.mark.parametrize("rows", [[ROW, row(c2=OLD_NAME)], [row(c2=OLD_NAME), ROW]])
def test_both_spellings_are_one_card(merged, rows):
    report = load(*rows)
    assert (report.errors, report.created, report.unchanged) == ([], 1, 1)
    assert MentorCard.objects.count() == 1
    skipped = (
        "Записи этого педагога объединены: строка 2 — о нём же (Клёнова Эмма Савельевна), взята она, эта"
    )
    assert any(number == 3 and text.startswith(skipped) for number, _, text in words(report))
    again = load(*rows)
    assert (again.errors, again.unchanged) == ([], 2)


def test_both_codes_are_one_card(merged):
    report = load([*ROW, merged.code], [*row(c2=OLD_NAME), "OLD"], headings=CODED)
    assert (report.errors, report.created, report.unchanged) == ([], 1, 1)


def test_same_row_twice_stays_an_error(merged):
    (error,) = load(ROW, ROW).errors
    assert error.message == "Строки 2 и 3 говорят об одном и том же: оставьте одну."


def test_old_name_in_another_school_is_nobody(merged, other_school):
    (error,) = load(row(c1="Сосновая ООШ", c2=OLD_NAME)).errors
    assert error.message == "В этой школе нет сотрудника с таким ФИО: проверьте написание."
