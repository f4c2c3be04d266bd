"""The score of a testing: both competences as shares of the maximum and their mean; pure and exact.

One home of the rule (contract §4): the growth in the reports and the bank's list of low scores count by it.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Self


class Sitting(NamedTuple):
    """One testing of a teacher: both competences as shares of the maximum."""

    day: date
    subject: Fraction
    method: Fraction

    @classmethod
    def of(cls, day: date, subject: Decimal, method: Decimal, most: Decimal) -> Self:
        """Bring the stored scores to shares of their maximum."""
        return cls(day, Fraction(subject) / Fraction(most), Fraction(method) / Fraction(most))

    @property
    def score(self) -> Fraction:
        """The mean of the two competences ÷ maximum."""
        return (self.subject + self.method) / 2
