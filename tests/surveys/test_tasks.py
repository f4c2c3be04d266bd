"""What the workplace says of questionnaires."""

from datetime import timedelta

import pytest

from surveys.tasks import tasks_for
from surveys.workflow import save_answers, start, submit


def told(user, on):
    return [(task.title, task.url, task.due, task.tone) for task in tasks_for(user, on)]


def test_form_waits_until_it_is_sent(campaign, users, people, on):
    title = "Анкета наставляемого: до начала работы"
    assert told(users["mentee"], on) == [(title, f"/surveys/{campaign.pk}/", campaign.closes_date, "")]
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    assert len(told(users["mentee"], on)) == 1
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    submit(response=response, person=people["mentee"], on=on, by=None, gaps_ok=True)
    assert told(users["mentee"], on) == []


@pytest.mark.parametrize(("days", "tone"), [(4, ""), (3, "warn"), (0, "warn")])
def test_last_days_are_pressing(pair, make_campaign, users, on, days, tone):
    make_campaign(closes_date=on + timedelta(days=days))
    assert [task.tone for task in tasks_for(users["mentee"], on)] == [tone]


@pytest.mark.parametrize(("days", "is_told"), [(8, False), (7, True), (0, True)])
def test_methodist_hears_of_the_last_week(pair, make_campaign, users, people, on, days, is_told):
    campaign = make_campaign(closes_date=on + timedelta(days=days))
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    tasks = tasks_for(users["methodist"], on)
    assert [(task.url, task.text) for task in tasks] == (
        [(f"/campaigns/{campaign.pk}/", "Отправили 0, начали и не отправили 1.")] if is_told else []
    )


@pytest.mark.parametrize("role", ["admin", "head", "curator", "director", "mentor", "approver", "department"])
def test_others_are_left_alone(pair, make_campaign, users, on, role):
    make_campaign(closes_date=on + timedelta(days=1))
    assert tasks_for(users[role], on) == []


def test_tasks_take_few_queries(campaign, make_campaign, users, on, django_assert_max_num_queries):
    make_campaign("mentee_after")
    user = users["mentee"]
    assert user.access.may_see("surveys")
    with django_assert_max_num_queries(3):
        tasks_for(user, on)
