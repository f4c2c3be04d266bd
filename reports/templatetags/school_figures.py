"""Indices of schools in templates."""

from decimal import Decimal

from django import template

from schools.figures import number
from schools.russian import MINUS, NO_VALUE

register = template.Library()


@register.filter
def index(value: Decimal | str | None, digits: int = 4) -> str:
    """0.481000 → «0,4810»; at least so many digits, so that a column stands even.

    None is «—», and so is what a template makes of a missing row: an empty text.
    """
    if not isinstance(value, Decimal):
        return NO_VALUE
    whole, _, part = number(value).partition(",")
    return f"{whole},{part.ljust(digits, '0')}"


@register.filter
def signed_index(value: Decimal | None) -> str:
    """A change of an index: 0.0312 → «+0,0312», −0.012 → «−0,0120», 0 → «0,0000»."""
    if not isinstance(value, Decimal):
        return NO_VALUE
    sign = "" if not value else MINUS if value < 0 else "+"
    return f"{sign}{index(abs(value))}"
