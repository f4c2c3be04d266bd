"""Two tabs, double clicks, stale tokens, an ended session: one response, and nothing typed is lost."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.audit.models import Entry
from surveys.models import Response
from surveys.workflow import close_campaign, save_answers, start, submit
from tests.at_once import at_once
from tests.cast import PASSWORD

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SEEN = re.compile(r'name="(seen-[a-z_0-9]+)"\s+value="([0-9a-f]{12})"')
WORDS = "Жду «опыта»\r\nи <поддержки> & советов"
STORED = "Жду «опыта»\nи <поддержки> & советов"


@pytest.fixture
def address(campaign):
    return reverse("surveys:fill", args=[campaign.pk])


@pytest.fixture
def client(client_as):
    """The mentee, signed in."""
    return client_as("mentee")


def page(response):
    return " ".join(response.content.decode().split())


def seen(client, address, step):
    """What a page tells of the answers it shows."""
    return dict(SEEN.findall(page(client.get(f"{address}?step={step}"))))


def stored():
    row = Response.objects.get()
    return row.answers, dict(row.texts.values_list("item_code", "text"))


@pytest.mark.django_db(transaction=True)
def test_fifty_submits_at_once_make_one_response(campaign, people, address, users, on):
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    found = []

    def send():
        client = Client()
        client.cookies["sessionid"] = session
        found.append(client.post(address, {"step": "4", "go": "submit", "gaps_ok": "1"}).status_code)

    first = Client()
    first.force_login(users["mentee"])
    session = first.cookies["sessionid"].value
    assert at_once(*[send] * 50) == ["done"] * 50
    assert found == [302] * 50
    assert [row.state for row in Response.objects.all()] == ["submitted"]
    assert Entry.objects.filter(action="survey.submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_first_answers_at_once_begin_one_response(campaign, people, on):
    def begin():
        response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
        save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
        submit(response=response, person=people["mentee"], on=on, by=None, gaps_ok=True)

    assert at_once(*[begin] * 50) == ["done"] * 50
    assert stored() == ({"program_effectiveness": 7}, {})
    assert Entry.objects.filter(action="survey.started").count() == 1


def test_answers_given_in_two_tabs_are_all_kept(client, address):
    """The second tab was opened before the first saved; its blank fields undo nothing."""
    opened = seen(client, address, 3)
    client.post(address, {"step": "3", "go": "next", "expectations_text": WORDS, **opened})
    other = {"expectations_text": "", "most_valuable_text": "Опыт"}
    client.post(address, {"step": "3", "go": "next", **other, **opened})
    assert stored()[1] == {"expectations_text": STORED, "most_valuable_text": "Опыт"}


def test_unchanged_answers_of_a_stale_tab_undo_nothing(client, address):
    client.post(address, {"step": "2", "program_effectiveness": "3", "participation_comfort": "dk"})
    stale = seen(client, address, 2)
    client.post(address, {"step": "2", "go": "autosave", "program_effectiveness": "9"})
    posted = {"program_effectiveness": "3", "participation_comfort": "dk"}
    client.post(address, {"step": "2", "go": "next", **posted, **stale})
    assert stored()[0] == {"program_effectiveness": 9, "participation_comfort": "dk"}


def test_text_is_emptied_on_purpose(client, address):
    client.post(address, {"step": "3", "expectations_text": WORDS})
    marks = seen(client, address, 3)
    client.post(address, {"step": "3", "go": "next", "expectations_text": "", **marks})
    assert stored() == ({}, {})


def test_reloading_a_posted_page_changes_nothing(client, address):
    """F5 sends the same again: the answer to a post is a redirect, and a second post is the same."""
    posted = {"step": "2", "go": "next", "program_effectiveness": "8"}
    locations = {client.post(address, posted)["Location"] for _ in range(3)}
    assert locations == {f"{address}?step=3"}
    assert Response.objects.count() == 1


def test_stale_token_keeps_what_was_typed_and_one_press_sends_it(users, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(users["mentee"])
    client.get(address)
    posted = {"step": "3", "go": "next", "expectations_text": WORDS, "glad_to_participate": "yes"}
    refused = client.post(
        address, {**posted, "csrfmiddlewaretoken": "x" * 32}, headers={"origin": "http://testserver"}
    )
    kept = {name: unescape(value) for name, value in HIDDEN.findall(refused.content.decode())}
    assert (refused.status_code, Response.objects.count()) == (403, 0)
    assert {name: kept[name] for name in posted} == posted
    assert client.post(address, kept, headers={"origin": "http://testserver"}).status_code == 302
    assert stored()[1] == {"expectations_text": STORED}


def test_ended_session_keeps_what_was_typed_and_the_way_back(users, address):
    """Signed out in the middle: the words stand in the page, wait for the sign-in beside, and are sent."""
    client = Client()
    posted = {"step": "3", "go": "next", "expectations_text": WORDS, "person": str(users["mentee"].person.pk)}
    refused = client.post(address, posted)
    kept = {name: unescape(value) for name, value in HIDDEN.findall(refused.content.decode())}
    assert refused.status_code == 403
    assert {name: kept[name] for name in posted} == posted
    client.post(reverse("login"), {"username": "mentee", "password": PASSWORD})
    assert client.post(address, kept)["Location"] == f"{address}?step=4"
    assert stored()[1] == {"expectations_text": STORED}


def test_script_is_told_that_the_session_ended(client, campaign, address):
    refused = Client().post(address, {"step": "2", "go": "autosave", "program_effectiveness": "8"})
    assert refused.status_code == 403
    assert "Вход истёк" in refused.json()["error"]


def test_script_of_another_person_is_refused(client, people, address):
    posted = {"step": "2", "go": "autosave", "person": people["mentor"].pk, "program_effectiveness": "8"}
    refused = client.post(address, posted)
    assert (refused.status_code, Response.objects.count()) == (409, 0)
    assert "под другим именем" in refused.json()["error"]


def test_campaign_closed_between_page_and_answer_shows_the_words(client, campaign, address, on):
    marks = seen(client, address, 3)
    close_campaign(campaign=campaign, on=on, by=None)
    refused = client.post(address, {"step": "3", "go": "next", "expectations_text": WORDS, **marks})
    assert refused.status_code == 409
    assert "Жду «опыта» и &lt;поддержки&gt; &amp; советов" in page(refused)


def test_own_answers_are_shown_for_the_printer(client, address):
    client.post(address, {"step": "2", "go": "later", "program_effectiveness": "8"})
    text = page(client.get(f"{address}?step=own"))
    assert "анкета ещё не отправлена" in text
    assert "<b>8</b>" in text


def test_signing_out_clears_what_waits_on_the_device(client):
    assert client.post(reverse("logout"))["Clear-Site-Data"] == '"storage"'
