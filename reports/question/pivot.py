"""Counting things into rows and columns, each once a cell and once a total; hiding small cells. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from surveys.suppression import complemented

# The row or column of totals; no key of a dimension is empty.
TOTAL = ""
Place = tuple[str, str]


class Unit(NamedTuple):
    """A thing (a person, a pair, an event) that belongs into a cell."""

    row: str
    column: str
    key: Hashable


@dataclass(frozen=True)
class Pivot:
    """Counts by row and column with their totals; `wholes` are what a coverage is a share of.

    `columns` is empty where nothing is split by columns: then there are the totals of rows alone.
    """

    rows: list[str]
    columns: list[str]
    counts: Mapping[Place, int]
    wholes: Mapping[Place, int] = field(default_factory=dict)
    hidden: frozenset[Place] = frozenset()

    def count(self, row: str, column: str = TOTAL) -> int | None:
        """How many; None where it is hidden."""
        return None if (row, column) in self.hidden else self.counts.get((row, column), 0)

    def whole(self, row: str, column: str = TOTAL) -> int | None:
        """What the count is a share of; None where that is unknown."""
        return self.wholes.get((row, column)) or None

    def share(self, row: str, column: str = TOTAL) -> Fraction | None:
        """Count ÷ whole; None where either is missing."""
        count, whole = self.count(row, column), self.whole(row, column)
        return None if count is None or whole is None else Fraction(count, whole)


def pivot(
    units: Iterable[Unit],
    rows: Sequence[str],
    columns: Sequence[str] = (),
    wholes: Iterable[tuple[str, str, int]] = (),
) -> Pivot:
    """Count the units into the rows and columns given, and into every total."""
    keys: dict[Place, set[Hashable]] = defaultdict(set)
    for row, column, key in units:
        for place in _places(row, column):
            keys[place].add(key)
    sums: dict[Place, int] = defaultdict(int)
    for row, column, size in wholes:
        for place in _places(row, column):
            sums[place] += size
    counts = {place: len(found) for place, found in keys.items()}
    return Pivot(list(rows), list(columns), counts, dict(sums))


def _places(row: str, column: str) -> set[Place]:
    return {(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)}


def masked(table: Pivot, k: int) -> Pivot:
    """The same with cells of 1…k − 1 hidden, and those they would follow from (decisions.md §3).

    Totals are cells like others: every row with its total, every column with its total, and the totals among
    themselves are sums of which nothing is hidden, or two cells and more.
    """
    sizes = {place: size for place, size in table.counts.items() if size}
    small = {place for place, size in sizes.items() if size < k}
    lines = [
        *([(row, column) for column in (*table.columns, TOTAL)] for row in (*table.rows, TOTAL)),
        *([(row, column) for row in (*table.rows, TOTAL)] for column in (*table.columns, TOTAL)),
    ]
    # A total is a part of no sum where it is the sum of nothing but itself.
    known = [[place for place in line if place in sizes] for line in lines]
    hidden = complemented(sizes, [line for line in known if len(line) > 1], small, least=k)
    return Pivot(table.rows, table.columns, table.counts, table.wholes, hidden)
