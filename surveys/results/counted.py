"""A whole group's answers as counts alone: what is kept of it, and read back by the report.

Histograms of whole marks lose nothing: median, shares and tests come out as they do over the sheets.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from surveys.catalogue import FormDefinition, ItemDefinition
from surveys.enums import Phase
from surveys.results.questions import partner_code
from surveys.results.sheets import AnswerTable, Counts, PairTable
from surveys.role_report import Answer
from surveys.scales import TEXT_LENGTHS

Couples = Counter[tuple[Answer, Answer]]


@dataclass(frozen=True)
class Counted:
    """Answers the questions that `Sheets` answers, of the group as a whole: of no part of it."""

    couples: Mapping[str, Couples]
    given: Mapping[str, Counter[Answer]]
    first: Mapping[str, tuple[Counter[Answer], Counter[Answer]]]
    people: Mapping[str, int]
    rescaled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, counts: Counts, after: FormDefinition) -> Self:
        """Count every closed question of the second form, and its partner of the first where it has one."""
        closed = [item for item in after.items if item.kind not in TEXT_LENGTHS]
        paired = [item for item in closed if partner_code(item)]
        return cls(
            {item.code: sum(counts.pairs(item).values(), Couples()) for item in paired},
            {item.code: sum(counts.answers(item).values(), Counter()) for item in closed},
            {item.code: counts.expected(item) for item in paired},
            counts.heads(None, whole=True),
            counts.rescaled,
        )

    def pairs(self, item: ItemDefinition) -> PairTable:
        """Answers to the partner of an item and to the item."""
        return {None: self.couples[item.code]}

    def answers(self, item: ItemDefinition) -> AnswerTable:
        """Answers of the second forms to an item."""
        return {None: self.given[item.code]}

    def expected(self, item: ItemDefinition) -> tuple[Counter[Answer], Counter[Answer]]:
        """Answers of the first forms to the partner of an item: of who sent both, and who sent no second."""
        return self.first[item.code]

    def heads(self, part: int | None, *, whole: bool) -> dict[str, int]:
        """How many persons sent the first form, the second, both."""
        if not whole:
            raise ValueError("Of a part nothing is counted.")
        return dict(self.people)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "couples": {
                code: sorted(([*couple, count] for couple, count in found.items()), key=repr)
                for code, found in self.couples.items()
            },
            "given": {code: _listed(found) for code, found in self.given.items()},
            "first": {code: [_listed(found) for found in both] for code, both in self.first.items()},
            "people": dict(self.people),
            "rescaled": sorted(self.rescaled),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Read what was kept."""
        return cls(
            {
                code: Counter({(before, after): count for before, after, count in rows})
                for code, rows in kept["couples"].items()
            },
            {code: _counter(rows) for code, rows in kept["given"].items()},
            {code: (_counter(stayed), _counter(left)) for code, (stayed, left) in kept["first"].items()},
            kept["people"],
            frozenset(kept["rescaled"]),
        )


def _listed(found: Mapping[Answer, int]) -> list[list[Any]]:
    return sorted(([value, count] for value, count in found.items()), key=repr)


def _counter(rows: Iterable[tuple[Any, int]]) -> Counter[Answer]:
    return Counter(dict(rows))


def questions_mark(forms: Mapping[str, FormDefinition]) -> str:
    """By what today's questions differ from others: their codes, scales and partners."""
    asked = [
        (str(phase), form.code, item.code, item.kind, item.scale, item.paired_with)
        for phase, form in sorted(forms.items())
        if phase in (Phase.BEFORE, Phase.AFTER)
        for item in form.items
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
