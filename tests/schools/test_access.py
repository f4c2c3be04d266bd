"""The table of access: every cell is read, roles add up, nothing is seen across municipalities."""

from datetime import timedelta

import pytest
from django.db.models import Q

from mentorship.programmes.models import Programme
from schools.access import GRANTS, Grant
from schools.access_table import MODEL_AREAS, ROLES, TABLE
from schools.enums import Role
from schools.models import Municipality, Person, RoleAssignment, School, User
from tests.cast import SINCE, TODAY

LETTERS = {"V", "E"}
WORDS = {"own", "self", "counts", "silent"}


@pytest.mark.parametrize("area", TABLE)
def test_area_says_something_of_every_role(area):
    assert len(TABLE[area]) == len(ROLES)


@pytest.mark.parametrize("area", TABLE)
def test_cells_hold_known_words(area):
    parts = [part.split() for cell in TABLE[area] if cell != "-" for part in cell.split("+")]
    assert [part for part in parts if part[0] not in LETTERS or not set(part[1:]) <= WORDS] == []


@pytest.mark.parametrize(
    ("area", "role", "grants"),
    [
        ("bank", "department", (Grant(False, "all", "silent"),)),
        ("bank", "curator", (Grant(False, "all", "full"), Grant(True, "own", "full"))),
        ("requests", "approver", (Grant(False, "all", "counts"),)),
        ("apply", "teacher", (Grant(True, "self", "full"),)),
        ("pairs", "methodist", (Grant(True, "all", "full"),)),
        ("matching", "curator", ()),
    ],
)
def test_cell_is_read_as_grants(area, role, grants):
    assert GRANTS[area][role] == grants


def test_every_admin_model_has_a_known_area():
    assert set(MODEL_AREAS.values()) - set(TABLE) == set()


def may(user: User) -> dict[str, str]:
    """What an account may do in each area: V, E or -."""
    access = user.access
    return {area: "E" if access.may_change(area) else "V" if access.may_see(area) else "-" for area in TABLE}


@pytest.mark.parametrize("login", [role for role in ROLES if role != "teacher"])
def test_account_has_what_its_column_says(users, login):
    column = ROLES.index(login)
    said = {
        area: "E" if "E" in cells[column] else "V" if "V" in cells[column] else "-"
        for area, cells in TABLE.items()
    }
    assert may(users[login]) == said


def test_teacher_needs_no_assignment(users):
    assert users["mentor"].access.roles == {"teacher"}
    assert users["mentor"].access.scope("requests").person == users["mentor"].person_id


def test_person_of_two_roles_has_their_sum(users, school, other_school):
    RoleAssignment.objects.create(
        person=users["curator"].person, role=Role.DIRECTOR, school=other_school, start_date=SINCE
    )
    user = User.objects.get(username="curator")
    assert user.access.scope("roadmap").schools == {school.pk, other_school.pk}
    assert user.access.scope("pairs", change=True).schools == {school.pk}


def test_role_holds_on_both_its_days_and_not_outside(people):
    role = people["curator"].roles.get()
    role.end_date = TODAY
    role.save()
    days = (SINCE - timedelta(1), SINCE, TODAY, TODAY + timedelta(1))
    assert [people["curator"].roles.in_force(day).exists() for day in days] == [False, True, True, False]


@pytest.mark.parametrize("login", [role for role in ROLES if role != "teacher"])
def test_another_municipality_is_out_of_every_scope(users, other_municipality, foreign_school, login):
    Person.objects.create(code="F1", last_name="Степнов", municipality=other_municipality)
    user = users[login]
    seen = [
        School.objects.visible_to(user, area).filter(pk=foreign_school.pk).exists()
        or Municipality.objects.visible_to(user, area).filter(pk=other_municipality.pk).exists()
        for area in TABLE
    ]
    assert not any(seen)
    assert not Person.objects.visible_to(user).filter(code="F1").exists()


def test_administrator_of_the_whole_portal_sees_every_municipality(foreign_school, school):
    user = User.objects.create_superuser("root", "пароль-для-проверки")
    assert set(School.objects.visible_to(user, "schools")) == {school, foreign_school}


def test_curator_reaches_the_own_school_only(users, school, other_school):
    assert list(School.objects.visible_to(users["curator"], "school_reports")) == [school]


def test_closed_account_may_nothing(users):
    user = users["methodist"]
    user.is_active = False
    assert not user.has_perm("bank.view")
    assert not user.is_staff


def test_admin_permissions_follow_the_table(users):
    methodist, head = users["methodist"], users["head"]
    assert methodist.has_perm("schools.change_person")
    assert head.has_perm("schools.view_person")
    assert not head.has_perm("schools.change_person")
    assert not methodist.has_perm("schools.change_user")
    assert not users["curator"].has_perm("schools.view_school")
    assert not users["admin"].has_perm("surveys.view_response")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.METHODIST, Role.HEAD, Role.DEPARTMENT])
def test_role_of_the_whole_portal_reaches_everything_beside_any_other_condition(
    role, programme, school, foreign_school
):
    person = Person.objects.create(code="P-1", last_name="Повсюдов")
    RoleAssignment.objects.create(person=person, role=role, start_date=SINCE)
    user = User.objects.create_user("everywhere", person=person)
    reached = user.access.scope("reports").q(municipality="municipality", school="pk")

    assert list(Programme.objects.visible_to(user, "reports")) == [programme]
    assert set(School.objects.filter(reached | Q(pk=school.pk))) == {school, foreign_school}
    assert set(School.objects.filter(reached, pk=school.pk)) == {school}
