"""The network goes in the middle of a form: answers wait on the device and are sent when it is back."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from surveys.models import Response
from surveys.workflow import issue_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWERS = {"program_effectiveness": "9", "participation_comfort": "2", "org_events_quality": "10"}
WAITING = "Object.keys(localStorage).filter(key => key.startsWith('survey:'))"


@pytest.fixture
def colleague(make_teacher, make_pair, people, school):
    """Another mentee whom the campaign asks."""
    other = make_teacher(school, "T2")
    make_pair(people["mentor"], other)
    return other


@pytest.fixture
def address(campaign):
    return reverse("surveys:fill", args=[campaign.pk])


@pytest.fixture
def phone(page_as):
    """The mentee's phone."""
    page = page_as("mentee")
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def pick(page, item, value):
    page.locator(f"#q-{item} input[value='{value}']").check(force=True)


def answer_offline(phone, context, address, answers):
    """Open the second section, lose the network, answer."""
    phone.goto(f"{address}?step=2")
    context.set_offline(True)
    for item, value in answers.items():
        pick(phone, item, value)
    expect(phone.locator("[data-unsent-count]")).to_have_text(str(len(answers)))
    expect(phone.locator("[data-trouble]")).to_contain_text("Нет связи")


def close_offline(phone, context):
    """Close the page before the network is back.

    The browser ends its being offline with the page itself: whatever a closing page sends could slip through.
    """
    phone.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    phone.close()
    context.set_offline(False)


def hold(route, held):
    """Keep the first answer that is sent by itself; let everything else pass."""
    if "go=autosave" in (route.request.post_data or "") and not held:
        held.append(route)
    else:
        route.continue_()


def stored():
    return {code: str(value) for code, value in Response.objects.get().answers.items()}


def test_answers_given_offline_are_sent_when_the_network_returns(phone, context, address):
    answer_offline(phone, context, address, ANSWERS)
    assert Response.objects.count() == 0
    phone.get_by_role("button", name="Дальше", exact=True).click()
    expect(phone.locator("[data-trouble]")).to_contain_text("следующий раздел не открыть")
    expect(phone.get_by_role("heading", name="Ожидания от программы")).to_be_visible()
    context.set_offline(False)
    expect(phone.locator("[data-saved]")).to_be_visible()
    expect(phone.locator("[data-trouble]")).to_be_hidden()
    expect(phone.locator("[data-answered]")).to_have_text("3")
    assert stored() == ANSWERS
    assert phone.evaluate(WAITING) == []
    phone.get_by_role("button", name="Дальше", exact=True).click()
    expect(phone).to_have_url(re.compile(r"\?step=3$"))


def test_closed_page_sends_what_waits_when_it_is_opened_again(phone, context, address):
    answer_offline(phone, context, address, ANSWERS)
    close_offline(phone, context)
    fresh = context.new_page()
    fresh.goto(f"{address}?step=2")
    expect(fresh.locator("#q-org_events_quality input[value='10']")).to_be_checked()
    expect(fresh.locator("[data-answered]")).to_have_text("3")
    assert stored() == ANSWERS


def test_list_sends_what_waits(phone, context, address):
    answer_offline(phone, context, address, ANSWERS)
    close_offline(phone, context)
    fresh = context.new_page()
    fresh.goto("/surveys/")
    expect(fresh.get_by_role("link", name="Продолжить")).to_be_visible()
    assert stored() == ANSWERS


def test_another_person_on_the_phone_sends_nothing_of_the_first(
    phone, context, address, campaign, colleague, on
):
    """A colleague opens her own link on the same phone: what waits is not sent with her answers."""
    token = issue_link(campaign=campaign, person=colleague, on=on, now=timezone.now(), by=None)
    answer_offline(phone, context, address, ANSWERS)
    close_offline(phone, context)
    fresh = context.new_page()
    fresh.goto(reverse("surveys:token", args=[token]) + "?step=2")
    pick(fresh, "adaptation_usefulness", "5")
    expect(fresh.locator("[data-answered]")).to_have_text("1")
    assert stored() == {"adaptation_usefulness": "5"}
    assert len(fresh.evaluate(WAITING)) == 1


def test_sign_in_of_another_person_clears_what_waits(phone, context, address, client_as, base_url):
    answer_offline(phone, context, address, ANSWERS)
    close_offline(phone, context)
    session = client_as("mentor").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
    fresh = context.new_page()
    fresh.goto("/surveys/")
    expect(fresh.get_by_role("heading", name="Мои анкеты")).to_be_visible()
    # a list without a form of one's own keeps the others' away all the same
    assert fresh.evaluate(WAITING) == []
    assert Response.objects.count() == 0


def test_signing_out_clears_what_waits(phone, context, address):
    answer_offline(phone, context, address, ANSWERS)
    phone.route("**/surveys/*/", lambda route: route.abort())
    context.set_offline(False)
    assert len(phone.evaluate(WAITING)) == 1
    fresh = context.new_page()
    fresh.goto("/accessibility/")
    fresh.evaluate("document.querySelector('form[action*=logout]').requestSubmit()")
    expect(fresh).to_have_url(re.compile("/accounts/login/"))
    assert fresh.evaluate(WAITING) == []


def test_ended_session_is_told_and_the_sign_in_beside_sends(phone, context, address, users, base_url):
    phone.goto(f"{address}?step=2")
    context.clear_cookies()
    pick(phone, "program_effectiveness", "9")
    expect(phone.locator("[data-trouble]")).to_contain_text("Обновите страницу".lower())
    client = Client()
    client.force_login(users["mentee"])
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])
    phone.reload()
    expect(phone.locator("[data-answered]")).to_have_text("1")
    assert stored() == {"program_effectiveness": "9"}


def test_server_that_fails_for_a_while_gets_the_answer_in_the_end(phone, address):
    failures = iter([503, 502])

    def answer(route):
        status = next(failures, None)
        if status is None:
            route.continue_()
        else:
            route.fulfill(status=status, body="")

    phone.goto(f"{address}?step=2")
    phone.route(f"**{address}", answer)
    pick(phone, "program_effectiveness", "9")
    expect(phone.locator("[data-answered]")).to_have_text("1", timeout=20000)
    assert stored() == {"program_effectiveness": "9"}


def test_button_pressed_while_answers_go_out_is_heard(phone, context, address):
    """The page of all answers sends what waited and is drawn anew: not past a button pressed meanwhile."""
    phone.goto(f"{address}?step=2")
    pick(phone, "adaptation_usefulness", "5")
    expect(phone.locator("[data-answered]")).to_have_text("1")
    answer_offline(phone, context, address, ANSWERS)
    phone.close()
    context.set_offline(False)
    held = []
    fresh = context.new_page()
    fresh.route(f"**{address}", lambda route: hold(route, held))
    fresh.goto(f"{address}?step=check")
    fresh.get_by_role("button", name="Отправить с пропусками").click(no_wait_after=True)
    assert len(held) == 1
    held[0].continue_()
    expect(fresh.get_by_role("heading", name="Спасибо, анкета принята")).to_be_visible()
    assert stored() == {**ANSWERS, "adaptation_usefulness": "5"}
    assert Response.objects.get().state == "submitted"
