"""The dress of every page: accessible in each appearance, never wider than the screen (design §9)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_PAGES = ["/accounts/login/", "/accessibility/", "/privacy/", "/guide/", "/appearance/", "/public/"]
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
    "/notices/",
    "/calendar/",
    "/reports/",
    "/reports/schools/",
    "/reports/surveys/",
    "/reports/statistics/",
    "/admin/",
    "/admin/import/",
    "/admin/schools/school/",
]
NARROW, WIDE = 360, 1440
THEMES = [
    {},
    {"theme": "dark"},
    {"theme": "light", "contrast": "more"},
    {"theme": "dark", "contrast": "more"},
]
# Put on exactly the chosen attributes, as the server would have written them.
WEAR = """chosen => {
  const worn = document.documentElement.dataset;
  for (const name of Object.keys(worn)) delete worn[name];
  Object.assign(worn, chosen);
}"""
SURPLUS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def reader(page, base_url, client_as, programme, school_year):
    """A browser that opens a page, the methodist's own ones signed in."""

    def read(path: str):
        if path in OWN_PAGES:
            key = client_as("methodist").cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": key, "url": base_url}])
        page.emulate_media(reduced_motion="reduce")
        assert page.goto(path).status == 200
        return page

    return read


def look(page, width: int, chosen: dict[str, str]) -> None:
    """Give the window a width and the page an appearance; colours on their way are waited for."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(WEAR, chosen)
    page.evaluate("Promise.all(document.getAnimations().map(change => change.finished))")


def violations(page) -> list[tuple[str, str]]:
    """What axe finds: the rule and the first element that breaks it."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
def test_page_is_accessible_in_every_appearance(reader, path):
    page = reader(path)
    found = {}
    for width in (NARROW, WIDE):
        for chosen in THEMES:
            look(page, width, chosen)
            found[width, *chosen.values()] = violations(page)
    assert {look: broken for look, broken in found.items() if broken} == {}


@pytest.mark.parametrize("path", OPEN_PAGES + OWN_PAGES)
def test_page_never_scrolls_sideways(reader, path):
    page = reader(path)
    surplus = {}
    for width in (320, NARROW, 768, WIDE, 1920):
        look(page, width, {})
        surplus[width] = page.evaluate(SURPLUS)
    for chosen in ({"size": "xl"}, {"spacing": "wide"}):
        look(page, NARROW, chosen)
        surplus[*chosen.items()] = page.evaluate(SURPLUS)
    assert {look: pixels for look, pixels in surplus.items() if pixels} == {}


def test_menu_of_a_phone_opens_and_closes_without_a_script(reader):
    page = reader("/")
    look(page, NARROW, {})
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
