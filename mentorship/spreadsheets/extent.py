"""How far the cells of a sheet reach, found by walking through its XML and keeping nothing."""

from typing import Any, Final
from xml.parsers import expat

# Rows × columns from the first to the last filled cell; calamine takes 32 bytes for each: 128 MB.
MAX_AREA: Final = 4_000_000
MAX_TAGS: Final = 10_000_000

SAVE_AS: Final = "Откройте его в Excel и сохраните как «Книга Excel (.xlsx)»."
NOT_XML: Final = f"Файл повреждён: одна из его частей не читается. {SAVE_AS}"


class HostileXml(Exception):
    """XML that is not read; the message is a Russian sentence."""


class Extent:
    """Fed with the pieces of one XML part; raises HostileXml for a DOCTYPE, bad XML or a far cell.

    `errors` are the places (row, column) of cells whose formula failed: calamine gives them as blank.
    """

    def __init__(self) -> None:
        # Always as UTF-8, as calamine reads it: another encoding could show each of the two another text.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._tags = 0
        self._row = self._column = 0
        self._reference = ""
        self._is_error = False
        self.errors: set[tuple[int, int]] = set()
        self._rows: list[int] = []
        self._columns: set[str | int] = set()

    def feed(self, piece: bytes) -> None:
        """Walk through one piece."""
        self._parse(piece, is_last=False)
        if self._tags > MAX_TAGS:
            raise HostileXml("В книге слишком много ячеек: разделите таблицу на несколько файлов.")

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

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow the numbering of rows and cells, which may leave their own numbers out."""
        self._tags += 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._reference = attributes.get("r", "")
            self._is_error = attributes.get("t") == "e"
            self._column += 1
        elif name in ("v", "is"):
            self._fill()
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column = 0

    def _fill(self) -> None:
        """A cell holds something: note where it stands."""
        reference = self._reference
        letters = reference.rstrip("0123456789")
        row = int(reference[len(letters) :] or 0) if letters else self._row
        self._columns.add(letters or self._column)
        if self._is_error:
            self.errors.add((row, _column_number(letters or self._column)))
        if not self._rows:
            self._rows = [row, row]
        elif row > self._rows[1]:
            self._rows[1] = row
        elif row < self._rows[0]:
            self._rows[0] = row


def _column_number(column: str | int) -> int:
    """A → 1, XFD → 16384; a number is itself."""
    if isinstance(column, int):
        return column
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
