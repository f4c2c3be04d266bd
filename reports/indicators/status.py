"""Where a figure stands against its target on a day (contract §4; surveys_and_indicators.md §8.6). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reports.enums import Status, TargetRule
from reports.indicators.ratio import Ratio


@dataclass(frozen=True)
class Goal:
    """A target: what is to be reached by when, and what happens after."""

    value: Decimal
    due: date
    rule: str = TargetRule.BY_DATE

    @property
    def as_fraction(self) -> Fraction:
        """The value for exact comparison."""
        return Fraction(self.value)


def goal_on(goals: Sequence[Goal], on: date) -> Goal | None:
    """The target that speaks on a day: the next one due, else the last one that was."""
    ahead = [goal for goal in goals if goal.due >= on]
    if ahead:
        return min(ahead, key=lambda goal: goal.due)
    return max(goals, key=lambda goal: goal.due, default=None)


def is_reached(value: Fraction, goal: Goal) -> bool:
    """Exact comparison: 1699 of 2000 is below 85 %, whatever the rounding says."""
    return value >= goal.as_fraction


def status_of(ratio: Ratio, goal: Goal | None, on: date) -> Status:
    """The state of an indicator; before the due day it is in progress, whatever the value."""
    if ratio.is_hidden:
        return Status.HIDDEN
    if ratio.value is None:
        return Status.NO_DATA
    if goal is None:
        return Status.NO_TARGET
    if on < goal.due:
        return Status.IN_PROGRESS
    reached = is_reached(ratio.value, goal)
    if goal.rule == TargetRule.MAINTAINED and on > goal.due:
        return Status.KEPT if reached else Status.LOST
    return Status.MET if reached else Status.NOT_MET
