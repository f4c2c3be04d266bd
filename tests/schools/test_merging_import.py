"""An old file that names the code of a merged double finds the record that is left."""

from datetime import date

import pytest

from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.models import PairMember
from reports.merging import merge
from schools.models import Diagnostic, Person, PersonAlias, RoleAssignment
from surveys.models import Response
from tests.bank.rows import HEADINGS
from tests.cast import TODAY

OLD, NEW = "T2", "T1"
STAFF = ["Код педагога", "Код ОО", "Фамилия", "Имя", "Отчество"]
MERGED = "Код T2 объединён с T1: строка относится к записи «Ёлкина Алёна Петровна»."


@pytest.fixture
def keep(school, make_teacher) -> Person:
    """What is left of two records whose codes were T1 and T2."""
    names = {"first_name": "Алёна", "middle_name": "Петровна"}
    left = make_teacher(school, NEW, last_name="Ёлкина", **names)
    double = make_teacher(school, OLD, last_name="Елкина", **names)
    return merge(keep=left, drop=double, choices={}, by=None, on=TODAY)


def counts(report) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


@pytest.mark.usefixtures("keep")
def test_staff_leaves_the_row_of_an_old_code_unchanged(load, municipality):
    row = ["T2", "901", "Елкина", "Елена", "Павловна"]
    report = load("staff", STAFF, row, ["T3", "901", "Новая", "Яна", ""], municipality=municipality)
    assert (counts(report), report.errors) == ((1, 0, 1), [])
    (warning,) = report.warnings
    assert (warning.row, warning.column) == (2, "Код педагога")
    assert warning.message == f"{MERGED} Строка оставлена без изменений."
    assert not Person.objects.filter(code=OLD).exists()
    assert Person.objects.get(code=NEW).first_name == "Алёна"


@pytest.mark.usefixtures("keep")
@pytest.mark.parametrize("spelled", ["T2", "t2", " T2 "])
def test_old_code_is_found_whatever_its_spelling(load, spelled):
    report = load("staff", STAFF, [spelled, "901", "Елкина", "Алена", "Петровна"])
    assert counts(report) == (0, 0, 1)


@pytest.mark.usefixtures("keep")
def test_file_that_names_both_codes_changes_by_the_own_one(load):
    rows = [[code, "901", "Ёлкина", "Яна", "Петровна"] for code in (OLD, NEW)]
    assert counts(load("staff", STAFF, *rows)) == (0, 1, 1)
    assert Person.objects.get(code=NEW).first_name == "Яна"


def test_double_of_another_municipality_is_a_taken_code(load, keep, other_municipality, foreign_school):
    report = load("staff", STAFF, ["T2", "801", "Чужая", "Яна", ""], municipality=other_municipality)
    assert [error.message for error in report.errors] == [
        "Этот код уже занят сотрудником другого муниципалитета: коды в портале не повторяются."
    ]


def test_testings_find_the_one_left(load, keep, municipality):
    headings = [
        "Код педагога",
        "Дата",
        "Предметные компетенции",
        "Методические компетенции",
        "Максимум",
    ]
    rows = [headings, ["T2", date(2026, 2, 1), 7, 8, 20]]
    report = load("diagnostics", *rows, municipality=municipality)
    assert (counts(report), report.errors) == ((1, 0, 0), [])
    assert [(warning.column, warning.message) for warning in report.warnings] == [("Код педагога", MERGED)]
    assert Diagnostic.objects.get().person == keep
    again = load("diagnostics", *rows, municipality=municipality)
    assert (again.errors, counts(again)) == ([], (0, 0, 1))


def test_both_codes_on_one_day_are_an_error_not_a_double(load, keep):
    headings = ["Код педагога", "Дата", "Предметные компетенции", "Методические компетенции", "Максимум"]
    report = load("diagnostics", headings, *([code, date(2026, 2, 1), 7, 8, 20] for code in (OLD, NEW)))
    assert [error.message for error in report.errors] == [
        "Диагностика этого педагога на эту дату уже записана."
    ]
    assert Diagnostic.objects.count() == 0


def test_roles_find_the_one_left(load, keep, municipality):
    rows = [["Код педагога", "Роль", "Код ОО", "Начало"], ["T2", "школьный куратор", "901", TODAY]]
    report = load("roles", *rows, municipality=municipality)
    assert (counts(report), report.errors) == ((1, 0, 0), [])
    assert RoleAssignment.objects.get().person == keep


def test_requests_and_trainings_find_the_one_left(load, keep, municipality):
    asked = [["Код педагога", "Профессиональное затруднение", "Предмет", "Дата запроса"]]
    report = load("requests", *asked, ["T2", "дисциплина", "Физика", TODAY], municipality=municipality)
    assert (counts(report), MenteeRequest.objects.get().person) == ((1, 0, 0), keep)
    report = load(
        "trainings",
        ["Код педагога", "Программа", "Часов", "Дата"],
        ["T2", "Наставник", 36, TODAY],
        municipality=municipality,
    )
    assert (counts(report), keep.trainings.get().hours) == ((1, 0, 0), 36)


def test_pairs_find_the_one_left_on_either_side(load, keep, school, make_teacher, municipality):
    make_teacher(school, "T9")
    headings = ["№ пары", "Код наставника", "Код наставляемого", "Дата начала", "Состояние"]
    rows = [["1", "T2", "T9", TODAY, "действует"], ["2", "T9", "T2", TODAY, "действует"]]
    report = load("pairs", headings, *rows, municipality=municipality)
    assert (counts(report), report.errors) == ((2, 0, 0), [])
    assert [warning.column for warning in report.warnings] == ["Код наставника", "Код наставляемого"]
    members = PairMember.objects.order_by("pair__number").values_list("mentor", "mentee__code")
    assert list(members) == [(keep.pk, "T9"), (Mentor.objects.get(person__code="T9").pk, "T1")]


def test_bank_finds_the_one_left_by_the_code(load, keep, municipality):
    row = ["Лесной район", "Ёлкинская СОШ", "Елкина Алена Петровна", "", "Физика", "", "", "", "", "T2"]
    report = load("bank", [*HEADINGS, "Код педагога"], row, municipality=municipality)
    assert (report.errors, Mentor.objects.get().person) == ([], keep)


ANSWERS = ["Анкета", "Код педагога", "Дата", "program_effectiveness"]


def test_answers_find_the_one_left(load, keep, municipality):
    report = load("answers", ANSWERS, ["mentee_before", "T2", TODAY, 7], municipality=municipality)
    assert (counts(report), report.errors) == ((1, 0, 0), [])
    again = load("answers", ANSWERS, ["mentee_before", "T1", TODAY, 7], municipality=municipality)
    assert (counts(again), Response.objects.count()) == ((0, 0, 1), 1)


def test_answers_of_both_codes_are_an_error_that_names_the_rows(load, keep):
    rows = [["mentee_before", code, TODAY, score] for code, score in ((OLD, 7), (NEW, 8))]
    report = load("answers", ANSWERS, *rows)
    assert [(error.row, error.message) for error in report.errors] == [
        (3, "Строки 2 и 3 — ответы одного человека на одну анкету года.")
    ]
    assert Response.objects.count() == 0


def test_own_code_wins_over_an_alias(load, keep, school, make_teacher):
    newcomer = make_teacher(school, OLD, last_name="Новая")
    assert PersonAlias.objects.get().code == OLD
    headings = ["Код педагога", "Программа", "Часов", "Дата"]
    report = load("trainings", headings, [OLD, "Наставник", 36, TODAY])
    assert (report.warnings, newcomer.trainings.count()) == ([], 1)
