"""The import of roles: places, accounts, and that nobody appoints oneself by a file."""

from datetime import date

import pytest

from schools.enums import Role
from schools.models import RoleAssignment, User

ROLES = ["Код педагога", "Роль", "Код ОО", "Начало", "Окончание"]
START = date(2025, 9, 1)


def counts(report) -> tuple[int, int, int]:
    """What an import did; its errors fail the test with their words."""
    assert [str(error) for error in report.errors] == []
    return report.created, report.updated, report.unchanged


def errors(report) -> list[tuple]:
    """Row and column of every error."""
    return [(error.row, error.column) for error in report.errors]


def test_role_of_a_school_opens_an_account_without_a_password(load, people, school):
    row = ["C-mentor", "школьный куратор", "901", START, None]
    assert counts(load("roles", ROLES, row)) == (1, 0, 0)
    assert counts(load("roles", ROLES, row)) == (0, 0, 1)

    account = User.objects.get(person=people["mentor"])
    assert (account.username, account.has_usable_password()) == ("C-mentor", False)
    assert people["mentor"].roles.get().school == school


def test_municipal_role_takes_the_municipality_of_the_person(load, people, municipality):
    load("roles", ROLES, ["C-mentor", "Методист", None, START, None])
    given = people["mentor"].roles.get()
    assert (given.role, given.municipality, given.school) == (Role.METHODIST, municipality, None)


def test_end_of_a_role_is_written_and_cleared(load, people):
    row = ["C-curator", "школьный куратор", "901", date(2023, 9, 1)]
    load("roles", ROLES, [*row, "31.01.2026"])
    assert people["curator"].roles.get().end_date == date(2026, 1, 31)
    load("roles", ROLES, [*row, None])
    assert people["curator"].roles.get().end_date == date(2026, 1, 31)
    assert counts(load("roles", ROLES, [*row, "удалить"])) == (0, 1, 0)
    assert people["curator"].roles.get().end_date is None


def test_stored_role_without_an_account_gets_one(load, people):
    row = ["C-curator", "школьный куратор", "901", date(2023, 9, 1), None]
    assert counts(load("roles", ROLES, row)) == (0, 1, 0)
    assert counts(load("roles", ROLES, row)) == (0, 0, 1)


def test_role_and_place_belong_together(load, people):
    report = load(
        "roles",
        ROLES,
        ["C-mentor", "школьный куратор", None, START, None],
        ["C-mentor", "методист", "901", START, None],
    )
    assert errors(report) == [(2, "Код ОО"), (3, "Код ОО")]


def test_role_is_a_closed_list(load, people):
    report = load("roles", ROLES, ["C-mentor", "завхоз", "901", START, None])
    assert errors(report) == [(2, "Роль")]
    assert "школьный куратор" in report.errors[0].message


def test_end_before_the_beginning_is_named(load, people):
    report = load("roles", ROLES, ["C-mentor", "руководитель ОО", "901", START, date(2025, 8, 31)])
    assert errors(report) == [(2, "Окончание")]


def test_unknown_people_and_schools_are_named(load, people):
    report = load("roles", ROLES, ["X", "школьный куратор", "999", START, None])
    assert errors(report) == [(2, "Код педагога"), (2, "Код ОО")]
    assert RoleAssignment.objects.filter(start_date=START).count() == 0


@pytest.mark.parametrize("role", ["администратор портала", "руководитель наставнического центра", "методист"])
def test_methodist_gives_no_municipal_role_by_a_file(load, users, municipality, role):
    report = load(
        "roles",
        ROLES,
        ["C-methodist", role, None, START, None],
        by=users["methodist"],
        municipality=municipality,
    )
    assert errors(report) == [(2, "Роль")]
    assert not RoleAssignment.objects.filter(start_date=START).exists()


def test_methodist_gives_roles_of_schools(load, users, municipality):
    report = load(
        "roles",
        ROLES,
        ["C-mentor", "школьный куратор", "901", START, None],
        by=users["methodist"],
        municipality=municipality,
    )
    assert counts(report) == (1, 0, 0)


def test_file_with_municipal_roles_that_stand_already_is_unchanged_for_a_methodist(load, users, municipality):
    row = ["C-head", "руководитель наставнического центра", None, date(2023, 9, 1), None]
    report = load("roles", ROLES, row, by=users["methodist"], municipality=municipality)
    assert counts(report) == (0, 0, 1)


def test_holder_who_moved_to_another_municipality_is_still_known(
    load, people, municipality, foreign_school, other_municipality
):
    rows = ["C-mentor", "школьный куратор", "901", START, None], ["C-mentor", "методист", "", START, None]
    load("roles", ROLES, *rows)
    mentor = people["mentor"]
    mentor.school, mentor.municipality = foreign_school, other_municipality
    mentor.save()
    assert counts(load("roles", ROLES, *rows, municipality=municipality)) == (0, 0, 2)
    assert counts(load("roles", ROLES, *rows)) == (0, 0, 2)


def test_role_given_by_a_municipality_is_a_role_in_it(
    load, people, municipality, foreign_school, other_municipality
):
    load("roles", ROLES, ["C-mentor", "школьный куратор", "901", START, None])
    people["mentor"].municipality = other_municipality
    people["mentor"].save()
    load("roles", ROLES, ["C-mentor", "методист", None, START, None], municipality=municipality)
    assert (
        RoleAssignment.objects.get(person=people["mentor"], role=Role.METHODIST).municipality == municipality
    )


def test_place_is_not_cleared_by_the_word(load, people):
    report = load("roles", ROLES, ["C-mentor", "методист", "удалить", START, None])
    assert errors(report) == [(2, "Код ОО")]
