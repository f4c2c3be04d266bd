"""The admin of schools and people: who gets in, what is found, how many questions a page asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.audit.log import record
from mentorship.audit.models import Entry
from schools.enums import ConsentKind, Role
from schools.models import (
    Consent,
    ContextValue,
    Diagnostic,
    Position,
    RoleAssignment,
    School,
    SchoolKind,
    SchoolYear,
    Subject,
    User,
)
from tests.cast import SINCE, TODAY, YEAR
from tests.schools.addresses import change_url, list_url

LISTS = {
    "methodist": [
        "municipality", "school", "schoolkind", "schoolyear", "contextvalue", "person", "subject", "position",
        "consent", "diagnostic", "user", "roleassignment",
    ],
    "head": ["school", "schoolyear", "person", "user"],
    "admin": ["school", "person", "user", "roleassignment"],
}  # fmt: skip
MOST_QUERIES = 25


@pytest.fixture
def rows(people, school, school_year):
    """One row of every model."""
    person = people["mentor"]
    kind = SchoolKind.objects.create(name="СОШ")
    School.objects.filter(pk=school.pk).update(kind=kind)
    subject, position = Subject.objects.create(name="Физика"), Position.objects.create(name="учитель")
    person.subjects.add(subject)
    return {
        "school": school,
        "schoolkind": kind,
        "schoolyear": school_year,
        "contextvalue": ContextValue.objects.create(
            school=school, year=YEAR, characteristic="Доля семей", value=1
        ),
        "person": person,
        "subject": subject,
        "position": position,
        "consent": Consent.objects.create(person=person, kind=ConsentKind.DUTIES, given_date=TODAY),
        "diagnostic": Diagnostic.objects.create(
            person=person, date=TODAY, subject_score=40, method_score=50, max_score=100
        ),
        "roleassignment": people["curator"].roles.get(),
        "municipality": school.municipality,
    }


@pytest.mark.parametrize(("login", "name"), [(login, name) for login in LISTS for name in LISTS[login]])
def test_list_opens_under_its_own_title(client_as, rows, login, name, django_assert_max_num_queries):
    client = client_as(login)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(list_url(name), {"q": "а"})
    assert response.status_code == 200
    assert "для изменения" not in response.content.decode()


@pytest.mark.parametrize(
    "name",
    ["school", "schoolkind", "schoolyear", "contextvalue", "person", "subject", "consent", "diagnostic"],
)
def test_form_of_a_row_opens(client_as, rows, name, django_assert_max_num_queries):
    client = client_as("methodist")
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(change_url(rows[name]))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["school", "schoolyear", "contextvalue", "person", "subject", "diagnostic"])
def test_form_of_a_new_row_opens(client_as, rows, name, django_assert_max_num_queries):
    client = client_as("methodist")
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse(f"admin:schools_{name}_add"))
    assert response.status_code == 200
    assert "Добавить" not in response.context["title"]


@pytest.mark.parametrize("name", ["user", "roleassignment"])
def test_accounts_are_changed_by_the_administrator_alone(client_as, users, name):
    rows = {"user": users["curator"], "roleassignment": users["curator"].person.roles.get()}
    assert client_as("admin").get(change_url(rows[name])).status_code == 200
    assert client_as("admin").get(reverse(f"admin:schools_{name}_add")).status_code == 200
    assert client_as("methodist").get(reverse(f"admin:schools_{name}_add")).status_code == 403
    assert client_as("methodist").post(change_url(rows[name]), {}).status_code == 403


@pytest.mark.parametrize("name", ["person", "school", "schoolyear", "diagnostic", "roleassignment", "user"])
def test_list_asks_no_more_of_ten_times_the_rows(
    client_as, school, municipality, make_teacher, connection_queries, name
):
    client = client_as("methodist")
    make_rows(school, make_teacher, 0, 3)
    few = connection_queries(lambda: client.get(list_url(name)))
    make_rows(school, make_teacher, 3, 30)
    many = connection_queries(lambda: client.get(list_url(name)))
    assert many == few
    assert many <= MOST_QUERIES


def make_rows(school, make_teacher, first, last):
    for number in range(first, last):
        person = make_teacher(school, f"N{number}", position=Position.objects.create(name=f"П{number}"))
        User.objects.create_user(f"n{number}", person=person)
        RoleAssignment.objects.create(person=person, role=Role.CURATOR, school=school, start_date=SINCE)
        Diagnostic.objects.create(person=person, date=TODAY, subject_score=1, method_score=1, max_score=2)
        place = School.objects.create(
            code=f"X{number}",
            name=f"Школа {number}",
            municipality=school.municipality,
            kind=SchoolKind.objects.create(name=f"Вид {number}"),
        )
        SchoolYear.objects.create(school=place, year=YEAR)


@pytest.fixture
def connection_queries():
    """How many questions a call asks the database."""

    def count(call) -> int:
        call()  # the first request of a session asks less
        with CaptureQueriesContext(connection) as captured:
            assert call().status_code == 200
        return len(captured)

    return count


@pytest.mark.parametrize("login", ["curator", "director", "mentor", "approver", "department"])
def test_others_are_refused(client_as, login):
    assert client_as(login).get(list_url("school")).status_code == 403


def test_row_of_another_municipality_is_not_found(client_as, foreign_school, make_teacher):
    stranger = make_teacher(foreign_school, "F1")
    client = client_as("methodist")
    for row in (stranger, foreign_school, foreign_school.municipality):
        assert client.get(change_url(row)).status_code == 404
    page = client.get(list_url("person")).content.decode()
    assert stranger.last_name not in page
    assert foreign_school.name not in page  # neither among the filters


def test_school_of_another_municipality_is_not_offered(client_as, foreign_school, people):
    client = client_as("methodist")
    query = {"app_label": "schools", "model_name": "person", "field_name": "school", "term": "СОШ"}
    offered = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [item["text"] for item in offered] == ["Ёлкинская СОШ"]


@pytest.mark.parametrize("words", ["клёнова", "КЛЕНОВА эмма", "c-mentor", "Савельевна  Клёнова"])
def test_search_takes_people_whatever_the_spelling(client_as, people, words):
    page = client_as("methodist").get(list_url("person"), {"q": words})
    assert list(page.context["cl"].queryset) == [people["mentor"]]


def test_known_word_is_refused_in_another_spelling(client_as, rows):
    response = client_as("methodist").post(reverse("admin:schools_subject_add"), {"name": " физика"})
    assert "Такое название уже есть: «Физика»." in response.content.decode()
    assert Subject.objects.count() == 1


def test_word_of_a_shared_list_is_not_changed_by_one_of_several_municipalities(
    client_as, rows, foreign_school
):
    client = client_as("methodist")
    assert client.post(change_url(rows["subject"]), {"name": "Химия"}).status_code == 403
    assert client.post(reverse("admin:schools_subject_add"), {"name": "Химия"}).status_code == 302


def test_word_of_the_only_municipality_is_changed(client_as, rows):
    assert client_as("methodist").post(change_url(rows["subject"]), {"name": "Химия"}).status_code == 302
    assert Subject.objects.get().key == "химия"


def test_people_are_never_deleted(client_as, people):
    url = reverse("admin:schools_person_delete", args=[people["mentor"].pk])
    assert client_as("methodist").post(url, {"post": "yes"}).status_code == 403


def test_journal_is_read_and_never_changed(client_as, people, users):
    record(by=users["methodist"], action="person.moved", target=people["mentor"])
    record(by=None, action="import", target=None)
    client = client_as("methodist")
    page = client.get(list_url("entry", "audit"))
    assert [entry.action for entry in page.context["cl"].queryset] == ["person.moved"]
    entry = Entry.objects.get(action="person.moved")
    url = reverse("admin:audit_entry_change", args=[entry.pk])
    assert client.post(url, {"action": "другое"}).status_code == 403
