"""The personal link: the same form without a sign-in, for its holder alone, as long as it lives."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.log_filter import HideTokens
from surveys.models import PersonalLink, Response
from surveys.workflow import close_campaign, holder_of, issue_link, revoke_link


@pytest.fixture
def token(campaign, people, on):
    return issue_link(campaign=campaign, person=people["mentee"], on=on, now=timezone.now(), by=None)


@pytest.fixture
def address(token):
    return reverse("surveys:token", args=[token])


def page(response):
    return " ".join(response.content.decode().split())


def test_holder_fills_the_form_in_without_a_sign_in(address):
    client = Client()
    assert "Раздел 1 из 4" in page(client.get(address))
    first = client.post(address, {"step": "2", "go": "next", "program_effectiveness": "8"})
    assert first["Location"] == f"{address}?step=3"
    later = client.post(address, {"step": "3", "go": "later"}, follow=True)
    assert "откройте ту же ссылку ещё раз" in page(later)
    done = client.post(address, {"step": "4", "go": "submit", "gaps_ok": "1"}, follow=True)
    assert "Спасибо, анкета принята" in page(done)
    stored = Response.objects.get()
    assert (stored.answers, stored.state, stored.source) == (
        {"program_effectiveness": 8},
        "submitted",
        "link",
    )


def test_link_and_sign_in_lead_to_the_same_response(address, campaign, client_as):
    Client().post(address, {"step": "2", "program_effectiveness": "8"})
    own = client_as("mentee")
    own.post(reverse("surveys:fill", args=[campaign.pk]), {"step": "2", "participation_comfort": "9"})
    assert [row.answers for row in Response.objects.all()] == [
        {"program_effectiveness": 8, "participation_comfort": 9}
    ]


def test_link_opens_one_form_and_no_account(address):
    client = Client()
    client.get(address)
    assert client.get("/surveys/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_link_works_under_another_sign_in_for_its_own_person(address, client_as, people):
    client_as("mentor").post(address, {"step": "2", "program_effectiveness": "8"})
    assert Response.objects.get().role == "mentee"


def test_unknown_link_is_404_in_words(db):
    response = Client().get("/surveys/t/2222-3333-4444-5555-6666/")
    assert response.status_code == 404
    assert "Такой ссылки на анкету нет" in page(response)


@pytest.mark.parametrize("way", ["revoked", "expired", "closed", "replaced"])
def test_spent_link_is_410_and_takes_nothing(address, token, campaign, people, on, way):
    link = holder_of(token)
    if way == "revoked":
        revoke_link(link=link, now=timezone.now(), by=None)
    elif way == "expired":
        PersonalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif way == "closed":
        close_campaign(campaign=campaign, on=on, by=None)
    else:
        issue_link(campaign=campaign, person=people["mentee"], on=on, now=timezone.now(), by=None)
    for response in (
        Client().get(address),
        Client().post(address, {"step": "2", "program_effectiveness": "8"}),
    ):
        assert response.status_code == 410
        assert "Ссылка на анкету больше не действует" in page(response)
    assert Response.objects.count() == 0


def test_token_is_kept_out_of_the_log(address, token, caplog):
    caplog.handler.addFilter(HideTokens())
    with caplog.at_level(logging.WARNING, logger="django.request"):
        Client().post(address, {"step": "4", "expectations_text": "х" * 4001})
        PersonalLink.objects.update(revoked_at=timezone.now())
        Client().get(address)
    assert [record.getMessage() for record in caplog.records] == [
        "Bad Request: /surveys/t/…/",
        "Gone: /surveys/t/…/",
    ]
    assert token not in caplog.text


def test_console_of_the_portal_hides_tokens(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_tokens"]
    assert settings.LOGGING["filters"]["hide_tokens"] == {"()": "surveys.log_filter.HideTokens"}


@pytest.fixture
def sheet_address(campaign):
    return reverse("surveys:links", args=[campaign.pk])


def tokens_of(response):
    return re.findall(r"http://testserver/surveys/t/([0-9a-z-]{24})/", page(response))


def test_sheet_shows_a_link_for_everyone_without_one(client_as, campaign, sheet_address, people):
    client = client_as("methodist")
    (token,) = tokens_of(client.post(sheet_address))
    assert holder_of(token).person == people["mentee"]
    again = client.post(sheet_address, follow=True)
    assert "у всех есть ссылки" in page(again)
    assert token not in page(again)
    assert client.get(sheet_address)["Location"] == reverse("surveys:campaign", args=[campaign.pk])


def test_sheet_leaves_out_who_has_sent_and_other_schools(
    client_as, campaign, sheet_address, people, on, other_school, make_teacher, make_pair
):
    make_pair(people["mentor"], make_teacher(other_school, "T2"))
    client = client_as("methodist")
    (token,) = tokens_of(client.post(sheet_address, {"school": other_school.code}))
    assert holder_of(token).person.code == "T2"


def test_one_person_gets_a_new_link(client_as, sheet_address, token, people):
    (new,) = tokens_of(client_as("methodist").post(sheet_address, {"person": people["mentee"].pk}))
    assert (holder_of(token).revoked_at is None, holder_of(new).revoked_at is None) == (False, True)


def test_who_is_not_asked_gets_no_link(client_as, sheet_address, people):
    for person in (people["mentor"].pk, "x", 10**9):
        assert client_as("methodist").post(sheet_address, {"person": person}).status_code == 404
    assert PersonalLink.objects.count() == 0


def test_link_is_taken_back(client_as, sheet_address, token, people):
    client_as("methodist").post(sheet_address, {"revoke": people["mentee"].pk})
    assert holder_of(token).revoked_at is not None


@pytest.mark.parametrize("role", ["admin", "head", "curator", "director", "mentee", "approver", "department"])
def test_only_methodists_make_links(client_as, sheet_address, role):
    assert client_as(role).post(sheet_address).status_code == 403
    assert PersonalLink.objects.count() == 0


@pytest.mark.parametrize("field", ["person", "revoke"])
@pytest.mark.parametrize("key", ["9" * 20, "нет"])
def test_key_that_no_database_holds_is_not_found(client_as, campaign, people, field, key):
    address = reverse("surveys:links", args=[campaign.pk])
    assert client_as("methodist").post(address, {field: key}).status_code == 404


def test_school_that_no_code_names_gets_no_links(client_as, campaign, people):
    address = reverse("surveys:links", args=[campaign.pk])
    page = client_as("methodist").post(address, {"school": "9-01"}, follow=True)
    assert "Выдавать некому" in page.content.decode()
