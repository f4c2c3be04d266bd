"""Thresholds the documents leave open: a default, changed by rows with author and day (decisions.md §3)."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Q

from reports.models import Setting
from reports.threshold_rules import RULES


def thresholds(on: date, municipality: int | None = None) -> dict[str, Decimal]:
    """Every threshold as it is in force on the day, in one query.

    What a municipality (its key) has set for itself wins over what is set for everyone.
    """
    return thresholds_of(on, [municipality])[municipality]


def thresholds_of(on: date, municipalities: Collection[int | None]) -> dict[int | None, dict[str, Decimal]]:
    """The thresholds of several municipalities by key, in one query; of None those set for everyone."""
    rows = Setting.objects.filter(from_date__lte=on, code__in=RULES).order_by("from_date", "pk")
    changes: dict[int | None, dict[str, Decimal]] = {}
    for owner, code, value in rows.values_list("municipality", "code", "value"):
        changes.setdefault(owner, {})[code] = value
    of_everyone = {code: rule.default for code, rule in RULES.items()} | changes.get(None, {})
    return {key: of_everyone | changes.get(key, {}) for key in municipalities}


def thresholds_on_days(days: Collection[date], municipality: int | None) -> dict[date, dict[str, Decimal]]:
    """The thresholds of one municipality on several days, in one query."""
    rows = Setting.objects.filter(from_date__lte=max(days, default=date.min), code__in=RULES)
    of_both = rows.filter(Q(municipality=None) | Q(municipality=municipality)).order_by("from_date", "pk")
    # The stubs do not know that an empty municipality comes as None.
    changes: list[tuple[int | None, date, str, Decimal]]
    changes = list(of_both.values_list("municipality", "from_date", "code", "value"))
    defaults = {code: rule.default for code, rule in RULES.items()}
    return {
        day: defaults
        | {code: value for owner, since, code, value in changes if owner is None and since <= day}
        | {code: value for owner, since, code, value in changes if owner is not None and since <= day}
        for day in days
    }


def smallest_group(on: date, municipalities: Collection[int | None]) -> int:
    """Fewer respondents than this are hidden: of several municipalities the strictest rule holds."""
    held = thresholds_of(on, municipalities or [None])
    return int(max(found["minimum_group"] for found in held.values()))
