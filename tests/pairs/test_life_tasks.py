"""What running pairs ask of whom, each at its limit; a task goes when the thing is mended."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.life import pulse
from mentorship.pairs.life.tasks import tasks_for
from mentorship.pairs.models import Meeting, Pair, PlannedMeeting, Pulse
from tests.cast import TODAY

S = PairState


def titles(user, on=TODAY) -> list:
    return [task.title for task in tasks_for(user, on)]


def ago(days) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "expected"), [(13, []), (14, ["Ещё не встречались: 1 пара"])])
def test_first_meeting_is_due_by_day_fourteen(mentor, mentees, make_pair, users, days, expected):
    pair = make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(days))
    assert titles(users["curator"]) == titles(users["methodist"]) == expected
    Meeting.objects.create(pair=pair, date=TODAY, topic="Знакомство")
    assert titles(users["curator"]) == []


def test_group_counts_from_its_first_member(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE, start=ago(14))
    pair.members.filter(mentee=mentees[1]).update(start_date=ago(1))
    assert titles(users["curator"]) == ["Ещё не встречались: 1 пара"]


@pytest.mark.parametrize("state", [S.ORDERED, S.PAUSED, S.COMPLETED])
def test_pair_that_does_not_work_owes_no_meeting(mentor, mentees, make_pair, users, state):
    make_pair(mentor, mentees[:1], state, start=ago(20))
    assert titles(users["curator"]) == []


def propose_ago(pair, days) -> None:
    noon = timezone.make_aware(timezone.datetime(TODAY.year, TODAY.month, TODAY.day, 12))
    Pair.objects.filter(pk=pair.pk).update(created_at=noon - timedelta(days=days))


@pytest.mark.parametrize(("days", "expected"), [(6, []), (7, ["Наставник не отвечает: 1 пара"])])
def test_unanswered_proposal_is_named_after_a_week(mentor, mentees, make_pair, users, days, expected):
    pair = make_pair(mentor, mentees[:1])
    propose_ago(pair, days)
    assert titles(users["curator"]) == titles(users["methodist"]) == expected


def test_mentee_who_does_not_answer_is_named_apart(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:1])
    propose_ago(pair, 9)
    Pair.objects.update(mentor_agreed_date=TODAY)
    assert titles(users["methodist"]) == ["Наставляемый не отвечает: 1 пара"]
    Pair.objects.update(state=S.AGREED)
    assert titles(users["methodist"]) == []


@pytest.mark.parametrize("role", ["head", "director", "approver", "department", "admin"])
def test_who_changes_nothing_is_asked_nothing(mentor, mentees, make_pair, users, role):
    make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(20))
    assert titles(users[role]) == []


@pytest.mark.parametrize(("days", "expected"), [(29, []), (30, ["Как идёт работа: пара № 7"])])
def test_side_is_asked_until_it_answers(mentor, mentees, make_pair, users, people, days, expected):
    make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(days))
    pulse.ask(TODAY)
    assert titles(users["mentee"]) == titles(users["mentor"]) == expected
    for asked in Pulse.objects.filter(person=people["mentee"]):
        pulse.answer(pulse=asked, score=5, wish="", by=None, on=TODAY)
    assert titles(users["mentee"]) == []


def test_only_the_latest_question_waits(mentor, mentees, make_pair, users, people):
    make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(90))
    pulse.ask(ago(60))
    pulse.ask(TODAY)
    (task,) = tasks_for(users["mentee"], TODAY)
    latest = Pulse.objects.get(person=people["mentee"], due_date=TODAY)
    assert task.url == f"/pairs/pulse/{latest.pk}/"


@pytest.mark.parametrize(
    ("days", "mentors", "mentees_see"),
    [
        (-1, ["Встреча состоялась?"], []),
        (0, ["Скоро встреча"], ["Скоро встреча"]),
        (2, ["Скоро встреча"], ["Скоро встреча"]),
        (3, [], []),
    ],
)
def test_meeting_of_these_days_is_named(mentor, mentees, make_pair, users, days, mentors, mentees_see):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE, start=TODAY)
    planned = PlannedMeeting.objects.create(pair=pair, date=TODAY + timedelta(days=days), topic="Урок")
    assert (titles(users["mentor"]), titles(users["mentee"])) == (mentors, mentees_see)
    planned.meeting = Meeting.objects.create(pair=pair, date=TODAY, topic="Урок")
    planned.save()
    assert (titles(users["mentor"]), titles(users["mentee"])) == ([], [])


def test_many_low_answers_lead_to_their_list(make_pair, users, school, make_teacher):
    for number in range(6):
        guide = Mentor.objects.enlist([make_teacher(school, f"G{number}")], state=MentorState.ACTIVE)[0]
        mentee = make_teacher(school, f"L{number}")
        pair = make_pair(guide, [mentee], S.PAUSED, number=f"{number}", start=TODAY)
        Pulse.objects.create(pair=pair, person=mentee, due_date=TODAY, score=1, answered_at=timezone.now())
    assert titles(users["curator"]) == ["Низкий пульс: больше 5 пар"]


@pytest.mark.parametrize("wait", ["first", "mentor", "mentee", "pulse"])
def test_list_behind_a_task_opens(client_as, wait):
    assert client_as("methodist").get(f"/pairs/?wait={wait}").status_code == 200


def test_list_holds_the_pairs_of_its_task(client_as, mentor, mentees, make_pair):
    today = timezone.localdate()
    make_pair(mentor, mentees[:1], S.ACTIVE, number="1", start=today - timedelta(days=14))
    late = make_pair(mentor, mentees[1:2], number="2")
    Pair.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(days=8))
    found = {
        wait: [
            row["pair"].number for row in client_as("methodist").get(f"/pairs/?wait={wait}").context["rows"]
        ]
        for wait in ("first", "mentor", "mentee")
    }
    assert found == {"first": ["1"], "mentor": ["2"], "mentee": []}


@pytest.mark.parametrize("role", ["methodist", "curator", "mentor"])
def test_tasks_take_at_most_six_queries(
    mentor, mentees, make_pair, users, role, django_assert_max_num_queries
):
    make_pair(mentor, mentees[:2], S.ACTIVE, start=ago(40))
    pulse.ask(TODAY)
    user = users[role]
    assert user.access
    with django_assert_max_num_queries(6):
        tasks_for(user, TODAY)
