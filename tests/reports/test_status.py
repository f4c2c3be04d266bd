"""Where a figure stands against its target on a day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.enums import Status, TargetRule
from reports.indicators.ratio import Ratio
from reports.indicators.status import Goal, goal_on, status_of

DUE = date(2026, 8, 31)
EVE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)
GOAL = Goal(Decimal("0.85"), DUE)
KEPT = Goal(Decimal("0.85"), DUE, TargetRule.MAINTAINED)


@pytest.mark.parametrize(
    ("ratio", "goal", "on", "status"),
    [
        (Ratio(part=34, whole=40), GOAL, EVE, Status.IN_PROGRESS),
        (Ratio(part=34, whole=40), GOAL, DUE, Status.MET),
        (Ratio(part=1699, whole=2000), GOAL, DUE, Status.NOT_MET),
        (Ratio(part=84, whole=99), GOAL, AFTER, Status.NOT_MET),
        (Ratio(part=34, whole=40), KEPT, DUE, Status.MET),
        (Ratio(part=34, whole=40), KEPT, AFTER, Status.KEPT),
        (Ratio(part=33, whole=40), KEPT, AFTER, Status.LOST),
        (Ratio(part=33, whole=40), KEPT, EVE, Status.IN_PROGRESS),
        (Ratio(part=0, whole=0), GOAL, DUE, Status.NO_DATA),
        (Ratio(), None, DUE, Status.NO_DATA),
        (Ratio(part=1, whole=2), None, DUE, Status.NO_TARGET),
        (Ratio(whole=4, is_hidden=True), GOAL, DUE, Status.HIDDEN),
        (Ratio(number=Fraction(3, 10)), Goal(Decimal("0.3"), DUE), DUE, Status.MET),
    ],
)
def test_status_follows_value_target_and_day(
    ratio: Ratio, goal: Goal | None, on: date, status: Status
) -> None:
    assert status_of(ratio, goal, on) == status


def test_goal_of_a_day_is_the_next_due_else_the_last() -> None:
    first, second = Goal(Decimal("0.5"), date(2024, 12, 31)), Goal(Decimal("0.8"), date(2026, 12, 31))

    assert goal_on([second, first], date(2024, 12, 31)) == first
    assert goal_on([second, first], date(2025, 1, 1)) == second
    assert goal_on([second, first], date(2027, 1, 1)) == second
    assert goal_on([], date(2027, 1, 1)) is None


def test_ratio_adds_parts_not_percentages() -> None:
    parts = [(1, 10), (9, 10), (50, 80)]

    total = Ratio(part=sum(part for part, _ in parts), whole=sum(whole for _, whole in parts))

    assert total.value == Fraction(60, 100)


def test_hidden_ratio_has_no_value() -> None:
    assert Ratio(part=3, whole=4, is_hidden=True).value is None
