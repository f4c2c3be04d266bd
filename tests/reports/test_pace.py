"""Steady pace from the start of the programme to the due day, at its limits."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.enums import Status, TargetRule
from reports.indicators.pace import expected_by, stage_start
from reports.indicators.ratio import Ratio
from reports.indicators.readings import Reading
from reports.indicators.registry import REGISTRY
from reports.indicators.status import Goal

START, DUE = date(2024, 9, 1), date(2025, 9, 1)
GOAL = Goal(Decimal("0.70"), DUE)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (START - DAY, Fraction(0)),
        (START, Fraction(0)),
        (START + DAY, Fraction(7, 3650)),
        (START + 73 * DAY, Fraction(14, 100)),
        (DUE - DAY, Fraction(7, 10) * Fraction(364, 365)),
        (DUE, Fraction(7, 10)),
        (DUE + DAY, Fraction(7, 10)),
    ],
)
def test_straight_line_from_nothing_to_the_target(on: date, expected: Fraction) -> None:
    assert expected_by(GOAL, START, on) == expected


def test_level_is_expected_whole_from_the_first_day() -> None:
    assert expected_by(GOAL, START, START, is_level=True) == Fraction(7, 10)


def test_target_due_before_the_start_is_expected_whole() -> None:
    assert expected_by(GOAL, DUE + DAY, DUE) == Fraction(7, 10)


def test_yearly_target_starts_where_the_last_one_was_due() -> None:
    goals = [Goal(Decimal("0.4"), date(year, 8, 31), TargetRule.YEARLY) for year in (2025, 2026)]

    assert stage_start(goals, goals[0], START) == START
    assert stage_start(goals, goals[1], START) == date(2025, 8, 31)
    assert (
        stage_start([GOAL, Goal(Decimal("0.8"), DUE + DAY)], Goal(Decimal("0.8"), DUE + DAY), START) == START
    )


@pytest.mark.parametrize(
    ("status", "part", "is_at_risk"),
    [
        (Status.IN_PROGRESS, 13, True),
        (Status.IN_PROGRESS, 14, False),
        (Status.NOT_MET, 13, False),
        (Status.NO_DATA, None, False),
    ],
)
def test_only_what_is_in_progress_and_below_the_line_is_at_risk(
    status: Status, part: int | None, is_at_risk: bool
) -> None:
    ratio = Ratio(part=part, whole=100)
    reading = Reading(REGISTRY["p000_mentor_share"], ratio, GOAL, status, Fraction(14, 100))

    assert reading.is_at_risk is is_at_risk
