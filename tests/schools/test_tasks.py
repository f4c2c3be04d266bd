"""What the schools app asks of whom."""

from datetime import timedelta

import pytest

from schools.models import RoleAssignment, School, SchoolYear
from schools.tasks import tasks_for
from tests.cast import TODAY, YEAR


def titles(user) -> list[str]:
    return [task.title for task in tasks_for(user, TODAY)]


def test_methodist_hears_of_schools_without_a_curator(users, other_school, foreign_school):
    (task,) = tasks_for(users["methodist"], TODAY)
    assert (task.title, task.text) == (
        "Назначьте школьных кураторов",
        "1\u00a0школа без куратора: Сосновая ООШ.",
    )
    assert task.url == "/admin/schools/person/"


def test_curator_whose_term_is_over_counts_no_more(users, people):
    assert titles(users["methodist"]) == []
    RoleAssignment.objects.filter(person=people["curator"]).update(end_date=TODAY - timedelta(days=1))
    assert titles(users["methodist"]) == ["Назначьте школьных кураторов"]


def test_methodist_hears_of_years_without_an_index(users, school_year):
    assert titles(users["methodist"]) == ["Внесите ИОР за 2025/2026"]
    SchoolYear.objects.update(results_index="0.5")
    assert titles(users["methodist"]) == []


def test_index_of_another_year_is_not_asked_for(users, school):
    SchoolYear.objects.create(school=school, year=YEAR - 1)
    assert titles(users["methodist"]) == []


def test_many_schools_are_counted(users, municipality):
    for number in range(5):
        School.objects.create(code=f"N{number}", name=f"Школа {number}", municipality=municipality)
    (task,) = tasks_for(users["methodist"], TODAY)
    assert task.text == "5\u00a0школ без куратора: Школа 0, Школа 1, Школа 2 и ещё 2."


@pytest.mark.parametrize("login", ["curator", "director", "mentor", "approver", "department"])
def test_others_have_no_such_tasks(users, other_school, school_year, login, django_assert_num_queries):
    user = users[login]
    assert user.access.held
    with django_assert_num_queries(0):
        assert tasks_for(user, TODAY) == []


def test_tasks_take_two_queries(users, other_school, school_year, django_assert_num_queries):
    user = users["methodist"]
    assert user.access.held
    with django_assert_num_queries(1):
        tasks_for(user, TODAY)
