"""Rows of the layout `pairs` for tests of its import."""

from datetime import date

from mentorship.pairs.models import Pair
from mentorship.spreadsheets.importing import run_import
from tests.workbooks import workbook

HEADINGS = [
    "№ пары",
    "Код наставника",
    "Код наставляемого",
    "Форма",
    "Вариант",
    "Направление",
    "Приказ",
    "Дата приказа",
    "Дата начала",
    "Дата окончания",
    "Состояние",
]
BASE = {
    "№ пары": "1-1",
    "Код наставника": "C-mentor",
    "Код наставляемого": "C-mentee",
    "Форма": "Учитель – учитель",
    "Вариант": "«Опытный педагог – молодой специалист»",
    "Направление": "подготовка к ГИА",
    "Приказ": "5-од",
    "Дата приказа": date(2025, 9, 26),
    "Дата начала": date(2025, 10, 1),
    "Дата окончания": None,
    "Состояние": "действует",
}
# The columns of a row are given by these names.
NAMES = {
    "number": "№ пары",
    "mentor": "Код наставника",
    "mentee": "Код наставляемого",
    "form": "Форма",
    "variant": "Вариант",
    "focus": "Направление",
    "order": "Приказ",
    "order_date": "Дата приказа",
    "start": "Дата начала",
    "end": "Дата окончания",
    "state": "Состояние",
}


def line(**cells) -> list:
    row = BASE | {NAMES[name]: value for name, value in cells.items()}
    return [row[heading] for heading in HEADINGS]


def load(*rows, headings=HEADINGS, **options):
    return run_import("pairs", workbook(headings, *rows), by=None, **options)


def counts(report) -> tuple:
    return report.created, report.updated, report.unchanged, len(report.errors)


def only_error(report) -> tuple:
    (error,) = report.errors
    assert Pair.objects.count() == 0
    return error.row, error.column, error.message
