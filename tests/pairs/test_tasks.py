"""What the workplace asks of each role about pairs."""

from datetime import timedelta

import pytest

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Meeting
from mentorship.pairs.tasks import tasks_for
from tests.cast import TODAY

S = PairState


def titles(user) -> list:
    return [task.title for task in tasks_for(user, TODAY)]


def test_desk_counts_pairs_that_stand_still(mentor, mentees, make_pair, users):
    make_pair(mentor, mentees[:1], S.AGREED, number="1")
    make_pair(mentor, mentees[1:2], S.ORDERED, number="2")
    make_pair(mentor, mentees[2:3], S.ACTIVE, number="3", completion_asked_date=TODAY)
    still = ["Ждут приказа: 1 пара", "Ждут начала: 1 пара", "Больше 30 дней без встреч: 1 пара"]
    assert titles(users["curator"]) == still
    assert titles(users["methodist"]) == [*still, "Предложено завершить: 1 пара"]


def test_who_changes_nothing_is_asked_nothing(mentor, mentees, make_pair, users):
    make_pair(mentor, mentees[:1], S.AGREED)
    assert [titles(users[role]) for role in ("head", "director", "approver", "department", "admin")] == [
        []
    ] * 5


def test_accepted_requests_wait_for_the_methodist(mentees, make_request, users):
    make_request(mentees[0], day=TODAY - timedelta(days=15))
    (task,) = tasks_for(users["methodist"], TODAY)
    assert (task.title, task.text, task.tone) == (
        "1 запрос ждёт наставника",
        "Дольше всех — 15 дней.",
        "warn",
    )
    assert tasks_for(users["curator"], TODAY) == []


def test_both_sides_are_asked_to_confirm_until_they_have(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1])
    assert titles(users["mentor"]) == titles(users["mentee"]) == ["Вам предложили пару"]
    pair.members.update(agreed_date=TODAY)
    assert (titles(users["mentor"]), titles(users["mentee"])) == (["Вам предложили пару"], [])


def test_mentor_is_asked_to_start(mentor, mentees, make_pair, users):
    make_pair(mentor, mentees[:1], S.ORDERED)
    assert titles(users["mentor"]) == ["Пара № 7 закреплена приказом"]
    assert titles(users["mentee"]) == []


@pytest.mark.parametrize(("days", "expected"), [(30, []), (31, ["Пара № 7: запишите встречу"])])
def test_silent_mentor_is_reminded(mentor, mentees, make_pair, users, days, expected):
    make_pair(mentor, mentees[:1], S.ACTIVE, start=TODAY - timedelta(days=days))
    assert titles(users["mentor"]) == expected


def test_other_side_is_asked_to_confirm_a_meeting(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE, start=TODAY)
    Meeting.objects.create(pair=pair, date=TODAY, topic="Урок", logged_by=mentor.person)
    assert (titles(users["mentor"]), titles(users["mentee"])) == ([], ["Подтвердите встречу"])


@pytest.mark.parametrize("role", ["methodist", "curator", "mentor"])
def test_tasks_take_at_most_three_queries(
    mentor, mentees, make_pair, users, role, django_assert_max_num_queries
):
    make_pair(mentor, mentees[:2], S.ACTIVE)
    user = users[role]
    assert user.access
    with django_assert_max_num_queries(3):
        tasks_for(user, TODAY)
