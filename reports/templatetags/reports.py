"""Filters of the reports' templates."""

from decimal import Decimal
from fractions import Fraction

from django import template

from reports.display import shown

register = template.Library()


@register.filter
def percent_or_number(value: Decimal, is_share: bool) -> str:
    """A target in the unit of its indicator."""
    return shown(Fraction(value), is_share=is_share)
