"""How far the cells of a sheet reach, found by walking through its XML and keeping nothing."""

from typing import Any, Final
from xml.parsers import expat

# Rows × columns from the first to the last filled cell; calamine takes 32 bytes for each: 96 MB.
MAX_AREA: Final = 3_000_000
# Excel's last column is XFD, its last cell XFD1048576.
MAX_COLUMNS: Final = 16_384
MAX_REFERENCE: Final = 10
# Cells whose formula failed are remembered one by one.
MAX_ERRORS: Final = 50_000
# A cell holds 32 767 characters; a text or an attribute of more than this every reader keeps whole, and a
# part of this size with comments, CDATA or instructions in it can hide such a text.
MAX_GAP: Final = 2 * 1024 * 1024
_PROLOG: Final = 8

SAVE_AS: Final = "Откройте его в Excel и сохраните как «Книга Excel (.xlsx)»."
NOT_XML: Final = f"Файл повреждён: одна из его частей не читается. {SAVE_AS}"
TOO_LONG: Final = f"В одной из ячеек слишком длинный текст. {SAVE_AS}"
TOO_FAR: Final = f"В файле есть ячейки за пределами листа Excel. {SAVE_AS}"
TOO_MANY_ERRORS: Final = "В книге слишком много ячеек с ошибками формул: исправьте формулы и загрузите снова."
ODD_SHEET: Final = f"Лист книги лежит в части с необычным именем. {SAVE_AS}"
_CELLS: Final = b"sheetData"
_DIGITS: Final = "0123456789"


class HostileXml(Exception):
    """XML that is not read; the message is a Russian sentence."""


class Cellless:
    """Fed with the pieces of a part that is no sheet: cells in it would pass by the look at them."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, piece: bytes) -> None:
        """Refuse the part as soon as it holds a sheet's cells."""
        if _CELLS in self._tail + piece:
            raise HostileXml(ODD_SHEET)
        self._tail = piece[-len(_CELLS) :]


class Extent:
    """Fed with the pieces of one XML part; raises HostileXml for a DOCTYPE, bad XML or a far cell.

    Only a sheet is walked through cell by cell. `errors` are the places (row, column) of cells whose formula
    failed: calamine gives them as blank.
    """

    def __init__(self) -> None:
        # Always as UTF-8, as calamine reads it: another encoding could show each of the two another text.
        self._parser = expat.ParserCreate("utf-8")
        # a list of names and values costs half of what a dictionary does
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._root
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._cellless: Cellless | None = None
        self._size = self._gap = 0
        self._is_odd = False
        self._last = b""
        # the last number that a row gave itself, and how many rows without one came after it
        self._number, self._row = "0", 0
        self._column = 0
        self._cell: list[str] = []
        self._digits = ""  # the row of the filled cell before
        self.errors: set[tuple[int, int]] = set()
        self._rows: list[int] = []
        self._columns: set[str | int] = set()

    def feed(self, piece: bytes) -> None:
        """Walk through one piece."""
        self._measure(piece)
        self._parse(piece, is_last=False)
        if self._cellless:
            self._cellless.feed(piece)
        if len(self.errors) > MAX_ERRORS:
            raise HostileXml(TOO_MANY_ERRORS)
        if len(self._columns) > MAX_COLUMNS:
            raise HostileXml(TOO_FAR)

    def _measure(self, piece: bytes) -> None:
        """Refuse what would have to be kept in memory as one piece."""
        window = self._last + piece
        self._last = piece[-1:]
        self._size += len(piece)
        self._is_odd = self._is_odd or b"<!" in window or window.find(b"<?", _PROLOG) >= 0
        self._gap = 0 if b"<" in piece else self._gap + len(piece)
        if self._gap > MAX_GAP or (self._is_odd and self._size > MAX_GAP):
            raise HostileXml(TOO_LONG)

    def close(self) -> None:
        """The part is over: judge how far its cells reach."""
        self._parse(b"", is_last=True)
        if not self._rows:
            return
        columns = [_column_number(column) for column in self._columns]
        height, width = max(self._rows) - min(self._rows) + 1, max(columns) - min(columns) + 1
        if height * width > MAX_AREA:
            raise HostileXml(
                f"Заполненные ячейки разбросаны слишком далеко: до строки {max(self._rows)} и столбца "
                f"№ {max(columns)}. Удалите лишнее вокруг таблицы и загрузите файл снова."
            )

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise HostileXml(NOT_XML) from error

    def _refuse_doctype(self, *_: Any) -> None:
        raise HostileXml(f"В файле есть описание DOCTYPE, каких Excel не пишет. {SAVE_AS}")

    def _root(self, name: str, _attributes: list[str]) -> None:
        """The first tag tells what the part is."""
        if name.rpartition(":")[2] == "worksheet":
            self._parser.StartElementHandler = self._start
        else:
            self._parser.StartElementHandler = None
            self._cellless = Cellless()

    def _start(self, name: str, attributes: list[str]) -> None:
        """Follow the numbering of rows and cells, which may leave their own numbers out."""
        if name == "c":
            self._cell = attributes
            self._column += 1
        elif name in ("v", "is"):
            self._fill()
        elif name == "row":
            self._column = 0
            number = attributes[1] if attributes and attributes[0] == "r" else _value(attributes, "r")
            if number:
                self._number, self._row = number, 0
            else:
                self._row += 1
        elif ":" in name:
            self._start(name.rpartition(":")[2], attributes)

    def _row_number(self) -> int:
        """The row's own number, or one more than that of the row above; asked where a cell is filled."""
        if len(self._number) > MAX_REFERENCE or not self._number.isdigit():
            raise HostileXml(TOO_FAR)
        return int(self._number) + self._row

    def _fill(self) -> None:
        """A cell holds something: note where it stands."""
        cell = self._cell
        reference = cell[1] if cell and cell[0] == "r" else _value(cell, "r")
        if len(reference) > MAX_REFERENCE:
            raise HostileXml(TOO_FAR)
        letters = reference.rstrip(_DIGITS)
        self._columns.add(letters or self._column)
        digits = reference[len(letters) :] if letters else ""
        is_error = "e" in cell and _value(cell, "t") == "e"
        if digits and digits == self._digits and not is_error:
            return  # its row is noted, as of most cells
        self._digits = digits
        row = int(digits or 0) if letters else self._row_number()
        if is_error:
            self.errors.add((row, _column_number(letters or self._column)))
        if not self._rows:
            self._rows = [row, row]
        elif row > self._rows[1]:
            self._rows[1] = row
        elif row < self._rows[0]:
            self._rows[0] = row


def _value(attributes: list[str], name: str) -> str:
    """The value of an attribute in a list of names and values; «» where it is not given."""
    for index in range(0, len(attributes), 2):
        if attributes[index] == name:
            return attributes[index + 1]
    return ""


def _column_number(column: str | int) -> int:
    """A → 1, XFD → 16384; a number is itself."""
    if isinstance(column, int):
        return column
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
