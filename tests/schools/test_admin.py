"""The admin of schools and people: who gets in, what is found, how many questions a page asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.audit.models import Entry
from schools.enums import ConsentKind, Role
from schools.models import (
    Consent,
    ContextValue,
    Diagnostic,
    Employment,
    Person,
    Position,
    RoleAssignment,
    School,
    SchoolKind,
    SchoolYear,
    Subject,
    User,
)
from tests.cast import PASSWORD, SINCE, TODAY, YEAR

LISTS = {
    "methodist": [
        "municipality", "school", "schoolkind", "schoolyear", "contextvalue", "person", "subject", "position",
        "consent", "diagnostic", "user", "roleassignment",
    ],
    "head": ["school", "schoolyear", "person", "user"],
    "admin": ["school", "person", "user", "roleassignment"],
}  # fmt: skip
MOST_QUERIES = 25


def list_url(name: str, app: str = "schools") -> str:
    return reverse(f"admin:{app}_{name}_changelist")


def change_url(row) -> str:
    return reverse(f"admin:schools_{row._meta.model_name}_change", args=[row.pk])


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


def person_form(**changes) -> dict:
    """What the form of a person posts."""
    empty_inlines = {
        f"{prefix}-{name}": 0
        for prefix in ("consents", "roles", "employments", "diagnostics")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {
        "code": "N1",
        "last_name": "Новикова",
        "first_name": "Ада",
        "middle_name": "",
        "is_teacher": "on",
        **empty_inlines,
        **changes,
    }


def test_new_person_works_in_the_school_since_ever(client_as, school, municipality):
    data = person_form(school=school.pk, municipality=municipality.pk)
    response = client_as("methodist").post(reverse("admin:schools_person_add"), data)

    assert response.status_code == 302
    person = Person.objects.get(code="N1")
    stay = Employment.objects.get(person=person)
    assert (stay.school, stay.start_date, stay.end_date) == (school, None, None)
    assert Entry.objects.get(action="admin.add").target_text == "Новикова Ада"


def test_teacher_without_a_school_is_refused_in_words(client_as, municipality):
    data = person_form(municipality=municipality.pk)
    response = client_as("methodist").post(reverse("admin:schools_person_add"), data)
    assert "Укажите школу: педагог числится в школе." in response.content.decode()
    assert not Person.objects.filter(code="N1").exists()


def test_change_of_school_goes_into_the_history(client_as, people, other_school):
    person = people["mentor"]
    data = person_form(
        code=person.code, last_name="Клёнова", school=other_school.pk, municipality=person.municipality_id
    )
    assert client_as("methodist").post(change_url(person), data).status_code == 302

    today = timezone.localdate()
    stays = (
        Employment.objects.filter(person=person)
        .order_by("pk")
        .values_list("school", "start_date", "end_date")
    )
    assert list(stays) == [(person.school_id, None, today), (other_school.pk, today, None)]
    assert Person.objects.get(pk=person.pk).school == other_school


def test_school_of_another_municipality_is_refused(client_as, people, foreign_school):
    person = people["mentor"]
    data = person_form(code=person.code, school=foreign_school.pk, municipality=person.municipality_id)
    assert client_as("methodist").post(change_url(person), data).status_code == 200
    assert Person.objects.get(pk=person.pk).school == person.school


def test_consent_is_given_and_withdrawn_on_the_persons_page(client_as, people):
    person, client = people["mentor"], client_as("methodist")
    base = person_form(code=person.code, school=person.school_id, municipality=person.municipality_id)
    new = {
        "consents-TOTAL_FORMS": 1,
        "consents-0-person": person.pk,
        "consents-0-kind": "publication",
        "consents-0-given_date": "01.03.2026",
        "consents-0-way": "paper",
    }
    assert client.post(change_url(person), {**base, **new}).status_code == 302
    consent = Consent.objects.get(person=person)
    stored = {
        **new,
        "consents-INITIAL_FORMS": 1,
        "consents-0-id": consent.pk,
        "consents-0-withdrawn_date": "02.03.2026",
    }
    assert client.post(change_url(person), {**base, **stored}).status_code == 302

    consent.refresh_from_db()
    assert f"{consent.withdrawn_date:%d.%m.%Y}" == "02.03.2026"
    assert list(
        Entry.objects.filter(action__startswith="consent").order_by("pk").values_list("action", flat=True)
    ) == ["consent.given", "consent.withdrawn"]


def act(client, name: str, action: str, *rows) -> list[str]:
    """Run an action over rows and return what is said."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0}
    response = client.post(list_url(name), data, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_invitation_shows_its_link(client_as, people, users):
    User.objects.filter(person=people["mentee"]).delete()
    said = act(client_as("methodist"), "person", "give_invitations", people["mentee"])
    assert said[0].startswith("Осинин Тихон Эдуардович, имя для входа C-mentee: http://testserver/accounts/")
    assert said[1:] == ["Приглашений выдано: 1."]


def test_refused_rows_are_named_beside_the_done_ones(client_as, people):
    said = act(client_as("methodist"), "person", "give_invitations", people["mentor"], people["head"])
    assert said[1:] == [
        "Приглашений выдано: 1.",
        "Берёзова Майя Львовна: Приглашение для «Берёзова Майя Львовна» выдаёт администратор портала.",
    ]


def test_curator_is_appointed_and_dismissed(client_as, people, school):
    client, today = client_as("methodist"), timezone.localdate()
    assert act(client, "person", "appoint_curators", people["mentor"]) == ["Назначено кураторов: 1."]
    assert act(client, "person", "appoint_curators", people["mentor"]) == [
        "Клёнова Эмма Савельевна: уже куратор своей школы."
    ]
    role = people["mentor"].roles.get()
    assert (role.school, role.start_date) == (school, today)

    assert act(client, "person", "dismiss_curators", people["mentor"]) == ["Завершено ролей: 1."]
    assert people["mentor"].roles.get().end_date == today


def test_administrator_gives_a_role_with_an_account(client_as, people, municipality, users):
    User.objects.filter(person=people["mentee"]).delete()
    data = {
        "person": people["mentee"].pk,
        "role": "methodist",
        "municipality": municipality.pk,
        "start_date": "01.03.2026",
    }
    assert client_as("admin").post(reverse("admin:schools_roleassignment_add"), data).status_code == 302
    assert people["mentee"].roles.get().role == Role.METHODIST
    assert User.objects.filter(person=people["mentee"]).exists()


def test_administrator_of_a_municipality_makes_none_of_the_portal(client_as, people):
    data = {"person": people["mentee"].pk, "role": "admin", "start_date": "01.03.2026"}
    response = client_as("admin").post(reverse("admin:schools_roleassignment_add"), data)
    assert "здесь назначает администратор портала" in response.content.decode()
    assert not people["mentee"].roles.exists()


@pytest.mark.parametrize("login", ["admin", "head", "methodist"])
def test_password_of_another_is_set_by_nobody(client_as, users, login):
    url = reverse("admin:auth_user_password_change", args=[users["mentor"].pk])
    words = "совсем-новый-пароль"
    data = {"password1": words, "password2": words, "usable_password": "true"}
    assert client_as(login).post(url, data).status_code == 403
    assert User.objects.get(pk=users["mentor"].pk).check_password(PASSWORD)


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


def test_head_of_another_place_changes_only_where_the_role_allows(users, client_as, other_municipality):
    """A methodist here who is head there sees both and changes one."""
    RoleAssignment.objects.create(
        person=users["methodist"].person,
        role=Role.HEAD,
        municipality=other_municipality,
        start_date=TODAY - timedelta(days=900),
    )
    stranger = Person.objects.create(code="F1", last_name="Степнов", municipality=other_municipality)
    client = client_as("methodist")
    assert client.get(change_url(stranger)).status_code == 200
    assert client.post(change_url(stranger), person_form(code="F1")).status_code == 403
