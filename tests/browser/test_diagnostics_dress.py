"""The dress of the pages of diagnostics and deficits with their charts, tables and hidden figures."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorCard
from schools.enums import Category
from tests.bank.builders import difficulty, subject
from tests.browser.dress import faults, overflow
from tests.reports.diagnosing import diagnose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/reports/diagnostics/?year=2025/2026", "/reports/deficits/?year=2025/2026"]
# With few in a group the department meets the words for what is hidden.
READERS = ["methodist", "department"]


@pytest.fixture
def tested(people, school, other_school, make_teacher):
    """Seven teachers of one school and two of another tested twice; a request, a mentor, a candidate."""
    for number in range(9):
        teacher = make_teacher(
            school if number < 7 else other_school, f"T{number}", category=Category.HIGHEST
        )
        teacher.subjects.add(subject(f"Предмет с очень длинным названием {number % 2}"))
        diagnose(teacher, date(2024, 10, 12), 40 + number, 30)
        diagnose(teacher, date(2025, 10, 12), 50 - number, 45)
    (mentor,) = Mentor.objects.enlist([people["mentor"]], state=MentorState.IN_BANK, favourite_topic="Оптика")
    MentorCard.objects.create(mentor=mentor, subject=subject("Физика"))
    mentor.difficulties.add(difficulty("родители"))
    for hard in ("родители", "дисциплина"):
        MenteeRequest.objects.create(
            person=people["mentee"], subject=subject("Физика"), difficulty=difficulty(hard),
            requested_date=date(2026, 2, 2), state=RequestState.ACCEPTED,
        )  # fmt: skip


@pytest.fixture
def reader(page_as, tested):
    """`reader(path, login)`: the page, opened."""

    def read(path: str, login: str):
        page = page_as(login)
        assert page.goto(path).status == 200
        return page

    return read


@pytest.mark.parametrize("login", READERS)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(reader, path, login):
    page = reader(path, login)
    assert (faults(page), overflow(page)) == ({}, {})


def test_nomination_never_scrolls_sideways(reader):
    assert overflow(reader("/bank/apply/", "methodist")) == {}


def test_chart_turns_from_schools_to_subjects(reader):
    page = reader(PAGES[0], "methodist")
    page.get_by_role("link", name="по предметам").click()
    expect(page.get_by_role("heading", name="Предметы: первый и последний раз")).to_be_visible()
    expect(page.locator("svg.chart .dot-last")).to_have_count(2)
