"""Statistics of paired answers on short scales (surveys_and_indicators.md §5, oracles §5.2).

Wherever a function takes `data`, it takes values or a mapping of value → count: a country's answers are a
histogram of 19 differences, and no step here costs more than the square of the distinct values. Whole numbers
are counted as whole numbers: subtract before, never average before.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from statistics import NormalDist

Data = Iterable[float] | Mapping[float, int]

CONFIDENCE = 0.95
EXACT_NONZERO = 60
_EXACT_BINOMIAL = 5000
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Directions:
    """How many pairs rose, stayed and fell: «выше», «совпало», «ниже»."""

    higher: int
    same: int
    lower: int


@dataclass(frozen=True)
class SignedRank:
    """Wilcoxon's signed ranks by Pratt; `p_value` (two-sided) and `rank_biserial` (−1…1) need a non-zero."""

    w_plus: float
    w_minus: float
    p_value: float | None
    rank_biserial: float | None


@dataclass(frozen=True)
class Interval:
    """An interval with both ends included; `coverage` is the probability it is made for."""

    low: float
    high: float
    coverage: float


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest share that the silent ones allow."""

    low: float
    high: float


class _Ordered:
    """Counted values in ascending order."""

    def __init__(self, data: Data) -> None:
        counts = Counter(data)
        self.values = sorted(value for value, count in counts.items() if count)
        self.cumulative = list(accumulate(counts[value] for value in self.values))
        self.size = self.cumulative[-1] if self.cumulative else 0

    def nth(self, position: int) -> float:
        """Return the value at a position counted from 0."""
        return self.values[bisect_right(self.cumulative, position)]

    def twice_median(self) -> float:
        """Return the sum of the two middle values, whole for whole values."""
        return self.nth((self.size - 1) // 2) + self.nth(self.size // 2)


def median(data: Data) -> float:
    """Return the middle value, or the mean of the two middle ones; ValueError without data."""
    return _ordered(data).twice_median() / 2


def directions(differences: Data) -> Directions:
    """Count the differences after − before above, at and below zero."""
    counts = Counter(differences)
    return Directions(
        higher=sum(count for value, count in counts.items() if value > 0),
        same=counts[0],
        lower=sum(count for value, count in counts.items() if value < 0),
    )


def signed_rank(differences: Data, exact_nonzero: int = EXACT_NONZERO) -> SignedRank:
    """Return the signed-rank statistics of differences, two-sided, zeros by Pratt (§5; Pratt 1959).

    |d| are ranked with the zeros, ties by midranks, then the zeros leave. Up to `exact_nonzero` non-zero
    differences the p-value is exact over all 2ⁿ signs, above it is normal without a continuity correction.
    """
    counts = Counter(differences)
    doubled = _doubled_midranks(counts)
    plus = sum(rank * counts[size] for size, rank in doubled.items())
    minus = sum(rank * counts[-size] for size, rank in doubled.items())
    if not plus + minus:
        return SignedRank(0.0, 0.0, None, None)
    ranks = Counter({rank: counts[size] + counts[-size] for size, rank in doubled.items()})
    is_exact = ranks.total() <= exact_nonzero
    p_value = _exact_p(ranks, min(plus, minus)) if is_exact else _normal_p(ranks, plus - minus)
    return SignedRank(plus / 2, minus / 2, p_value, (plus - minus) / (plus + minus))


def _doubled_midranks(counts: Mapping[float, int]) -> dict[float, int]:
    """Return twice the midrank of each |d| above zero: whole, though a midrank may end in a half."""
    sizes: Counter[float] = Counter()
    for value, count in counts.items():
        sizes[abs(value)] += count
    doubled, below = {}, sizes.pop(0, 0)
    for size in sorted(sizes):
        doubled[size] = 2 * below + sizes[size] + 1
        below += sizes[size]
    return doubled


def _exact_p(ranks: Counter[int], smaller: int) -> float:
    """Return 2·P(W ≤ smaller), at most 1, over all signs of the doubled ranks.

    The counts of sign patterns by W are the coefficients of ∏(1 + xʳ). They are packed into one integer,
    `width` bits each, wide enough for all 2ⁿ; modulo 2^width − 1 their digits add up.
    """
    ranks, smaller = _without_slack(ranks, smaller)
    width = ranks.total() + 1
    packed = 1
    for rank in ranks.elements():
        packed += packed << rank * width
    tail = packed & ((1 << (smaller + 1) * width) - 1)
    patterns = tail % ((1 << width) - 1)
    return min(1.0, 2 * patterns / (1 << ranks.total()))


def _without_slack(ranks: Counter[int], smaller: int) -> tuple[Counter[int], int]:
    """Lower all ranks alike as far as no two sums of them change order: many zeros lift them for nothing.

    Once the lowest rank exceeds all that the others have above it, sums compare first by how many ranks
    they hold; a higher base compares no differently and only makes the integers long.
    """
    lowest = min(ranks)
    spread = sum((rank - lowest) * count for rank, count in ranks.items())
    slack = max(0, lowest - spread - 1)
    lowered = Counter({rank - slack: count for rank, count in ranks.items()})
    return lowered, smaller - slack * (smaller // lowest)


def _normal_p(ranks: Counter[int], balance: int) -> float:
    """Return the two-sided normal p of W₊ − W₋; over all signs its variance is Σr², with ties as without."""
    variance = sum(rank * rank * count for rank, count in ranks.items())
    return math.erfc(abs(balance) / math.sqrt(2 * variance))


def hodges_lehmann(differences: Data) -> float:
    """Return the median of all n(n + 1)/2 Walsh averages, zeros included (§5); ValueError without data."""
    counts = Counter(differences)
    sums: Counter[float] = Counter()
    for value, count in counts.items():
        sums[2 * value] += count * (count + 1) // 2
    for (one, ones), (other, others) in combinations(counts.items(), 2):
        sums[one + other] += ones * others
    return median(sums) / 2


def median_interval(data: Data, confidence: float = CONFIDENCE) -> Interval | None:
    """Return the shortest symmetric pair of order statistics that covers the median at least so often (§5).

    Distribution-free; with fewer than six values not even the extremes cover it in 95 %: then None.
    """
    ordered = _ordered(data)
    outside = (1 - confidence) / 2
    low, high = -1, ordered.size // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _lower_tail(ordered.size, middle) <= outside else (low, middle)
    if low < 0:
        return None
    coverage = 1 - 2 * _lower_tail(ordered.size, low)
    return Interval(ordered.nth(low), ordered.nth(ordered.size - 1 - low), coverage)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return Holm's adjusted p-values in the order given: step-down, monotone, at most 1 (§5)."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return p-values adjusted by Benjamini and Hochberg in the order given: step-up, monotone (§5).

    For exploratory tables of many schools alone: a family of one role and year is adjusted by `holm`.
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    adjusted = [0.0] * len(p_values)
    smallest = 1.0
    for rank, place in zip(range(len(order), 0, -1), order, strict=True):
        smallest = min(smallest, p_values[place] * len(order) / rank)
        adjusted[place] = smallest
    return tuple(adjusted)


def wilson(successes: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Wilson's score interval of a share (§5); 0 of n begins at exactly 0, n of n ends at exactly 1.

    ValueError without trials or with more successes than trials.
    """
    _check_share(successes, trials)
    z = _NORMAL.inv_cdf((1 + confidence) / 2)
    share, scale = successes / trials, 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == trials else centre + half
    return Interval(low, high, confidence)


