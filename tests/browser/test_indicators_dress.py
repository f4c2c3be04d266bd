"""The dress of the dashboard, of one indicator's page with its drawing, and of the catalogue."""

from datetime import date

import pytest

from schools.models import SchoolYear
from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/reports/", "/reports/indicators/p000_mentor_share/", "/reports/indicators/?document=001"]


@pytest.fixture
def told(programme, school, other_school, make_teacher):
    """Headcounts of three years, of which one school gave none."""
    for year in (2023, 2024, 2025):
        SchoolYear.objects.create(school=school, year=year, has_low_results=True, teacher_count=20)
    SchoolYear.objects.create(school=other_school, year=2025)
    make_teacher(school, "T1", teaching_since=date(2025, 9, 1))


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_indicators_are_well_dressed(page_as, path):
    page = page_as("head")
    page.goto(path + ("&" if "?" in path else "?") + "as_of=2026-03-16")

    assert faults(page) == {}
    assert overflow(page) == {}
