"""Counts, shares, names and days spelled the Russian way; pure functions behind the template filters."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.utils import timezone
from django.utils.dateformat import format as format_date

NBSP = "\u00a0"
NO_VALUE = "—"
MINUS = "−"

Share = Fraction | Decimal | float | int


def plural(count: int, one: str, few: str, many: str) -> str:
    """Return the form of a noun that follows the count: 1 наставник, 2 наставника, 5 наставников."""
    tens, units = divmod(abs(count) % 100, 10)
    if tens == 1:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(units, many)


def percent(share: Share | None) -> str:
    """Write a fraction with one decimal, rounded down: 0.85 → «85,0 %», 0.8495 → «84,9 %», None → «—».

    Down, never to the nearest: a share below its target must not be printed as the target
    (surveys_and_indicators.md §9, no. 7). A float is read by its shortest decimal spelling.
    """
    if share is None:
        return NO_VALUE
    exact = Fraction(str(share)) if isinstance(share, float) else Fraction(share)
    tenths = floor(exact * 1000)
    whole, tenth = divmod(abs(tenths), 10)
    return f"{MINUS if tenths < 0 else ''}{whole},{tenth}{NBSP}%"


def initials(full_name: str) -> str:
    """Return the two letters of a person's circle, name before surname: Климова Елена Сергеевна → «ЕК»."""
    surname, *names = full_name.split() or [""]
    return "".join(part[:1] for part in (*names[:1], surname)).upper()


def short_name(full_name: str) -> str:
    """Return surname and initials: Климова Елена Сергеевна → «Климова Е. С.»."""
    surname, *names = full_name.split() or [""]
    return NBSP.join((surname, *(f"{part[0]}." for part in names[:2])))


def day_month(day: date | datetime | None) -> str:
    """Return the day and the month in words: 2025-11-14 → «14 ноября», None → «—»."""
    if day is None:
        return NO_VALUE
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return format_date(day, f"j{NBSP}E")
