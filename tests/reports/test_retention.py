"""Young teachers of the last three years: hired, still at work, with and without a mentor (004, 1)."""

from datetime import date
from fractions import Fraction

import pytest

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from reports.retention import FEW, Group, retention
from tests.cast import TODAY


@pytest.fixture
def mentored(municipality, people):
    mentor = Mentor.objects.create(person=people["mentor"])

    def take(person, state=PairState.ACTIVE, start=date(2025, 10, 1)):
        pair = Pair.objects.create(municipality=municipality, mentor=mentor, number=person.code, state=state)
        return PairMember.objects.create(pair=pair, mentor=mentor, mentee=person, start_date=start)

    return take


@pytest.mark.parametrize(
    ("teaching_since", "hired"),
    [(date(2023, 3, 16), 0), (date(2023, 3, 17), 1), (TODAY, 1), (date(2026, 3, 17), 0), (None, 0)],
)
def test_three_years_are_counted_to_the_day(municipality, school, make_teacher, teaching_since, hired):
    make_teacher(school, "N1", teaching_since=teaching_since)
    assert retention(municipality, TODAY).all == Group(hired, hired)


def test_who_left_the_municipality_is_hired_and_has_not_stayed(
    municipality, school, foreign_school, make_teacher
):
    gone, moved, elsewhere = (
        make_teacher(school, f"N{number}", teaching_since=date(2024, 9, 1)) for number in range(3)
    )
    gone.employments.update(start_date=date(2024, 9, 1), end_date=TODAY)
    moved.employments.update(start_date=date(2024, 9, 1), end_date=date(2025, 9, 1))
    moved.employments.create(school=foreign_school, start_date=date(2025, 9, 1))
    elsewhere.employments.update(school=foreign_school)
    assert retention(municipality, TODAY).all == Group(2, 0)
    assert retention(municipality, date(2025, 9, 1)).all == Group(2, 1)


def test_who_left_before_beginning_to_teach_was_not_hired(municipality, school, make_teacher):
    person = make_teacher(school, "N1", teaching_since=date(2025, 9, 1))
    person.employments.update(start_date=date(2020, 1, 1), end_date=date(2021, 1, 1))
    assert retention(municipality, TODAY).all == Group(0, 0)


def test_groups_are_those_with_and_without_a_mentor(municipality, school, make_teacher, mentored):
    first, second, third = (
        make_teacher(school, f"N{number}", teaching_since=date(2024, 9, 1)) for number in range(3)
    )
    mentored(first)
    mentored(second, PairState.CANCELLED)
    third.employments.update(start_date=date(2024, 9, 1), end_date=date(2025, 1, 1))
    found = retention(municipality, TODAY)
    assert (found.all, found.mentored, found.alone) == (Group(3, 2), Group(1, 1), Group(2, 1))
    assert retention(municipality, TODAY, school).all == Group(3, 2)


@pytest.mark.parametrize(("hired", "share"), [(0, None), (FEW - 1, None), (FEW, Fraction(3, 20))])
def test_few_people_have_no_share(hired, share):
    assert Group(hired, min(hired, 3)).share == share


def test_page_says_the_numbers_plainly(client_as, school, make_teacher):
    make_teacher(school, "N1", teaching_since=date(2026, 9, 1))
    page = " ".join(client_as("department").get("/reports/retention/").content.decode().split())
    assert "мало людей" in page
