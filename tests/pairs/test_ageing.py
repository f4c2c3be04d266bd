"""Requests that wait, by age, with the reason why nobody fits and the smallest relaxation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.enums import RequestState
from mentorship.bank.models import Difficulty
from mentorship.pairs.ageing import HEADINGS, ages_of, waiting_of
from mentorship.pairs.enums import PairState
from mentorship.pairs.tasks import tasks_for
from tests.cast import TODAY
from tests.workbooks import cells_of

ADDRESS = "/requests/ageing/"


def ago(days, today=TODAY):
    return today - timedelta(days=days)


def test_who_would_get_a_mentor_today_is_named_with_him(mentor, mentees, make_request, municipality):
    make_request(mentees[0], day=ago(9))
    (line,) = waiting_of(municipality.pk, TODAY)
    assert (line.days, line.mentor, line.name, line.reason) == (
        9,
        mentor.pk,
        "Клёнова Эмма Савельевна",
        "",
    )


def test_reason_and_way_out_are_those_of_the_desk(people, mentees, make_request, municipality):
    make_request(mentees[0])
    (line,) = waiting_of(municipality.pk, TODAY)
    assert line.mentor is None
    assert line.reason == "в банке нет ни одного наставника"
    assert line.relaxation.startswith("пригласить в банк ещё одного наставника")


def test_teacher_in_a_pair_waits_for_its_end(mentor, mentees, make_request, make_pair, municipality):
    make_pair(mentor, mentees[:1], PairState.ACTIVE)
    make_request(mentees[0])
    (line,) = waiting_of(municipality.pk, TODAY)
    assert line.reason == "педагог уже в паре № 7 этой формы"


def test_team_is_matched_by_its_contact(mentor, mentees, make_request, municipality):
    make_request(mentees[0], is_team=True).team.set(mentees[1:3])
    (line,) = waiting_of(municipality.pk, TODAY)
    assert (line.request.person, line.mentor) == (mentees[0], mentor.pk)


def test_longest_wait_stands_on_top_and_ages_are_counted(mentees, make_request, municipality):
    waits = (6, 7, 13, 14, 29, 30)
    for number, days in enumerate(waits):
        word = Difficulty.objects.create(key=f"{number}", name=f"{number}")
        make_request(mentees[0], day=ago(days), difficulty=word)
    lines = waiting_of(municipality.pk, TODAY)
    assert [line.days for line in lines] == sorted(waits, reverse=True)
    assert [tuple(age) for age in ages_of(lines)] == [(0, 6), (7, 5), (14, 3), (30, 1)]


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.MATCHED, RequestState.CLOSED])
def test_who_does_not_wait_is_left_out(mentees, make_request, municipality, state):
    make_request(mentees[0], state=state)
    assert waiting_of(municipality.pk, TODAY) == []


@pytest.mark.parametrize("days", [14, 15])
def test_task_leads_to_the_reasons_when_the_wait_is_long(mentees, make_request, users, days):
    make_request(mentees[0], day=ago(days))
    (task,) = tasks_for(users["methodist"], TODAY)
    assert (task.url, task.action) == (
        (ADDRESS, "Посмотреть, почему") if days == 15 else ("/matching/", "Подобрать наставников")
    )


class TestPage:
    """/requests/ageing/"""

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("admin", 403),
            ("head", 200),
            ("methodist", 200),
            ("curator", 403),
            ("director", 403),
            ("mentee", 403),
            ("approver", 403),
            ("department", 403),
        ],
    )
    def test_each_role(self, client_as, people, role, status):
        assert client_as(role).get(ADDRESS).status_code == status

    def test_foreign_municipality_is_not_found(self, client_as, people, other_municipality):
        page = client_as("methodist").get(ADDRESS, {"municipality": other_municipality.pk})
        assert page.status_code == 404

    def test_foreign_requests_are_left_out(
        self, client_as, people, make_request, make_teacher, foreign_school
    ):
        make_request(make_teacher(foreign_school, "F1"))
        assert "Никто не ждёт наставника" in client_as("methodist").get(ADDRESS).content.decode()

    @pytest.mark.parametrize(
        ("age", "count"), [("", 3), ("0", 3), ("7", 2), ("14", 1), ("30", 0), ("8", 3), ("много", 3)]
    )
    def test_tabs_leave_who_waits_so_long(self, client_as, mentees, make_request, age, count):
        today = timezone.localdate()
        for mentee, days in zip(mentees, (2, 8, 20), strict=False):
            make_request(mentee, day=ago(days, today))
        page = client_as("methodist").get(ADDRESS, {"age": age})
        assert page.context["page_obj"].paginator.count == count

    def test_two_hundred_take_as_many_questions_as_two(
        self, client_as, mentor, mentees, make_request, make_teacher, school, django_assert_max_num_queries
    ):
        make_request(mentees[0])
        client = client_as("methodist")
        client.get(ADDRESS)
        with django_assert_max_num_queries(25) as few:
            client.get(ADDRESS)
        for number in range(200):
            make_request(make_teacher(school, f"N{number}"))
        with django_assert_max_num_queries(25) as many:
            page = client.get(ADDRESS)
        assert len(many.captured_queries) == len(few.captured_queries)
        # three places, so 198 are told what would help
        assert page.context["helpless"] == 198


def test_queue_leaves_as_a_file_of_the_chosen_age(client_as, mentor, mentees, make_request):
    today = timezone.localdate()
    make_request(mentees[0], day=ago(20, today))
    make_request(mentees[1], day=ago(3, today))
    response = client_as("methodist").get("/requests/ageing.xlsx?age=14")
    headings, row = cells_of(response.content)
    assert headings == list(HEADINGS)
    assert row[:2] == [mentees[0].full_name, str(mentees[0].school)]
    assert (row[5], row[7]) == (20, "Клёнова Эмма Савельевна")
    entry = Entry.objects.get(action="requests.ageing_exported")
    assert (entry.data["rows"], entry.data["age"]) == (1, 14)


@pytest.mark.parametrize(("role", "status"), [("head", 200), ("curator", 403), ("department", 403)])
def test_file_opens_to_those_who_see_the_queue(client_as, role, status):
    assert client_as(role).get("/requests/ageing.xlsx?age=когда-то").status_code == status
