"""Reading a sheet: which one, which row holds the headings, then row by row with the numbers Excel shows."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import python_calamine as calamine

from mentorship.spreadsheets.cells import FORMULA_ERROR, Raw, is_blank
from mentorship.spreadsheets.gate import SAVE_AS, FormulaErrors, WorkbookRefused
from mentorship.spreadsheets.parts import part_of
from mentorship.spreadsheets.words import fold, tidy

# No layout has nearly as many; what stands beyond is not a table that people made.
MAX_COLUMNS: Final = 200

UNREADABLE = f"Файл не удаётся прочитать как книгу Excel. {SAVE_AS}"


@dataclass
class Sheet:
    """What was found on the sheet that is read; positions of columns count from 0.

    `columns` holds the known headings by their spelling in the layout, `unknown` the others by their spelling
    in the file; `missing` are required headings that stand nowhere, `repeated` those that stand twice;
    `is_cut` says that headings beyond MAX_COLUMNS were left unread; `height` is the last row that is used.
    """

    heading_row: int
    columns: dict[str, int]
    unknown: dict[str, int]
    missing: list[str]
    repeated: list[str]
    is_cut: bool
    _source: Iterable[list[Raw]]
    height: int = 0

    @property
    def below(self) -> int:
        """How many rows stand below the headings, blank ones among them counted."""
        return max(self.height - self.heading_row, 0)

    def rows(self, columns: Iterable[int]) -> Iterator[tuple[int, list[Raw]]]:
        """Yield (row number, cells) of the rows where one of these columns is filled."""
        wanted = list(columns)
        below = islice(iter(self._source), self.heading_row, None)
        for number, cells in enumerate(below, self.heading_row + 1):
            if not all(is_blank(cells[index]) for index in wanted):
                yield number, cells


def read_sheet(
    data: bytes,
    required: Sequence[str],
    known: Sequence[str],
    errors: FormulaErrors | None = None,
    title: str = "",
) -> Sheet:
    """Find the heading row on the first sheet that is not hidden, or on that of the `title`.

    The bytes have passed the gate; `visible_titles` tells which titles there are.

    `errors` is what the gate returned: cells whose formula failed then read FORMULA_ERROR instead of blank.
    The heading row is the first that holds every required heading; where none does, the one that matches most
    headings, or row 1. WorkbookRefused when there is no readable sheet.
    """
    source = _Source(data, errors or {}, title)
    wanted = {fold(heading) for heading in required}
    all_known = wanted | {fold(heading) for heading in known}
    best, most = 1, 0
    for number, cells in enumerate(source, 1):
        found = {fold(cell) for cell in cells[:MAX_COLUMNS] if isinstance(cell, str)}
        if wanted <= found:
            return _sheet(source, number, cells, required, known)
        matched = len(found & all_known)
        if matched > most:
            best, most = number, matched
    cells = next(islice(iter(source), best - 1, None), []) if most else []
    return _sheet(source, best, cells, required, known)


def _sheet(
    source: "_Source", number: int, cells: list[Raw], required: Sequence[str], known: Sequence[str]
) -> Sheet:
    spellings = {fold(heading): heading for heading in [*required, *known]}
    columns: dict[str, int] = {}
    unknown: dict[str, int] = {}
    repeated: list[str] = []
    for index, cell in enumerate(cells[:MAX_COLUMNS]):
        if not isinstance(cell, str) or is_blank(cell):
            continue
        is_known = fold(cell) in spellings
        heading = spellings.setdefault(fold(cell), tidy(cell))
        if heading in columns or heading in unknown:
            repeated.append(heading)
        else:
            (columns if is_known else unknown)[heading] = index
    missing = [heading for heading in required if heading not in columns]
    is_cut = not all(is_blank(cell) for cell in cells[MAX_COLUMNS:])
    return Sheet(number, columns, unknown, missing, repeated, is_cut, source, source.height)


class _Source:
    """The rows of one sheet that is not hidden, from row 1 on; may be gone through again."""

    def __init__(self, data: bytes, errors: FormulaErrors, title: str = "") -> None:
        self._sheet = _guarded(lambda: _titled(data, title) if title else _first_visible(data))
        self._errors: dict[int, list[int]] = {}
        part = _guarded(lambda: part_of(data, self._sheet.name)) if any(errors.values()) else ""
        _, first_column = self._sheet.start or (0, 0)
        for row, column in errors.get(part, ()):
            self._errors.setdefault(row, []).append(column - 1 - first_column)

    @property
    def height(self) -> int:
        """The number of the last row that is used, 0 for an empty sheet."""
        return self._sheet.end[0] + 1 if self._sheet.end else 0

    def __iter__(self) -> Iterator[list[Raw]]:
        # iter_rows also gives the empty rows above the table, so counting from 1 gives Excel's numbers
        for number, cells in enumerate(self._read(), 1):
            for index in self._errors.get(number, ()):
                if 0 <= index < len(cells):
                    cells[index] = FORMULA_ERROR
            yield cells

    def _read(self) -> Iterator[list[Raw]]:
        """The rows as calamine turns them into values: only here it stumbles over absurd dates."""
        rows = _guarded(self._sheet.iter_rows)
        while (cells := _guarded(lambda: next(rows, None))) is not None:
            yield cells


def visible_titles(data: bytes) -> list[str]:
    """The titles of the sheets with tables that are not hidden, in their order."""
    return [str(title) for title in _guarded(lambda: _visible(_workbook(data)))]


def _workbook(data: bytes) -> Any:
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def _visible(workbook: Any) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]


def _first_visible(data: bytes) -> Any:
    workbook = _workbook(data)
    for title in _visible(workbook):
        return workbook.get_sheet_by_name(title)
    raise WorkbookRefused("В книге нет ни одного видимого листа с таблицей. Откройте скрытый лист в Excel.")


def _titled(data: bytes, title: str) -> Any:
    return _workbook(data).get_sheet_by_name(title)


def _guarded(read: Any) -> Any:
    """Turn every failure of the reader into a refusal; calamine's panics are no ordinary exceptions."""
    try:
        return read()
    except WorkbookRefused:
        raise
    except Exception as error:
        raise WorkbookRefused(UNREADABLE) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise WorkbookRefused(UNREADABLE) from error
