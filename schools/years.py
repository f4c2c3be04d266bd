"""Academic years as plain integers: 2025 is 2025/2026, from 1 September to 31 August (contract.md §4)."""

import re
from datetime import date

_FIRST_MONTH = 9
_LABEL = re.compile(r"(?P<first>\d{4})\s*[/\-‐-―−]\s*(?P<second>\d{4}|\d{2})")


def year_of(day: date) -> int:
    """Return the academic year that holds the day, named by its first calendar year."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def first_day(year: int) -> date:
    """Return 1 September of the academic year."""
    return date(year, _FIRST_MONTH, 1)


def last_day(year: int) -> date:
    """Return 31 August, the last day of the academic year."""
    return date(year + 1, 8, 31)


def label(year: int) -> str:
    """Return the year as people write it: 2025 → «2025/2026»."""
    return f"{year}/{year + 1}"


def parse(text: str) -> int:
    """Read «2025/2026» into 2025; spaces, any dash for the slash and «2025/26» are understood.

    Raises ValueError with a Russian sentence for anything else, also for years that do not follow each other.
    """
    found = _LABEL.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"«{text}» не учебный год: ожидается вид «2025/2026».")
    first, second = int(found["first"]), found["second"]
    if first == 0 or str(first + 1)[-len(second) :] != second:
        raise ValueError(
            f"«{text}» не учебный год: второй год должен следовать за первым, например «2025/2026»."
        )
    return first
