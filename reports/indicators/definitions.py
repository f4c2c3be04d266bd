"""What an indicator is: its words, its source, its formula, the list behind its number."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mentorship.programmes.models import IndicatorSet
from reports.indicators.facts import Facts
from reports.indicators.formulas import entered
from reports.indicators.ratio import Ratio

SHARE, COUNT = "%", "шт."


@dataclass(frozen=True)
class Indicator:
    """One row of the registry; `formula` is None for a figure that people enter."""

    code: str
    set: IndicatorSet
    title: str
    source: str
    numerator: str
    denominator: str
    unit: str = SHARE
    formula: Callable[[Facts], Ratio] | None = None
    people: Callable[[Facts], QuerySet[Any]] | None = None
    schools: Callable[[Facts], QuerySet[Any]] | None = None

    @property
    def is_entered(self) -> bool:
        """Whether people enter the figure."""
        return self.formula is None

    @property
    def method(self) -> str:
        """How the figure comes about, in words."""
        how = "вносится людьми с источником" if self.is_entered else "считает портал"
        parts = f"{self.numerator} ÷ {self.denominator}" if self.denominator else self.numerator
        return f"{how}: {parts}"

    def compute(self, facts: Facts) -> Ratio:
        """The figure on the day of the facts."""
        if self.formula is None:
            return entered(facts, self.code)
        return self.formula(facts)
