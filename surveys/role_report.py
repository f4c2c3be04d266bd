"""The masked figures of one role's two questionnaires, «ожидание → итог» (contract.md §1, survey_report)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from surveys.statistics import directions, hodges_lehmann, holm, median, signed_rank, wilson
from surveys.suppression import ItemSummary, K, Level, YesSummary, mask_item, mask_yes

# A stored answer: a value of the item's scale, DONT_KNOW, or None where nothing was answered.
Answer = int | str | None
Pairs = Iterable[tuple[Answer, Answer]] | Mapping[tuple[Answer, Answer], int]
Answers = Iterable[Answer] | Mapping[Answer, int]


def item_summaries(
    items: Mapping[str, Pairs], k: int = K, most: Mapping[str, Level] | None = None
) -> dict[str, ItemSummary]:
    """Return the masked summaries of a role's items, Holm-adjusted over those whose p-value is shown.

    A p-value that is masked takes no part: it must not be felt in the figures beside it. `most` says how much
    of an item the groups beside it allow.
    """
    allowed = most or {}
    masked = {
        code: mask_item(_item_summary(pairs), k, allowed.get(code, Level.EVERY_COUNT))
        for code, pairs in items.items()
    }
    tested = {code: summary.p_value for code, summary in masked.items() if summary.p_value is not None}
    adjusted = dict(zip(tested, holm(list(tested.values())), strict=True))
    return {code: replace(summary, p_holm=adjusted.get(code)) for code, summary in masked.items()}


def yes_summaries(
    items: Mapping[str, Answers], k: int = K, hidden: Collection[str] = ()
) -> dict[str, YesSummary]:
    """Return the masked summaries of yes/no items; `hidden` are those that the groups beside forbid."""
    found = {code: yes_summary(answers, k) for code, answers in items.items()}
    return {
        code: YesSummary(summary.answered, hidden=True) if code in hidden else summary
        for code, summary in found.items()
    }


def yes_summary(answers: Answers, k: int = K) -> YesSummary:
    """Return the masked summary of one yes/no item; who did not answer does not count."""
    counts = Counter(answers)
    yes, answered = counts[1], counts[1] + counts[0]
    if not answered:
        return mask_yes(YesSummary(answered=0, yes=0), k)
    interval = wilson(yes, answered)
    return mask_yes(YesSummary(answered, yes, yes / answered, interval.low, interval.high), k)


def scored(pairs: Pairs) -> Counter[tuple[int, int]]:
    """Count the pairs that hold a score both times; the others make no pair."""
    return Counter(
        {
            (first, second): count
            for (first, second), count in Counter(pairs).items()
            if count and isinstance(first, int) and isinstance(second, int)
        }
    )


def _item_summary(pairs: Pairs) -> ItemSummary:
    """Return the figures of one item before masks, over the persons who gave a score both times."""
    scores = scored(pairs)
    if not scores:
        return ItemSummary(n=0)
    before, after, change = histograms(scores)
    moved, ranks = directions(change), signed_rank(change)
    return ItemSummary(
        n=change.total(),
        median_before=median(before),
        median_after=median(after),
        median_change=median(change),
        higher=moved.higher,
        same=moved.same,
        lower=moved.lower,
        hodges_lehmann=hodges_lehmann(change),
        rank_biserial=ranks.rank_biserial,
        p_value=ranks.p_value,
    )


def histograms(scores: Mapping[tuple[int, int], int]) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Return the histograms of «до», of «после» and of their differences."""
    before: Counter[int] = Counter()
    after: Counter[int] = Counter()
    change: Counter[int] = Counter()
    for (first, second), count in scores.items():
        before[first] += count
        after[second] += count
        change[second - first] += count
    return before, after, change
