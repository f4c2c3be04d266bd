"""The link from a person to answers: one module knows it, and it does not lead back."""

import re
from collections import Counter

import pytest
from django.contrib import admin

from mentorship.audit.models import Entry
from schools.access_table import MODEL_AREAS
from schools.models import Person
from surveys import confidential
from surveys.confidential import Seat
from surveys.enums import ResponseSource, Status
from surveys.models import FreeText, Participation, PersonalLink, Response
from surveys.workflow import save_answers, start, submit
from tests.architecture.files import ROOT, code_files

ALLOWED = {"surveys/confidential.py", "surveys/models/__init__.py", "surveys/models/responses.py"}


def naming(pattern):
    """Files of code that name something."""
    found = {path for path in code_files() if re.search(pattern, path.read_text(encoding="utf-8"))}
    return {str(path.relative_to(ROOT)) for path in found}


def test_no_other_module_goes_from_persons_to_keys():
    of_surveys = naming(r"\bParticipation\b") & (
        naming(r"from surveys\b") | naming(r"^class Participation\(models")
    )
    assert of_surveys | naming(r"\bparticipations\b") == ALLOWED


def test_keys_are_made_and_matched_by_few():
    """Who asks for a person's answers: imports, inventions, typing in from paper, the own form and list."""
    assert naming(r"\bkeys_for\b|\bresponses_by_key\b") == {
        "surveys/confidential.py",
        "surveys/answer_import.py",
        "reports/generated/answers.py",
    }
    assert naming(r"\bresponse_of\b|\bown_responses\b") == {
        "surveys/confidential.py",
        "surveys/offline.py",
        "surveys/personal.py",
        "surveys/workflow/paper.py",
        "surveys/visit.py",
        "surveys/views/mine.py",
    }


def test_responses_hold_no_person():
    related = {field.related_model for field in Response._meta.get_fields() if field.is_relation}
    assert Person not in related


@pytest.mark.parametrize("model", [Response, FreeText, Participation, PersonalLink])
def test_answers_never_come_to_the_admin(model):
    assert not admin.site.is_registered(model)
    assert model._meta.label_lower not in MODEL_AREAS


@pytest.fixture
def response(campaign, people, on):
    return start(person=people["mentee"], campaign=campaign, on=on, by=None)


def test_beginning_twice_gives_the_same_response(campaign, people, on, response):
    again = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    assert again.pk == response.pk
    assert Response.objects.count() == 1


def test_response_of_another_is_none(campaign, people, response):
    assert confidential.response_of(person=people["mentee"], campaign=campaign) == response
    assert confidential.response_of(person=people["mentor"], campaign=campaign) is None


def test_response_keeps_the_school_and_the_source(campaign, people, on, school):
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None, source=ResponseSource.LINK)
    assert (response.school, response.source, response.role, response.phase) == (
        school,
        "link",
        "mentee",
        "before",
    )


def test_both_forms_of_a_year_share_a_key(campaign, make_campaign, people, on, response):
    after = start(person=people["mentee"], campaign=make_campaign("mentee_after"), on=on, by=None)
    assert (after.key == response.key, after.pk == response.pk) == (True, False)


def test_statuses_tell_no_more_than_how_far(campaign, people, on, response):
    mentee = people["mentee"]
    assert confidential.statuses(campaign) == {mentee.pk: Status.DRAFT}
    save_answers(response=response, answers={"glad_to_participate": "yes"}, on=on)
    submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)
    assert confidential.statuses(campaign) == {mentee.pk: Status.SUBMITTED}
    assert confidential.statuses_of(mentee) == {campaign.pk: Status.SUBMITTED}
    named = confidential.with_status(Person.objects.filter(code__in=["C-mentee", "C-mentor"]), campaign)
    assert dict(named.values_list("code", "status")) == {"C-mentee": "submitted", "C-mentor": "not_started"}


def test_statuses_belong_to_one_campaign(campaign, make_campaign, response):
    assert confidential.statuses(make_campaign("mentee_after")) == {}
    assert confidential.statuses(make_campaign("mentor_before")) == {}


def test_counts_are_of_the_people_in_sight(campaign, response, people):
    mentee = Person.objects.filter(pk=people["mentee"].pk)
    assert confidential.status_counts([campaign], mentee) == {campaign.pk: Counter(draft=1)}
    assert confidential.status_counts([campaign], Person.objects.exclude(pk__in=mentee)) == {}


def test_keys_for_finds_and_makes(people, response):
    role, year = response.role, response.year
    old, new = (Seat(people[name].pk, role, year) for name in ("mentee", "curator"))
    keys = confidential.keys_for([old, new, old])
    assert (set(keys), keys[old]) == ({old, new}, response.key)
    assert confidential.keys_for([new]) == {new: keys[new]}


def test_journal_names_people_and_campaigns_never_answers(campaign, people, on, response):
    mentee = people["mentee"]
    text = "Очень личное ожидание"
    save_answers(response=response, answers={"expectations_text": text, "program_effectiveness": 7}, on=on)
    submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)
    entries = list(Entry.objects.filter(action__startswith="survey."))
    assert {entry.target_model for entry in entries} == {"surveys.campaign"}
    assert [(entry.action, entry.text, entry.data) for entry in reversed(entries)] == [
        ("survey.started", mentee.full_name, {}),
        ("survey.submitted", mentee.full_name, {}),
    ]
