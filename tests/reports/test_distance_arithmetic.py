"""How many more are needed: the limits of every rule, by exact fractions."""

from fractions import Fraction

import pytest

from reports.distance.arithmetic import of_fixed, of_growing, of_number, of_share_decline, pace, weeks_left


def share(text):
    return Fraction(text) / 100


@pytest.mark.parametrize(
    ("part", "whole", "goal", "needed"),
    [
        (60, 100, "54.2", 0),
        (54, 100, "54.2", 1),
        (1699, 2000, "85", 1),
        (1700, 2000, "85", 0),
        (1701, 2000, "85", 0),
        (0, 3, "70", 3),
        (2, 3, "70", 1),
        (0, 10, "100", 10),
        (0, 10, "101", None),
        (0, 0, "10", None),
        (12, 10, "100", 0),
        (5, 10, "0", 0),
        (-2, 10, "10", 3),
    ],
)
def test_of_a_fixed_whole(part, whole, goal, needed):
    assert of_fixed(part, whole, share(goal)) == needed


@pytest.mark.parametrize(
    ("part", "whole", "goal", "needed"),
    [
        (60, 100, "54.2", 0),
        (1699, 2000, "85", 7),
        (1700, 2000, "85", 0),
        (0, 0, "85", 1),
        (3, 4, "85", 3),
        (3, 4, "100", None),
        (4, 4, "100", 0),
        (0, 0, "100", 1),
        (1, 2, "120", None),
    ],
)
def test_of_a_growing_whole(part, whole, goal, needed):
    assert of_growing(part, whole, share(goal)) == needed


@pytest.mark.parametrize("goal", range(1, 100))
@pytest.mark.parametrize(("part", "whole"), [(0, 1), (1, 3), (7, 40), (33, 50), (5, 0 + 5)])
def test_it_is_the_smallest_that_reaches_the_goal(part, whole, goal):
    wanted = Fraction(goal, 100)
    fixed, growing = of_fixed(part, whole, wanted), of_growing(part, whole, wanted)
    assert Fraction(part + fixed, whole) >= wanted
    assert fixed == 0 or Fraction(part + fixed - 1, whole) < wanted
    assert Fraction(part + growing, whole + growing) >= wanted
    assert growing == 0 or Fraction(part + growing - 1, whole + growing - 1) < wanted


@pytest.mark.parametrize(
    ("number", "goal", "needed"), [("0", "1", 1), ("1", "1", 0), ("3", "1", 0), ("2", "2.5", 1)]
)
def test_of_a_number(number, goal, needed):
    assert of_number(Fraction(number), Fraction(goal)) == needed


@pytest.mark.parametrize(
    ("now", "whole", "before", "goal", "needed"),
    [
        (10, 40, "0.25", "10", 1),
        (9, 40, "0.25", "10", 0),
        (10, 40, "0.25", "100", 10),
        (10, 40, "0.25", "101", None),
        (10, 40, "0.25", "0", 0),
        (12, 40, "0.25", "0", 2),
        (10, 40, "0", "10", None),
        (10, 0, "0.25", "10", None),
    ],
)
def test_of_a_declining_share(now, whole, before, goal, needed):
    assert of_share_decline(now, whole, Fraction(before), share(goal)) == needed


@pytest.mark.parametrize(("days", "weeks"), [(15, 2), (14, 2), (13, 1), (6, 0), (0, 0), (-20, 0)])
def test_weeks_are_whole(days, weeks):
    assert weeks_left(days) == weeks


@pytest.mark.parametrize(("needed", "weeks", "a_week"), [(10, 3, 4), (9, 3, 3), (5, 0, 5), (0, 4, 0)])
def test_pace_is_rounded_up(needed, weeks, a_week):
    assert pace(needed, weeks) == a_week
