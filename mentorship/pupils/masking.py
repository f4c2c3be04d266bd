"""Small numbers of children hidden from who sees reports only: the rule of decisions.md §3, k = 5.

The questionnaires have their own, richer module above this app; here one row of numbers with its total.
"""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

K: Final = 5

Cell = TypeVar("Cell", bound=Hashable)


def masked(counts: Mapping[Cell, int]) -> dict[Cell, int | None]:
    """Hide (None) numbers from 1 to 4, and as many more as keep these from being reckoned.

    The total stands beside them (`masked_total`): what is hidden adds up to nothing or to 5 at least.
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < K}
    visible = sorted((cell for cell in counts if counts[cell] >= K), key=lambda cell: counts[cell])
    while visible and 0 < sum(counts[cell] for cell in hidden) < K:
        hidden.add(visible.pop(0))
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def masked_total(counts: Mapping[Cell, int]) -> int | None:
    """The total, itself hidden from 1 to 4."""
    total = sum(counts.values())
    return None if 0 < total < K else total
