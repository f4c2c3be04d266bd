"""Changes of a form that was sent keep the answer that stood before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import Revision
from surveys.workflow import save_answers, start, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def response(campaign, people, on):
    """A draft with a score and a text."""
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 7, "expectations_text": "Опыт"}, on=on)
    return response


@pytest.fixture
def sent(response, people, on):
    submit(response=response, person=people["mentee"], on=on, by=None, gaps_ok=True)
    return response


def kept():
    return list(Revision.objects.order_by("pk").values_list("item_code", "was"))


def test_draft_keeps_no_old_answers(response, on):
    save_answers(response=response, answers={"program_effectiveness": 9}, on=on)
    assert kept() == []


def test_changed_answer_and_text_are_kept(sent, on):
    given = {"program_effectiveness": 9, "expectations_text": "", "participation_comfort": "dk"}
    save_answers(response=sent, answers=given, on=on)
    assert kept() == [
        ("expectations_text", "Опыт"),
        ("participation_comfort", None),
        ("program_effectiveness", 7),
    ]


def test_same_answer_given_again_is_no_change(sent, on):
    save_answers(response=sent, answers={"program_effectiveness": "7", "expectations_text": "Опыт"}, on=on)
    assert kept() == []


def test_of_one_sitting_the_first_answer_is_kept(sent, on):
    for score in (8, 9, 10):
        save_answers(response=sent, answers={"program_effectiveness": score}, on=on)
    assert kept() == [("program_effectiveness", 7)]
    Revision.objects.update(replaced_at=timezone.now() - timedelta(minutes=61))
    save_answers(response=sent, answers={"program_effectiveness": 1}, on=on)
    assert kept() == [("program_effectiveness", 7), ("program_effectiveness", 10)]


def test_answer_dropped_by_its_condition_is_kept(sent, on):
    save_answers(
        response=sent, answers={"had_prior_experience": "yes", "prior_experience_place": "в школе"}, on=on
    )
    Revision.objects.all().delete()
    save_answers(response=sent, answers={"had_prior_experience": "no"}, on=on)
    assert kept() == [("had_prior_experience", 1), ("prior_experience_place", "в школе")]
