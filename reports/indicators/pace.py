"""Whether an indicator keeps pace with its target: the straight line from the start to the due day. Pure."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from reports.enums import TargetRule
from reports.indicators.status import Goal


def stage_start(goals: Iterable[Goal], goal: Goal, programme_start: date) -> date:
    """The day the way to the target begins: of a yearly one the last due day, else the programme's first."""
    if goal.rule != TargetRule.YEARLY:
        return programme_start
    before = [other.due for other in goals if other.due < goal.due]
    return max(programme_start, *before) if before else programme_start


def expected_by(goal: Goal, start: date, on: date, *, is_level: bool = False) -> Fraction:
    """What a steady pace would have brought by the day: nothing on the first, the target on the due day.

    Of a level (satisfaction) the target is expected from the first day on.
    """
    target = goal.as_fraction
    if is_level or on >= goal.due:
        return target
    if on <= start:
        return Fraction(0)
    return target * Fraction((on - start).days, (goal.due - start).days)
