"""A slice of the counted answers, and how much of it the slices beside it allow (decisions.md §3)."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from surveys.results.groups import Group
from surveys.results.sheets import AnswerTable, PairTable, Part
from surveys.role_report import scored, yes_summaries
from surveys.suppression import (
    K,
    Level,
    Said,
    YesSummary,
    hidden_parts,
    is_total_hidden,
    level_of,
    part_levels,
    total_level,
)

Key = TypeVar("Key")


class Cut:
    """A slice of the tables, and how much of it the others allow.

    Of everybody it is the total that steps back, the municipalities are shown by their own size; of a
    municipality it is its schools (contract §1 fixes the masks of both).
    """

    def __init__(self, group: Group, k: int = K) -> None:
        self.group, self.k = group, k
        self.part: Part = group.school.pk if group.school else None

    def of(self, table: dict[Part, Counter[Key]]) -> Counter[Key]:
        """The counts of the slice."""
        if self.group.school is not None:
            return table.get(self.part, Counter())
        return sum(table.values(), Counter())

    def pair_level(self, table: PairTable) -> Level:
        """How much of an item asked twice may be shown."""
        sizes = {part: scored(pairs).total() for part, pairs in table.items()}
        if self.group.school is not None:
            return part_levels(sizes, self.k).get(self.part, Level.NOTHING)
        if self.group.municipality is None:
            return total_level(sizes, self.k)
        return level_of(sum(sizes.values()), self.k)

    def yes(self, tables: Mapping[str, AnswerTable]) -> dict[str, YesSummary]:
        """The yes/no items of the slice."""
        hidden = {code for code, table in tables.items() if self._is_hidden(table)}
        return yes_summaries({code: self.of(table) for code, table in tables.items()}, self.k, hidden)

    def _is_hidden(self, table: AnswerTable) -> bool:
        said = {part: Said(answers[1], answers[1] + answers[0]) for part, answers in table.items()}
        if self.group.school is not None:
            return self.part in hidden_parts(said, self.k)
        return self.group.municipality is None and is_total_hidden(said, self.k)
