"""Questionnaires that are owed at the start and the end of a pair: told to the desk, never in the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.pairs.enums import PairState
from mentorship.pairs.life.closing import owed_forms, warnings_of
from schools import years
from surveys.confidential import Seat, keys_for
from surveys.enums import CampaignState, ResponseState
from surveys.models import Campaign, Questionnaire, QuestionnaireVersion, Response

pytestmark = pytest.mark.django_db

ALL = ["mentor_before", "mentee_before", "mentor_after", "mentee_after"]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def ask(municipality, today):
    """The forms of this school year as campaigns: `ask("mentor_before")`."""

    def make(*codes, state=CampaignState.OPEN):
        for code in codes:
            Campaign.objects.create(
                questionnaire=Questionnaire.objects.get(code=code),
                version=QuestionnaireVersion.objects.published().get(questionnaire__code=code),
                municipality=municipality,
                year=years.year_of(today),
                state=state,
                opens_date=today - timedelta(days=7),
                closes_date=today + timedelta(days=7),
            )

    return make


@pytest.fixture
def send(today):
    """A form that a person has sent: `send(person, "mentor_before")`."""

    def make(person, code, state=ResponseState.SUBMITTED):
        campaign = Campaign.objects.get(questionnaire__code=code)
        role, phase = campaign.questionnaire.role, campaign.questionnaire.phase
        seat = Seat(person.pk, role, campaign.year)
        Response.objects.create(
            key=keys_for([seat])[seat],
            campaign=campaign,
            version=campaign.version,
            role=role,
            phase=phase,
            year=campaign.year,
            municipality=campaign.municipality,
            state=state,
            answered_date=today if state == ResponseState.SUBMITTED else None,
        )

    return make


def test_form_that_nobody_asks_is_not_owed(mentor, mentees, make_pair, ask, today):
    pair = make_pair(mentor, mentees[:1], PairState.ORDERED)
    ask(*ALL, state=CampaignState.DRAFT)
    assert (owed_forms(pair, today), owed_forms(pair, today, is_end=True)) == ([], [])


def test_both_sides_owe_the_form_of_the_moment(mentor, mentees, make_pair, ask, send, today):
    pair = make_pair(mentor, mentees[:2], PairState.ORDERED)
    ask(*ALL)
    assert owed_forms(pair, today) == [
        "Анкета «до» не заполнена: наставник.",
        "Анкета «до» не заполнена: наставляемые, 2 из 2.",
    ]
    send(mentor.person, "mentor_before")
    send(mentees[0], "mentee_before")
    send(mentees[1], "mentee_before", ResponseState.DRAFT)
    assert owed_forms(pair, today) == ["Анкета «до» не заполнена: наставляемые, 1 из 2."]
    assert owed_forms(pair, today, is_end=True) == [
        "Анкета «после» не заполнена: наставник.",
        "Анкета «после» не заполнена: наставляемые, 2 из 2.",
    ]


def test_other_role_of_the_same_person_does_not_count(mentor, mentees, make_pair, ask, send, today):
    pair = make_pair(mentor, mentees[:1], PairState.ORDERED)
    ask("mentor_before", "mentee_before")
    send(mentor.person, "mentee_before")
    assert owed_forms(pair, today) == [
        "Анкета «до» не заполнена: наставник.",
        "Анкета «до» не заполнена: наставляемый.",
    ]


@pytest.mark.parametrize(("role", "is_told"), [("methodist", True), ("curator", True), ("mentor", False)])
def test_desk_is_told_on_the_page_and_on_the_form(client_as, mentor, mentees, make_pair, ask, role, is_told):
    pair = make_pair(mentor, mentees[:1], PairState.ORDERED)
    ask("mentee_before")
    for path in (f"/pairs/{pair.pk}/", f"/pairs/{pair.pk}/start/"):
        text = client_as(role).get(path).content.decode()
        assert ("Анкета «до» не заполнена: наставляемый." in text) == is_told


def test_start_goes_on_and_the_journal_keeps_what_was_known(
    client_as, mentor, mentees, make_pair, ask, today
):
    pair = make_pair(mentor, mentees[:1], PairState.ORDERED)
    ask("mentee_before")
    client_as("methodist").post(f"/pairs/{pair.pk}/start/", {"start_date": today.isoformat()})
    pair.refresh_from_db()
    assert pair.state == PairState.ACTIVE
    entry = Entry.objects.get(action="pairs.start")
    assert entry.data["warnings"] == ["Анкета «до» не заполнена: наставляемый."]


def test_end_goes_on_with_the_same_words(client_as, mentor, mentees, make_pair, ask, today):
    pair = make_pair(mentor, mentees[:1], PairState.ACTIVE)
    ask("mentor_after")
    words = "Анкета «после» не заполнена: наставник."
    assert words in warnings_of(pair, today)
    client = client_as("methodist")
    assert words in client.get(f"/pairs/{pair.pk}/complete/").content.decode()
    sent = {"result": "готово", "end_date": today.isoformat()}
    assert client.post(f"/pairs/{pair.pk}/complete/", sent).status_code == 302
    assert words in Entry.objects.get(action="pairs.complete").data["warnings"]


def test_protocol_that_both_sides_read_tells_of_no_forms(client_as, mentor, mentees, make_pair, ask):
    pair = make_pair(mentor, mentees[:1], PairState.ACTIVE)
    ask(*ALL)
    text = client_as("mentee").get(f"/pairs/{pair.pk}/protocol/").content.decode()
    assert "Заключительная встреча не записана" in text
    assert "Анкета" not in text
