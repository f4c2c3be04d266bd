"""What the bank asks of a person on the workplace."""

from datetime import date

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.tasks import tasks_for
from schools.models import User
from tests.cast import TODAY


def titles(user):
    return [task.title for task in tasks_for(User.objects.get(pk=user.pk), TODAY)]


@pytest.fixture
def candidate(people, make_mentor):
    """A candidate who has waited since 12 January."""
    return make_mentor(people["mentor"], state=MentorState.CANDIDATE)


@pytest.fixture
def submitted(people, make_request):
    """A request that has waited for two weeks."""
    return make_request(people["mentee"], state=RequestState.SUBMITTED)


def test_methodist_is_asked_to_decide_on_candidates(users, candidate):
    (task,) = tasks_for(users["methodist"], TODAY)
    assert (task.title, task.url, task.tone) == ("1 кандидат ждёт решения", "/bank/apply/", "warn")
    assert "63 дня" in task.text


def test_methodist_and_curator_are_asked_to_take_up_requests(users, submitted):
    for role in ("methodist", "curator"):
        (task,) = tasks_for(users[role], TODAY)
        assert (task.title, task.url, task.tone) == (
            "1 запрос ждёт рассмотрения",
            "/requests/?state=submitted",
            "",
        )
        assert "14 дней" in task.text


@pytest.mark.parametrize("role", ["head", "director", "approver", "department", "admin", "mentor"])
def test_others_are_asked_nothing(users, candidate, submitted, role):
    assert titles(users[role]) == []


def test_curator_is_not_asked_about_another_school(users, make_request, make_teacher, other_school):
    make_request(make_teacher(other_school, "T2"), state=RequestState.SUBMITTED)
    assert titles(users["curator"]) == []
    assert titles(users["methodist"]) == ["1 запрос ждёт рассмотрения"]


def test_teacher_is_reminded_of_a_draft(users, people, make_request):
    row = make_request(people["mentee"], state=RequestState.DRAFT)
    (task,) = tasks_for(users["mentee"], TODAY)
    assert (task.title, task.url) == ("Запрос на наставника не подан", f"/requests/{row.pk}/")


@pytest.mark.parametrize(
    ("since", "expected"),
    [(date(2023, 3, 17), ["Попросите наставника"]), (date(2023, 3, 16), []), (None, [])],
)
def test_novice_without_a_request_is_told_of_mentors(users, people, since, expected):
    people["mentee"].teaching_since = since
    people["mentee"].save()
    assert titles(users["mentee"]) == expected


def test_novice_who_has_asked_is_left_in_peace(users, people, make_request):
    people["mentee"].teaching_since = date(2025, 9, 1)
    people["mentee"].save()
    make_request(people["mentee"])
    assert titles(users["mentee"]) == []


def test_three_questions_are_enough(users, candidate, submitted, django_assert_max_num_queries):
    for role in ("methodist", "curator", "mentee"):
        user = User.objects.get(pk=users[role].pk)
        assert user.access.roles
        with django_assert_max_num_queries(3):
            tasks_for(user, TODAY)
