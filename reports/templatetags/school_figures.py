"""Indices of schools in templates."""

from decimal import Decimal

from django import template

from schools.figures import number
from schools.russian import NO_VALUE

register = template.Library()


@register.filter
def index(value: Decimal | None, digits: int = 4) -> str:
    """0.481000 → «0,4810»; at least so many digits, so that a column stands even; None → «—»."""
    if value is None:
        return NO_VALUE
    whole, _, part = number(value).partition(",")
    return f"{whole},{part.ljust(digits, '0')}"
