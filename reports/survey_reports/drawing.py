"""Coordinates of the small drawings of a questionnaire's report; no ORM (docs/adr/0004).

Coordinates are ready strings with a point, whatever the locale.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reports.record.dumbbell import Dumbbell, Scale
from surveys.item_details import ItemDetail
from surveys.suppression import ItemSummary, YesSummary

SCORES = Scale(Decimal(1), Decimal(10))
# A share's bar: from 0 to 100 %.
SHARE_WIDTH = 200.0
# Bars of a distribution: the tallest, the foot they stand on, the room of one score.
TALL, FOOT, STEP, BAR = 90.0, 110.0, 44.0, 17.0


class ShareBar(NamedTuple):
    """The bar of a share and the whisker of its interval."""

    share: str
    low: str
    high: str


class Column(NamedTuple):
    """How many gave a score as what they expected, and as what came out."""

    score: int
    before: int
    after: int
    x_before: str
    x_after: str
    x_label: str
    y_before: str
    y_after: str
    height_before: str
    height_after: str


def dumbbell(summary: ItemSummary) -> Dumbbell | None:
    """The medians of an item on the scale from 1 to 10; None where they are hidden."""
    if summary.median_before is None or summary.median_after is None:
        return None
    return SCORES.dumbbell(Decimal(str(summary.median_before)), Decimal(str(summary.median_after)))


def share_bar(summary: YesSummary) -> ShareBar | None:
    """The share of «да» with its interval; None where it is hidden."""
    if summary.share is None or summary.wilson_low is None or summary.wilson_high is None:
        return None
    shares = (summary.share, summary.wilson_low, summary.wilson_high)
    return ShareBar(*(f"{SHARE_WIDTH * share:.1f}" for share in shares))


def columns(detail: ItemDetail) -> list[Column]:
    """The distribution of an item, score by score; empty where it is not shown."""
    if detail.before is None or detail.after is None:
        return []
    return list(_columns(detail.before, detail.after))


def _columns(before: Counter[int], after: Counter[int]) -> Iterator[Column]:
    most = max(*before.values(), *after.values())
    for place, score in enumerate(range(1, 11)):
        x = place * STEP + 3
        heights = [TALL * counts[score] / most for counts in (before, after)]
        yield Column(
            score,
            before[score],
            after[score],
            f"{x:.1f}",
            f"{x + BAR + 1:.1f}",
            f"{x + BAR:.1f}",
            *(f"{FOOT - height:.1f}" for height in heights),
            *(f"{height:.1f}" for height in heights),
        )
