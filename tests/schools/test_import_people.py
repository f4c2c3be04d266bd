"""Imports of staff and of testings (contract §3)."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from schools.enums import Category
from schools.models import Diagnostic, Employment, Person, Subject

STAFF = ["Код педагога", "Код ОО", "Фамилия", "Имя"]
TESTS = ["Код педагога", "Дата", "Предметные компетенции", "Методические компетенции", "Максимум"]


def counts(report) -> tuple[int, int, int]:
    """What an import did; its errors fail the test with their words."""
    assert [str(error) for error in report.errors] == []
    return report.created, report.updated, report.unchanged


def row(code="T1", school="901", last="Ёлкина", first="Анна") -> list:
    return [code, school, last, first]


def history(person: Person) -> list[tuple]:
    rows = Employment.objects.filter(person=person).order_by("pk").select_related("school")
    return [(stay.school.code, stay.start_date, stay.end_date) for stay in rows]


def test_person_of_a_school_is_a_teacher_there_since_ever(load, school):
    assert counts(load("staff", STAFF, row())) == (1, 0, 0)

    person = Person.objects.get()
    assert (person.school, person.municipality) == (school, school.municipality)
    assert person.is_teacher
    assert history(person) == [("901", None, None)]


def test_person_without_a_school_is_staff_of_the_only_municipality(load, municipality):
    load("staff", STAFF, row(school=None))

    person = Person.objects.get()
    assert (person.school, person.municipality, person.is_teacher) == (None, municipality, False)
    assert history(person) == []


def test_person_without_a_school_needs_one_clear_municipality(load, municipality, other_municipality):
    report = load("staff", STAFF, row(school=None))
    assert [(error.row, error.column) for error in report.errors] == [(2, "Код ОО")]
    assert "--municipality" in report.errors[0].message
    assert counts(load("staff", STAFF, row(school=None), municipality=other_municipality)) == (1, 0, 0)
    assert Person.objects.get().municipality == other_municipality


def test_first_staff_of_an_empty_portal_needs_a_municipality(load):
    report = load("staff", STAFF, row(school=None))
    assert [(error.row, error.column) for error in report.errors] == [(2, "Код ОО")]


def test_changed_school_holds_from_the_day_of_the_import(load, school, other_school):
    load("staff", STAFF, row())
    assert counts(load("staff", STAFF, row(school="902"))) == (0, 1, 0)
    assert counts(load("staff", STAFF, row(school="902"))) == (0, 0, 1)

    today = timezone.localdate()
    assert Person.objects.get().school == other_school
    assert history(Person.objects.get()) == [("901", None, today), ("902", today, None)]


def test_blank_school_keeps_the_place_of_a_teacher(load, school):
    load("staff", STAFF, row())
    assert counts(load("staff", STAFF, row(school=None))) == (0, 0, 1)
    assert Person.objects.get().school == school


def test_cleared_school_makes_staff_of_the_municipality(load, school, municipality):
    load("staff", STAFF, row())
    assert counts(load("staff", STAFF, row(school="удалить"))) == (0, 1, 0)

    person = Person.objects.get()
    assert (person.school, person.is_teacher, person.municipality) == (None, False, municipality)
    assert history(person) == [("901", None, timezone.localdate())]


def test_first_school_of_municipal_staff_holds_since_ever(load, school):
    load("staff", STAFF, row(school=None))
    load("staff", STAFF, row())

    person = Person.objects.get()
    assert person.is_teacher
    assert history(person) == [("901", None, None)]


def test_whatever_the_position_who_has_a_school_is_a_teacher(load, school):
    load("staff", [*STAFF, "Должность"], [*row(), "секретарь"])
    assert Person.objects.get().is_teacher


def test_subjects_are_compared_as_a_set(load, school):
    headings = [*STAFF, "Предметы"]
    load("staff", headings, [*row(), "Физика; Математика"])
    assert counts(load("staff", headings, [*row(), "математика;физика; Физика"])) == (0, 0, 1)
    assert counts(load("staff", headings, [*row(), "Физика"])) == (0, 1, 0)
    assert list(Person.objects.get().subjects.values_list("name", flat=True)) == ["Физика"]
    assert counts(load("staff", headings, [*row(), "удалить"])) == (0, 1, 0)
    assert not Person.objects.get().subjects.exists()
    assert Subject.objects.count() == 2


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("высшая", Category.HIGHEST),
        ("Высшая категория", Category.HIGHEST),
        ("ПЕРВАЯ", Category.FIRST),
        ("категория высшая", Category.HIGHEST),
        ("первая квалификационная категория", Category.FIRST),
        ("соответствие занимаемой должности", Category.FITS_POSITION),
        ("категория соответствие занимаемой должности", Category.FITS_POSITION),
        ("без", Category.NONE),
        ("без категории", Category.NONE),
    ],
)
def test_category_is_read_with_and_without_the_word(load, school, written, stored):
    load("staff", [*STAFF, "Квалификационная категория"], [*row(), written])
    assert Person.objects.get().category == stored


def test_category_is_a_closed_list(load, school):
    report = load("staff", [*STAFF, "Квалификационная категория"], [*row(), "вторая"])
    assert [(error.row, error.column, error.value) for error in report.errors] == [
        (2, "Квалификационная категория", "вторая")
    ]


def test_day_that_is_not_in_the_calendar_is_named(load, school):
    report = load("staff", [*STAFF, "Начало педагогической деятельности"], [*row(), "31.02.2020"])
    assert [str(error) for error in report.errors] == [
        (
            "строка 2, столбец «Начало педагогической деятельности» (стоит «31.02.2020»): "
            "Такого дня нет в календаре; ожидается дата вида 15.09.2025."
        )
    ]
    assert not Person.objects.exists()


def test_code_of_another_municipality_is_taken(load, municipality, school, foreign_school, make_teacher):
    make_teacher(foreign_school, "T1")
    report = load("staff", STAFF, row(), municipality=municipality)
    assert [(error.row, error.column, error.value) for error in report.errors] == [(2, "Код педагога", "T1")]
    assert Person.objects.get().school == foreign_school


def test_transfer_between_municipalities_is_done_by_who_imports_for_all(
    load, school, foreign_school, make_teacher
):
    make_teacher(foreign_school, "T1")
    report = load("staff", STAFF, row())
    assert [(warning.row, warning.column) for warning in report.warnings] == [(2, "Код ОО")]
    assert Person.objects.get().municipality == school.municipality


def test_unknown_school_stores_nobody(load, school):
    report = load("staff", STAFF, row(), row(code="T2", school="999"))
    assert [(error.row, error.column, error.value) for error in report.errors] == [(3, "Код ОО", "999")]
    assert not Person.objects.exists()


def test_code_is_one_whatever_its_spelling(load, school):
    load("staff", STAFF, row(code="Т-1ё"))
    assert counts(load("staff", STAFF, row(code="т–1Е"))) == (0, 0, 1)


def test_name_with_another_letter_is_an_update(load, school):
    load("staff", STAFF, row())
    assert counts(load("staff", STAFF, row(last="Елкина"))) == (0, 0, 1)
    assert counts(load("staff", STAFF, row(last="Осинина"))) == (0, 1, 0)
    assert Person.objects.get().name_key == "осинина анна"


def test_testing_is_stored_and_repeats_unchanged(load, people):
    rows = TESTS, ["C-mentor", date(2025, 10, 1), 44, "43,5", 100]
    assert counts(load("diagnostics", *rows)) == (1, 0, 0)
    assert counts(load("diagnostics", *rows)) == (0, 0, 1)
    assert Diagnostic.objects.get().method_score == Decimal("43.5")


@pytest.mark.parametrize(
    ("scores", "column"),
    [
        ((101, 50, 100), "Предметные компетенции"),
        ((50, "100,5", 100), "Методические компетенции"),
        ((-1, 50, 100), "Предметные компетенции"),
        ((50, 50, None), "Максимум"),
        ((0, 0, 0), "Максимум"),
    ],
)
def test_impossible_score_is_named(load, people, scores, column):
    report = load("diagnostics", TESTS, ["C-mentor", date(2025, 10, 1), *scores])
    assert {(error.row, error.column) for error in report.errors} == {(2, column)}
    assert not Diagnostic.objects.exists()


def test_scores_are_kept_to_six_places(load, people):
    row = ["C-mentor", date(2025, 10, 1), 66.6667, "33,3333335", 100]
    assert counts(load("diagnostics", TESTS, row)) == (1, 0, 0)
    stored = Diagnostic.objects.get()
    assert (stored.subject_score, stored.method_score) == (Decimal("66.6667"), Decimal("33.333334"))
    assert counts(load("diagnostics", TESTS, row)) == (0, 0, 1)


@pytest.mark.parametrize("index", [2, 3, 4])
@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (None, "Ячейка пуста, а для новой записи она обязательна."),
        ("удалить", "Эту ячейку нельзя очистить словом «удалить»: впишите значение."),
    ],
)
def test_testing_is_nothing_without_its_scores(load, people, index, cell, message):
    row = ["C-mentor", date(2025, 10, 1), 50, 60, 100]
    row[index] = cell
    report = load("diagnostics", TESTS, row)
    assert [(error.column, error.message) for error in report.errors] == [(TESTS[index], message)]


def test_columns_of_scores_may_be_missing_where_the_testing_is_known(load, people):
    load("diagnostics", TESTS, ["C-mentor", date(2025, 10, 1), 50, 60, 100])
    assert counts(load("diagnostics", TESTS[:3], ["C-mentor", date(2025, 10, 1), 55])) == (0, 1, 0)
    assert Diagnostic.objects.get().method_score == 60


def test_score_may_reach_its_maximum(load, people):
    assert counts(load("diagnostics", TESTS, ["C-mentor", date(2025, 10, 1), 100, 0, 100])) == (1, 0, 0)


def test_lowered_maximum_is_held_against_stored_scores(load, people):
    load("diagnostics", TESTS, ["C-mentor", date(2025, 10, 1), 50, 60, 100])
    report = load("diagnostics", TESTS, ["C-mentor", date(2025, 10, 1), None, None, 55])
    assert [(error.row, error.column) for error in report.errors] == [(2, "Методические компетенции")]


def test_testing_of_an_unknown_person_is_named(load, people):
    report = load("diagnostics", TESTS, ["X", date(2025, 10, 1), 1, 1, 2])
    assert [(error.row, error.column, error.value) for error in report.errors] == [(2, "Код педагога", "X")]
