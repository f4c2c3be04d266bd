"""An old workbook does not bring back a person whose data were destroyed."""

import pytest
from django.utils import timezone

from mentorship.bank.models import MentorCard
from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from mentorship.privacy.models import Act
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.writer import write_workbook
from reports.merging import merge
from schools.models import Person
from tests.bank.rows import HEADINGS, ROW
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

STAFF = ["Код педагога", "Код ОО", "Фамилия", "Имя", "Отчество"]
AGAIN = "внесите его с новым кодом"


@pytest.fixture
def erased(people, school, make_teacher) -> Act:
    """The cast's mentor, who was entered twice, the code of the double being OLD, is destroyed."""
    double = make_teacher(school, "OLD", last_name="Клёнова", first_name="Эмма", middle_name="Савельевна")
    person = merge(keep=people["mentor"], drop=double, choices={}, by=None, on=TODAY)
    return erase(person=person, reason="заявление", ground=Ground.ASKED, by=None, now=timezone.now())


def brought(kind, headings, *rows):
    return run_import(kind, write_workbook(kind, headings, rows), by=None, name=f"{kind}.xlsx")


@pytest.mark.parametrize("code", ["C-mentor", " c-MENTOR ", "OLD"])
def test_staff_leaves_the_row_with_a_warning(erased, code):
    before = set(Person.objects.values_list("pk", flat=True))
    row = [code, "901", "Клёнова", "Эмма", "Савельевна"]
    report = brought("staff", STAFF, row, ["NEW", "901", "Новая", "Яна", ""])
    assert (report.errors, report.created, report.updated, report.unchanged) == ([], 1, 0, 1)
    (warning,) = report.warnings
    assert (warning.row, warning.column) == (2, "Код педагога")
    assert f"уничтожены {timezone.localtime(erased.done_at):%d.%m.%Y} ({erased})" in warning.message
    assert AGAIN in warning.message
    assert set(Person.objects.exclude(pk__in=before).values_list("code", flat=True)) == {"NEW"}
    assert not Person.objects.filter(last_name="Клёнова").exists()


def test_bank_leaves_the_card_out_with_a_warning(erased):
    report = brought("bank", [*HEADINGS, "Код педагога"], [*ROW, "C-mentor"])
    assert (report.errors, report.created, report.unchanged) == ([], 0, 1)
    assert [AGAIN in warning.message for warning in report.warnings] == [True]
    assert not MentorCard.objects.filter(withdrawn_date=None).exists()


def test_bank_finds_nobody_by_the_name(erased):
    (error,) = brought("bank", HEADINGS, ROW).errors
    assert "нет сотрудника с таким ФИО" in error.message


def test_other_kinds_say_why_there_is_nobody(erased):
    headings = ["Код педагога", "Дата", "Предметные компетенции", "Методические компетенции", "Максимум"]
    (error,) = brought("diagnostics", headings, ["C-mentor", "01.02.2026", 5, 5, 10]).errors
    assert AGAIN in error.message


def test_live_person_who_has_the_code_by_now_is_not_held_back(erased, school, make_teacher):
    make_teacher(school, "C-mentor", last_name="Иная", first_name="Яна", middle_name="")
    report = brought("staff", STAFF, ["C-mentor", "901", "Иная", "Анна", ""])
    assert (report.errors, report.warnings, report.updated) == ([], [], 1)
