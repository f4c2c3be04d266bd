"""Exact numbers as the text that a run keeps, and as people read them."""

from decimal import Decimal
from fractions import Fraction

from schools.figures import number

# Indices are kept to six places (contract §3); coefficients to twelve, so that they can be checked elsewhere.
INDEX_PLACES = 6
COEFFICIENT_PLACES = 12


def rounded(value: Fraction, places: int = INDEX_PLACES) -> str:
    """Return the decimal text with so many places, halves away from zero as in Excel: 1/3 → «0.333333»."""
    scale = 10**places
    doubled = abs(value) * scale * 2
    units = (doubled.numerator // doubled.denominator + 1) // 2
    whole, part = divmod(units, scale)
    return f"{'-' if value < 0 and units else ''}{whole}.{part:0{places}d}"


def plain(value: Decimal | Fraction) -> str:
    """Return a decimal of at most six places without spare zeros, whatever database it came from."""
    text = rounded(Fraction(value))
    return text.rstrip("0").rstrip(".")


def read(text: str | None) -> Fraction | None:
    """Read what `plain` or `rounded` wrote; None and "" are «no value»."""
    return Fraction(text) if text else None


def spoken(value: Fraction) -> str:
    """Write a figure for a Russian sentence: 1/2 → «0,5»."""
    return number(Decimal(plain(value))).replace("-", "−")
