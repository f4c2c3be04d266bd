"""Answers: saved bit by bit, sent once, changed until the campaign closes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from schools.models import Employment
from surveys.enums import CampaignState
from surveys.models import Response
from surveys.sheet import Sheet
from surveys.versions import form_of
from surveys.workflow import close_campaign, reopen, save_answers, start, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentee(people):
    return people["mentee"]


@pytest.fixture
def response(campaign, mentee, on):
    return start(person=mentee, campaign=campaign, on=on, by=None)


def stored(response):
    fresh = Response.objects.get(pk=response.pk)
    return fresh.answers, dict(fresh.texts.values_list("item_code", "text"))


def test_answers_are_stored_as_values_and_texts_as_rows(response, on):
    errors = save_answers(
        response=response,
        answers={
            "had_prior_experience": "yes",
            "prior_experience_place": "  в  школе № 5 ",
            "program_effectiveness": "10",
            "participation_comfort": "dk",
            "expectations_text": "Поддержки\nи покоя",
        },
        on=on,
    )
    assert errors == {}
    assert stored(response) == (
        {"had_prior_experience": 1, "program_effectiveness": 10, "participation_comfort": "dk"},
        {"prior_experience_place": "в школе № 5", "expectations_text": "Поддержки\nи покоя"},
    )


def test_right_answers_are_kept_beside_wrong_ones(response, on):
    errors = save_answers(
        response=response,
        answers={
            "program_effectiveness": "7",
            "participation_comfort": "11",
            "glad_to_participate": "может быть",
            "expectations_text": "х" * 4001,
            "unknown_item": "1",
        },
        on=on,
    )
    assert errors == {
        "participation_comfort": "Допустимо: целое число от 1 до 10; «затрудняюсь».",
        "glad_to_participate": "Допустимо: «да» или «нет» (также «+» и «-», 1 и 0).",
        "expectations_text": "Текст длиннее, чем можно: 4001 знаков, а допустимо 4000.",
        "unknown_item": "Такого вопроса в анкете нет.",
    }
    assert stored(response) == ({"program_effectiveness": 7}, {})


def test_saving_again_adds_changes_and_takes_back(response, on):
    save_answers(
        response=response,
        answers={"program_effectiveness": 7, "participation_comfort": 8, "most_valuable_text": "Опыт"},
        on=on,
    )
    save_answers(
        response=response,
        answers={"program_effectiveness": "9", "participation_comfort": " ", "most_valuable_text": ""},
        on=on,
    )
    assert stored(response) == ({"program_effectiveness": 9}, {})


def test_place_of_experience_goes_with_the_experience(response, on):
    save_answers(
        response=response, answers={"had_prior_experience": "yes", "prior_experience_place": "в школе"}, on=on
    )
    save_answers(response=response, answers={"had_prior_experience": "no"}, on=on)
    assert stored(response) == ({"had_prior_experience": 0}, {})


def test_position_is_kept_for_the_next_visit(response, on):
    save_answers(response=response, answers={}, on=on, position=3)
    assert Response.objects.get().position == 3


def test_second_form_takes_over_the_facts_of_the_first(response, make_campaign, mentee, on):
    answers = {"had_prior_experience": "yes", "prior_experience_place": "в школе", "program_effectiveness": 9}
    save_answers(response=response, answers=answers, on=on)
    after = start(person=mentee, campaign=make_campaign("mentee_after"), on=on, by=None)
    assert stored(after) == ({"had_prior_experience": 1}, {"prior_experience_place": "в школе"})


def test_submitting_dates_the_answers(response, mentee, users, on):
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    assert submit(response=response, person=mentee, on=on, by=users["mentee"], gaps_ok=True) is True
    fresh = Response.objects.get()
    assert (fresh.state, fresh.answered_date, fresh.submitted_at is not None) == ("submitted", on, True)
    assert Entry.objects.get(action="survey.submitted").by == users["mentee"]


def test_second_submit_changes_nothing(response, mentee, on):
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)
    first = Response.objects.get()
    again = submit(response=response, person=mentee, on=on + timedelta(days=1), by=None, gaps_ok=True)
    second = Response.objects.get()
    assert (again, second.answered_date, second.submitted_at) == (False, on, first.submitted_at)
    assert Entry.objects.filter(action="survey.submitted").count() == 1


def test_gaps_want_a_confirmation(response, mentee, on):
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    with pytest.raises(ValidationError, match="Без ответа осталось вопросов: 13"):
        submit(response=response, person=mentee, on=on, by=None)
    assert Response.objects.get().state == "draft"


def test_complete_form_needs_no_confirmation(response, mentee, on):
    form = form_of(response.version)
    scores = {item.code: 5 for item in form.items if item.kind == "scale"}
    texts = {item.code: "слова" for item in form.items if item.kind.startswith("text")}
    yes = {"had_prior_experience": "yes", "glad_to_participate": "yes"}
    save_answers(response=response, answers={**scores, **texts, **yes}, on=on)
    assert Sheet.of(response, form).gaps == []
    assert submit(response=response, person=mentee, on=on, by=None) is True


def test_empty_form_is_not_sent(response, mentee, on):
    with pytest.raises(ValidationError, match="ни одного ответа"):
        submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)


def test_school_is_that_of_the_day(response, mentee, other_school, on):
    Employment.objects.filter(person=mentee).update(end_date=on)
    Employment.objects.create(person=mentee, school=other_school, start_date=on)
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)
    assert Response.objects.get().school == other_school


def test_sent_answers_are_changed_until_the_campaign_closes(response, campaign, mentee, on):
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on, position=4)
    submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)
    reopen(response=response, person=mentee, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 9}, on=campaign.closes_date)
    fresh = Response.objects.get()
    assert (fresh.state, fresh.answers, fresh.answered_date) == (
        "submitted",
        {"program_effectiveness": 9},
        on,
    )
    with pytest.raises(ValidationError, match="Приём ответов закончился"):
        save_answers(
            response=response,
            answers={"program_effectiveness": 1},
            on=campaign.closes_date + timedelta(days=1),
        )
    assert Response.objects.get().answers == {"program_effectiveness": 9}


def test_draft_has_nothing_to_reopen(response, mentee, on):
    with pytest.raises(ValidationError, match="ещё не отправлена"):
        reopen(response=response, person=mentee, on=on, by=None)


def test_closed_campaign_takes_nothing(response, campaign, mentee, on):
    close_campaign(campaign=campaign, on=on, by=None)
    for refused in (
        lambda: start(person=mentee, campaign=campaign, on=on, by=None),
        lambda: save_answers(response=response, answers={"program_effectiveness": 1}, on=on),
        lambda: submit(response=response, person=mentee, on=on, by=None, gaps_ok=True),
    ):
        with pytest.raises(ValidationError, match="Приём ответов закончился"):
            refused()


@pytest.mark.parametrize(
    ("state", "opens", "words"),
    [(CampaignState.DRAFT, 0, "Анкета откроется"), (CampaignState.OPEN, 3, "Анкета откроется")],
)
def test_campaign_that_has_not_begun_takes_nothing(pair, make_campaign, mentee, on, state, opens, words):
    campaign = make_campaign(state=state, opens_date=on + timedelta(days=opens))
    with pytest.raises(ValidationError, match=words):
        start(person=mentee, campaign=campaign, on=on, by=None)


def test_date_of_an_old_year_is_out_of_the_campaign(campaign):
    campaign.opens_date = date(campaign.year, 8, 31)
    with pytest.raises(ValidationError, match="в пределах учебного года"):
        campaign.clean()
