"""Decimal figures spelled for people: a comma, no spare zeros, as many digits as a comparison takes."""

from decimal import Decimal
from fractions import Fraction

_MOST_DIGITS = 20


def number(value: Decimal) -> str:
    """Write a decimal with a comma and without trailing zeros: 0.4810 → «0,481»."""
    return f"{value.normalize():f}".replace(".", ",")


def number_beside(value: Decimal, limit: Decimal, digits: int = 2) -> str:
    """Round to `digits` places, or to as many more as show on which side of the limit the value lies.

    0.010001 beside a limit of 0.01 is «0,010001», never «0,01 больше 0,01».
    """
    while digits < _MOST_DIGITS and _side(round(value, digits), limit) != _side(value, limit):
        digits += 1
    return number(round(value, digits))


def _side(value: Decimal, limit: Decimal) -> int:
    return (value > limit) - (value < limit)


def as_decimal(value: Fraction) -> Decimal:
    """Return the fraction as a decimal of the current context's precision."""
    return Decimal(value.numerator) / Decimal(value.denominator)
