"""Thresholds the documents leave open: a default, changed by rows with author and day (decisions.md §3)."""

from datetime import date
from decimal import Decimal

from reports.models import Setting

DEFAULTS: dict[str, tuple[Decimal, str]] = {
    "page_fresh_days": (Decimal(180), "страница обновляется регулярно, если обновлена не позже, дней назад"),
    "minimum_group": (Decimal(5), "меньше скольких ответивших результаты анкет скрыты"),
    "satisfied_from": (Decimal(8), "«довольны» — оценка от, из 10"),
    "unstable_deviation": (Decimal("0.01"), "неустойчивость ИОР: отклонение средних больше, доля"),
    "spread_ratio": (Decimal("1.5"), "разрыв ГИА и ВПР: отношение не меньше"),
    "fewest_schools": (Decimal(4), "квартили считаются, когда школ с индексом не меньше"),
    "quartile_method": (Decimal(1), "метод квартилей: 1 — КВАРТИЛЬ.ВКЛ, 2 — КВАРТИЛЬ.ИСКЛ"),
    "population": (Decimal(1), "совокупность квартилей и среднего: 1 — муниципалитет, 2 — весь портал"),
    "covered_from": (Decimal(0), "школа охвачена парами, когда доля наставляемых среди педагогов больше"),
}


def thresholds(on: date, municipality: int | None = None) -> dict[str, Decimal]:
    """Every threshold as it is in force on the day, in one query.

    What a municipality (its key) has set for itself wins over what is set for everyone.
    """
    values = {code: default for code, (default, _) in DEFAULTS.items()}
    rows = Setting.objects.filter(from_date__lte=on, code__in=DEFAULTS).order_by("from_date", "pk")
    changes = list(rows.values_list("municipality", "code", "value"))
    for owner in (None, municipality):
        values |= {code: value for held, code, value in changes if held == owner}
    return values