def clopper_pearson(successes: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of a share (Clopper, Pearson 1934): no true share beyond it is likely.

    ValueError without trials or with more successes than trials.
    """
    _check_share(successes, trials)
    outside = (1 - confidence) / 2
    low = _share_where(lambda share: _at_least(successes, trials, share) < outside) if successes else 0.0
    failures = trials - successes
    high = 1 - _share_where(lambda share: _at_least(failures, trials, share) < outside) if failures else 1.0
    return Interval(low, high, confidence)


def mcnemar_exact(only_first: int, only_second: int) -> float:
    """Return the two-sided exact p of the discordant pairs (§5): 2·P(Bin(b + c, ½) ≤ min), at most 1.

    The sign test of «выше» against «ниже» is the same figure.
    """
    return min(1.0, 2 * _lower_tail(only_first + only_second, min(only_first, only_second)))


def non_response_bounds(yes: int, answered: int, invited: int) -> Bounds:
    """Return the share of «да» among all invited if every silent one said «нет», and if every one «да» (§4).

    ValueError unless 0 ≤ yes ≤ answered ≤ invited and somebody is invited.
    """
    if not 0 <= yes <= answered <= invited or not invited:
        raise ValueError("«Да» не больше, чем ответивших, а ответивших не больше, чем приглашённых.")
    return Bounds(yes / invited, (yes + invited - answered) / invited)


def _check_share(successes: int, trials: int) -> None:
    if not 0 <= successes <= trials or not trials:
        raise ValueError(
            "Доля считается по одному или более ответам, и «да» среди них не больше, чем ответов."
        )


def _at_least(least: int, trials: int, share: float) -> float:
    """Return P(Bin(trials, share) ≥ least) for a share strictly between 0 and 1."""
    ends = math.lgamma(trials + 1), math.log(share), math.log1p(-share)
    return math.fsum(
        math.exp(
            ends[0] - math.lgamma(k + 1) - math.lgamma(trials - k + 1) + k * ends[1] + (trials - k) * ends[2]
        )
        for k in range(least, trials + 1)
    )


def _share_where(is_below: Callable[[float], bool]) -> float:
    """Return the share at which a condition that holds from 0 on ceases to hold, as near as floats come."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return high


def _ordered(data: Data) -> _Ordered:
    ordered = _Ordered(data)
    if not ordered.size:
        raise ValueError("Нет ни одного ответа.")
    return ordered


def _lower_tail(trials: int, most: int) -> float:
    """Return P(Bin(trials, ½) ≤ most), exact to 5000 trials, then normal with a continuity correction."""
    if trials > _EXACT_BINOMIAL:
        return _NORMAL.cdf((2 * most + 1 - trials) / math.sqrt(trials))
    patterns = term = 1
    for k in range(most):
        term = term * (trials - k) // (k + 1)
        patterns += term
    return patterns / (1 << trials)
