"""What commands take on their line: days and school years, refused in Russian."""

from argparse import ArgumentTypeError
from datetime import date

from schools import years


def day(text: str) -> date:
    """A day in ISO form, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"«{text}» не дата: ожидается вид 2025-09-01.") from None


def academic_year(text: str) -> int:
    """A school year, for argparse."""
    try:
        return years.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
