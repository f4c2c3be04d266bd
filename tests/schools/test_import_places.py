"""Imports of schools, their years and characteristics (contract §3)."""

from datetime import date
from decimal import Decimal

import pytest

from schools.models import ContextValue, Municipality, School, SchoolYear
from tests.cast import YEAR

SCHOOLS = ["Код ОО", "Муниципалитет", "Наименование", "Вид", "Повышенный уровень", "Опорная ОО", "Сайт"]
YEARS = ["Код ОО", "Учебный год", "ИОР", "Квартиль ИОР", "ШНОР", "Педагогов всего", "Молодых специалистов"]
CONTEXT = ["Код ОО", "Учебный год", "Характеристика", "Значение"]
LABEL = "2025/2026"


def counts(report) -> tuple[int, int, int]:
    """What an import did; its errors fail the test with their words."""
    assert [str(error) for error in report.errors] == []
    return report.created, report.updated, report.unchanged


def errors(report) -> list[tuple]:
    """Row, column and what stood there of every error."""
    return [(error.row, error.column, error.value) for error in report.errors]


def test_schools_make_their_municipality(load):
    report = load("schools", SCHOOLS, ["1", "Новый район", "СОШ № 1", "СОШ", None, None, None])

    school = School.objects.select_related("municipality", "kind").get()
    assert counts(report) == (1, 0, 0)
    assert (school.municipality.name, school.kind.name) == ("Новый район", "СОШ")
    assert (school.is_elevated, school.is_base) == (False, False)


def test_two_spellings_make_one_municipality(load):
    rows = (
        ["1", "Берёзовский район", "А"],
        ["2", " берёзовский  РАЙОН ", "Б"],
        ["3", "Березовский район", "В"],
    )
    load("schools", SCHOOLS[:3], *rows)
    assert list(Municipality.objects.values_list("name", flat=True)) == ["Берёзовский район"]


def test_blank_leaves_and_the_word_clears(load):
    load("schools", SCHOOLS, ["1", "Район", "А", "лицей", "да", "+", "https://a.example"])
    assert counts(load("schools", SCHOOLS, ["1", "Район", "А", None, None, None, None])) == (0, 0, 1)
    assert counts(load("schools", SCHOOLS, ["1", "Район", "А", "удалить", "удалить", "-", "Удалить"])) == (
        0, 1, 0,
    )  # fmt: skip

    school = School.objects.get()
    assert (school.kind, school.is_elevated, school.is_base, school.site) == (None, False, False, "")


def test_school_differing_in_spelling_only_is_unchanged(load):
    load("schools", SCHOOLS, ["К-1", "Берёзовский район", "Ёлкинская СОШ", "СОШ", "да", "нет", None])
    row = ["к–1", "Березовский  район", "елкинская сош", "сош", "TRUE", "0", None]
    assert counts(load("schools", SCHOOLS, row)) == (0, 0, 1)
    assert School.objects.get().name == "Ёлкинская СОШ"


def test_new_school_needs_its_name(load):
    report = load("schools", SCHOOLS[:3], ["1", "Район", None])
    assert errors(report) == [(2, "Наименование", "")]
    assert not Municipality.objects.exists()


def test_required_cell_is_not_cleared(load, school):
    report = load("schools", SCHOOLS[:3], ["901", "Лесной район", "удалить"])
    assert errors(report) == [(2, "Наименование", "удалить")]


def test_file_takes_no_school_over_from_another_municipality(load, school, other_municipality):
    report = load("schools", SCHOOLS[:3], ["901", "Степной район", "СОШ"])
    assert errors(report) == [(2, "Муниципалитет", "Степной район")]
    assert School.objects.get().municipality == school.municipality


def test_import_into_a_municipality_keeps_to_it(load, municipality, foreign_school):
    report = load(
        "schools",
        SCHOOLS[:3],
        ["801", "Лесной район", "Чужая"],
        ["950", "Степной район", "Новая"],
        municipality=municipality,
    )
    assert errors(report) == [(2, "Код ОО", "801"), (3, "Муниципалитет", "Степной район")]
    assert School.objects.count() == 1


def test_year_of_a_school_is_stored_and_repeats_unchanged(load, school):
    rows = YEARS, ["901", LABEL, "0,4810", 2, "да", 20, 4]
    assert counts(load("school_years", *rows)) == (1, 0, 0)
    assert counts(load("school_years", *rows)) == (0, 0, 1)

    stored = SchoolYear.objects.get()
    assert (stored.year, stored.results_index, stored.results_quartile) == (YEAR, Decimal("0.481"), 2)
    assert (stored.has_low_results, stored.has_hard_conditions) == (True, False)


