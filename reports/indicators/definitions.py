"""What an indicator is: its words, its source, its formula, the list behind its number."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import QuerySet

from mentorship.programmes.models import IndicatorSet
from reports.indicators.facts import Facts
from reports.indicators.formulas import entered
from reports.indicators.ratio import Ratio

SHARE, COUNT, YES_NO = "%", "шт.", "да/нет"


class Direction(Enum):
    """Which way is better; a decline is stored as the decline itself, so more of it is better."""

    UP = "больше — лучше"
    DOWN = "меньше — лучше"


@dataclass(frozen=True)
class Indicator:
    """One row of the registry; `formula` is None for a figure that people enter.

    `or_entered`: the portal counts it where it keeps the lists it needs, people enter it where it does not.
    `is_level`: it does not gather over the programme, so half of the time does not excuse half of the target.
    `of_today`: the portal keeps what it is made of only as it is now; a past year is not computed.
    `is_dear`: a past day is computed on the indicator's own page only.
    """

    code: str
    set: IndicatorSet | None
    title: str
    source: str
    numerator: str
    denominator: str
    unit: str = SHARE
    formula: Callable[[Facts], Ratio] | None = None
    people: Callable[[Facts], QuerySet[Any]] | None = None
    schools: Callable[[Facts], QuerySet[Any]] | None = None
    events: Callable[[Facts], QuerySet[Any]] | None = None
    or_entered: bool = False
    is_level: bool = False
    of_today: bool = False
    is_dear: bool = False
    direction: Direction = Direction.UP

    @property
    def records(self) -> Callable[[Facts], QuerySet[Any]] | None:
        """The list behind the number, of whatever kind."""
        return self.people or self.schools or self.events

    @property
    def is_entered(self) -> bool:
        """Whether people enter the figure."""
        return self.formula is None or self.or_entered

    @property
    def method(self) -> str:
        """How the figure comes about, in words."""
        how = "вносится людьми с источником" if self.is_entered else "считает портал"
        if self.or_entered:
            how = "считает портал по спискам участников, а без них вносится людьми с источником"
        parts = f"{self.numerator} ÷ {self.denominator}" if self.denominator else self.numerator
        return f"{how}: {parts}"

    def compute(self, facts: Facts) -> Ratio:
        """The figure on the day of the facts."""
        if self.formula is None:
            return entered(facts, self.code)
        return self.formula(facts)
