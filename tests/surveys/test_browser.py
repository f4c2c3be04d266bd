"""The form on a phone: the script saves every answer at once; without it every button does the same."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def address(campaign):
    return reverse("surveys:fill", args=[campaign.pk])


@pytest.fixture
def sign_in(users, base_url):
    """Put the mentee's session into a browser."""

    def run(context):
        client = Client()
        client.force_login(users["mentee"])
        cookie = client.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": base_url}])

    return run


@pytest.fixture
def phone(context, sign_in):
    """The mentee's phone."""
    sign_in(context)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


def complaints(page):
    """What axe has against the page, and whether it scrolls sideways."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, "sideways scroll"] if is_wide else found


def pick(page, item, label):
    """Tap an answer by its words."""
    question = page.locator(f"#q-{item}")
    question.get_by_label(label, exact=True).check(force=True)


def test_every_answer_is_saved_at_once(phone, address):
    phone.goto(f"{address}?step=2")
    assert complaints(phone) == []
    pick(phone, "program_effectiveness", "10")
    expect(phone.locator("[data-saved]")).to_be_visible()
    expect(phone.locator("[data-answered]")).to_have_text("1")
    phone.reload()
    expect(
        phone.get_by_role("group", name="Эффективность программы наставничества").get_by_label("10")
    ).to_be_checked()
    phone.locator("#q-program_effectiveness").get_by_role("button", name="Очистить ответ").click()
    expect(phone.locator("[data-answered]")).to_have_text("0")


def test_place_is_folded_away_after_no(phone, address):
    phone.goto(address)
    place = phone.locator("[name=prior_experience_place]")
    expect(place).to_be_visible()
    pick(phone, "had_prior_experience", "нет")
    expect(place).to_be_hidden()


def test_targets_are_large_and_the_scale_stands_in_two_rows(phone, address):
    phone.goto(f"{address}?step=2")
    boxes = [label.bounding_box() for label in phone.locator("#q-program_effectiveness .scale label").all()]
    assert len(boxes) == 10
    assert len({round(box["y"]) for box in boxes}) == 2
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44


@pytest.mark.parametrize("width", [320, 1440])
def test_form_is_sent_without_a_script(browser, base_url, sign_in, address, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 740}, base_url=base_url
    )
    sign_in(context)
    page = context.new_page()
    page.goto(address)
    pick(page, "had_prior_experience", "да")
    page.locator("[name=prior_experience_place]").fill("в школе № 5")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?step=2$"))
    page.wait_for_load_state()
    for number, question in enumerate(page.locator("fieldset").all()):
        question.locator(".scale label").nth(number).click()
    with page.expect_navigation():  # what stands on a page is asked at once: it must be read to its end
        page.get_by_role("button", name="Дальше").click()
    for name in ("Дальше", "Проверить ответы"):
        for field in page.locator("textarea").all():
            field.fill("Поддержки")
        for yes in page.get_by_label("да", exact=True).all():
            yes.check(force=True)
        button = page.get_by_role("button", name=name, exact=True)
        if button.count():
            with page.expect_navigation():
                button.click()
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("heading", name="Спасибо, анкета принята")).to_be_visible()
    assert Response.objects.get().state == "submitted"
    context.close()


@pytest.mark.parametrize("step", ["1", "4", "check"])
def test_pages_are_clean_on_a_phone(phone, address, step):
    phone.goto(f"{address}?step=1")
    phone.get_by_role("button", name="Дальше").click()
    phone.goto(f"{address}?step={step}")
    assert complaints(phone) == []
