"""A questionnaire without a network: kept on the telephone, filled in, sent once, shown to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Response
from tests.surveys.test_browser import PHONE, complaints, pick

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What the worker holds, asked until it is as expected, for five seconds at most.
KEPT = """async (expected) => {
  for (let tries = 100; ; tries -= 1) {
    const urls = (await (await caches.open("pages")).keys()).map(request => new URL(request.url));
    const held = urls.map(url => url.pathname + url.search).filter(path => !path.includes("?notes")).sort();
    if (held.join() === expected.join() || !tries) return held;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}"""


@pytest.fixture
def telephone(browser, base_url):
    """A browser that takes workers, which the others of the tests refuse."""
    context = browser.new_context(
        base_url=base_url, viewport=PHONE, locale="ru-RU", reduced_motion="reduce", service_workers="allow"
    )
    yield context
    context.close()


@pytest.fixture
def hand_to(telephone, base_url, users):
    """Put another session into the telephone; the one before was never signed out."""

    def hand(login):
        client = Client()
        client.force_login(users[login])
        session = client.cookies["sessionid"].value
        telephone.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])

    return hand


@pytest.fixture
def sections(campaign):
    """The addresses of a form."""
    address = reverse("surveys:fill", args=[campaign.pk])
    return [f"{address}?step={number}" for number in (1, 2, 3, 4)]


@pytest.fixture
def page(telephone, hand_to, sections):
    """The mentee has opened the second section, and the worker has fetched the others."""
    hand_to("mentee")
    page = telephone.new_page()
    page.goto(sections[1])
    wait_for_kept(page, ["/surveys/", *sections])
    return page


def wait_for_kept(page, expected):
    assert page.evaluate(KEPT, expected) == expected


def trouble(page):
    return expect(page.locator("[data-trouble-words]"))


def test_form_is_filled_in_without_a_network_and_sent_once(page, telephone, base_url, sections):
    pick(page, "program_effectiveness", "7")
    expect(page.locator("[data-saved]")).to_be_visible()
    telephone.set_offline(True)
    pick(page, "participation_comfort", "5")
    expect(page.locator("[data-unsent-count]")).to_have_text("1")
    page.get_by_role("button", name="Дальше", exact=True).last.click()
    expect(page).to_have_url(f"{base_url}{sections[2]}")
    page.locator("[name=expectations_text]").fill("Поддержки")
    page.close()

    page = telephone.new_page()
    page.goto(sections[0].partition("?")[0])
    expect(page.locator("[name=expectations_text]")).to_have_value("Поддержки")
    trouble(page).to_contain_text("Нет связи")
    page.get_by_role("button", name="Назад").click()
    expect(page.locator("[name=program_effectiveness][value='7']")).to_be_checked()
    expect(page.locator("[name=participation_comfort][value='5']")).to_be_checked()
    assert complaints(page) == []
    page.goto(sections[3])
    page.get_by_role("button", name="Проверить ответы").click()
    trouble(page).to_contain_text("Проверить и отправить анкету можно будет")

    telephone.set_offline(False)
    expect(page.locator("[data-answered]")).to_have_text("3")
    row = Response.objects.get()
    assert row.answers == {"program_effectiveness": 7, "participation_comfort": 5}
    assert list(row.texts.values_list("item_code", "text")) == [("expectations_text", "Поддержки")]


def test_nothing_kept_is_shown_to_the_next_holder_of_the_telephone(page, telephone, hand_to, sections):
    hand_to("mentor")
    page.goto("/surveys/")
    wait_for_kept(page, ["/surveys/"])
    telephone.set_offline(True)
    for address in (sections[0], sections[1], "/bank/"):
        page.goto(address)
        expect(page.get_by_role("heading", name="Нет связи")).to_be_visible()
    assert complaints(page) == []
    telephone.set_offline(False)

    # the session is over: the way in drops what was kept before anybody signs in
    telephone.clear_cookies()
    page.goto("/surveys/")
    expect(page.get_by_role("button", name="Войти")).to_be_visible()
    wait_for_kept(page, [])

    hand_to("mentee")
    page.goto("/surveys/")
    wait_for_kept(page, ["/surveys/"])
    page.locator(".pop summary").click()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("button", name="Войти")).to_be_visible()
    wait_for_kept(page, [])
