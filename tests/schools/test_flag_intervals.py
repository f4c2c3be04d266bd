"""A school's time on a list as stretches: years in a row merge, a removal within a year cuts."""

from datetime import date
from random import Random

import pytest

from schools.flag_intervals import Interval, YearOrder, intervals
from schools.models import SchoolYear

LOW = "low_results"


def row(year, low=True, ended=None, order="", hard=False):
    return SchoolYear(
        year=year, has_low_results=low, low_results_ended=ended, order=order, has_hard_conditions=hard
    )


def test_no_years_and_no_flag_leave_nothing():
    assert intervals([], LOW) == []
    assert intervals([row(2024, low=False), row(2025, low=False, hard=True)], LOW) == []


def test_one_year_runs_from_september_to_september():
    [found] = intervals([row(2025, order="№ 7")], LOW)
    assert found == Interval(date(2025, 9, 1), date(2026, 9, 1), (YearOrder(2025, "№ 7"),))
    assert found.last_day == date(2026, 8, 31)
    assert not found.is_cut_short


def test_years_in_a_row_make_one_stretch_with_both_orders_whatever_the_sequence():
    rows = [row(2023, order="№ 5"), row(2024), row(2025, order="№ 7")]
    Random(3).shuffle(rows)
    [found] = intervals(rows, LOW)
    assert (found.start, found.until) == (date(2023, 9, 1), date(2026, 9, 1))
    assert [order.spoken for order in found.orders] == ["№ 5", "номер приказа не записан", "№ 7"]


@pytest.mark.parametrize("gap", [[], [row(2024, low=False)]])
def test_year_off_the_list_or_without_a_row_parts_two_stretches(gap):
    found = intervals([row(2023), *gap, row(2025)], LOW)
    assert [(item.start, item.until) for item in found] == [
        (date(2023, 9, 1), date(2024, 9, 1)),
        (date(2025, 9, 1), date(2026, 9, 1)),
    ]


def test_removal_within_the_year_cuts_and_the_next_year_begins_anew():
    first, second = intervals([row(2024, ended=date(2025, 2, 1)), row(2025)], LOW)
    assert (first.start, first.until, first.last_day) == (
        date(2024, 9, 1), date(2025, 2, 1), date(2025, 1, 31),
    )  # fmt: skip
    assert first.is_cut_short
    assert not second.is_cut_short
    assert [first.holds(date(2025, 1, day)) for day in (1, 31)] == [True, True]
    assert not first.holds(date(2025, 2, 1))
    assert second.holds(date(2025, 9, 1))
    assert not second.holds(date(2025, 8, 31))


@pytest.mark.parametrize("ended", [date(2025, 9, 1), date(2025, 8, 1)])
def test_school_taken_off_on_the_first_day_never_stood_on_the_list(ended):
    assert intervals([row(2025, ended=ended)], LOW) == []


@pytest.mark.parametrize("ended", [date(2026, 9, 1), date(2027, 1, 1)])
def test_day_beyond_the_year_leaves_the_whole_year(ended):
    [found] = intervals([row(2025, ended=ended)], LOW)
    assert found.until == date(2026, 9, 1)
    assert not found.is_cut_short


def test_last_day_of_the_year_as_first_day_off_cuts_by_one_day():
    [found] = intervals([row(2025, ended=date(2026, 8, 31))], LOW)
    assert found.last_day == date(2026, 8, 30)
    assert found.is_cut_short


def test_kinds_are_told_apart():
    assert len(intervals([row(2025, low=False, hard=True)], "hard_conditions")) == 1
