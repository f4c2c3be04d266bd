"""How many more are needed to reach a target (peers.md §3, item 23). Pure: whole numbers and fractions.

Every function gives the smallest k ≥ 0 that reaches the goal, 0 where it is reached, None where no k does.
"""

from fractions import Fraction
from math import ceil


def of_fixed(part: int, whole: int, goal: Fraction) -> int | None:
    """(part + k) ÷ whole ≥ goal: one more counts, all who can be counted stay as many."""
    if whole <= 0:
        return None
    needed = max(0, ceil(goal * whole) - part)
    return needed if part + needed <= max(whole, part) else None


def of_growing(part: int, whole: int, goal: Fraction) -> int | None:
    """(part + k) ÷ (whole + k) ≥ goal: one more counts above and below, like an answer «да»."""
    if whole > 0 and Fraction(part, whole) >= goal:
        return 0
    if goal > 1:
        return None
    if goal == 1:
        return 1 if part == whole else None
    return max(1 - whole, ceil((goal * whole - part) / (1 - goal)), 0)


def of_number(number: Fraction, goal: Fraction) -> int:
    """Things counted one by one: number + k ≥ goal."""
    return max(0, ceil(goal - number))


def of_share_decline(now: int, whole: int, before: Fraction, goal: Fraction) -> int | None:
    """(before − (now − k) ÷ whole) ÷ before ≥ goal: so many are to leave the share of last year."""
    if whole <= 0 or before <= 0:
        return None
    needed = max(0, ceil(now - whole * before * (1 - goal)))
    return needed if needed <= now else None


def weeks_left(days: int) -> int:
    """Whole weeks; 0 when less than one is left or the day has passed."""
    return max(0, days) // 7


def pace(needed: int, weeks: int) -> int:
    """How many a week, rounded up: in the last week all of them."""
    return ceil(Fraction(needed, max(1, weeks)))
