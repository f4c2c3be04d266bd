"""The dress of the pages around a campaign, and what their paper looks like."""

import re

import pytest
from playwright.sync_api import expect

from surveys.enums import CampaignState
from surveys.models import QuestionnaireVersion
from tests.browser.dress import SURPLUS, faults, overflow
from tests.surveys.conftest import make_campaign, make_pair, on, pair, year  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A4 less the margins of the print sheet, at 96 dots an inch (210 - 20 - 15 mm).
PAPER_WIDTH = 661
A4 = (594.96, 841.92)
PAGES = [
    "/campaigns/{open}/",
    "/campaigns/{open}/audience/",
    "/campaigns/{open}/paper/",
    "/campaigns/{open}/paper/{mentee}/",
    "/campaigns/{open}/print/",
    "/campaigns/{open}/sheet/",
    "/campaigns/{closed}/",
    "/campaigns/{closed}/anonymise/",
    "/questionnaires/{draft}/preview/",
]


@pytest.fixture
def opened(page_as, base_url):
    """A page of a role: `opened("curator", "/campaigns/1/")`."""

    def go(role, path):
        page = page_as(role)
        page.goto(f"{base_url}{path}")
        return page

    return go


@pytest.fixture
def keys(pair, make_campaign, people):  # noqa: F811 - fixtures
    """The keys that addresses name."""
    return {
        "open": make_campaign().pk,
        "closed": make_campaign("training_needs", state=CampaignState.CLOSED).pk,
        "mentee": people["mentee"].pk,
        "draft": QuestionnaireVersion.objects.get(questionnaire__code="mentor_after", state="draft").pk,
    }


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_the_screen_and_satisfy_axe(opened, keys, path):
    page = opened("methodist", path.format(**keys))
    assert (overflow(page), faults(page, [{}])) == ({}, {})


def papers(page):
    """The sizes of the sheets a browser prints, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(float(width), float(height)) for width, height in boxes]


@pytest.mark.parametrize(
    ("form", "most"),
    [("mentee_before", 2), ("mentee_after", 3), ("mentor_before", 2), ("mentor_after", 3)],
)
def test_blank_fits_a4_and_nothing_is_cut(opened, pair, make_campaign, form, most):  # noqa: F811 - fixtures
    page = opened("curator", f"/campaigns/{make_campaign(form).pk}/print/")
    sheets = papers(page)
    assert len(sheets) <= most
    assert all(sheet == pytest.approx(A4, abs=1) for sheet in sheets)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 900})
    cut = page.evaluate(
        "[...document.querySelectorAll('.q *')].filter("
        "part => part.getBoundingClientRect().right > innerWidth + 1"
        " || getComputedStyle(part).display !== 'inline' && part.scrollWidth > part.clientWidth + 1).length"
    )
    assert (page.evaluate(SURPLUS), cut) == (0, 0)


def test_slips_of_a_staff_meeting_stand_eight_on_a_sheet(
    opened,
    people,
    school,
    keys,
    make_pair,  # noqa: F811 - fixtures
    make_teacher,
):
    for number in range(8):
        make_pair(people["mentor"], make_teacher(school, f"S{number}"))
    page = opened("methodist", f"/campaigns/{keys['open']}/")
    page.get_by_role("button", name="Листки с QR-кодом").click()
    expect(page.locator(".slip")).to_have_count(9)
    assert faults(page, [{}]) == {}
    assert len(papers(page)) == 2
