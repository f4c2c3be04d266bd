"""The one writer of .xlsx: text stays text, so that no export carries a formula somebody has typed."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import IO, Any, Final, Literal, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

# What XML cannot hold: control characters, lone surrogates, non-characters.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")
# A text that begins so turns into a formula once somebody edits its cell; a quote prefix keeps it text.
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")
_LONGEST_TEXT: Final = 32_767
_LONGEST_TITLE: Final = 31
_WIDTH: Final = 18
# How Excel shows an index 0…1 and a share; the cell holds the whole number.
INDEX: Final = "0.0000##"
SHARE: Final = "0.00%"
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Figure(NamedTuple):
    """A number of a cell with the format Excel shows it in."""

    value: int | float | Decimal | Fraction | None
    shown: str


class Reckoned(NamedTuple):
    """A formula of two cells of its own row: the only live formula there is, and no words reach it.

    `left` and `right` are columns counted from 0; `value` is what a reader without a calculator shows.
    """

    left: int
    sign: Literal["/", "-"]
    right: int
    value: int | float | Decimal | Fraction
    shown: str


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written; see `stream_workbook`."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] | None = None
    # a line over the headings, also on every printed page: «Содержит персональные данные»
    mark: str = ""


def write_sheets(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of several sheets in their order, for a page to send."""
    stream = io.BytesIO()
    stream_sheets(stream, sheets)
    return stream.getvalue()


def stream_sheets(stream: IO[bytes], sheets: Iterable[Sheet]) -> int:
    """Write several sheets to a binary stream as they come; return the number of all their rows."""
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        return sum(_write(workbook, sheet) for sheet in sheets)


def write_workbook(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, widths: Sequence[int] | None = None
) -> bytes:
    """Return a workbook of one sheet, for a page to send; see `stream_workbook`."""
    stream = io.BytesIO()
    stream_workbook(stream, title, headings, rows, widths=widths)
    return stream.getvalue()


def stream_workbook(
    stream: IO[bytes],
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    widths: Sequence[int] | None = None,
) -> int:
    """Write one sheet with a frozen bold heading row to a binary stream; return the number of rows.

    Cells may be text, numbers, Decimals, Figures, booleans, dates, datetimes (without a zone) and None. Rows
    are written as they come, so that memory does not grow with them; `widths` are in characters.
    """
    return stream_sheets(stream, [Sheet(title, headings, rows, widths)])


def _write(workbook: Any, sheet: Sheet) -> int:
    """Write a sheet into an open workbook; return the number of rows."""
    number, open_sheet = 0, _Sheet(workbook, sheet.title, sheet.mark)
    open_sheet.head(sheet.headings, sheet.widths or [_WIDTH] * len(sheet.headings))
    for number, row in enumerate(sheet.rows, 1):
        open_sheet.write(number, row)
    return number


class _Sheet:
    """One sheet that is being written, with its formats."""

    def __init__(self, workbook: Any, title: str, mark: str = "") -> None:
        self.workbook = workbook
        self.formats: dict[str, Any] = {}
        self.sheet = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:_LONGEST_TITLE])
        self.bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        self.moment = workbook.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        self.quoted = workbook.add_format({"quote_prefix": True})
        self.bold_quoted = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        self.top = 1 if mark else 0
        if mark:
            self.sheet.set_header(f"&C{_legal(mark).replace('&', '&&')}")
            self._write_text(0, 0, mark, workbook.add_format({"bold": True}), self.bold_quoted)

    def head(self, headings: Sequence[str], widths: Sequence[int]) -> None:
        """Write the heading row, keep it in view, set the widths."""
        for index, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            self.sheet.set_column(index, index, width)
            self._write_text(self.top, index, heading, self.bold, self.bold_quoted)
        self.sheet.freeze_panes(self.top + 1, 0)

    def write(self, number: int, row: Sequence[Any]) -> None:
        """Write one row of cells, counted from 1 under the headings."""
        number += self.top
        for index, value in enumerate(row):
            if isinstance(value, Figure):
                self._write_figure(number, index, value)
            elif isinstance(value, Reckoned):
                self._write_reckoned(number, index, value)
            elif value is None or value == "":
                continue
            elif isinstance(value, bool):
                self.sheet.write_boolean(number, index, value)
            elif isinstance(value, int | float | Decimal):
                self.sheet.write_number(number, index, value)
            elif isinstance(value, date):
                style = self.moment if isinstance(value, datetime) else self.day
                self.sheet.write_datetime(number, index, value, style)
            else:
                self._write_text(number, index, str(value), None, self.quoted)

    def _write_text(self, number: int, index: int, words: str, style: Any, quoted: Any) -> None:
        """Write a text as text, with a quote prefix where it would turn into a formula by being edited."""
        text = _legal(words)
        self.sheet.write_string(number, index, text, quoted if text.startswith(_FORMULA_STARTS) else style)

    def _write_figure(self, number: int, index: int, figure: Figure) -> None:
        """Write a number in its own format, one format a sheet and kind."""
        if figure.value is not None:
            self.sheet.write_number(number, index, float(figure.value), self._format(figure.shown))

    def _write_reckoned(self, number: int, index: int, cell: Reckoned) -> None:
        """Write a formula over two cells of the row, with what it comes to."""
        left, right = (xl_rowcol_to_cell(number, column) for column in (cell.left, cell.right))
        style = self._format(cell.shown)
        self.sheet.write_formula(number, index, f"={left}{cell.sign}{right}", style, float(cell.value))

    def _format(self, shown: str) -> Any:
        """The format of the name, made once a sheet."""
        if shown not in self.formats:
            self.formats[shown] = self.workbook.add_format({"num_format": shown})
        return self.formats[shown]


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))[:_LONGEST_TEXT]
