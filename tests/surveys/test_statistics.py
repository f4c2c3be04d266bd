"""The oracles O1–O17 of surveys_and_indicators.md §5.2, and what the statistics must hold for any data."""

import math
from itertools import product
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import statistics
from surveys.statistics import (
    Bounds,
    Directions,
    benjamini_hochberg,
    clopper_pearson,
    hodges_lehmann,
    holm,
    mcnemar_exact,
    median,
    median_interval,
    non_response_bounds,
    signed_rank,
    wilson,
)

CLOSE = 1e-9
DIFFERENCES = st.lists(st.integers(min_value=-9, max_value=9), min_size=1, max_size=60)

SCIPY_DOCS = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
# Hollander and Wolfe's depression scores, y − x in thousandths, so that ties are not broken by rounding.
DEPRESSION = [-952, 147, -1022, -430, -620, -590, -490, 80, -10]
WIKIPEDIA = [15, -7, 5, 20, 0, -9, 17, -12, 5, -10]
FREQUENCIES = dict(zip(range(-4, 5), [1, 4, 16, 15, 8, 4, 5, 1, 2], strict=True))
NO_EXACT = [-13, -29, 62, -1, 68, -53, -77, 78, 17, -8, -15, -75]
STACKEXCHANGE = {-2: 1, -1: 13, 0: 16, 1: 2}
PLACEBO_MINUS_DRUG = [-4, 10, -5, 8, -3, 17, 16, 5, 15, 10]
RCOMPANION = [-1, -2, -3, -4, -5, -6, 5, 8, 0, 0]
GOLDEN = [1, 0, 3, 0, 3, 0, 1, 3, 0, 3, -1, 1]


def nonzero(differences):
    return [d for d in differences if d]


def close(expected):
    return pytest.approx(expected, rel=CLOSE, abs=CLOSE)


def test_o1_signed_rank_of_the_scipy_documentation():
    found = signed_rank(SCIPY_DOCS)
    assert (found.w_plus, found.w_minus) == (96, 24)
    assert found.p_value == close(0.041259765625)
    assert found.rank_biserial == close(0.6)
    assert (hodges_lehmann(SCIPY_DOCS), median(SCIPY_DOCS)) == (25, 24)


def test_o2_hollander_and_wolfe_depression():
    found = signed_rank(DEPRESSION)
    assert (found.w_plus, found.w_plus + found.w_minus) == (5, 45)
    assert found.p_value == close(0.0390625)
    assert found.rank_biserial == pytest.approx(-0.7778, abs=5e-5)
    assert (hodges_lehmann(DEPRESSION), median(DEPRESSION)) == (-460, -490)


def test_o3_one_zero_dropped():
    found = signed_rank(nonzero(WIKIPEDIA))
    assert (found.w_plus, found.w_minus) == (27, 18)
    assert found.p_value == close(0.6328125)
    assert found.rank_biserial == close(0.2)
    asymptotic = signed_rank(nonzero(WIKIPEDIA), exact_nonzero=0)
    assert asymptotic.p_value == close(2 * 0.2968152957213)


def test_o3_one_zero_by_pratt():
    found = signed_rank(WIKIPEDIA)
    assert (found.w_plus, found.w_minus) == (32, 22)
    assert found.p_value == close(0.64453125)
    assert found.rank_biserial == pytest.approx(0.185185, abs=5e-7)


def test_o4_many_ties_and_zeros_by_pratt():
    exact, asymptotic = signed_rank(FREQUENCIES), signed_rank(FREQUENCIES, exact_nonzero=0)
    assert min(exact.w_plus, exact.w_minus) == 423
    assert exact.p_value == pytest.approx(0.0027961652, abs=5e-11)
    assert asymptotic.p_value == close(0.0031724568006762576)
    assert hodges_lehmann(FREQUENCIES) == -1


