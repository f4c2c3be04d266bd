"""From the cells of a sheet to the rows of a layout: every error of every cell is collected."""

from collections.abc import Iterable
from typing import Any

from mentorship.spreadsheets.cells import CLEAR, FORMULA_ERROR, CellError, is_blank, is_clear
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.reader import MAX_COLUMNS, Sheet
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.words import fold

BLANK: Any = object()


def parse_sheet(layout: Layout, sheet: Sheet, context: Context) -> list[Row] | None:
    """Return the rows without an error, each key once; None where the headings make no table.

    What is wrong with the other rows and with the headings is in the report.
    """
    report = context.report
    columns = _place_columns(layout, sheet, report)
    report.headings = {column.name: column.heading for column in [*layout.columns, *columns]}
    is_table = _check_headings(sheet, columns, report)
    read = [_Reading(layout, column, index) for column, index in columns.items()]
    needed = [column for column in layout.columns if column.is_needed]
    rows = []
    for number, cells in sheet.rows(columns.values()):
        report.rows += 1
        context.watch.advance()
        errors = len(report.errors)
        row = _parse_row(read, number, cells, report)
        row.missing = tuple(column for column in needed if column.name not in row.values)
        if len(report.errors) == errors:
            rows.append(row)
    return _without_repeats(layout, rows, context) if is_table else None


def _place_columns(layout: Layout, sheet: Sheet, report: ImportReport) -> dict[Column, int]:
    """Say where each column of the layout stands; a heading that belongs to nothing is warned of once."""
    placed = {
        column: sheet.columns[column.heading] for column in layout.columns if column.heading in sheet.columns
    }
    unknown = {fold(heading): (heading, index) for heading, index in sheet.unknown.items()}
    for column in layout.extra_columns(list(sheet.unknown)):
        placed[column] = unknown.pop(fold(column.heading))[1]
    for heading, _ in unknown.values():
        report.warn(sheet.heading_row, heading, "Такого столбца в этой таблице нет: он пропущен.")
    if sheet.is_cut:
        report.warn(sheet.heading_row, "", f"Столбцы правее {MAX_COLUMNS}-го не читаются.")
    return placed


def _check_headings(sheet: Sheet, columns: Iterable[Column], report: ImportReport) -> bool:
    """Whether every required heading is there and none of the known ones stands twice."""
    known = {fold(column.heading) for column in columns}
    repeated = [heading for heading in sheet.repeated if fold(heading) in known]
    for heading in sheet.missing:
        report.error(sheet.heading_row, heading, f"Нет обязательного столбца «{heading}».")
    for heading in repeated:
        report.error(sheet.heading_row, heading, "Столбец с этим заголовком стоит дважды: оставьте один.")
    return not sheet.missing and not repeated


class _Reading(dict[str, Any]):
    """A column while it is read: what its texts mean, each read once, but one with an error every time."""

    def __init__(self, layout: Layout, column: Column, index: int) -> None:
        super().__init__()
        self.layout, self.column, self.index = layout, column, index

    def __missing__(self, raw: str) -> Any:
        value = self[raw] = self.of(raw)
        return value

    def of(self, raw: Any) -> Any:
        """What a cell means that is no text: 1, 1.0 and ИСТИНА are equal, and mean different things."""
        return _parse_cell(self.layout, self.column, raw)


def _parse_row(columns: list[_Reading], number: int, cells: list[Any], report: ImportReport) -> Row:
    row = Row(number, {})
    for read in columns:
        name = read.column.name
        raw = row.raw[name] = cells[read.index]
        try:
            value = read[raw] if type(raw) is str else read.of(raw)
        except CellError as error:
            report.error(row, name, str(error))
        else:
            if value is not BLANK:
                row.values[name] = value
    return row


def _parse_cell(layout: Layout, column: Column, raw: Any) -> Any:
    """Return the value of a cell, BLANK or CLEAR."""
    if raw is FORMULA_ERROR:
        raise CellError("Формула в ячейке дала ошибку: исправьте формулу или впишите значение.")
    is_key = column.name in layout.key
    if is_blank(raw):
        if is_key and not column.blank_ok:
            raise CellError("Ячейка пуста, а по ней различаются строки: заполните её.")
        return BLANK
    if is_clear(raw):
        if is_key or column.is_needed:
            raise CellError("Эту ячейку нельзя очистить словом «удалить»: впишите значение.")
        return CLEAR
    return column.cell.parse(raw)


def _without_repeats(layout: Layout, rows: Iterable[Row], context: Context) -> list[Row]:
    """Keep the first row of each key; another one is an error that names both."""
    first: dict[tuple[Any, ...], Row] = {}
    kept = []
    for row in rows:
        key = layout.key_of(row, context)
        earlier = first.get(key) if key is not None else None
        if earlier is None:
            kept.append(row)
            if key is not None:
                first[key] = row
            continue
        message = f"Строки {earlier.number} и {row.number} говорят об одном и том же: оставьте одну."
        context.report.error(row, layout.key[0], message)
    return kept
