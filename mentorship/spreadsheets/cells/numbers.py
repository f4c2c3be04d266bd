"""Cells of numbers."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from mentorship.spreadsheets.cells.base import Cell, CellError, Raw, plain_number, spelled
from mentorship.spreadsheets.words import fold

# What an integer column of the database holds.
LARGEST: Final = 2_147_483_647

_NUMBER = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{1,20})?")


def decimal_of(raw: Raw) -> Decimal | None:
    """Return the number a cell holds, by its shortest decimal spelling; None when it holds no number."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return Decimal(plain_number(raw)) if math.isfinite(raw) else None
    if not isinstance(raw, str):
        return None
    text = fold(raw).replace(" ", "")
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _bounds(least: Decimal | int | None, most: Decimal | int | None) -> str:
    """«от 0 до 1», «не меньше 0», «не больше 1» or nothing."""
    if least is not None and most is not None:
        return f" от {spelled(float(least))} до {spelled(float(most))}"
    if least is not None:
        return f" не меньше {spelled(float(least))}"
    return f" не больше {spelled(float(most))}" if most is not None else ""


class Integer(Cell):
    """A whole number."""

    width = 12

    def __init__(self, min: int | None = 0, max: int = LARGEST) -> None:  # noqa: A002 - plain words
        self.min, self.max = min, max

    def parse(self, raw: Raw) -> int:
        """Return the number; 20, 20.0 and «20» are the same."""
        number = decimal_of(raw)
        if number is None or number != int(number) or not self._fits(int(number)):
            # the largest number is worth a word only where it is the trouble
            is_small = number is None or number <= LARGEST
            most = None if self.max == LARGEST and is_small else self.max
            raise CellError(f"Ожидается целое число{_bounds(self.min, most)}.")
        return int(number)

    def _fits(self, number: int) -> bool:
        return (self.min is None or number >= self.min) and number <= self.max


class DecimalCell(Cell):
    """A number with a decimal part, with a point or a comma; kept to `places` digits."""

    width = 12

    def __init__(
        self,
        min: Decimal | int | None = None,  # noqa: A002 - plain words
        max: Decimal | int | None = None,  # noqa: A002
        places: int = 6,
    ) -> None:
        self.min, self.max, self.places = min, max, places

    def parse(self, raw: Raw) -> Decimal:
        """Return the number, rounded half up to `places` digits."""
        number = decimal_of(raw)
        if number is None or not self._fits(number):
            raise CellError(f"Ожидается число{_bounds(self.min, self.max)}.")
        if -number.as_tuple().exponent > self.places:  # type: ignore[operator]
            return number.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        return number

    def _fits(self, number: Decimal) -> bool:
        most = self.max if self.max is not None else 10**12
        return (self.min is None or number >= self.min) and number <= most

    def write(self, value: Any) -> Any:
        """Return a number Excel shows by the same digits."""
        return None if value is None else float(value)
