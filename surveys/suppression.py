"""What of a survey's figures may be shown: the masks of contract.md §1 (`survey_report`), decisions.md §3.

Page, Excel, print and JSON all show what these functions return. A masked figure is None.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, NamedTuple, TypeVar

# Fewest persons of a group that is shown at all; a setting that may be raised, never lowered.
K: Final = 5
# Pairs from which an item shows its counts and tests, answers from which a yes/no item shows small counts.
DETAILED_FROM: Final = 10
EVERY_COUNT_FROM: Final = 20

Cell = TypeVar("Cell", bound=Hashable)


class Level(IntEnum):
    """How much of a group may be shown; each level holds the one before."""

    NOTHING = 0
    MEDIANS = 1
    DETAILS = 2
    EVERY_COUNT = 3


class Said(NamedTuple):
    """A yes/no question in a group: how many said «да», how many answered it."""

    yes: int
    answered: int


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


def is_yes_no_hidden(yes: int, answered: int, k: int = K) -> bool:
    """Are there too few answers, or, below twenty, too few «да» or too few «нет» to show a yes/no item?"""
    k = _checked(k)
    is_small = answered < EVERY_COUNT_FROM and min(yes, answered - yes) < k
    return answered < k or is_small


def level_of(n: int, k: int = K) -> Level:
    """Return how much may be shown of a group of so many persons, looked at for itself."""
    return max((level for level, least in _steps(k) if n >= least), default=Level.NOTHING)


def mask_item(summary: ItemSummary, k: int = K, most: Level = Level.EVERY_COUNT) -> ItemSummary:
    """Return what may be shown: below k pairs their number, below ten the medians, from ten on everything.

    `most` lowers it where more would give a smaller group away (`part_levels`, `total_level`).
    """
    level = min(most, level_of(summary.n, k))
    if level == Level.NOTHING:
        return ItemSummary(n=summary.n, hidden=True)
    if level >= Level.DETAILS:
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


def part_levels(sizes: Mapping[Cell, int], k: int = K) -> dict[Cell, Level]:
    """Return how much of each part may be shown beside their total, which is shown by its own size.

    What a part keeps back at a level must not follow from the total and the other parts: another part keeps
    it back, too.
    """
    total, held = sum(sizes.values()), dict.fromkeys(sizes, Level.NOTHING)
    hidden: frozenset[Cell] = frozenset()
    for level, least in _steps(k):
        small = {cell for cell, size in sizes.items() if size < least}
        hidden = hidden_cells(sizes, [sizes] if total >= least else [], k, also=hidden | small)
        held |= dict.fromkeys(sizes.keys() - hidden, level)
    return held


def total_level(sizes: Mapping[Cell, int], k: int = K) -> Level:
    """Return how much of a total may be shown beside its parts, each of which is shown by its own size."""
    total, found = sum(sizes.values()), Level.NOTHING
    for level, least in _steps(k):
        small = {cell for cell, size in sizes.items() if size < least}
        if total < least or _gives_away([cell for cell in sizes if sizes[cell]], small, sizes, k):
            break
        found = level
    return found


def hidden_parts(said: Mapping[Cell, Said], k: int = K) -> frozenset[Cell]:
    """Return the parts whose yes/no item is hidden beside a total that is shown by its own counts."""
    sizes = {cell: answers.answered for cell, answers in said.items()}
    masked = {cell for cell, answers in said.items() if is_yes_no_hidden(*answers, k)}
    return hidden_cells(sizes, [] if is_yes_no_hidden(*_together(said), k) else [sizes], k, also=masked)


def is_total_hidden(said: Mapping[Cell, Said], k: int = K) -> bool:
    """Is the yes/no item of a total hidden, for itself or for a part that would follow from it?"""
    sizes = {cell: answers.answered for cell, answers in said.items()}
    masked = {cell for cell, answers in said.items() if is_yes_no_hidden(*answers, k)}
    return is_yes_no_hidden(*_together(said), k) or _gives_away(
        [cell for cell in sizes if sizes[cell]], masked, sizes, k
    )


def hidden_options(people: Mapping[Cell, int], k: int = K) -> frozenset[Cell]:
    """Return the answers to one question whose counts are hidden; `people` holds every possible answer.

    Below k all of them. Below twenty those that fewer than k gave or fewer than k did not give, nobody
    included, with as many others as keep them from following from the total; from twenty on none.
    """
    answered = sum(people.values())
    if answered < _checked(k):
        return frozenset(people)
    masked = {option for option, count in people.items() if is_yes_no_hidden(count, answered, k)}
    return complemented(people, [people], masked, least=k)


def _together(said: Mapping[Cell, Said]) -> Said:
    return Said(sum(one.yes for one in said.values()), sum(one.answered for one in said.values()))


def _steps(k: int) -> tuple[tuple[Level, int], ...]:
    """Return the fewest persons of each level."""
    k = _checked(k)
    return (
        (Level.MEDIANS, k),
        (Level.DETAILS, max(k, DETAILED_FROM)),
        (Level.EVERY_COUNT, max(k, EVERY_COUNT_FROM)),
    )


def hidden_cells(
    sizes: Mapping[Cell, int],
    totalled: Iterable[Collection[Cell]],
    k: int = K,
    *,
    also: Collection[Cell] = (),
) -> frozenset[Cell]:
    """Return the groups to hide so that none of 1…k − 1 shows or follows by subtraction (decisions.md §3).

    `sizes` counts the persons of each group; each collection of `totalled` is a row or column of groups whose
    total is published. What is hidden of it is nothing, or two groups and more with k persons and more: the
    smallest go first, empty ones hide nothing. A total below k is to be hidden by the caller. `also` are
    hidden for another reason and must follow from nothing either.
    """
    k = _checked(k)
    small = {cell for cell, size in sizes.items() if 0 < size < k}
    lines = [[cell for cell in line if sizes[cell]] for line in totalled]
    return complemented(sizes, lines, small | set(also), least=k)


def complemented(
    sizes: Mapping[Cell, int], lines: Iterable[Collection[Cell]], first: Collection[Cell], *, least: int
) -> frozenset[Cell]:
    """Return the cells to hide so that none of `first` follows from the totals of the lines (§7, rule 2).

    Of each line nothing is hidden, or two cells and more that hold `least` together, or all of it.
    """
    hidden, known = set(first), [list(line) for line in lines]
    while exposed := [line for line in known if _gives_away(line, hidden, sizes, least)]:
        hidden.add(min((cell for cell in exposed[0] if cell not in hidden), key=sizes.__getitem__))
    return frozenset(hidden)


def _gives_away(
    line: Collection[Cell], hidden: Collection[Cell], sizes: Mapping[Cell, int], least: int
) -> bool:
    """Can the hidden groups of a line be told from its total, while there is still one more to hide?"""
    covered = [sizes[cell] for cell in line if cell in hidden]
    is_thin = len(covered) == 1 or sum(covered) < least
    return bool(covered) and is_thin and len(covered) < len(line)


def _checked(k: int) -> int:
    if k < K:
        raise ValueError(f"Порог скрытия малых групп не бывает меньше {K}.")
    return k
