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
}


def thresholds(on: date) -> dict[str, Decimal]:
    """Every threshold as it is in force on the day, in one query."""
    values = {code: default for code, (default, _) in DEFAULTS.items()}
    changes = Setting.objects.filter(from_date__lte=on, code__in=DEFAULTS).order_by("from_date", "pk")
    return values | dict(changes.values_list("code", "value"))
