"""«Вход педагогов»: a curator gives links to teachers of the own school and to nobody else."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from mentorship.notices.models import Notice
from schools.enums import Role
from schools.models import RoleAssignment, User
from tests.cast import SINCE

PAGE = "/accounts/staff/"


def plain(answer):
    return " ".join(answer.content.decode().split())


def link_of(client, person):
    return client.post(f"{PAGE}{person.pk}/")


@pytest.fixture
def newcomer(make_teacher, school):
    return make_teacher(school, "T7", last_name="Новикова", first_name="Ульяна", middle_name="Яковлевна")


def states(client, query=""):
    rows = client.get(PAGE + query).context["rows"]
    return {row["person"].last_name: row["state"].name for row in rows}


def test_list_tells_how_it_stands(client_as, users, newcomer, make_teacher, school, other_school):
    User.objects.create_user("waits", person=make_teacher(school, "T8", last_name="Ждунова"))
    User.objects.create_user("gone", person=make_teacher(school, "T9", last_name="Ушедшая"), is_active=False)
    chief = make_teacher(school, "T10", last_name="Главная")
    RoleAssignment.objects.create(
        person=chief, role=Role.DIRECTOR, school=school, start_date=SINCE, end_date=date(2099, 8, 31)
    )
    make_teacher(other_school, "T11", last_name="Чужая")
    assert states(client_as("curator")) == {
        "Главная": "ROLE",
        "Ждунова": "WAITS",
        "Клёнова": "ENTERS",
        "Новикова": "NONE",
        "Осинин": "ENTERS",
        "Ушедшая": "CLOSED",
    }
    assert states(client_as("curator"), "?q=кленова") == {"Клёнова": "ENTERS"}
    assert states(client_as("curator"), "?q=нет") == {}


def test_link_opens_the_account_of_a_newcomer(client_as, users, newcomer):
    answer = link_of(client_as("curator"), newcomer)
    assert answer.status_code == 200
    path = re.search(r"http://testserver(/accounts/invitation/\S+?/)<", answer.content.decode())[1]
    teacher = Client()
    password = {"new_password1": "три-серых-ёжика", "new_password2": "три-серых-ёжика"}
    assert teacher.post(path, password)["Location"] == "/"
    assert teacher.session["_auth_user_id"] == str(newcomer.user.pk)
    actions = Entry.objects.filter(by=users["curator"]).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["account.created", "account.invited"]
    assert Notice.objects.count() == 0


def test_who_has_a_password_learns_of_the_link_but_not_the_link(client_as, people):
    assert link_of(client_as("curator"), people["mentor"]).status_code == 200
    letter = Notice.objects.get(person=people["mentor"])
    assert letter.subject == "Выдана ссылка для нового пароля"
    assert letter.text.startswith("Рябинина Нина Юрьевна: для вас выдана ссылка")
    assert "invitation" not in letter.text + letter.path


@pytest.mark.parametrize("whose", ["other_school", "foreign_school"])
def test_teacher_of_another_school_is_not_found(request, client_as, make_teacher, whose):
    stranger = make_teacher(request.getfixturevalue(whose), "T12")
    assert link_of(client_as("curator"), stranger).status_code == 404
    assert User.objects.filter(person=stranger).count() == 0
    assert Entry.objects.filter(action="account.invited").count() == 0


@pytest.mark.parametrize("login", ["director", "head"])
def test_who_is_no_teacher_of_the_school_is_not_found(client_as, people, login):
    assert link_of(client_as("curator"), people[login]).status_code == 404


@pytest.mark.parametrize("start", [SINCE, date(2099, 9, 1)])
def test_teacher_with_a_role_gets_no_link_of_a_curator(client_as, people, school, start):
    """A link would be a way to become the director, of today or of the next year."""
    RoleAssignment.objects.create(
        person=people["mentor"], role=Role.DIRECTOR, school=school, start_date=start
    )
    client = client_as("curator")
    assert link_of(client, people["mentor"])["Location"] == PAGE
    assert "выдаёт администратор портала" in plain(client.get(PAGE))
    assert Entry.objects.filter(action="account.invited").count() == 0


def test_closed_account_gets_no_link(client_as, users):
    User.objects.filter(pk=users["mentor"].pk).update(is_active=False)
    client = client_as("curator")
    assert link_of(client, users["mentor"].person)["Location"] == PAGE
    assert "закрыта" in plain(client.get(PAGE))


@pytest.mark.parametrize("login", ["director", "mentor", "methodist", "head", "admin", "department"])
def test_only_curators_have_the_page(client_as, people, login):
    client = client_as(login)
    assert client.get(PAGE).status_code == 403
    assert link_of(client, people["mentee"]).status_code == 403


def test_link_asks_for_the_password_when_it_was_given_long_ago(client_as, people, age_session):
    client = client_as("curator")
    age_session(client, 16 * 60, "entrance_proved_at")
    assert link_of(client, people["mentor"])["Location"].startswith("/accounts/confirm/?next=")


def test_list_costs_the_same_however_many_teachers(client_as, make_teacher, school):
    client = client_as("curator")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(60):
        make_teacher(school, f"N{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(PAGE).context["rows"]) == 50
    assert len(many) == len(few) <= 25
