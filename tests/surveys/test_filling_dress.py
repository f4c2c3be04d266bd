"""Pages of a questionnaire in light and dark, on narrow screens, in big type; large targets."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.workflow import close_campaign, save_answers, start, submit
from tests.browser.dress import SURPLUS, THEMES, faults, look, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# On a finger: the links within a sentence are excepted (WCAG 2.2, 2.5.8).
TARGETS = "main button, main a.btn, main label, main summary, .form-top a"
SMALL = """targets => [...document.querySelectorAll(targets)]
  .filter(target => target.offsetParent !== null && !target.closest(".hide") && !target.matches(".hide"))
  .map(target => [target.textContent.trim(), target.getBoundingClientRect()])
  .filter(([words, box]) => box.height < 44 || box.width < 44)
  .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""


@pytest.fixture
def address(campaign):
    return reverse("surveys:fill", args=[campaign.pk])


@pytest.fixture
def response(campaign, people, on):
    """Begun: a score, a long word."""
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    answers = {"program_effectiveness": 7, "participation_comfort": "dk", "expectations_text": "ы" * 120}
    save_answers(response=response, answers=answers, on=on)
    return response


@pytest.fixture
def sent(response, people, on):
    submit(response=response, person=people["mentee"], on=on, by=None, gaps_ok=True)


def narrow(page):
    """By how many pixels the page is too wide on the narrowest phone in the biggest type."""
    look(page, 320, {"size": "xl"})
    return page.evaluate(SURPLUS)


@pytest.mark.parametrize("step", ["1", "2", "3", "4", "check", "own", "saved"])
def test_page_of_a_draft_is_clean(page_as, address, response, step):
    page = page_as("mentee")
    page.goto(f"{address}?step={step}")
    assert (faults(page, THEMES[:2]), overflow(page), narrow(page)) == ({}, {}, 0)


def test_thanks_are_clean(page_as, address, sent):
    page = page_as("mentee")
    page.goto(address)
    page.locator("details.own summary").click()
    assert (faults(page, THEMES[:2]), overflow(page), narrow(page)) == ({}, {}, 0)


def test_closed_form_is_clean(page_as, address, campaign, sent, on):
    close_campaign(campaign=campaign, on=on, by=None)
    page = page_as("mentee")
    page.goto(address)
    assert (faults(page, THEMES[:2]), overflow(page), narrow(page)) == ({}, {}, 0)


def test_list_is_clean(page_as, make_campaign, sent):
    make_campaign("mentee_after")
    page = page_as("mentee")
    page.goto("/surveys/")
    assert (faults(page, THEMES[:2]), overflow(page), narrow(page)) == ({}, {}, 0)


def test_page_that_cannot_send_is_clean(page_as, context, address, response):
    page = page_as("mentee")
    page.goto(f"{address}?step=2")
    context.set_offline(True)
    page.locator("#q-org_events_quality input[value='7']").check(force=True)
    expect(page.locator("[data-trouble]")).to_be_visible()
    assert (faults(page, THEMES[:2]), overflow(page), narrow(page)) == ({}, {}, 0)


@pytest.mark.parametrize("step", ["1", "2", "4", "check"])
def test_targets_are_44_pixels_on_a_touch_screen(browser, base_url, client_as, address, response, step):
    context = browser.new_context(
        base_url=base_url, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}
    )
    session = client_as("mentee").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
    page = context.new_page()
    page.goto(f"{address}?step={step}")
    assert page.evaluate(SMALL, TARGETS) == []
    context.close()