def test_index_is_kept_to_six_places(load, school):
    load("school_years", YEARS[:3], ["901", LABEL, "0,1234565"])
    assert SchoolYear.objects.get().results_index == Decimal("0.123457")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ИОР", "1,4"),
        ("ИОР", -0.1),
        ("ИСБШ", 1.000001),
        ("Квартиль ИОР", 0),
        ("Квартиль ИСБШ", 5),
        ("Квартиль ИОР", 1.5),
        ("Педагогов всего", -1),
        ("Обучающихся 10–19 лет", "сто"),
        ("ШНОР", "может быть"),
        ("Учебный год", "2025/2027"),
        ("Учебный год", 2025),
    ],
)
def test_impossible_value_is_named_and_nothing_is_stored(load, school, column, value):
    bad = {"Код ОО": "901", "Учебный год": LABEL, column: value}
    good = {"Код ОО": "901", "Учебный год": "2024/2025"}
    report = load("school_years", list(bad), list(bad.values()), [good.get(heading) for heading in bad])

    assert [(error.row, error.column) for error in report.errors] == [(2, column)]
    assert not SchoolYear.objects.exists()


@pytest.mark.parametrize(("column", "value"), [("ИОР", 0), ("ИОР", 1), ("Квартиль ИОР", 4), ("ГИА", "0,48")])
def test_limits_are_allowed(load, school, column, value):
    report = load("school_years", ["Код ОО", "Учебный год", column], ["901", LABEL, value])
    assert counts(report) == (1, 0, 0)


@pytest.mark.parametrize(("novices", "warned"), [(20, []), (21, [(2, "Молодых специалистов")])])
def test_more_novices_than_teachers_are_stored_with_a_warning(load, school_year, novices, warned):
    report = load("school_years", ["Код ОО", "Учебный год", "Молодых специалистов"], ["901", LABEL, novices])
    assert ([(item.row, item.column) for item in report.warnings], report.errors) == (warned, [])
    assert counts(report) == (0, 1, 0)


def test_unknown_school_is_named(load, school):
    report = load("school_years", YEARS[:3], ["999", LABEL, 0.5])
    assert [str(error) for error in report.errors] == [
        (
            "строка 2, столбец «Код ОО» (стоит «999»): Школы с таким кодом нет: "
            "проверьте код или сначала загрузите школы."
        )
    ]


def test_school_of_another_municipality_is_unknown(load, municipality, foreign_school):
    report = load("school_years", YEARS[:3], ["801", LABEL, 0.5], municipality=municipality)
    assert report.errors[0].message.startswith("Школы с таким кодом в муниципалитете «Лесной район» нет")


def test_doubled_key_names_both_rows(load, school):
    report = load("school_years", YEARS[:3], ["901", LABEL, 0.5], ["901", "2025 / 2026", 0.6])
    assert [error.row for error in report.errors] == [3]
    assert "Строки 2 и 3" in report.errors[0].message
    assert not SchoolYear.objects.exists()


def test_characteristic_is_found_whatever_its_spelling(load, school):
    row = ["901", LABEL, "Доля семей с двумя детьми", "0,25"]
    assert counts(load("school_context", CONTEXT, row)) == (1, 0, 0)
    again = ["901", LABEL, " доля семей с двумя  детьми", 0.25]
    assert counts(load("school_context", CONTEXT, again)) == (0, 0, 1)
    assert ContextValue.objects.get().value == Decimal("0.25")


def test_new_characteristic_needs_its_value(load, school):
    report = load("school_context", CONTEXT, ["901", LABEL, "Доля", None])
    assert errors(report) == [(2, "Значение", "")]


@pytest.mark.parametrize(
    ("value", "stored"), [(-999_999_999, -999_999_999), ("0,0000005", Decimal("0.000001"))]
)
def test_characteristic_is_kept_exactly(load, school, value, stored):
    row = ["901", LABEL, "Доход", value]
    assert counts(load("school_context", CONTEXT, row)) == (1, 0, 0)
    assert counts(load("school_context", CONTEXT, row)) == (0, 0, 1)
    assert ContextValue.objects.get().value == stored


def test_characteristic_beyond_fifteen_digits_names_what_is_allowed(load, school):
    report = load("school_context", CONTEXT, ["901", LABEL, "Доход", 1e9])
    assert [error.message for error in report.errors] == ["Ожидается число от -999999999 до 999999999."]


@pytest.mark.parametrize("word", ["нет", "удалить"])
def test_school_off_the_list_by_a_file_loses_the_day_it_was_taken_off(load, school_year, word):
    SchoolYear.objects.update(low_results_ended=date(2026, 2, 1))
    assert counts(load("school_years", [*YEARS[:2], "ШНОР"], ["901", LABEL, word])) == (0, 1, 0)
    stored = SchoolYear.objects.get()
    assert (stored.has_low_results, stored.low_results_ended) == (False, None)
    assert (stored.history.first().has_low_results, stored.history.first().low_results_ended) == (False, None)


def test_day_of_a_removal_stays_where_the_file_keeps_the_school_listed(load, school_year):
    SchoolYear.objects.update(low_results_ended=date(2026, 2, 1))
    assert counts(load("school_years", [*YEARS[:2], "ШНОР"], ["901", LABEL, "да"])) == (0, 0, 1)
    assert counts(load("school_years", [*YEARS[:2], "ШССУ"], ["901", LABEL, "нет"])) == (0, 0, 1)
    assert SchoolYear.objects.get().low_results_ended == date(2026, 2, 1)
