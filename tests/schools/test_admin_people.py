"""The admin of people and accounts: moving to another school, consents, invitations, roles."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from schools.enums import Role
from schools.models import (
    Consent,
    Employment,
    Person,
    RoleAssignment,
    User,
)
from tests.cast import PASSWORD, TODAY
from tests.schools.addresses import change_url, run_action, said


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
    return said(run_action(client, name, action, *rows))


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
