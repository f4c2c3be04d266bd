"""A sample of the walk over all pages (`make walk` is the whole), and what the walk itself must notice."""

import pytest
from playwright.sync_api import expect

from tests.browser.dress import overflow
from tests.browser.test_dress import OPEN_PAGES, OWN_PAGES
from tests.browser.walk.addresses import VISITOR
from tests.browser.walk.looking import BLIND, SETTLED, SHIFTS, Looker, weigh
from tests.browser.walk.memory import heavy_libraries, megabytes, worker_of
from tests.browser.walk.portal import served
from tests.browser.walk.shape import elements, lacks
from tests.browser.walk.walking import Walk, by_sight, part_of

pytestmark = [pytest.mark.browser, pytest.mark.alike]

# One address in so many is looked at: by its own name, so that a new page moves no other in or out.
ONE_IN = 73
FIRST_PAGES = [(VISITOR, "/accounts/login/"), (VISITOR, "/public/"), ("methodist", "/"), ("curator", "/")]
MOST_BYTES = 60_000
# Found by whole walks: pages that only these roles see so wide.
ONCE_TOO_WIDE = [("department", "/pairs/"), ("curator", "/accounts/staff/"), ("methodist", "/reports/")]

# Found by a whole walk: what its script adds after the page is drawn moved the buttons below.
ONCE_MOVED = "/admin/pairs/plantemplate/add/"
# PDF and matching have libraries of their own, loaded by the first who asks.
APART = ("pdf", "matching", "ageing")
MOST_MEGABYTES = 180

WHOLE = """<html><head><title>Банк — Наставничество</title></head><body><main><h1>Банк</h1>
<a href="/help/school/#bank">Справка</a><form role="search"><input name="q"></form></main></body></html>"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """The demonstration town, served as in production."""
    with served(tmp_path_factory.mktemp("town")) as portal:
        yield portal


def test_sample_of_pages_is_without_a_fault(portal, browser):
    walk, seen = Walk(portal), {*OPEN_PAGES, *OWN_PAGES}
    walk.ask(page for page in portal.pages if part_of(page, ONE_IN) == 0 and page.path not in seen)
    looked = [page for page, _ in walk.look(browser, walk.first_looks())]
    assert len(looked) >= 4
    assert walk.found == []


@pytest.mark.parametrize(("role", "path"), FIRST_PAGES)
def test_first_page_is_light(portal, browser, role, path):
    assert 2_000 < weigh(browser, portal.cookies(role), portal.url + path) < MOST_BYTES


@pytest.mark.parametrize(("role", "path"), ONCE_TOO_WIDE)
def test_page_that_was_once_too_wide_fits(portal, browser, role, path):
    looker = Looker(browser, portal.cookies(role), portal.url)
    looker.page.goto(portal.url + path)
    assert overflow(looker.page) == {}
    looker.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_page_that_once_moved_stands_still_on_a_slow_device(portal, browser, width):
    looker = Looker(browser, portal.cookies("methodist"), portal.url)
    looker.context.new_cdp_session(looker.page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    looker.page.set_viewport_size({"width": width, "height": 800})
    for _ in range(2):
        looker.page.goto(portal.url + ONCE_MOVED)
        expect(looker.page.locator(".add-row")).to_be_visible()
        assert looker.page.evaluate(SETTLED) == []
    looker.context.close()


def test_picker_keeps_its_height_with_the_focus_in_it(portal, browser):
    looker = Looker(browser, portal.cookies("admin"), portal.url)
    looker.page.goto(f"{portal.url}/admin/schools/roleassignment/add/")
    picker = looker.page.locator(".field-person .select2-container")
    picker.locator(".select2-selection").focus()
    expect(picker).to_contain_class("select2-container--focus")
    with_focus = picker.bounding_box()
    looker.page.locator("#id_start_date").focus()
    expect(picker).not_to_contain_class("select2-container--focus")
    assert picker.bounding_box() == with_focus
    looker.context.close()


def test_worker_that_served_every_page_once_is_light(portal):
    """Charts are drawn without a library of their own, so that they need not stand apart."""
    pages = [page for page in portal.pages if not any(word in page.route for word in APART)]
    once = {page.path: page for page in reversed(by_sight(pages))}
    for page in once.values():
        portal.ask(page.role, page.path)
    worker = worker_of(portal.master)
    assert len(once) > 500
    assert heavy_libraries(worker) == set()
    assert 60 < megabytes(worker) < MOST_MEGABYTES


def test_what_moves_by_itself_and_what_hides_its_focus_is_noticed(browser):
    page = browser.new_page()
    page.add_init_script(SHIFTS)
    page.goto("about:blank")
    page.set_content(
        "<style>.bare { outline: none }</style><a href='#a'>seen</a> <a class='bare' href='#b'>not seen</a>"
        "<p id='p'>text</p>"
    )
    page.evaluate(SETTLED)
    page.evaluate("document.getElementById('p').style.marginTop = '200px'")
    assert len(page.evaluate(SETTLED)) == 1
    page.keyboard.press("Tab")
    assert page.evaluate(BLIND) == ['<a class="bare" href="#b">not seen</a>']
    page.evaluate("document.getElementById('p').style.width = '3000px'")
    assert set(overflow(page)) >= {320, 1920}
    page.close()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Банк — ", "— ", "title"),
        ("h1>", "h2>", "one h1"),
        ("/help/school/#bank", "/help/", "link to the guide"),
        (' role="search"', ' method="post"', "form without a button"),
        ("<h1>", '<div hx-get="/bank/">и</div><h1>', "only with a script"),
    ],
)
def test_what_a_page_lacks_is_named(old, new, rule):
    assert list(lacks(WHOLE, is_signed_in=True)) == []
    assert [name for name, _ in lacks(WHOLE.replace(old, new), is_signed_in=True)] == [rule]


def test_a_page_is_the_same_look_whatever_its_words_and_rows():
    row, more = "<tr><td class='num'>1</td></tr>", "<tr><td class='num late'>1</td></tr>"
    one, two = f"<table>{row}</table>", f"<table>{row.replace('1', '2')}{row}</table>"
    assert elements(one) == elements(two)
    assert elements(f"<table>{row}{more}</table>") > elements(one)
