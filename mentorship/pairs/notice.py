"""Working days of a notice; pure."""

from datetime import date, timedelta

# Saturday and Sunday; public holidays are not known to the portal.
_WEEKEND = (5, 6)


def working_days_after(day: date, count: int) -> date:
    """Return the day on which `count` working days after `day` have passed: Friday + 3 is Wednesday."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() not in _WEEKEND
    return day
