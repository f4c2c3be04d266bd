"""On which days the pulse is taken; pure."""

from datetime import date, timedelta

FIRST_DAY = 30
EVERY = 60


def latest_due(start: date, on: date) -> date | None:
    """Return the last day up to `on` on which a pair that began on `start` is asked; None before day 30.

    Days 30, 90, 150 …: a timer that was late finds the latest one alone.
    """
    passed = (on - start).days
    if passed < FIRST_DAY:
        return None
    return start + timedelta(days=FIRST_DAY + (passed - FIRST_DAY) // EVERY * EVERY)
