"""The dress of every page: accessible in each appearance, never wider than the screen (design §9)."""

import pytest
from playwright.sync_api import expect

from tests.browser.dress import NARROW, faults, look, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN_PAGES = ["/accounts/login/", "/accessibility/", "/privacy/", "/guide/", "/appearance/", "/public/"]
OWN_PAGES = [
    "/",
    "/styleguide/",
    "/bank/",
    "/requests/",
    "/matching/",
    "/pairs/",
    "/roadmap/",
    "/meetings/",
    "/surveys/",
    "/campaigns/",
    "/notices/",
    "/calendar/",
    "/reports/",
    "/reports/schools/",
    "/reports/surveys/",
    "/reports/surveys/appendix/",
    "/reports/surveys/years/",
    "/reports/surveys/texts/",
    "/reports/statistics/",
    "/admin/",
    "/admin/import/",
    "/admin/schools/school/",
]


@pytest.fixture
def reader(page, base_url, client_as, programme, school_year):
    """A browser that opens a page, the methodist's own ones signed in."""

    def read(path: str):
        if path in OWN_PAGES:
            key = client_as("methodist").cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": key, "url": base_url}])
        assert page.goto(path).status == 200
        return page

    return read


@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
def test_page_is_accessible_in_every_appearance(reader, path):
    page = reader(path)
    assert faults(page) == {}


@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
def test_page_never_scrolls_sideways(reader, path):
    page = reader(path)
    assert overflow(page) == {}


def test_menu_of_a_phone_opens_and_closes_without_a_script(reader):
    page = reader("/")
    look(page, NARROW, {})
    rail = page.get_by_role("navigation", name="Разделы портала")
    expect(rail).to_be_hidden()
    page.get_by_role("link", name="Меню").click()
    expect(rail).to_be_visible()
    rail.get_by_role("link", name="Закрыть меню").click()
    expect(rail).to_be_hidden()


def test_choice_of_appearance_leads_back_to_the_page(reader):
    page = reader("/privacy/")
    page.get_by_role("link", name="Вид страницы").click()
    page.get_by_role("group", name="Тема").get_by_label("тёмная").check()
    page.get_by_role("button", name="Сохранить вид").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Персональные данные")
    assert page.locator("html").get_attribute("data-theme") == "dark"
