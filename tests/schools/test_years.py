"""Academic years: their borders, their spelling, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools import years


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 8, 31), 2024),
        (date(2025, 9, 1), 2025),
        (date(2025, 12, 31), 2025),
        (date(2026, 1, 1), 2025),
        (date(2026, 8, 31), 2025),
        (date(2024, 2, 29), 2023),
    ],
)
def test_year_of_turns_on_the_first_of_september(day, expected):
    assert years.year_of(day) == expected


def test_year_has_its_first_and_last_day():
    assert (years.first_day(2025), years.last_day(2025)) == (date(2025, 9, 1), date(2026, 8, 31))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_years_leave_no_gap_and_do_not_overlap(day):
    year = years.year_of(day)
    assert years.first_day(year) <= day <= years.last_day(year)
    assert years.first_day(year + 1) - years.last_day(year) == timedelta(days=1)


def test_label_names_both_calendar_years():
    assert years.label(1999) == "1999/2000"


@pytest.mark.parametrize(
    "text", ["2025/2026", "2025-2026", "2025 – 2026", " 2025/2026\xa0", "2025/26", "2025—2026", "2025−2026"]
)
def test_parse_reads_what_people_write(text):
    assert years.parse(text) == 2025


def test_parse_reads_the_turn_of_a_century():
    assert years.parse("1999/00") == 1999


@pytest.mark.parametrize("text", ["2025/2027", "2025/2025", "2026/2025", "2025/27"])
def test_parse_refuses_years_that_do_not_follow(text):
    with pytest.raises(ValueError, match="второй год должен следовать за первым"):
        years.parse(text)


@pytest.mark.parametrize("text", ["", "2025", "2025/", "25/26", "2025/2026 г.", "2025/026", "год"])
def test_parse_refuses_what_is_no_year(text):
    with pytest.raises(ValueError, match="ожидается вид «2025/2026»"):
        years.parse(text)


@given(st.integers(min_value=1000, max_value=9998))
def test_parse_reads_every_label_back(year):
    assert years.parse(years.label(year)) == year
