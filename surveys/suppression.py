"""What of a survey's figures may be shown: the masks of contract.md §1 (`survey_report`), decisions.md §3.

Page, Excel, print and JSON all show what these functions return. A masked figure is None.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

# Fewest persons of a group that is shown at all; a setting that may be raised, never lowered.
K: Final = 5
# Pairs from which an item shows its counts and tests, answers from which a yes/no item shows small counts.
DETAILED_FROM: Final = 10
EVERY_COUNT_FROM: Final = 20

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True)
class ItemSummary:
    """One expected→actual item over the pairs that answered it both times; keys as in contract.md §1."""

    n: int
    median_before: float | None = None
    median_after: float | None = None
    median_change: float | None = None
    higher: int | None = None
    same: int | None = None
    lower: int | None = None
    hodges_lehmann: float | None = None
    rank_biserial: float | None = None
    p_value: float | None = None
    p_holm: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class YesSummary:
    """One yes/no item over those who answered it; keys as in contract.md §1."""

    answered: int
    yes: int | None = None
    share: float | None = None
    wilson_low: float | None = None
    wilson_high: float | None = None
    hidden: bool = False


def is_item_hidden(n: int, k: int = K) -> bool:
    """Are there too few pairs to show anything of an item but their number?"""
    return n < _checked(k)


def is_yes_no_hidden(yes: int, answered: int, k: int = K) -> bool:
    """Are there too few answers, or, below twenty, too few «да» or too few «нет» to show a yes/no item?"""
    k = _checked(k)
    is_small = answered < EVERY_COUNT_FROM and min(yes, answered - yes) < k
    return answered < k or is_small


def mask_item(summary: ItemSummary, k: int = K) -> ItemSummary:
    """Return what may be shown: below k pairs their number, below ten the medians, from ten on everything."""
    if is_item_hidden(summary.n, k):
        return ItemSummary(n=summary.n, hidden=True)
    if summary.n >= DETAILED_FROM:
        return summary
    return replace(
        summary,
        higher=None,
        same=None,
        lower=None,
        hodges_lehmann=None,
        rank_biserial=None,
        p_value=None,
        p_holm=None,
    )


def mask_yes(summary: YesSummary, k: int = K) -> YesSummary:
    """Return the yes/no item, or its number of answers alone where it is hidden."""
    if summary.yes is None or is_yes_no_hidden(summary.yes, summary.answered, k):
        return YesSummary(answered=summary.answered, hidden=True)
    return summary


def hidden_cells(
    sizes: Mapping[Cell, int], totalled: Iterable[Collection[Cell]], k: int = K
) -> frozenset[Cell]:
    """Return the groups to hide so that none of 1…k − 1 shows or follows by subtraction (decisions.md §3).

    `sizes` counts the persons of each group; each collection of `totalled` is a row or column of groups whose
    total is published. What is hidden of it is nothing, or two groups and more with k persons and more: the
    smallest go first, empty ones hide nothing. A total below k is to be hidden by the caller.
    """
    k = _checked(k)
    hidden = {cell for cell, size in sizes.items() if 0 < size < k}
    lines = [[cell for cell in line if sizes[cell]] for line in totalled]
    while exposed := [line for line in lines if _gives_away(line, hidden, sizes, k)]:
        hidden.add(min((cell for cell in exposed[0] if cell not in hidden), key=sizes.__getitem__))
    return frozenset(hidden)


def _gives_away(line: Collection[Cell], hidden: Collection[Cell], sizes: Mapping[Cell, int], k: int) -> bool:
    """Can the hidden groups of a line be told from its total, while there is still one more to hide?"""
    covered = [sizes[cell] for cell in line if cell in hidden]
    is_thin = len(covered) == 1 or sum(covered) < k
    return bool(covered) and is_thin and len(covered) < len(line)


def _checked(k: int) -> int:
    if k < K:
        raise ValueError(f"Порог скрытия малых групп не бывает меньше {K}.")
    return k
