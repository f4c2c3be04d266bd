"""Statements written once: the answers of the QuerySet, asked anew with every call."""

import pytest
from django.db.models import CharField, F, Value

from schools.models import Municipality, School
from schools.prepared import Prepared, PreparedUpdate, Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Municipality.objects.create(name="Озёрный район")


@pytest.fixture
def school(place):
    return School.objects.create(municipality=place, code="ОО-1", name="Школа № 1")


SCHOOLS = Prepared(
    lambda: (
        School.objects.select_related("municipality")
        .annotate(mark=Value("!"))
        .filter(code=Slot("code", CharField()))
    )
)
NAMES = Prepared(
    lambda: School.objects.filter(municipality=Slot("place")).order_by("pk").values_list("code", "name")
)


def test_objects_come_with_what_they_are_related_to(school, place, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = SCHOOLS.first(code="ОО-1")
        assert (found, found.municipality, found.municipality.name) == (school, place, "Озёрный район")
    assert found.mark == "!"
    assert not found._state.adding


def test_values_come_as_tuples(school, place):
    School.objects.create(municipality=place, code="ОО-2", name="Школа № 2")
    assert NAMES.rows(place=place.pk) == [("ОО-1", "Школа № 1"), ("ОО-2", "Школа № 2")]


def test_change_shows_with_the_next_call(school):
    assert SCHOOLS.first(code="ОО-1").name == "Школа № 1"
    School.objects.update(name="Лицей")
    assert SCHOOLS.first(code="ОО-1").name == "Лицей"
    School.objects.all().delete()
    assert SCHOOLS.first(code="ОО-1") is None


def test_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError, match="code"):
        SCHOOLS.rows()


def test_value_is_no_part_of_the_statement(school):
    assert SCHOOLS.rows(code="ОО-1' OR '1'='1") == []


def test_update_changes_what_the_condition_holds(school, place):
    School.objects.create(municipality=place, code="ОО-2", name="Школа № 2")
    renamed = PreparedUpdate(
        lambda: School.objects.filter(code=Slot("code", CharField())), name=Slot("name", CharField())
    )
    assert renamed.run(code="ОО-2", name="Гимназия") == 1
    assert renamed.run(code="ОО-3", name="Гимназия") == 0
    assert NAMES.rows(place=place.pk) == [("ОО-1", "Школа № 1"), ("ОО-2", "Гимназия")]


def test_update_may_reckon_with_what_stands(school):
    same = PreparedUpdate(lambda: School.objects.filter(pk=Slot("school")), name=F("code"))
    assert same.run(school=school.pk) == 1
    assert School.objects.get().name == "ОО-1"
