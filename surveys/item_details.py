"""What stands beside the figures of an item: interval, distributions, tables of two answers; masked (§5).

None where the level that a group allows does not reach so far (`surveys.suppression`).
"""

from collections import Counter
from dataclasses import dataclass

from surveys.role_report import Answers, Pairs, histograms, scored
from surveys.statistics import Interval, directions, mcnemar_exact, median, median_interval
from surveys.suppression import K, Level, level_of

TOP_SCORE = 10


@dataclass(frozen=True)
class ItemDetail:
    """Of an expected→actual item: the median's interval and the sign test; from 20 pairs every count.

    `before` and `after` count the scores; `at_top` counts who expected the highest: that cannot be outdone.
    """

    interval: Interval | None = None
    sign_p: float | None = None
    before: Counter[int] | None = None
    after: Counter[int] | None = None
    at_top: int | None = None


@dataclass(frozen=True)
class SideBySide:
    """Of an importance→actual item: two medians; never a difference, never a test (decisions.md §4)."""

    n: int
    median_before: float | None = None
    median_after: float | None = None
    table: Counter[tuple[int, int]] | None = None
    hidden: bool = False


@dataclass(frozen=True)
class TwoByTwo:
    """Of a pair of attitudes: who said what both times, and the exact p of McNemar's test."""

    n: int
    yes_yes: int | None = None
    yes_no: int | None = None
    no_yes: int | None = None
    no_no: int | None = None
    p_value: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Attrition:
    """The median expectation of those who also sent the second form, and of those who did not (§5.1, 9)."""

    stayed: int
    left: int
    median_stayed: float | None = None
    median_left: float | None = None


def item_detail(pairs: Pairs, k: int = K, most: Level = Level.EVERY_COUNT) -> ItemDetail:
    """Return what may be shown beside the summary of an item."""
    scores = scored(pairs)
    level = min(most, level_of(scores.total(), k))
    if level < Level.DETAILS:
        return ItemDetail()
    before, after, change = histograms(scores)
    moved = directions(change)
    shows_all = level >= Level.EVERY_COUNT
    return ItemDetail(
        interval=median_interval(change),
        sign_p=mcnemar_exact(moved.higher, moved.lower) if moved.higher + moved.lower else None,
        before=before if shows_all else None,
        after=after if shows_all else None,
        at_top=before[TOP_SCORE] if shows_all else None,
    )


def side_by_side(pairs: Pairs, k: int = K, most: Level = Level.EVERY_COUNT) -> SideBySide:
    """Return the two medians of an importance→actual item, from 20 pairs with the table of both answers."""
    scores = scored(pairs)
    level = min(most, level_of(scores.total(), k))
    if level == Level.NOTHING:
        return SideBySide(scores.total(), hidden=True)
    before, after, _ = histograms(scores)
    table = scores if level >= Level.EVERY_COUNT else None
    return SideBySide(scores.total(), median(before), median(after), table)


def two_by_two(pairs: Pairs, k: int = K, most: Level = Level.EVERY_COUNT) -> TwoByTwo:
    """Return the table of two yes/no answers; its four cells are counts, so it is shown from 20 pairs on."""
    said = scored(pairs)
    n = said.total()
    if min(most, level_of(n, k)) < Level.EVERY_COUNT:
        return TwoByTwo(n, hidden=True)
    yes_no, no_yes = said[1, 0], said[0, 1]
    return TwoByTwo(n, said[1, 1], yes_no, no_yes, said[0, 0], mcnemar_exact(yes_no, no_yes))


def attrition(stayed: Answers, left: Answers, k: int = K) -> Attrition:
    """Compare the expectations of those who stayed and who left; a median of fewer than k is None."""
    medians, sizes = [], []
    for answers in (stayed, left):
        scores = Counter(
            {value: count for value, count in Counter(answers).items() if isinstance(value, int)}
        )
        sizes.append(scores.total())
        medians.append(median(scores) if level_of(scores.total(), k) > Level.NOTHING else None)
    return Attrition(*sizes, *medians)
