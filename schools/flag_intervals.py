"""A school's time on a list (ШНОР or ШССУ) as unbroken stretches over the school years; no ORM.

A flag holds from 1 September to 31 August, or to the day before `*_ended`, the first day off the list.
Two years in a row make one stretch unless the school was taken off within the first of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from schools import years

ORDER_UNKNOWN = "номер приказа не записан"


class YearRow(Protocol):
    """What is read of a school's year (`SchoolYear` fits); flags are read as `has_<kind>`, `<kind>_ended`."""

    year: int
    order: str


class YearOrder(NamedTuple):
    """The order words of a school year; "" where none are recorded."""

    year: int
    words: str

    @property
    def spoken(self) -> str:
        """The order, or that its number is not recorded."""
        return self.words or ORDER_UNKNOWN


@dataclass(frozen=True)
class Interval:
    """On the list from `start` up to, but without, `until`; with the orders of its years, earliest first."""

    start: date
    until: date
    orders: tuple[YearOrder, ...]

    @property
    def last_day(self) -> date:
        """The last day on the list."""
        return self.until - timedelta(days=1)

    @property
    def is_cut_short(self) -> bool:
        """Whether the school was taken off before its last school year was over."""
        return self.until != years.first_day(years.year_of(self.until))

    def holds(self, on: date) -> bool:
        """Whether the day lies within."""
        return self.start <= on < self.until


def intervals(rows: Iterable[YearRow], kind: str) -> list[Interval]:
    """Return the stretches of one school's years on the list of the kind, earliest first.

    `kind` is a value of `ListKind`. A year whose `*_ended` is its first day or earlier leaves no stretch.
    """
    found: list[Interval] = []
    for row in sorted(rows, key=lambda row: row.year):
        start, until = years.first_day(row.year), _first_day_off(row, kind)
        if until <= start:
            continue
        order = YearOrder(row.year, row.order)
        if found and found[-1].until == start:
            found[-1] = Interval(found[-1].start, until, (*found[-1].orders, order))
        else:
            found.append(Interval(start, until, (order,)))
    return found


def _first_day_off(row: YearRow, kind: str) -> date:
    """The first day off the list; the year's own first day where it never stood on it."""
    if not getattr(row, f"has_{kind}"):
        return years.first_day(row.year)
    after = years.first_day(row.year + 1)
    ended: date | None = getattr(row, f"{kind}_ended")
    return min(ended, after) if ended else after
