"""Changes of people: what they do, what stands in their way, what the journal keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve

from mentorship.audit.models import Entry
from schools.enums import ConsentKind, ConsentWay, Role
from schools.invitations import invited_user
from schools.models import Employment, Person, RoleAssignment, School, User
from schools.workflow import (
    create_account,
    end_role,
    give_consent,
    give_role,
    invite,
    move_person,
    withdraw_consent,
)
from tests.cast import SINCE, TODAY

LATER = TODAY + timedelta(days=30)


def refusal(do, **arguments) -> str:
    with pytest.raises(ValidationError) as caught:
        do(**arguments)
    return " ".join(caught.value.messages)


def actions() -> list[str]:
    entries = Entry.objects.filter(target_model__startswith="schools.").order_by("pk")
    return list(entries.values_list("action", flat=True))


def test_role_opens_an_account_named_by_the_code(make_teacher, school):
    person = make_teacher(school, "T1")
    given = give_role(person=person, role=Role.CURATOR, school=school, by=None, start=TODAY, end=LATER)

    account = User.objects.get(person=person)
    assert (account.username, account.has_usable_password()) == ("T1", False)
    assert (given.start_date, given.end_date) == (TODAY, LATER)
    assert actions() == ["account.created", "role.given"]


def test_second_role_keeps_the_account(people, users, other_school):
    give_role(person=people["curator"], role=Role.DIRECTOR, school=other_school, by=None, start=TODAY)
    assert User.objects.filter(person=people["curator"]).count() == 1


def test_role_of_a_school_needs_a_school(people, municipality):
    words = refusal(
        give_role, person=people["mentor"], role=Role.CURATOR, municipality=municipality, by=None, start=TODAY
    )
    assert words == "Куратору и руководителю ОО укажите школу, остальным ролям — муниципалитет без школы."
    assert not RoleAssignment.objects.filter(person=people["mentor"]).exists()


def test_role_cannot_end_before_it_starts(people, school):
    words = refusal(
        give_role,
        person=people["mentor"],
        role=Role.CURATOR,
        school=school,
        by=None,
        start=TODAY,
        end=TODAY - timedelta(1),
    )
    assert words == "Окончание роли раньше её начала."


def test_methodist_appoints_curators_of_the_own_municipality_only(users, people, school, foreign_school):
    methodist = users["methodist"]
    give_role(person=people["mentor"], role=Role.CURATOR, school=school, by=methodist, start=TODAY)
    words = refusal(
        give_role,
        person=people["mentee"],
        role=Role.CURATOR,
        school=foreign_school,
        by=methodist,
        start=TODAY,
    )
    assert words == "Роль «школьный куратор» здесь назначает администратор портала."


@pytest.mark.parametrize("login", ["methodist", "head", "curator"])
def test_nobody_but_an_administrator_gives_municipal_roles(users, people, municipality, login):
    words = refusal(
        give_role,
        person=people[login],
        role=Role.ADMIN,
        municipality=municipality,
        by=users[login],
        start=TODAY,
    )
    assert words == "Роль «администратор портала» здесь назначает администратор портала."


def test_administrator_of_a_municipality_makes_no_administrator_of_the_portal(users, people):
    words = refusal(give_role, person=people["mentor"], role=Role.ADMIN, by=users["admin"], start=TODAY)
    assert "администратор портала" in words


def test_role_ends_with_its_last_day(people):
    role = people["curator"].roles.get()
    end_role(assignment=role, by=None, on=TODAY)

    role.refresh_from_db()
    assert role.end_date == TODAY
    assert refusal(end_role, assignment=role, by=None, on=LATER) == "Роль уже завершена 16.03.2026."


def test_role_cannot_end_before_its_beginning(people):
    role = people["curator"].roles.get()
    assert refusal(end_role, assignment=role, by=None, on=SINCE - timedelta(1)) == (
        "Окончание роли раньше её начала."
    )


def test_account_is_made_once(people):
    create_account(person=people["mentor"], by=None)
    assert refusal(create_account, person=people["mentor"], by=None) == (
        "У сотрудника Клёнова Эмма Савельевна уже есть учётная запись."
    )


def test_sign_in_name_is_free_and_holds_only_allowed_signs(people, make_teacher, school):
    User.objects.create_user("К-1-7", person=people["mentor"])
    account = create_account(person=make_teacher(school, "К 1/7"), by=None)
    assert account.username == "К-1-7-2"
    account.full_clean(exclude=["password"])


def test_invitation_is_put_on_record(users):
    invite(user=users["mentee"], by=users["methodist"], on=TODAY)
    assert Entry.objects.get(action="account.invited").by == users["methodist"]


def test_methodist_invites_no_holder_of_a_municipal_role(users):
    words = refusal(invite, user=users["head"], by=users["methodist"], on=TODAY)
    assert words == "Приглашение для «Берёзова Майя Львовна» выдаёт администратор портала."


def test_methodist_invites_a_curator(users):
    assert invite(user=users["curator"], by=users["methodist"], on=TODAY).startswith("/accounts/invitation/")


def test_closed_account_is_not_invited(users):
    users["mentor"].is_active = False
    assert refusal(invite, user=users["mentor"], by=None, on=TODAY) == "Учётная запись «mentor» закрыта."


def history(person: Person) -> list[tuple]:
    rows = Employment.objects.filter(person=person).order_by("pk")
    return [(row.school.code, row.start_date, row.end_date) for row in rows.select_related("school")]


def test_move_ends_the_old_place_and_begins_the_new_one(people, school, other_school):
    person = people["mentor"]
    move_person(person=person, school=other_school, by=None, on=TODAY)

    person.refresh_from_db()
    assert person.school == other_school
    assert history(person) == [("901", None, TODAY), ("902", TODAY, None)]
    places = School.objects.filter(pk=school.pk)
    days = (TODAY - timedelta(1), TODAY)
    assert [person in Person.objects.working_in(places, day) for day in days] == [True, False]


def test_second_move_on_one_day_corrects_the_first(people, school, other_school, foreign_school):
    person = people["mentor"]
    move_person(person=person, school=other_school, by=None, on=TODAY)
    move_person(person=person, school=foreign_school, by=None, on=TODAY)

    assert history(person) == [("901", None, TODAY), ("801", TODAY, None)]
    assert Person.objects.get(pk=person.pk).municipality == foreign_school.municipality


def test_move_out_of_schools_makes_no_teacher(people):
    person = people["mentor"]
    move_person(person=person, school=None, by=None, on=TODAY)

    stored = Person.objects.get(pk=person.pk)
    assert (stored.school, stored.is_teacher) == (None, False)
    assert history(person) == [("901", None, TODAY)]


def test_first_school_holds_since_ever(people, school):
    person = people["approver"]
    move_person(person=person, school=school, by=None, on=TODAY)
    assert history(person) == [("901", None, None)]


def test_school_without_a_history_is_kept_as_the_old_place(people, other_school):
    person = people["curator"]  # the cast gives no employment
    move_person(person=person, school=other_school, by=None, on=TODAY)
    assert history(person) == [("901", None, TODAY), ("902", TODAY, None)]


def test_move_to_the_same_school_is_refused(people, school):
    assert refusal(move_person, person=people["mentor"], school=school, by=None, on=TODAY) == (
        "Клёнова Эмма Савельевна и сейчас числится здесь: Ёлкинская СОШ."
    )


def test_move_before_the_present_place_began_is_refused(people, other_school, school):
    person = people["mentor"]
    move_person(person=person, school=other_school, by=None, on=TODAY)
    assert "записано с более позднего дня" in refusal(
        move_person, person=person, school=school, by=None, on=TODAY - timedelta(1)
    )
    assert Person.objects.get(pk=person.pk).school == other_school


def test_consent_is_live_once_and_given_anew_after_withdrawal(people):
    person, kind = people["mentor"], ConsentKind.PUBLICATION
    consent = give_consent(person=person, kind=kind, by=None, on=TODAY, way=ConsentWay.PORTAL)
    assert refusal(give_consent, person=person, kind=kind, by=None, on=TODAY) == (
        "Действующее согласие этого вида уже записано."
    )
    withdraw_consent(consent=consent, by=None, on=TODAY)
    give_consent(person=person, kind=kind, by=None, on=LATER)

    assert list(Person.objects.with_consent(kind)) == [person]
    assert actions() == ["consent.given", "consent.withdrawn", "consent.given"]


def test_consent_is_withdrawn_once_and_not_before_it_was_given(people):
    consent = give_consent(person=people["mentor"], kind=ConsentKind.DUTIES, by=None, on=TODAY)
    assert refusal(withdraw_consent, consent=consent, by=None, on=date(2026, 3, 15)) == (
        "Отзыв не может быть раньше согласия."
    )
    consent.refresh_from_db()
    withdraw_consent(consent=consent, by=None, on=TODAY)
    assert refusal(withdraw_consent, consent=consent, by=None, on=LATER) == (
        "Согласие уже отозвано 16.03.2026."
    )


def test_invitation_dies_with_the_first_password(users):
    account = users["mentor"]
    token = resolve(invite(user=account, by=None, on=TODAY)).kwargs
    assert invited_user(**token) == account
    account.set_password("новый-пароль-учителя")
    account.save()
    assert invited_user(**token) is None
