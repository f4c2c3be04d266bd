"""School classes of document 000 §2: stable results, grounds of risk, effective schools.

Rules: contract.md §5, vectors: domain.md §1.3. Comparisons are exact; indices are decimals 0…1. Each rule
answers True, False or None (not enough data) together with Russian words that hold its figures.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from math import prod
from typing import NamedTuple, Self

from schools import years
from schools.figures import as_decimal, number, number_beside
from schools.quartiles import HIGHEST, LOWEST, Method, Placing, Population, Source

RESULTS, WELLBEING = "ИОР", "ИСБШ"
_FEWEST_FOR_CUTS = 2
_NOT_ELEVATED = "Школа не повышенного уровня."


@dataclass(frozen=True)
class RatingParameters:
    """The thresholds of the rules, settings of the portal: a share (0.01 is 1 %), a ratio, a count.

    With `is_portal` the schools of all municipalities are one population: for the cuts and for the mean.
    """

    unstable_deviation: Decimal = Decimal("0.01")
    spread_ratio: Decimal = Decimal("1.5")
    fewest_schools: int = 4
    method: Method = "inclusive"
    is_portal: bool = False

    def __post_init__(self) -> None:
        if self.fewest_schools < _FEWEST_FOR_CUTS:
            raise ValueError("Для квартилей нужно не меньше двух школ.")


DEFAULT_PARAMETERS = RatingParameters()


@dataclass(frozen=True)
class YearProfile:
    """What is known of one school in one academic year; None is «no data»."""

    year: int
    results_index: Decimal | None = None
    results_quartile: int | None = None
    wellbeing_index: Decimal | None = None
    wellbeing_quartile: int | None = None
    final_exams: Decimal | None = None
    national_tests: Decimal | None = None


@dataclass(frozen=True)
class SchoolClass:
    """The class of one school in one year; `why` holds a sentence for every answer and both quartiles.

    `why_own` holds the same for a reader who may see this school only: no borders, no mean, no figure of
    other schools. `by_hand` are the rules whose answer people have set (see `schools.rulings`).
    """

    quartile: int | None
    quartile_source: Source | None
    wellbeing_quartile: int | None
    stable_low: bool | None
    stable_high: bool | None
    risk_unstable: bool | None
    risk_spread: bool | None
    risk_below_average: bool | None
    effective: bool | None
    why: dict[str, str]
    why_own: dict[str, str]
    by_hand: frozenset[str]


class Verdict(NamedTuple):
    """The answer of a rule and its reason in Russian."""

    value: bool | None
    why: str


def stably(wanted: int, placings: Sequence[Placing]) -> Verdict:
    """Is the quartile the wanted one in every year given, the year and the two before?

    A year without a quartile leaves the answer open unless a known quartile already rules it out.
    """
    listed = ", ".join(f"{years.label(p.year)} — {p.quartile or 'нет'}" for p in placings)
    if any(p.quartile not in (None, wanted) for p in placings):
        return Verdict(False, f"Квартили ИОР: {listed}; нужен {wanted}-й во все годы.")
    if any(p.quartile is None for p in placings):
        return Verdict(None, _what_is_missing(placings))
    return Verdict(True, f"Квартили ИОР: {listed}.")


def risk_unstable(indices: Mapping[int, Decimal | None], deviation: Decimal) -> Verdict:
    """Is (AM − GM) ÷ AM of the ИОР by year above the deviation, strictly (document 000 §2, risk 1)?

    The same as AM·(1 − deviation) > GM; raised to the number of years it holds no root and is exact.
    """
    missing = [years.label(year) for year, index in indices.items() if index is None]
    if missing:
        return Verdict(None, f"Недостаточно данных: нет ИОР за {', '.join(missing)}.")
    known = [Fraction(index) for index in indices.values() if index is not None]
    mean, product = sum(known, Fraction()) / len(known), prod(known, start=Fraction(1))
    if not mean:
        return Verdict(False, "ИОР во все годы равен 0: отклонения нет.")
    is_unstable = (mean * (1 - Fraction(deviation))) ** len(known) > product
    limit, percent = deviation * 100, _deviation_percent(mean, product, len(known))
    side = "больше" if is_unstable else "не больше"
    note = "" if product else " В одном из годов ИОР равен 0."
    return Verdict(
        is_unstable,
        "Среднее геометрическое ИОР отклоняется от среднего арифметического на "
        f"{number_beside(percent, limit)}\xa0%: {side} {number(limit)}\xa0%.{note}",
    )


def _deviation_percent(mean: Fraction, product: Fraction, count: int) -> Decimal:
    """Return the deviation for the eye only: the root is rounded at the fiftieth digit."""
    with localcontext(prec=50):
        geometric = as_decimal(product) ** (Decimal(1) / count) if product else Decimal(0)
        return (1 - geometric / as_decimal(mean)) * 100


def risk_spread(final_exams: Decimal | None, national_tests: Decimal | None, ratio: Decimal) -> Verdict:
    """Do ГИА and ВПР of the year differ by the ratio or more, either way (document 000 §2, risk 2)?"""
    if not final_exams or not national_tests:
        named = {"ГИА": final_exams, "ВПР": national_tests}
        missing = (f"нет {name}" if v is None else f"{name} равен 0" for name, v in named.items() if not v)
        return Verdict(None, f"Недостаточно данных: {', '.join(missing)}.")
    high, low = max(final_exams, national_tests), min(final_exams, national_tests)
    direction = "ГИА выше ВПР" if final_exams > national_tests else "ВПР выше ГИА"
    words = "ГИА и ВПР равны" if high == low else direction
    return Verdict(
        high >= ratio * low,
        f"ГИА {number(final_exams)}, ВПР {number(national_tests)}: {words}, "
        f"отношение {number_beside(high / low, ratio)} при пороге {number(ratio)}.",
    )


def risk_below_average(
    is_elevated: bool, index: Decimal | None, population: Sequence[Decimal], whose: str = "школ"
) -> Verdict:
    """Is the ИОР of an elevated-level school strictly below the mean of all (document 000 §2, risk 3)?"""
    if not is_elevated:
        return Verdict(False, _NOT_ELEVATED)
    if index is None:
        return Verdict(None, "Недостаточно данных: у школы повышенного уровня нет ИОР.")
    total, count = sum(population, Decimal()), len(population)
    is_below = index * count < total
    mean = number_beside(total / count, index, digits=4)
    side = "ниже" if is_below else "не ниже"
    words = f"Школа повышенного уровня: ИОР {number(index)} {side} среднего {mean} ({whose}: {count})."
    return Verdict(is_below, words)


def effective(results: Placing, wellbeing: Placing) -> Verdict:
    """Are both ИОР and ИСБШ in the fourth quartile? A known lower one rules it out."""
    both = {RESULTS: results, WELLBEING: wellbeing}
    listed = ", ".join(f"{name} — {p.quartile or 'нет'}" for name, p in both.items())
    if any(p.quartile not in (None, HIGHEST) for p in both.values()):
        return Verdict(False, f"Квартили: {listed}; нужен {HIGHEST}-й у обоих.")
    if any(p.quartile is None for p in both.values()):
        return Verdict(None, _what_is_missing(both.values()))
    return Verdict(True, f"Квартили: {listed}.")


def _what_is_missing(placings: Collection[Placing]) -> str:
    return " ".join(["Недостаточно данных.", *(p.why for p in placings if p.quartile is None)])


@dataclass(frozen=True)
class _Measure:
    """What each school is held against: all the schools of its population, by year, and the thresholds."""

    results: tuple[Population, ...]
    wellbeing: Population
    parameters: RatingParameters

    @classmethod
    def of(
        cls, histories: Collection[Sequence[YearProfile]], window: Sequence[int], parameters: RatingParameters
    ) -> Self:
        how = (parameters.fewest_schools, parameters.method, parameters.is_portal)
        results = tuple(
            Population.of(RESULTS, year, (profiles[place].results_index for profiles in histories), *how)
            for place, year in enumerate(window)
        )
        current = (profiles[-1].wellbeing_index for profiles in histories)
        return cls(results, Population.of(WELLBEING, window[-1], current, *how), parameters)

    def school_class(self, profiles: Sequence[YearProfile], is_elevated: bool) -> SchoolClass:
        now = profiles[-1]
        by_results = [
            population.place(profile.results_index, profile.results_quartile)
            for population, profile in zip(self.results, profiles, strict=True)
        ]
        by_wellbeing = self.wellbeing.place(now.wellbeing_index, now.wellbeing_quartile)
        verdicts = self._risks(profiles, is_elevated) | {
            "stable_low": stably(LOWEST, by_results),
            "stable_high": stably(HIGHEST, by_results),
            "effective": effective(by_results[-1], by_wellbeing),
        }
        placed = {"quartile": by_results[-1], "wellbeing_quartile": by_wellbeing}
        words = {rule: verdict.why for rule, verdict in verdicts.items()}
        without_mean = {"risk_below_average": self._without_mean(verdicts["risk_below_average"], now)}
        return SchoolClass(
            quartile=by_results[-1].quartile,
            quartile_source=by_results[-1].source,
            wellbeing_quartile=by_wellbeing.quartile,
            **{rule: verdict.value for rule, verdict in verdicts.items()},
            why={name: placing.why for name, placing in placed.items()} | words,
            why_own={name: placing.why_own for name, placing in placed.items()} | words | without_mean,
            by_hand=frozenset(),
        )

    def _risks(self, profiles: Sequence[YearProfile], is_elevated: bool) -> dict[str, Verdict]:
        now, parameters, population = profiles[-1], self.parameters, self.results[-1]
        indices = {profile.year: profile.results_index for profile in profiles}
        return {
            "risk_unstable": risk_unstable(indices, parameters.unstable_deviation),
            "risk_spread": risk_spread(now.final_exams, now.national_tests, parameters.spread_ratio),
            "risk_below_average": risk_below_average(
                is_elevated, now.results_index, population.values, population.whose
            ),
        }

    def _without_mean(self, verdict: Verdict, now: YearProfile) -> str:
        """The words of the third risk for a reader of this school only."""
        if now.results_index is None or verdict.why == _NOT_ELEVATED:
            return verdict.why
        side, index = "ниже" if verdict.value else "не ниже", number(now.results_index)
        population = self.results[-1]
        count = f"{population.whose}: {len(population.values)}"
        return f"Школа повышенного уровня: ИОР {index} {side} среднего ({count})."


def classify(
    schools: Mapping[str, Sequence[YearProfile]],
    year: int,
    *,
    elevated: Collection[str],
    parameters: RatingParameters = DEFAULT_PARAMETERS,
    beside: Collection[Sequence[YearProfile]] = (),
) -> dict[str, SchoolClass]:
    """Return the class of every school of one municipality in the year, by school code.

    `schools` holds the profiles of the year and the two before (others are not looked at), `elevated` the
    codes of the schools of elevated level. Cuts and means are those of all the schools given and of the
    schools `beside` them, which are not classed themselves.
    """
    window = (year - 2, year - 1, year)
    histories = {code: _through(window, profiles) for code, profiles in schools.items()}
    population = [*histories.values(), *(_through(window, profiles) for profiles in beside)]
    measure = _Measure.of(population, window, parameters)
    return {code: measure.school_class(profiles, code in elevated) for code, profiles in histories.items()}


def _through(window: Sequence[int], profiles: Sequence[YearProfile]) -> list[YearProfile]:
    """The profiles of the years of the window; a year that is not given is one without data."""
    known = {profile.year: profile for profile in profiles}
    return [known.get(year, YearProfile(year)) for year in window]
