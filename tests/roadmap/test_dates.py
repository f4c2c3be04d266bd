"""Months of the school year as days: the limits of each term."""

from datetime import date

import pytest

from mentorship.roadmap import dates


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        (0, date(2025, 9, 1), date(2025, 9, 30)),
        (1, date(2025, 10, 1), date(2025, 10, 31)),
        (3, date(2025, 12, 1), date(2025, 12, 31)),
        (4, date(2026, 1, 1), date(2026, 1, 31)),
        (5, date(2026, 2, 1), date(2026, 2, 28)),
        (8, date(2026, 5, 1), date(2026, 5, 31)),
        (11, date(2026, 8, 1), date(2026, 8, 31)),
    ],
)
def test_month_begins_and_ends_in_its_school_year(month, first, last):
    assert (dates.start_of(2025, month), dates.due_of(2025, month)) == (first, last)


def test_february_of_a_leap_year_has_29_days():
    assert dates.due_of(2027, 5) == date(2028, 2, 29)


@pytest.mark.parametrize("month", [-1, 12])
def test_month_outside_the_school_year_is_an_error(month):
    with pytest.raises(ValueError, match="outside the school year"):
        dates.first_day_of(2025, month)


def test_term_without_a_month_has_no_days():
    assert (dates.start_of(2025, None), dates.due_of(2025, None)) == (None, None)


@pytest.mark.parametrize(
    ("on", "late"),
    [(date(2025, 10, 30), 0), (date(2025, 10, 31), 0), (date(2025, 11, 1), 1), (date(2025, 11, 18), 18)],
)
def test_october_is_late_from_the_first_of_november(on, late):
    assert dates.days_late(dates.due_of(2025, 1), on) == late


def test_event_without_a_due_day_is_never_late():
    assert dates.days_late(None, date(2030, 1, 1)) == 0
