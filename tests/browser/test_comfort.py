"""Comfort under the hand: an address is copied, rows are walked with arrows, saved filters look right."""

import pytest
from playwright.sync_api import expect

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from schools.models import SavedFilter
from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def methodist(people, users, page_as):
    """A methodist with a bank of two and a filter of one's own."""
    Mentor.objects.enlist([people["mentor"], people["mentee"]], state=MentorState.IN_BANK)
    SavedFilter.objects.create(
        user=users["methodist"], page="bank:list", title="Свободные", conditions=[["free", "1"]]
    )
    return page_as("methodist")


def test_list_is_walked_with_arrows_and_its_card_is_copied(methodist, context, people, base_url):
    page = methodist
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/bank/?free=1")
    expect(page.get_by_role("navigation", name="Мои отборы").get_by_role("link").first).to_have_text(
        "Свободные"
    )
    rows = page.locator('tbody th[scope="row"] a')
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")  # the last row: the page scrolls, the place stays
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}/bank/{people['mentor'].pk}/")

    page.get_by_role("button", name="Скопировать ссылку").click()
    expect(page.locator(".share").get_by_role("status")).to_have_text("Скопировано")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_saved_filters_and_columns_are_well_dressed(methodist):
    page = methodist
    page.goto("/bank/?free=1&q=к")
    page.get_by_text("Сохранить этот отбор").click()
    page.get_by_text("Столбцы").first.click()
    assert (faults(page), overflow(page)) == ({}, {})
