"""What every cell type shares: blank, the word that clears, and how a raw value is spelled."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from mentorship.spreadsheets.words import fold, tidy

# What calamine hands over: text, number, truth, date or time; "" is an empty cell.
Raw = Any

CLEARING_WORD: Final = "удалить"


class Clear(Enum):
    """The type of `CLEAR`."""

    CLEAR = "удалить"


# What the word «удалить» reads as: the stored value is to be emptied.
CLEAR: Final = Clear.CLEAR


class FormulaError(Enum):
    """The type of `FORMULA_ERROR`."""

    FORMULA_ERROR = "#ошибка"


# What a cell holds whose formula failed: #Н/Д, #ДЕЛ/0! and the like.
FORMULA_ERROR: Final = FormulaError.FORMULA_ERROR


class CellError(ValueError):
    """A cell that cannot be read; the message is a Russian sentence that says what is allowed."""


def spelled(raw: Raw) -> str:
    """Return a raw value as Excel shows it in Russian: 20, 0,48, 15.09.2025, ИСТИНА."""
    if raw is None or raw is FORMULA_ERROR:
        return "" if raw is None else str(FORMULA_ERROR.value)
    if isinstance(raw, bool):
        return "ИСТИНА" if raw else "ЛОЖЬ"
    if isinstance(raw, datetime):
        return f"{raw:%d.%m.%Y %H:%M}" if raw.time() != datetime.min.time() else f"{raw:%d.%m.%Y}"
    if isinstance(raw, date):
        return f"{raw:%d.%m.%Y}"
    if isinstance(raw, int | float | Decimal):
        return plain_number(raw).replace(".", ",")
    return str(raw)


def plain_number(raw: int | float | Decimal) -> str:
    """Return a number by its shortest decimal spelling, without an exponent or a needless «.0»."""
    text = format(raw if isinstance(raw, Decimal) else Decimal(repr(raw)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_blank(raw: Raw) -> bool:
    """Whether nothing stands in the cell."""
    # what begins with a letter or a digit need not be tidied to be seen
    return raw is None or (isinstance(raw, str) and not raw[:1].isalnum() and not tidy(raw))


def is_clear(raw: Raw) -> bool:
    """Whether the cell says that the stored value is to be cleared."""
    return isinstance(raw, str) and fold(raw) == CLEARING_WORD


class Cell:
    """The type of a column's cells."""

    # Width of the column in an exported sheet, in characters.
    width = 18

    def parse(self, raw: Raw) -> Any:
        """Return the value of a cell that is not blank, or raise CellError."""
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """Return what an exported cell holds: text, number, date or None."""
        return value
