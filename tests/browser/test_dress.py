"""The dress of every page: accessible in each appearance, never wider than the screen (design/README.md §9)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from schools.appearance import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_PAGES = [
    "/accounts/login/",
    "/accessibility/",
    "/privacy/",
    "/guide/",
    "/appearance/",
    "/public/",
    "/nowhere/",
]
OWN_PAGES = [
    "/",
    "/bank/",
    "/requests/",
    "/matching/",
    "/pairs/",
    "/roadmap/",
    "/meetings/",
    "/surveys/",
    "/campaigns/",
    "/reports/",
    "/reports/schools/",
    "/reports/surveys/",
    "/reports/statistics/",
    "/admin/",
    "/admin/import/",
    "/admin/schools/school/",
]
NARROW, WIDE = 360, 1440


@pytest.fixture
def reader(page, base_url, client_as, programme, school_year):
    """A browser that opens a page as the methodist or as nobody, in an appearance of the reader's choice."""

    def read(path: str, appearance: str = "", width: int = WIDE):
        cookies = {COOKIE: appearance} if appearance else {}
        if path in OWN_PAGES:
            cookies["sessionid"] = client_as("methodist").cookies["sessionid"].value
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": value, "url": base_url} for name, value in cookies.items()]
        )
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path)
        return page

    return read


def violations(page) -> list[tuple[str, str]]:
    """What axe finds: the rule and the first element that breaks it."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
@pytest.mark.parametrize("appearance", ["", "theme=dark", "contrast=more", "theme=dark&contrast=more"])
def test_page_is_accessible_in_every_appearance(reader, path, appearance):
    page = reader(path, appearance)
    wide = violations(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert (wide, violations(page)) == ([], [])


@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
@pytest.mark.parametrize(
    ("appearance", "widths"),
    [("", (320, 360, 768, 1440, 1920)), ("size=xl", (NARROW,)), ("spacing=wide", (NARROW,))],
)
def test_page_never_scrolls_sideways(reader, path, appearance, widths):
    page = reader(path, appearance)
    surplus = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        surplus[width] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert surplus == dict.fromkeys(widths, 0)


def test_menu_of_a_phone_opens_and_closes_without_a_script(reader):
    page = reader("/", width=NARROW)
    rail = page.get_by_role("navigation", name="Разделы портала")
    assert not rail.is_visible()
    page.get_by_role("link", name="Меню").click()
    assert rail.is_visible()
    rail.get_by_role("link", name="Закрыть меню").click()
    assert not rail.is_visible()


def test_choice_of_appearance_leads_back_to_the_page(reader):
    page = reader("/privacy/")
    page.get_by_role("link", name="Вид страницы").click()
    page.get_by_role("group", name="Тема").get_by_label("тёмная").check()
    page.get_by_role("button", name="Сохранить вид").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Персональные данные"
    assert page.locator("html").get_attribute("data-theme") == "dark"
