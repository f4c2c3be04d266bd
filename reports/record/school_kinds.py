"""Four kinds of schools by the medians of ИОР and ИСБШ, and moves between quartiles: arithmetic, no ORM."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

# The code, the name in full, the name in a corner of the chart.
KINDS: dict[str, tuple[str, str]] = {
    "both": ("Результаты и условия выше медианы", "результаты и условия выше"),
    "results": ("Результаты выше медианы при условиях ниже", "результаты выше, условия ниже"),
    "conditions": ("Условия выше медианы, результаты ниже", "условия выше, результаты ниже"),
    "neither": ("И результаты, и условия ниже медианы", "результаты и условия ниже"),
}
QUARTILE_PLACES: tuple[int | None, ...] = (1, 2, 3, 4, None)


class Medians(NamedTuple):
    """The medians of both indices over the schools that have them; None where none has."""

    results: Decimal | None
    wellbeing: Decimal | None


def medians(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Medians:
    """The medians of ИОР and of ИСБШ, each over every school that has this index."""
    known = list(pairs)
    return Medians(_median(results for results, _ in known), _median(wellbeing for _, wellbeing in known))


def _median(values: Iterable[Decimal | None]) -> Decimal | None:
    found = [value for value in values if value is not None]
    return median(found) if found else None


def kind_of(results: Decimal, wellbeing: Decimal, middle: Medians) -> str:
    """The kind of a school with both indices; one that lies on a median is not above it, as in quartiles."""
    if middle.results is None or middle.wellbeing is None:
        raise ValueError("a school with both indices makes both medians known")
    above = results > middle.results, wellbeing > middle.wellbeing
    names = {(True, True): "both", (True, False): "results", (False, True): "conditions"}
    return names.get(above, "neither")


@dataclass(frozen=True)
class Moves(Generic[T]):
    """Who stood in which quartile a year and who in the next: None is «no quartile»."""

    cells: Mapping[tuple[int | None, int | None], list[T]] = field(default_factory=dict)

    def at(self, before: int | None, after: int | None) -> list[T]:
        """The schools of a cell of the table."""
        return self.cells.get((before, after), [])

    def count(self, sign: int) -> int:
        """How many went up (1), stayed (0) or went down (−1), of those with a quartile in both years."""
        return sum(len(found) for cell, found in self.cells.items() if direction(*cell) == sign)

    @property
    def uncompared(self) -> int:
        """How many have no quartile in one of the years or in both."""
        return sum(len(found) for cell, found in self.cells.items() if direction(*cell) is None)


def moves(schools: Iterable[tuple[T, int | None, int | None]]) -> Moves[T]:
    """Sort schools with their quartiles of two years into the cells."""
    cells: dict[tuple[int | None, int | None], list[T]] = defaultdict(list)
    for school, before, after in schools:
        cells[before, after].append(school)
    return Moves(cells)


def direction(before: int | None, after: int | None) -> int | None:
    """1 up, 0 the same quartile, −1 down; None without a quartile in either year."""
    if before is None or after is None:
        return None
    return (after > before) - (after < before)
