"""The layout `statistics` (contract §3): whose figure a row is, what it takes and what it refuses."""

from datetime import date

import pytest

from mentorship.spreadsheets.importing import run_import
from reports.models import Statistic
from tests.workbooks import workbook

HEADINGS = [
    "Муниципалитет",
    "Код ОО",
    "Учебный год",
    "Показатель",
    "Числитель",
    "Знаменатель",
    "Дата",
    "Источник",
]
DAY = date(2026, 1, 15)


def row(
    school=None, numerator=10, denominator=20, day=DAY, place="Лесной район", code="p001_enterprises"
) -> list:
    """A figure of 2025/2026."""
    return [place, school, "2025/2026", code, numerator, denominator, day, "отчёт школ"]


def load(*rows, **options):
    """Import rows under the contract's headings."""
    return run_import("statistics", workbook(HEADINGS, *rows), by=None, **options)


def counts(report) -> tuple[int, int, int, int]:
    """What an import did, and how many errors it had."""
    return report.created, report.updated, report.unchanged, len(report.errors)


def test_blank_school_is_the_whole_municipality(municipality, school):
    rows = row(), row("901"), row(day=date(2026, 2, 1))
    assert counts(load(*rows)) == (3, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 3, 0)
    assert list(Statistic.objects.order_by("pk").values_list("school__code", "date")) == [
        (None, DAY),
        ("901", DAY),
        (None, date(2026, 2, 1)),
    ]


def test_figure_is_found_whatever_its_spelling(municipality):
    load(row())
    assert counts(load(row(place=" ЛЕСНОЙ  район", code="P001_Enterprises", day="15.01.2026"))) == (
        0,
        0,
        1,
        0,
    )


def test_figure_is_corrected_and_its_denominator_cleared(municipality):
    load(row())
    assert counts(load(row(numerator=11, denominator="удалить"))) == (0, 1, 0, 0)
    stored = Statistic.objects.get()
    assert (stored.numerator, stored.denominator) == (11, None)


def test_numerator_above_the_denominator_is_recorded_with_a_warning(municipality):
    report = load(row(numerator=21))
    assert counts(report) == (1, 0, 0, 0)
    assert [(warning.row, warning.column) for warning in report.warnings] == [(2, "Числитель")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"place": "Горный район"}, "Муниципалитет"),
        ({"school": "999"}, "Код ОО"),
        ({"school": "801"}, "Код ОО"),
        ({"school": "удалить"}, "Код ОО"),
        ({"code": "p009_unknown"}, "Показатель"),
        ({"numerator": -1}, "Числитель"),
        ({"numerator": None}, "Числитель"),
        ({"numerator": "удалить"}, "Числитель"),
        ({"denominator": "-5"}, "Знаменатель"),
        ({"day": None}, "Дата"),
    ],
)
def test_bad_cell_is_named_and_nothing_is_stored(school, foreign_school, cells, column):
    report = load(row(), row(**{"day": date(2026, 2, 1), **cells}))
    assert [(error.row, error.column) for error in report.errors] == [(3, column)]
    assert not Statistic.objects.exists()


def test_figure_of_another_municipality_is_refused(municipality, other_municipality):
    report = load(row(place="Степной район"), municipality=municipality)
    assert [(error.row, error.column) for error in report.errors] == [(2, "Муниципалитет")]
