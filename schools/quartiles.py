"""Quartiles of a municipality's schools by the inclusive method, Excel's КВАРТИЛЬ.ВКЛ (contract.md §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from typing import Literal, Self

from schools import years
from schools.figures import number

LOWEST, HIGHEST = 1, 4

Cuts = tuple[Decimal, Decimal, Decimal]
Source = Literal["imported", "computed"]


def inclusive_cuts(values: Iterable[Decimal]) -> Cuts:
    """Return Q1, Q2, Q3 of two or more values, exactly: the n − 1 gaps are divided by four."""
    first, second, third = quantiles(values, n=4, method="inclusive")
    return first, second, third


def quartile(x: Decimal, cuts: Cuts) -> int:
    """Return 1 for x ≤ Q1, 2 for x ≤ Q2, 3 for x ≤ Q3, else 4: equal values share a quartile, 4 is best."""
    return LOWEST + sum(x > cut for cut in cuts)


@dataclass(frozen=True)
class Placing:
    """The quartile of one school by one index in one year, where it came from, and why in Russian."""

    year: int
    quartile: int | None
    source: Source | None
    why: str


@dataclass(frozen=True)
class Population:
    """One index («ИОР» or «ИСБШ») of all schools of a municipality in one year."""

    index_name: str
    year: int
    values: tuple[Decimal, ...]
    fewest_schools: int
    cuts: Cuts | None

    @classmethod
    def of(cls, index_name: str, year: int, values: Iterable[Decimal | None], fewest_schools: int) -> Self:
        """Collect the known values; fewer than `fewest_schools` of them leave the year without cuts."""
        known = tuple(value for value in values if value is not None)
        cuts = inclusive_cuts(known) if len(known) >= fewest_schools else None
        return cls(index_name, year, known, fewest_schools, cuts)

    def place(self, index: Decimal | None, own_quartile: int | None) -> Placing:
        """Return the quartile that the row brings, else the computed one, else none with the reason."""
        name, year = self.index_name, years.label(self.year)
        if own_quartile is not None:
            return Placing(
                self.year, own_quartile, "imported", f"Квартиль {name} за {year} загружен готовым."
            )
        if index is None:
            return Placing(self.year, None, None, f"Нет {name} за {year}.")
        if self.cuts is None:
            few = f"Школ с {name} за {year}: {len(self.values)}, квартили считаются от {self.fewest_schools}."
            return Placing(self.year, None, None, few)
        borders = "; ".join(number(cut) for cut in self.cuts)
        why = f"{name} {number(index)} при границах {borders} (КВАРТИЛЬ.ВКЛ, школ: {len(self.values)})."
        return Placing(self.year, quartile(index, self.cuts), "computed", why)
