"""ИОР: a weighted sum of set indicators, each brought to 0…1 (document 000 §2).

An indicator's value x becomes (x − low) ÷ (high − low), or one minus that where less is better. The bounds
are given (0 and 100 for points, 2 and 5 for marks) or are the lowest and the highest value among the schools
counted. ИОР = Σ weight · normalised value ÷ Σ weight; all of it exact.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schools.indices.measured import LeftOut, Measured, Refused, complete, lacking
from schools.indices.spelling import spoken

FEWEST_SCHOOLS = 2


@dataclass(frozen=True)
class Indicator:
    """One indicator of the set; a bound that is None is that of the schools counted."""

    source: str
    name: str
    weight: Fraction
    higher_is_better: bool = True
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Weighted:
    """ИОР by Код ОО, the share of each indicator's weight and its bounds by source, who was left out."""

    indices: dict[str, Fraction]
    shares: dict[str, Fraction]
    bounds: dict[str, tuple[Fraction, Fraction]]
    left_out: list[LeftOut]


def weighted_index(indicators: Sequence[Indicator], schools: Iterable[Measured]) -> Weighted:
    """Compute ИОР of every school that has all the indicators; raises Refused."""
    _check_set(indicators)
    whole, left_out = complete(schools, {item.source: item.name for item in indicators})
    if len(whole) < FEWEST_SCHOOLS:
        few = f"Школ, у которых есть все показатели: {len(whole)}. Для ИОР нужно не меньше двух."
        raise Refused([few, *lacking(left_out)])
    bounds = {item.source: _bounds(item, whole) for item in indicators}
    problems = [words for item in indicators for words in _problems(item, bounds[item.source], whole)]
    if problems:
        raise Refused(problems)
    total = sum((item.weight for item in indicators), Fraction())
    shares = {item.source: item.weight / total for item in indicators}
    indices = {
        school.code: sum(
            (shares[item.source] * _unit(item, bounds[item.source], school) for item in indicators),
            Fraction(),
        )
        for school in whole
    }
    return Weighted(indices, shares, bounds, left_out)


def _check_set(indicators: Sequence[Indicator]) -> None:
    """The set itself, before any school is looked at."""
    if not indicators:
        raise Refused(["Не выбрано ни одного показателя: укажите вес хотя бы у одного."])
    problems = [
        f"Показатель «{item.name}»: вес должен быть больше нуля." for item in indicators if item.weight <= 0
    ]
    counted = Counter(item.source for item in indicators)
    names = {item.source: item.name for item in indicators}
    problems += [f"Показатель «{names[source]}» назван дважды." for source, n in counted.items() if n > 1]
    problems += [
        f"Показатель «{item.name}»: нижняя граница {spoken(item.low)} не меньше верхней {spoken(item.high)}."
        for item in indicators
        if item.low is not None and item.high is not None and item.low >= item.high
    ]
    if problems:
        raise Refused(problems)


def _bounds(item: Indicator, whole: Sequence[Measured]) -> tuple[Fraction, Fraction]:
    values = [school.value(item.source) for school in whole]
    low = min(values) if item.low is None else item.low
    high = max(values) if item.high is None else item.high
    return low, high


def _problems(item: Indicator, bounds: tuple[Fraction, Fraction], whole: Sequence[Measured]) -> list[str]:
    """Values that the bounds do not hold; else an indicator that tells no school from another."""
    low, high = bounds
    outside = [
        f"Показатель «{item.name}»: у школы «{school.name}» {spoken(school.value(item.source))} — "
        f"вне границ {spoken(low)}–{spoken(high)}. Исправьте границы или данные."
        for school in whole
        if not low <= school.value(item.source) <= high
    ]
    if outside or low < high:
        return outside
    same = f"Показатель «{item.name}» у всех школ одинаков ({spoken(low)}): без границ он не различает школы."
    return [f"{same} Задайте границы или уберите показатель."]


def _unit(item: Indicator, bounds: tuple[Fraction, Fraction], school: Measured) -> Fraction:
    low, high = bounds
    part = (school.value(item.source) - low) / (high - low)
    return part if item.higher_is_better else 1 - part
