"""Quartiles of schools: Excel's КВАРТИЛЬ.ВКЛ, or КВАРТИЛЬ.ИСКЛ where a setting says so (contract.md §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from typing import Literal, Self

from schools import years
from schools.figures import number
from schools.russian import plural

LOWEST, HIGHEST = 1, 4
QUARTILES = {1: "первый", 2: "второй", 3: "третий", 4: "четвёртый"}

Cuts = tuple[Decimal, Decimal, Decimal]
Source = Literal["imported", "computed"]
Method = Literal["inclusive", "exclusive"]

METHODS: dict[Method, str] = {"inclusive": "КВАРТИЛЬ.ВКЛ", "exclusive": "КВАРТИЛЬ.ИСКЛ"}
# Of fewer values Excel gives an error: the cut would lie outside them.
FEWEST_VALUES: dict[Method, int] = {"inclusive": 2, "exclusive": 3}


def cuts_of(values: Iterable[Decimal], method: Method = "inclusive") -> Cuts:
    """Return Q1, Q2, Q3 of `FEWEST_VALUES` or more values, exactly.

    Inclusive divides the n − 1 gaps between the values by four, exclusive the n + 1 with those at the ends.
    """
    first, second, third = quantiles(values, n=4, method=method)
    return first, second, third


def quartile(x: Decimal, cuts: Cuts) -> int:
    """Return 1 for x ≤ Q1, 2 for x ≤ Q2, 3 for x ≤ Q3, else 4: equal values share a quartile, 4 is best."""
    return LOWEST + sum(x > cut for cut in cuts)


@dataclass(frozen=True)
class Placing:
    """The quartile of one school by one index in one year, where it came from, and why in Russian.

    `why_own` says the same to a reader of this school only: without the cuts.
    """

    year: int
    quartile: int | None
    source: Source | None
    why: str
    why_own: str = ""


@dataclass(frozen=True)
class Population:
    """One index («ИОР» or «ИСБШ») in one year of the schools a school is placed among.

    They are those of a municipality, or of the whole portal when `is_portal`.
    """

    index_name: str
    year: int
    values: tuple[Decimal, ...]
    fewest_schools: int
    cuts: Cuts | None
    method: Method = "inclusive"
    is_portal: bool = False

    @classmethod
    def of(
        cls,
        index_name: str,
        year: int,
        values: Iterable[Decimal | None],
        fewest_schools: int,
        method: Method = "inclusive",
        is_portal: bool = False,
    ) -> Self:
        """Collect the known values; fewer than `fewest_schools` of them leave the year without cuts."""
        known = tuple(value for value in values if value is not None)
        fewest = max(fewest_schools, FEWEST_VALUES[method])
        cuts = cuts_of(known, method) if len(known) >= fewest else None
        return cls(index_name, year, known, fewest, cuts, method, is_portal)

    @property
    def among(self) -> str:
        """«среди 14 школ», «среди 40 школ всех муниципалитетов»."""
        count = len(self.values)
        of_all = " всех муниципалитетов" if self.is_portal else ""
        return f"среди {count} {plural(count, 'школы', 'школ', 'школ')}{of_all}"

    @property
    def whose(self) -> str:
        """«школ», «школ всех муниципалитетов»: the words before a count of the population."""
        return "школ всех муниципалитетов" if self.is_portal else "школ"

    def place(self, index: Decimal | None, own_quartile: int | None) -> Placing:
        """Return the quartile that the row brings, else the computed one, else none with the reason."""
        name, year = self.index_name, years.label(self.year)
        if own_quartile is not None:
            ready = f"Квартиль {name} за {year} загружен готовым."
            return Placing(self.year, own_quartile, "imported", ready, ready)
        if index is None:
            missing = f"Нет {name} за {year}."
            return Placing(self.year, None, None, missing, missing)
        if self.cuts is None:
            count = f"{self.whose.capitalize()} с {name} за {year}: {len(self.values)}"
            few = f"{count}, квартили считаются от {self.fewest_schools}."
            return Placing(self.year, None, None, few, few)
        return self._computed(index, self.cuts)

    def _computed(self, index: Decimal, cuts: Cuts) -> Placing:
        found, own = quartile(index, cuts), f"{self.index_name} {number(index)}"
        borders = "; ".join(number(cut) for cut in cuts)
        how = f"{METHODS[self.method]}, {self.whose}: {len(self.values)}"
        why = f"{own} при границах {borders} ({how})."
        return Placing(self.year, found, "computed", why, f"{own}: {QUARTILES[found]} квартиль {self.among}.")
