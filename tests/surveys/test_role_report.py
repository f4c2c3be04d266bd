"""The figures of one role: pairing, masks, Holm's family, and the keys of contract.md §1."""

from collections import Counter
from dataclasses import asdict

import pytest

from surveys.role_report import item_summaries, yes_summaries, yes_summary
from surveys.scales import DONT_KNOW

BEFORE = [7, 8, 6, 9, 5, 7, 8, 6, 10, 4, 7, 8]
AFTER = [8, 8, 9, 9, 8, 7, 9, 9, 10, 7, 6, 9]
GOLDEN = list(zip(BEFORE, AFTER, strict=True))
ITEM_KEYS = {
    *("n", "median_before", "median_after", "median_change", "higher", "same", "lower"),
    *("hodges_lehmann", "rank_biserial", "p_value", "p_holm", "hidden"),
}
YES_KEYS = {"yes", "answered", "share", "wilson_low", "wilson_high", "hidden"}


def role_report(items, yes_items, k=5):
    return {
        "items": {code: asdict(summary) for code, summary in item_summaries(items, k).items()},
        "yes": {code: asdict(summary) for code, summary in yes_summaries(yes_items, k).items()},
    }


def rising(n: int) -> list[tuple[int, int]]:
    """Return n pairs that all rise by one point: p = 2 ÷ 2ⁿ."""
    return [(5, 6)] * n


def test_golden_set_in_the_keys_of_the_contract():
    report = role_report({"adaptation_usefulness": GOLDEN}, {"liked_participating": [1] * 15 + [0] * 5})
    item, yes = report["items"]["adaptation_usefulness"], report["yes"]["liked_participating"]
    assert (set(report), set(item), set(yes)) == ({"items", "yes"}, ITEM_KEYS, YES_KEYS)
    assert item == {
        "n": 12,
        "median_before": 7,
        "median_after": 8.5,
        "median_change": 1,
        "higher": 7,
        "same": 4,
        "lower": 1,
        "hodges_lehmann": 1,
        "rank_biserial": pytest.approx(55 / 68),
        "p_value": 0.0390625,
        "p_holm": 0.0390625,
        "hidden": False,
    }
    assert (yes["yes"], yes["answered"], yes["share"], yes["hidden"]) == (15, 20, 0.75, False)
    assert yes["wilson_low"] < 0.75 < yes["wilson_high"]


def test_pair_needs_a_score_both_times():
    gaps = [(None, 8), (8, None), (DONT_KNOW, 9), (9, DONT_KNOW), (None, None)]
    assert item_summaries({"item": [*GOLDEN, *gaps]}) == item_summaries({"item": GOLDEN})


def test_counted_answers_give_the_same_as_listed_ones():
    counted = {**Counter(GOLDEN), (1, 10): 0}
    assert item_summaries({"item": counted}) == item_summaries({"item": GOLDEN})
    assert yes_summary({1: 15, 0: 5, None: 3}) == yes_summary([1] * 15 + [None] * 3 + [0] * 5)


def test_holm_covers_the_items_whose_p_value_is_shown():
    summaries = item_summaries(
        {
            "ten": rising(10),
            "twelve": rising(12),
            "nine": rising(9),
            "four": rising(4),
            "unchanged": [(7, 7)] * 30,
        }
    )
    adjusted = {code: (summary.p_value, summary.p_holm) for code, summary in summaries.items()}
    assert adjusted == {
        "ten": (2 / 1024, 2 / 1024),
        "twelve": (2 / 4096, 4 / 4096),
        "nine": (None, None),
        "four": (None, None),
        "unchanged": (None, None),
    }


def test_unchanged_item_shows_its_counts_without_a_test():
    summary = item_summaries({"item": [(7, 7)] * 10})["item"]
    assert (summary.higher, summary.same, summary.lower) == (0, 10, 0)
    assert (summary.hodges_lehmann, summary.rank_biserial, summary.p_value) == (0, None, None)
    assert summary.hidden is False


@pytest.mark.parametrize(("n", "hidden", "higher"), [(4, True, None), (5, False, None), (10, False, 10)])
def test_item_is_masked_by_its_pairs(n, hidden, higher):
    summary = item_summaries({"item": rising(n)})["item"]
    assert (summary.n, summary.hidden, summary.higher) == (n, hidden, higher)


def test_item_nobody_answered_is_hidden_with_zero_pairs():
    report = role_report({"item": []}, {"yes": [None, None]})
    assert report["items"]["item"] == {**dict.fromkeys(ITEM_KEYS), "n": 0, "hidden": True}
    assert report["yes"]["yes"] == {**dict.fromkeys(YES_KEYS), "answered": 0, "hidden": True}


def test_threshold_is_passed_on():
    report = role_report({"item": rising(10)}, {"yes": [1] * 10 + [0] * 5}, k=11)
    assert (report["items"]["item"]["hidden"], report["yes"]["yes"]["hidden"]) == (True, True)


def test_items_keep_the_order_given():
    report = role_report({"b": GOLDEN, "a": GOLDEN}, {"d": [1] * 20, "c": [0] * 20})
    assert (list(report["items"]), list(report["yes"])) == (["b", "a"], ["d", "c"])


def test_everybody_saying_yes_reaches_exactly_one():
    summary = yes_summary([1] * 20)
    assert (summary.share, summary.wilson_high) == (1, 1)
