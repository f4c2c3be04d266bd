"""Pages of the own account and of the second factor: no fault of axe, nothing wider than a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    ("methodist", "/accounts/"),
    ("methodist", "/accounts/password/"),
    ("methodist", "/accounts/second-factor/"),
    ("methodist", "/accounts/confirm/"),
    ("curator", "/accounts/staff/"),
]


@pytest.mark.parametrize(("login", "path"), PAGES)
def test_page_of_the_entrance_fits_everybody(page_as, login, path):
    page = page_as(login)
    assert page.goto(path).status == 200
    assert faults(page) == {}
    assert overflow(page) == {}


def test_link_for_a_teacher_fits_a_telephone(page_as):
    page = page_as("curator")
    page.goto("/accounts/staff/")
    page.get_by_role("button", name="Дать ссылку").first.click()
    expect(page.locator("code")).to_contain_text("/accounts/invitation/")
    assert faults(page) == {}
    assert overflow(page) == {}