def test_o4_many_ties_with_zeros_dropped():
    dropped = {value: count for value, count in FREQUENCIES.items() if value}
    exact, asymptotic = signed_rank(dropped), signed_rank(dropped, exact_nonzero=0)
    assert min(exact.w_plus, exact.w_minus) == 327
    assert exact.p_value == pytest.approx(0.0058877436, abs=5e-11)
    assert asymptotic.p_value == close(0.00641346115861)


def test_o5_twelve_differences_without_ties():
    exact, asymptotic = signed_rank(NO_EXACT), signed_rank(NO_EXACT, exact_nonzero=0)
    assert min(exact.w_plus, exact.w_minus) == 34
    assert exact.p_value == close(0.7333984375)
    assert asymptotic.p_value == close(0.6948866023724735)


def test_o6_ten_equal_differences():
    exact, asymptotic = signed_rank([3] * 10), signed_rank([3] * 10, exact_nonzero=0)
    assert exact.p_value == close(2 / 1024)
    assert asymptotic.p_value == close(0.001565402258002551)
    assert exact.rank_biserial == 1


def test_o7_differences_in_a_row():
    without_zero = signed_rank([d for d in range(-5, 8) if d])
    assert (without_zero.w_minus, without_zero.p_value) == (27.5, close(0.3955078125))
    zero_as_one = signed_rank([d or 1 for d in range(-5, 8)])
    assert (zero_as_one.w_minus, zero_as_one.p_value) == (32, close(0.3779296875))


def test_o8_zeros_stay_in_the_pseudomedian():
    dropped = {value: count for value, count in STACKEXCHANGE.items() if value}
    assert signed_rank(dropped).w_plus == 16
    assert signed_rank(dropped).p_value == pytest.approx(0.0037231445, abs=5e-11)
    assert (hodges_lehmann(STACKEXCHANGE), hodges_lehmann(dropped)) == (-0.5, -1)
    interval = median_interval(STACKEXCHANGE)
    assert (median(STACKEXCHANGE), interval.low, interval.high) == (0, -1, 0)


def test_o9_placebo_and_drug():
    found = signed_rank(PLACEBO_MINUS_DRUG)
    assert (found.w_plus, found.w_minus) == (48.5, 6.5)
    assert found.rank_biserial == close(42 / 55)
    assert found.p_value == close(0.03125)
    assert hodges_lehmann(PLACEBO_MINUS_DRUG) == 6.5


def test_o10_rank_biserial_of_rcompanion():
    assert signed_rank(nonzero(RCOMPANION)).rank_biserial == close(-0.25)
    assert signed_rank(RCOMPANION).rank_biserial == pytest.approx(-0.326923, abs=5e-7)


def test_o11_balanced_differences_with_many_zeros():
    balanced = {-1: 15, 0: 40, 1: 15}
    assert signed_rank(balanced).p_value == 1
    assert signed_rank(balanced, exact_nonzero=0).p_value == 1


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (18, 20, 0.698966, 0.972134),
        (4, 20, 0.080658, 0.416017),
        (4, 200, 0.007804, 0.050287),
        (81, 263, 0.255289, 0.366210),
        (15, 148, 0.062386, 0.160487),
        (0, 20, 0, 0.161125),
        (1, 29, 0.006113, 0.171755),
    ],
)
def test_o12_wilson_intervals(successes, trials, low, high):
    interval = wilson(successes, trials)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=6e-7), pytest.approx(high, abs=6e-7))
    assert interval.coverage == 0.95


def test_o12_wilson_ends_are_exact():
    assert (wilson(38, 38).high, wilson(0, 77).low) == (1, 0)


def test_o13_clopper_pearson():
    interval = clopper_pearson(7, 50)
    assert interval.low == close(0.05819170033997342)
    assert interval.high == close(0.26739600249700846)


def test_o13_ends_are_exact_and_hold_the_rule_of_three():
    assert (clopper_pearson(0, 20).low, clopper_pearson(20, 20).high) == (0, 1)
    assert clopper_pearson(0, 20).high == close(1 - 0.025 ** (1 / 20))
    assert clopper_pearson(20, 20).low == close(0.025 ** (1 / 20))


