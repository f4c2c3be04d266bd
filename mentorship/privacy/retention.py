"""Terms of keeping, read from retention.toml: numbers with the source they follow from."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

ACT_YEARS: Final = 3
# 152-ФЗ: an answer about own data is given in 10 working days, a withdrawal is fulfilled in 30 days.
ANSWER_WORKING_DAYS: Final = 10
ERASE_DAYS: Final = 30
_FILE: Final = Path(__file__).with_name("retention.toml")
_FRIDAY: Final = 4


class Term(NamedTuple):
    """How long a kind of data is kept: days after what, why, and whether the timer destroys it itself."""

    code: str
    title: str
    days: int
    after: str
    source: str
    is_automatic: bool


@cache
def terms() -> dict[str, Term]:
    """Every term by its code."""
    with _FILE.open("rb") as file:
        read = tomllib.load(file)
    return {
        code: Term(code, row["title"], row["days"], row["after"], row["source"], row["automatic"])
        for code, row in read.items()
    }


def working_days_after(day: date, count: int) -> date:
    """The day `count` working days later, Saturdays and Sundays left out; holidays are not known."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day
