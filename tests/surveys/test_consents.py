"""A consent to processing that was taken back bars answers by every way in; a missing one is asked for."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schools.enums import ConsentKind
from schools.workflow import give_consent, withdraw_consent
from surveys.consents import WITHDRAWN
from surveys.models import Response
from surveys.workflow import start
from tests.surveys.test_entry import address, column, row_of, sent, taken, words

pytestmark = pytest.mark.django_db
ASKED_FOR = "согласие на обработку персональных данных ещё не записано"


@pytest.fixture
def give(people, on):
    """The mentee's consent: `give()`, again after it was taken back."""

    def run(kind=ConsentKind.PROCESSING):
        return give_consent(person=people["mentee"], kind=kind, by=None, on=on)

    return run


@pytest.fixture
def withdrawn(give, on):
    """A consent that was given and taken back."""
    withdraw_consent(consent=give(), by=None, on=on)


@pytest.fixture
def fill(campaign):
    return address("fill", campaign)


def test_withdrawn_consent_takes_no_answer(client_as, fill, withdrawn, people, campaign, on):
    mentee = client_as("mentee")
    assert WITHDRAWN in words(mentee.get(fill))
    refused = mentee.post(fill, {"step": "1", "go": "next", "had_prior_experience": "yes"})
    assert (refused.status_code, WITHDRAWN in words(refused)) == (409, True)
    told = mentee.post(fill, {"step": "1", "go": "autosave", "had_prior_experience": "yes"})
    assert (told.status_code, told.json()) == (409, {"error": WITHDRAWN})
    with pytest.raises(ValidationError, match="отозвано"):
        start(person=people["mentee"], campaign=campaign, on=on, by=None)
    assert not Response.objects.exists()


def test_answers_begun_before_the_withdrawal_stay_and_take_no_more(
    client_as, fill, campaign, people, give, on
):
    consent = give()
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    withdraw_consent(consent=consent, by=None, on=on)
    refused = client_as("mentee").post(fill, {"step": "1", "go": "next", "had_prior_experience": "yes"})
    assert (refused.status_code, Response.objects.get().answers) == (409, {})


def test_consent_given_anew_opens_the_form_again(client_as, fill, withdrawn, give):
    give()
    done = client_as("mentee").post(fill, {"step": "1", "go": "next", "had_prior_experience": "yes"})
    assert (done.status_code, Response.objects.get().answers) == (302, {"had_prior_experience": 1})


def test_withdrawn_publication_bars_no_answer(client_as, fill, give, on):
    withdraw_consent(consent=give(ConsentKind.PUBLICATION), by=None, on=on)
    assert WITHDRAWN not in words(client_as("mentee").get(fill))


def test_missing_consent_is_asked_for_beside_the_form(client_as, fill, people, give):
    mentee = client_as("mentee")
    page = words(mentee.get(fill))
    assert ASKED_FOR in page
    assert reverse("bank:consents", args=[people["mentee"].pk]) in page
    give()
    assert ASKED_FOR not in words(mentee.get(fill))


def test_paper_of_who_has_withdrawn_is_not_typed_in(client_as, campaign, people, withdrawn):
    paper = address("paper", campaign, people["mentee"].pk)
    refused = client_as("curator").post(paper, {"program_effectiveness": "8"})
    assert (refused.status_code, WITHDRAWN in words(refused)) == (400, True)
    assert not Response.objects.exists()


def test_row_of_who_has_withdrawn_is_named_and_nothing_is_taken(client_as, campaign, people, give, on):
    curator, consent = client_as("curator"), give()
    book = taken(curator, campaign)
    withdraw_consent(consent=consent, by=None, on=on)
    sheet = book["Ответы"]
    sheet.cell(row_of(book, people["mentee"]), column(sheet, "3."), 8)
    response = sent(curator, campaign, book)
    assert response.status_code == 400
    assert [fault.message for fault in response.context["intake"].faults] == [WITHDRAWN]
    assert not Response.objects.exists()
