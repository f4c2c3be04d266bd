"""What an indicator computes to: parts, not percentages (contract §4)."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Coverage:
    """From how many of the schools the figure has data."""

    schools_with_data: int
    schools: int


@dataclass(frozen=True)
class Ratio:
    """A share `part` of `whole`, or a bare `number` where the indicator is no share.

    `value` is exact: totals are Σ numerators ÷ Σ denominators and are compared as fractions. `note` goes
    with the figure wherever it stands; `beside` are figures that stand beside it where there is room.
    """

    part: int | None = None
    whole: int | None = None
    number: Fraction | None = None
    coverage: Coverage | None = None
    is_hidden: bool = False
    note: str = ""
    beside: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The exact value; None without data, with an empty whole, or when hidden."""
        if self.is_hidden:
            return None
        if self.number is not None:
            return self.number
        if self.part is None or not self.whole:
            return None
        return Fraction(self.part, self.whole)
