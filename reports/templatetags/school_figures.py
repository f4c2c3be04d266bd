"""Indices of schools in templates."""

from decimal import Decimal

from django import template

from schools.figures import number
from schools.russian import NO_VALUE

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
