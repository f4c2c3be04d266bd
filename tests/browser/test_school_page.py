"""The page of a school with everything on it: accessible in each appearance, never wider than the screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.dress import SURPLUS, faults, overflow
from tests.full_school import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATH = "/reports/schools/901/?year=2025/2026"
# A4 less the margins of the print styles, at 96 pixels an inch.
PAPER = 661


@pytest.fixture
def opened(page_as, school, people, programme):
    """A browser with the page of the full school open: `opened("curator", "&as_of=2026-03-16")`."""
    fill(school, people)

    def read(login: str, more: str = ""):
        page = page_as(login)
        assert page.goto(PATH + more).status == 200
        return page

    return read


@pytest.mark.parametrize(("login", "more"), [("methodist", ""), ("curator", "&as_of=2026-03-16")])
def test_page_is_accessible_and_never_scrolls_sideways(opened, login, more):
    page = opened(login, more)
    assert (faults(page), overflow(page)) == ({}, {})


def test_paper_holds_the_figures_and_no_buttons(opened):
    page = opened("methodist", "&as_of=2026-03-16")
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(SURPLUS) == 0
    assert page.get_by_text("На 16 марта 2026 года · 2025/2026 учебный год").is_visible()
    assert page.locator("svg.chart rect.bar").last.is_visible()
    assert page.get_by_role("table", name="Результаты по годам").is_visible()
    gone = ["form.filters", ".rail", ".page-head .btn", "a:text('Показать на сегодня')"]
    assert [name for name in gone if page.locator(name).first.is_visible()] == []


def test_day_is_chosen_and_left_again(opened):
    page = opened("methodist")
    page.get_by_label("На дату").fill("2026-03-16")
    page.get_by_role("button", name="Показать").click()
    banner = page.get_by_text("На 16 марта 2026 года: показано то")
    expect(banner).to_be_visible()
    page.get_by_role("link", name="Показать на сегодня").click()
    expect(page).to_have_url(re.compile(r"\?year=2025%2F2026$"))
    expect(banner).to_have_count(0)
