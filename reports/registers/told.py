"""What a row of the register says otherwise than the portal would write it: all else is left alone."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mentorship.spreadsheets.cells import CLEAR, spelled
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.words import fold

ELSEWHERE = "Учёт этот столбец не меняет: в портале здесь «{stored}», исправляет его загрузка «{kind}»."
NOT_CLEARED = "Эту ячейку загрузка учёта не очищает: исправьте запись на её странице в портале."


def told(row: Row, stored: Mapping[str, Any] | None, names: Iterable[str]) -> set[str]:
    """Columns among `names` whose cells are filled and differ from the stored ones (None: all filled)."""
    filled = {name for name in names if name in row}
    if stored is None:
        return filled
    return {name for name in filled if _read(row, name) != _written(stored[name])}


def warn_elsewhere(
    row: Row, stored: Mapping[str, Any], names: Iterable[str], kind: str, context: Context
) -> None:
    """Say of cells that differ which kind of workbook changes them."""
    for name in sorted(told(row, stored, names)):
        words = ELSEWHERE.format(stored=spelled(stored[name]) or "пусто", kind=kind)
        context.report.warn(row, name, words)


def refuse_clearing(row: Row, names: Iterable[str], context: Context) -> None:
    """«удалить» is an error in cells that join several facts."""
    for name in names:
        if row.values.get(name) is CLEAR:
            context.report.error(row, name, NOT_CLEARED)


def _read(row: Row, name: str) -> Any:
    value = row.get(name)
    return value if isinstance(value, date) else fold(spelled(row.raw.get(name)))


def _written(value: Any) -> Any:
    return value if isinstance(value, date) else fold(spelled(value))
