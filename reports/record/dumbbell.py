"""Two values of a school on one line, было and стало: coordinates of small drawings on one scale, no ORM."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from schools.figures import number

WIDTH, HEIGHT = 240, 22
LEFT, RIGHT = 8.0, 232.0


class Dumbbell(NamedTuple):
    """The places of the two values; coordinates are ready strings with a point, whatever the locale."""

    before: str
    after: str


@dataclass(frozen=True)
class Scale:
    """One scale for all schools, from one tenth to another."""

    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, values: Sequence[Decimal]) -> "Scale | None":
        """The scale that holds all values; None of none."""
        if not values:
            return None
        low, high = Decimal(floor(min(values) * 10)) / 10, Decimal(ceil(max(values) * 10)) / 10
        if low == high:
            low, high = max(low - Decimal("0.1"), Decimal(0)), min(high + Decimal("0.1"), Decimal(1))
        return cls(low, high)

    @property
    def words(self) -> str:
        """Its ends: «от 0,2 до 0,8»."""
        return f"от {number(self.low)} до {number(self.high)}"

    def dumbbell(self, before: Decimal, after: Decimal) -> Dumbbell:
        """The places of a school's two values."""
        return Dumbbell(self._at(before), self._at(after))

    def _at(self, value: Decimal) -> str:
        return f"{LEFT + (RIGHT - LEFT) * float((value - self.low) / (self.high - self.low)):.1f}"
