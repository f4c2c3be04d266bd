"""Rows of the workbook `bank` for tests."""

from mentorship.spreadsheets.importing import run_import
from tests.workbooks import workbook

HEADINGS = [
    "Район",
    "ОО, где работает наставник",
    "ФИО наставника",
    "Наставляемый. Кто может стать наставляемым",
    "Предмет",
    "Направление совместной деятельности",
    "Примерный стаж наставляемого",
    "Предполагаемая категория наставляемого",
    "Электронный адрес наставника, страница (если есть)",
]
ROW = [
    "Лесной район",
    "Ёлкинская СОШ",
    "Клёнова Эмма Савельевна",
    "молодой/начинающий педагог",
    "Физика",
    "классное руководство",
    "21-30",
    "высшая категория",
    "emma@school.example",
]


def row(**changes):
    """The row with some cells changed, by the number of the column from 0 (`c4="Химия"`)."""
    cells = list(ROW)
    for name, value in changes.items():
        cells[int(name[1:])] = value
    return cells


def load(*rows, headings=HEADINGS, **options):
    return run_import("bank", workbook(headings, *rows), by=None, **options)


def messages(report):
    return [(item.row, item.column, item.message) for item in report.errors]