def test_o14_holm_and_benjamini_hochberg_of_fifteen():
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1),
    ]
    expected = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, *[1] * 6]
    assert holm(p_values) == close(tuple(expected))
    by_step_up = [
        *(0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765),
        *(0.486, 0.58118182, 0.714875, 0.75323077, 0.81321429, 1),
    ]
    assert benjamini_hochberg(p_values) == pytest.approx(tuple(by_step_up), abs=5e-9)


def test_o15_holm_is_monotone():
    assert holm([0.01, 0.02, 0.03, 0.04, 0.05]) == close((0.05, 0.08, 0.09, 0.09, 0.09))


def test_o16_mcnemar_exact():
    assert mcnemar_exact(86, 150) == pytest.approx(3.715936e-05, abs=5e-12)
    assert mcnemar_exact(150, 86) == mcnemar_exact(86, 150)
    assert mcnemar_exact(6, 16) == pytest.approx(0.052478790, abs=5e-10)


def test_o17_golden_set_of_the_portal():
    before, after = [7, 8, 6, 9, 5, 7, 8, 6, 10, 4, 7, 8], [8, 8, 9, 9, 8, 7, 9, 9, 10, 7, 6, 9]
    assert [later - earlier for earlier, later in zip(before, after, strict=True)] == GOLDEN
    assert statistics.directions(GOLDEN) == Directions(higher=7, same=4, lower=1)
    assert (median(before), median(after), median(GOLDEN)) == (7, 8.5, 1)
    assert hodges_lehmann(GOLDEN) == 1


def test_o17_golden_set_with_and_without_zeros():
    pratt, dropped = signed_rank(GOLDEN), signed_rank(nonzero(GOLDEN))
    assert (pratt.w_plus, pratt.w_minus, dropped.w_plus, dropped.w_minus) == (61.5, 6.5, 33.5, 2.5)
    assert pratt.rank_biserial == pytest.approx(0.808824, abs=5e-7)
    assert dropped.rank_biserial == pytest.approx(0.861111, abs=5e-7)
    assert (pratt.p_value, dropped.p_value) == (close(0.0390625), close(0.0390625))
    assert mcnemar_exact(7, 1) == close(0.0703125)  # the sign test is the same figure


def test_o17_interval_of_the_median():
    interval = median_interval(GOLDEN)
    assert (interval.low, interval.high) == (0, 3)
    assert interval.coverage == pytest.approx(0.9614, abs=5e-5)


def test_median_interval_exists_from_six_values_on():
    assert median_interval([1, 2, 3, 4, 5]) is None
    six = median_interval([1, 2, 3, 4, 5, 6])
    assert (six.low, six.high, six.coverage) == (1, 6, 0.96875)


def test_median_interval_of_many_values_agrees_with_the_exact_one():
    exact, normal = median_interval(range(5000)), median_interval(range(5001))
    assert (exact.low, exact.high) == (2430, 2569)
    assert (normal.low, normal.high) == (2430, 2570)
    assert normal.coverage == pytest.approx(exact.coverage, abs=2e-3)


def test_statistics_without_a_difference_say_so():
    found = signed_rank([0, 0, 0])
    assert (found.w_plus, found.w_minus, found.p_value, found.rank_biserial) == (0, 0, None, None)
    assert hodges_lehmann([0, 0, 0]) == 0


@pytest.mark.parametrize("figure", [median, hodges_lehmann, median_interval])
def test_figures_need_data(figure):
    with pytest.raises(ValueError, match="Нет ни одного ответа"):
        figure([])


def test_smallest_two_sided_p_by_number_of_differences():
    assert [signed_rank([1] * n).p_value for n in (3, 4, 5, 6)] == [0.25, 0.125, 0.0625, 0.03125]


