"""The table, the map and «Было и стало» in a browser: accessible, never wider than the screen."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools.models import School, SchoolYear
from tests.browser.dress import NARROW, WIDE, faults, look, overflow
from tests.cast import SINCE, YEAR

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/reports/schools/?sort=-index", "/reports/school-map/", "/reports/school-effect/"]


@pytest.fixture
def region(municipality, school, people):
    """Sixteen schools with both indices over two years, one of them covered by a pair; one without any."""
    mentor = Mentor.objects.create(person=people["mentor"])
    pair = Pair.objects.create(municipality=municipality, number="1", mentor=mentor, state=PairState.ACTIVE)
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=SINCE)
    School.objects.create(code="N0", name="Новая школа", municipality=municipality)
    for place in range(16):
        one = school
        if place:
            one = School.objects.create(
                code=f"M{place}", name=f"Школа имени первого учителя {place}", municipality=municipality
            )
        for year, step in ((YEAR - 1, 7), (YEAR, 5)):
            SchoolYear.objects.create(
                school=one,
                year=year,
                results_index=Decimal(20 + place * step % 60) / 100,
                wellbeing_index=Decimal(20 + place * 11 % 60) / 100,
                teacher_count=20,
                has_low_results=place < 3,
            )


@pytest.fixture
def open_page(page_as, region):
    """A browser that opens a page as the methodist, with everything that unfolds unfolded."""

    def read(path: str):
        page = page_as("methodist")
        assert page.goto(path).status == 200
        page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
        return page

    return read


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(open_page, path):
    page = open_page(path)
    assert (faults(page), overflow(page)) == ({}, {})


def test_heads_sort_on_a_phone_too(open_page):
    page = open_page("/reports/schools/")
    look(page, NARROW, {})
    first = page.locator("tbody tr").first.locator("td").first
    page.get_by_role("link", name="ИОР", exact=True).click()
    expect(first).to_have_text("0,7500")
    page.get_by_role("link", name="ИОР", exact=True).click()
    expect(first).to_have_text("0,2000")


def test_a_mark_of_the_map_leads_to_its_school(open_page):
    page = open_page("/reports/school-map/")
    look(page, WIDE, {})
    page.locator("svg.chart a", has_text="Ёлкинская СОШ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ёлкинская СОШ")
