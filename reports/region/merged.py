"""One workbook of several municipalities: the bank of document 004 and both registers, a column more."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mentorship.spreadsheets import registry
from mentorship.spreadsheets.layout import Context
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.writer import Sheet, write_sheets
from reports.registers.choice import MARK, choice_of_all
from reports.registers.workbook import register_sheets
from schools.models import Municipality, User

FIRST = "Муниципалитет"
FIRST_WIDTH = 26


def merged_workbook(user: User, places: Sequence[Municipality], on: date) -> tuple[bytes, int]:
    """The workbook of the running school year, and how many rows it holds."""
    by_title: dict[str, list[tuple[Municipality, Sheet]]] = {}
    for place in places:
        for sheet in (_bank(user, place, on), *register_sheets(choice_of_all(place, on))):
            by_title.setdefault(sheet.title, []).append((place, sheet))
    sheets = [_together(title, parts) for title, parts in by_title.items()]
    return write_sheets(sheets), sum(len(list(sheet.rows)) for sheet in sheets)


def _bank(user: User, place: Municipality, on: date) -> Sheet:
    """The bank of one municipality in the columns of its layout."""
    layout = registry.get("bank")
    context = Context(place, user, on, ImportReport("bank"))
    layout.check_export()
    columns = layout.export_columns(context)
    rows = [
        [column.cell.write(values.get(column.name)) for column in columns]
        for values in layout.export(context)
    ]
    widths = [column.cell.width for column in columns]
    return Sheet(layout.sheet_title or layout.title, [column.heading for column in columns], rows, widths)


def _together(title: str, parts: Iterable[tuple[Municipality, Sheet]]) -> Sheet:
    """The sheets of one title under each other; a column that one of them lacks stays empty there."""
    held = list(parts)
    headings = list(dict.fromkeys(heading for _, sheet in held for heading in sheet.headings))
    widths = {
        heading: width
        for _, sheet in held
        for heading, width in zip(sheet.headings, sheet.widths or (), strict=True)
    }
    rows: list[list[Any]] = []
    for place, sheet in held:
        for row in sheet.rows:
            values = dict(zip(sheet.headings, row, strict=True))
            rows.append([place.name, *(values.get(heading) for heading in headings)])
    return Sheet(title, [FIRST, *headings], rows, [FIRST_WIDTH, *(widths[name] for name in headings)], MARK)
