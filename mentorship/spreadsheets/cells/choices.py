"""Cells with a closed list of words."""

from collections.abc import Mapping
from typing import Any

from mentorship.spreadsheets.cells.base import Cell, CellError, Raw, plain_number, spelled
from mentorship.spreadsheets.words import fold

_YES = frozenset(["да", "+", "1", "истина", "true"])
_NO = frozenset(["нет", "-", "0", "ложь", "false"])


class YesNo(Cell):
    """Yes or no, in the many ways people write them (contract §3)."""

    width = 12

    def parse(self, raw: Raw) -> bool:
        """Return the answer."""
        word = plain_number(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw
        word = fold(spelled(word))
        if word not in _YES and word not in _NO:
            raise CellError("Ожидается «да» или «нет» (также «+» и «-», 1 и 0, ИСТИНА и ЛОЖЬ).")
        return word in _YES

    def write(self, value: Any) -> str | None:
        """Return «да» or «нет»."""
        return None if value is None else ("да" if value else "нет")


class Choice(Cell):
    """One word of a closed list: `labels` maps what people write to values, `aliases` adds spellings."""

    width = 24

    def __init__(self, labels: Mapping[str, Any], aliases: Mapping[str, Any] | None = None) -> None:
        self.labels = dict(labels)
        self._values = {fold(label): value for label, value in {**self.labels, **(aliases or {})}.items()}
        self._written = {value: label for label, value in self.labels.items()}

    def parse(self, raw: Raw) -> Any:
        """Return the value that the word stands for."""
        key = fold(spelled(raw))
        if key not in self._values:
            raise CellError(f"Допустимо: {'; '.join(self.labels)}.")
        return self._values[key]

    def write(self, value: Any) -> Any:
        """Return the word; a value without one is left blank."""
        return self._written.get(value)
