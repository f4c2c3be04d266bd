"""A page that begins, saves and sends at once does what the three steps do one after the other."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from surveys.models import Response, Revision
from surveys.models.tallies import Place, Tally
from surveys.workflow import Given, close_campaign, fill_in, save_answers, start, submit

pytestmark = pytest.mark.django_db

ANSWERS = {"had_prior_experience": "yes", "prior_experience_place": "Школа № 5", "program_effectiveness": "7"}


@pytest.fixture
def fill(campaign, people, on):
    """`fill(answers, response=…, sends=…)` as the cast's mentee."""

    def fill(answers, response=None, **more):
        given = Given(answers, position=2, **more)
        return fill_in(
            person=people["mentee"], campaign=campaign, response=response, given=given, on=on, by=None
        )

    return fill


def stored(response):
    row = Response.objects.get(pk=response.pk)
    same = ("state", "position", "answered_date", "school_id", "answers", "role", "phase", "source")
    texts = dict(row.texts.values_list("item_code", "text"))
    return {name: getattr(row, name) for name in same}, texts, row.submitted_at is not None


def journal():
    return list(
        Entry.objects.filter(action__startswith="survey.").order_by("pk").values_list("action", "text")
    )


def test_what_is_sent_at_once_is_what_three_steps_leave(fill, campaign, people, make_pair, on):
    make_pair(people["mentor"], people["curator"])
    at_once = fill(ANSWERS, sends=True, gaps_ok=True)
    assert at_once.is_sent
    assert (at_once.errors, at_once.refusal) == ({}, "")
    slowly = start(person=people["curator"], campaign=campaign, on=on, by=None)
    save_answers(response=slowly, answers=ANSWERS, on=on, position=2)
    assert submit(response=slowly, person=people["curator"], on=on, by=None, gaps_ok=True)
    assert stored(at_once.response) == stored(slowly)
    names = [str(people["mentee"])] * 2 + [str(people["curator"])] * 2
    assert journal() == list(zip(["survey.started", "survey.submitted"] * 2, names, strict=True))


def test_counts_learn_of_it(fill, campaign, year):
    fill(ANSWERS, sends=True, gaps_ok=True)
    place = Place(campaign.municipality_id, campaign.questionnaire.role, year)
    assert Tally.objects.at(place).get().changes == 1


def test_gaps_are_asked_for_and_the_answers_stay(fill):
    filled = fill(ANSWERS, sends=True)
    assert not filled.is_sent
    assert filled.refusal.startswith("Без ответа осталось вопросов:")
    row, texts, is_sent = stored(filled.response)
    assert (row["state"], row["answers"]["program_effectiveness"], is_sent) == ("draft", 7, False)
    assert texts == {"prior_experience_place": "Школа № 5"}


def test_words_of_before_count_when_the_form_is_sent(fill):
    begun = fill({"expectations_text": "Поддержки"})
    sent = fill({}, begun.response, sends=True, gaps_ok=True)
    assert sent.is_sent
    assert stored(sent.response)[1] == {"expectations_text": "Поддержки"}


def test_what_cannot_be_read_is_not_sent(fill):
    filled = fill({**ANSWERS, "program_effectiveness": "11"}, sends=True, gaps_ok=True)
    assert (list(filled.errors), filled.is_sent) == (["program_effectiveness"], False)
    assert stored(filled.response)[0]["answers"] == {"had_prior_experience": 1}


def test_second_sending_sends_nothing_and_keeps_what_stood(fill):
    sent = fill(ANSWERS, sends=True, gaps_ok=True)
    again = fill({"program_effectiveness": "9"}, sent.response, sends=True, gaps_ok=True)
    assert (again.is_sent, again.refusal) == (False, "")
    assert stored(sent.response)[0]["answers"]["program_effectiveness"] == 9
    assert Revision.objects.values_list("item_code", "was").get() == ("program_effectiveness", 7)
    assert [action for action, _ in journal()] == ["survey.started", "survey.submitted"]


def test_answers_of_a_closed_campaign_are_not_begun(fill, campaign, on):
    close_campaign(campaign=campaign, on=on, by=None)
    with pytest.raises(ValidationError, match="Приём ответов закончился"):
        fill(ANSWERS, sends=True)
    assert not Response.objects.exists()


def test_a_form_sent_at_once_takes_few_queries(fill, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        fill(ANSWERS, sends=True, gaps_ok=True)