def test_p_value_is_exact_to_sixty_differences():
    sixty, more = {-1: 20, 1: 40}, {-1: 20, 1: 41}
    assert signed_rank(sixty).p_value == close(mcnemar_exact(20, 40))
    assert signed_rank(more).p_value == close(math.erfc(21 / math.sqrt(2 * 61)))


def test_a_sea_of_zeros_costs_nothing_and_changes_no_tie():
    differences = {-1: 20, 0: 1_000_000, 1: 40}
    found = signed_rank(differences)
    assert found.p_value == close(mcnemar_exact(20, 40))
    assert found.w_plus == 40 * (1_000_000 + 30.5)


@given(st.lists(st.integers(min_value=-4, max_value=4), min_size=1, max_size=9), st.integers(0, 30))
def test_exact_p_counts_every_pattern_of_signs(differences, zeros):
    data = [*nonzero(differences), *[0] * zeros]
    if not nonzero(data):
        assert signed_rank(data).p_value is None
        return
    found = signed_rank(data)
    sizes = [abs(d) for d in nonzero(data)]
    patterns = [
        signed_rank([*(s * sign for s, sign in zip(sizes, signs, strict=True)), *[0] * zeros]).w_plus
        for signs in product((1, -1), repeat=len(sizes))
    ]
    smaller = min(found.w_plus, found.w_minus)
    tail = sum(w <= smaller for w in patterns)
    assert found.p_value == min(1, 2 * tail / len(patterns))


@given(DIFFERENCES)
def test_hodges_lehmann_is_the_median_of_walsh_averages(differences):
    averages = [(one + other) / 2 for place, one in enumerate(differences) for other in differences[place:]]
    assert hodges_lehmann(differences) == plain_median(averages)


@given(DIFFERENCES)
def test_turning_the_scale_round_turns_every_figure(differences):
    turned = [-d for d in differences]
    here, there = signed_rank(differences), signed_rank(turned)
    assert (here.w_plus, here.w_minus, here.p_value) == (there.w_minus, there.w_plus, there.p_value)
    assert (median(turned), hodges_lehmann(turned)) == (-median(differences), -hodges_lehmann(differences))


@given(DIFFERENCES)
def test_histogram_and_list_give_the_same(differences):
    histogram = {value: differences.count(value) for value in differences}
    assert signed_rank(histogram) == signed_rank(differences)
    assert hodges_lehmann(histogram) == hodges_lehmann(differences)
    assert median(histogram) == plain_median(differences)
    assert statistics.directions(histogram) == statistics.directions(differences)


@given(st.lists(st.floats(min_value=0, max_value=1), max_size=12))
def test_holm_keeps_the_order_and_never_lowers(p_values):
    adjusted = holm(p_values)
    assert all(p <= corrected <= 1 for p, corrected in zip(p_values, adjusted, strict=True))
    ranked = [corrected for _, corrected in sorted(zip(p_values, adjusted, strict=True))]
    assert ranked == sorted(ranked)


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (3, 2), (-1, 5)])
def test_intervals_of_a_share_refuse_impossible_counts(interval, successes, trials):
    with pytest.raises(ValueError, match="Доля считается"):
        interval(successes, trials)


def test_mcnemar_without_discordant_pairs_is_one():
    assert mcnemar_exact(0, 0) == 1


def test_non_response_bounds_of_the_worked_example():
    assert non_response_bounds(28, 31, 40) == Bounds(0.7, 0.925)
    assert non_response_bounds(4, 5, 5) == Bounds(0.8, 0.8)


@pytest.mark.parametrize(("yes", "answered", "invited"), [(0, 0, 0), (3, 2, 5), (2, 6, 5), (-1, 2, 3)])
def test_non_response_bounds_refuse_impossible_counts(yes, answered, invited):
    with pytest.raises(ValueError, match="не больше, чем приглашённых"):
        non_response_bounds(yes, answered, invited)
