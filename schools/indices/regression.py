"""ИСБШ: context characteristics weighted by what they contribute to the variance of ИОР.

Document 000 §2 by the method of decisions.md §7. Ordinary least squares of ИОР on standardised
characteristics gives βⱼ; with rⱼ, the correlation of characteristic j with ИОР, its weight is its
contribution βⱼ·rⱼ, and the contributions sum to R². A weight says how much a characteristic counts, not
whether more of it is good: each is turned to the side on which ИОР is higher. So the coefficient of zⱼ is
βⱼ·|rⱼ|: the contribution itself where rⱼ > 0, its opposite where rⱼ < 0, and a characteristic that goes with
lower results lowers the index. The sum is brought to 0…1 by the lowest and the highest school.

Everything but the standard deviations is rational and exact: βⱼ·rⱼ = bⱼ·cov(xⱼ, y) ÷ var(y), b from the
normal equations. Roots are taken to fifty digits; the choice of n or n − 1 cancels.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction
from math import lcm

from schools.figures import as_decimal
from schools.indices.measured import LeftOut, Measured, Refused, complete, lacking
from schools.indices.spelling import spoken

RESULTS_INDEX = "results_index"
SCHOOLS_PER_CHARACTERISTIC = 3
# A context of our own: what a caller has set must not change a digit.
_ROOTS = Context(prec=50, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Term:
    """One characteristic of the model; contribution and coefficient are exact, β and r hold fifty digits."""

    source: str
    name: str
    beta: Decimal
    correlation: Decimal
    contribution: Fraction
    coefficient: Fraction


@dataclass(frozen=True)
class Regression:
    """ИСБШ by Код ОО, R² and the characteristics with their contributions, who was left out."""

    indices: dict[str, Fraction]
    r_squared: Fraction
    terms: list[Term]
    left_out: list[LeftOut]


class _Dependent(Exception):
    """A column is made of columns before it; `columns` names them all, itself last."""

    def __init__(self, columns: list[int]) -> None:
        self.columns = columns


def social_index(characteristics: Mapping[str, str], schools: Iterable[Measured]) -> Regression:
    """Compute ИСБШ from the characteristics (source → name) and ИОР (`RESULTS_INDEX`); raises Refused."""
    if not characteristics:
        raise Refused(["Не выбрано ни одной характеристики."])
    ordered = dict(sorted(characteristics.items()))
    whole, left_out = complete(schools, {RESULTS_INDEX: "ИОР", **ordered})
    _check_enough(len(whole), len(ordered), left_out)
    results = _integers([school.value(RESULTS_INDEX) for school in whole])
    columns = {source: _integers([school.value(source) for school in whole]) for source in ordered}
    _check_varied(ordered, whole)
    terms, r_squared = _fit(ordered, columns, results)
    raw = _weigh(terms, columns, len(whole))
    low, high = min(raw), max(raw)
    if low == high:
        raise Refused(["Ни одна из выбранных характеристик не связана с ИОР: вклад каждой равен нулю."])
    units = {school.code: Fraction(value - low, high - low) for school, value in zip(whole, raw, strict=True)}
    return Regression(units, r_squared, terms, left_out)


def _check_enough(schools: int, characteristics: int, left_out: Sequence[LeftOut]) -> None:
    needed = SCHOOLS_PER_CHARACTERISTIC * characteristics
    if schools < needed:
        words = (
            f"Школ с полными данными: {schools}, характеристик: {characteristics}. Нужно не меньше трёх школ "
            f"на характеристику, то есть {needed}: выберите меньше характеристик или дополните данные."
        )
        raise Refused([words, *lacking(left_out)])


def _check_varied(characteristics: Mapping[str, str], whole: Sequence[Measured]) -> None:
    """What is the same everywhere explains nothing."""
    problems = []
    for source, name in {RESULTS_INDEX: "", **characteristics}.items():
        values = {school.value(source) for school in whole}
        if len(values) > 1:
            continue
        same = spoken(values.pop())
        if name:
            problems.append(f"Характеристика «{name}» у всех школ одинакова ({same}): уберите её.")
        else:
            problems.append(f"ИОР у всех школ одинаков ({same}): его связь с характеристиками не определить.")
    if problems:
        raise Refused(problems)


def _integers(values: Sequence[Fraction]) -> list[int]:
    """Scale a column to integers: standardising takes the scale away again."""
    scale = lcm(*(value.denominator for value in values))
    return [int(value * scale) for value in values]


def _spread(left: Sequence[int], right: Sequence[int]) -> int:
    """n² times the covariance of two columns."""
    products = sum(a * b for a, b in zip(left, right, strict=True))
    return len(left) * products - sum(left) * sum(right)


def _fit(
    names: Mapping[str, str], columns: Mapping[str, list[int]], results: list[int]
) -> tuple[list[Term], Fraction]:
    sources = list(names)
    matrix = [[_spread(columns[a], columns[b]) for b in sources] for a in sources]
    with_results = [_spread(columns[source], results) for source in sources]
    total = _spread(results, results)
    try:
        slopes = _solve(matrix, with_results)
    except _Dependent as error:
        raise Refused([_repeated([names[sources[place]] for place in error.columns])]) from None
    terms = [
        _term(source, names[source], slope, (matrix[place][place], with_results[place], total))
        for place, (source, slope) in enumerate(zip(sources, slopes, strict=True))
    ]
    return terms, sum((term.contribution for term in terms), Fraction())


def _term(source: str, name: str, slope: Fraction, spreads: tuple[int, int, int]) -> Term:
    own, shared, total = spreads
    contribution = slope * shared / total
    with localcontext(_ROOTS):
        beta = as_decimal(slope) * as_decimal(Fraction(own, total)).sqrt()
        correlation = shared / Decimal(own * total).sqrt()
    return Term(source, name, beta, correlation, contribution, -contribution if shared < 0 else contribution)


def _weigh(terms: Sequence[Term], columns: Mapping[str, list[int]], count: int) -> list[int]:
    """The weighted sum of standardised characteristics of each school, up to one factor for all."""
    weights = []
    for term in terms:
        column = columns[term.source]
        with localcontext(_ROOTS):
            weights.append(term.coefficient / Fraction(Decimal(_spread(column, column)).sqrt()))
    raw = [0] * count
    for term, weight in zip(terms, _integers(weights), strict=True):
        column = columns[term.source]
        total = sum(column)
        raw = [value + weight * (count * x - total) for value, x in zip(raw, column, strict=True)]
    return raw


def _solve(matrix: Sequence[Sequence[int]], right: Sequence[int]) -> list[Fraction]:
    """Solve the normal equations by Gauss and Jordan without fractions (Bareiss); raises _Dependent.

    The matrix is one of covariances: a pivot of zero means that this column is a combination of those before
    it, and what is left of the column holds the combination's factors. Every division below is exact.
    """
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    former = 1
    for place in range(len(rows)):
        pivot, held = rows[place][place], rows[place]
        if not pivot:
            raise _Dependent([*(before for before in range(place) if rows[before][place]), place])
        for other, row in enumerate(rows):
            if other != place:
                factor = row[place]
                rows[other] = [(pivot * a - factor * b) // former for a, b in zip(row, held, strict=True)]
        former = pivot
    return [Fraction(row[-1], row[place]) for place, row in enumerate(rows)]


def _repeated(names: list[str]) -> str:
    listed = ", ".join(f"«{name}»" for name in names)
    return (
        f"Характеристики повторяют друг друга: {listed} — одна точно выражается через другие. "
        "Уберите одну из них."
    )
