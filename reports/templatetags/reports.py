"""Tags and filters of the reports' templates."""

from decimal import Decimal
from fractions import Fraction

from django import template

from reports.display import shown
from reports.drawn import drawn_board, drawn_lines
from reports.indicators.definitions import SHARE

register = template.Library()

register.simple_tag(drawn_board)
register.simple_tag(drawn_lines)


@register.filter
def percent_or_number(value: Decimal, is_share: bool) -> str:
    """A target in the unit of its indicator."""
    return shown(Fraction(value), is_share=is_share)


@register.filter
def at(table: dict[str, str], key: str) -> str:
    """A dictionary's value by key; the key itself where there is none."""
    return table.get(key, key)


@register.filter
def stored_figure(value: float | None, unit: str) -> str:
    """A figure of a stored report in its unit."""
    exact = None if value is None else Fraction(str(value))
    return shown(exact, is_share=unit == SHARE)
