"""What each threshold may be: its default, its words, the values that make sense; pure rules."""

from decimal import Decimal
from typing import NamedTuple


class Rule(NamedTuple):
    """A threshold the documents leave open (decisions.md §3); values lie in `low`…`high`, both included."""

    default: Decimal
    words: str
    low: int
    high: int
    is_whole: bool = False


# A group of respondents is never smaller than five (decisions.md §3): that setting only goes up.
RULES: dict[str, Rule] = {
    "page_fresh_days": Rule(
        Decimal(180),
        "страница обновляется регулярно, если обновлена не позже, дней назад",
        1, 3650, is_whole=True,
    ),
    "minimum_group": Rule(
        Decimal(5), "меньше скольких ответивших результаты анкет скрыты", 5, 1000, is_whole=True
    ),
    "satisfied_from": Rule(Decimal(8), "«довольны» — оценка от, из 10", 1, 10),
    "unstable_deviation": Rule(
        Decimal("0.01"), "неустойчивость ИОР: отклонение средних больше, доля", 0, 1
    ),
    "spread_ratio": Rule(Decimal("1.5"), "разрыв ГИА и ВПР: отношение не меньше", 1, 100),
    "fewest_schools": Rule(
        Decimal(4), "квартили считаются, когда школ с индексом не меньше", 2, 1000, is_whole=True
    ),
    "quartile_method": Rule(
        Decimal(1), "метод квартилей: 1 — КВАРТИЛЬ.ВКЛ, 2 — КВАРТИЛЬ.ИСКЛ", 1, 2, is_whole=True
    ),
    "population": Rule(
        Decimal(1), "совокупность квартилей и среднего: 1 — муниципалитет, 2 — весь портал", 1, 2,
        is_whole=True,
    ),
    "covered_from": Rule(
        Decimal(0), "школа охвачена парами, когда доля наставляемых среди педагогов больше", 0, 1
    ),
}  # fmt: skip


def problem_of(code: str, value: Decimal) -> str:
    """Return what is wrong with a value in Russian, "" for one that fits."""
    rule = RULES.get(code)
    if rule is None:
        return f"Порога «{code}» нет. Есть: {', '.join(RULES)}."
    if rule.is_whole and value != int(value):
        return f"«{rule.words}»: нужно целое число от {rule.low} до {rule.high}."
    if not rule.low <= value <= rule.high:
        return f"«{rule.words}»: нужно число от {rule.low} до {rule.high}."
    return ""
