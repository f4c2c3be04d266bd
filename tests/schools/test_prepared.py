"""Statements written once: the answers of the QuerySet, asked anew with every call."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CharField, F, Value

from mentorship.prepared import Prepared, PreparedInsert, PreparedUpdate, Slot
from schools.models import Municipality, School

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


def test_objects_are_stored_with_all_their_columns_and_learn_their_keys(place, django_assert_num_queries):
    new = [School(municipality=place, code=f"ОО-{number}", name=f"Школа № {number}") for number in (1, 2)]
    with django_assert_num_queries(1):
        PreparedInsert(School).run(new)
    for school in new:
        stored = School.objects.get(pk=school.pk)
        assert not school._state.adding
        for field in School._meta.concrete_fields:
            assert getattr(stored, field.attname) == getattr(school, field.attname), field.name


def test_one_statement_is_written_for_each_number_of_objects(place):
    insert = PreparedInsert(Municipality)
    for names in (["Озёрный округ"], ["Лесной округ", "Луговой округ"], ["Степной округ"]):
        insert.run(Municipality(name=name) for name in names)
    assert Municipality.objects.count() == 5
    assert len(insert._statements) == 2


def test_many_objects_go_in_several_statements_all_or_none(place):
    many = [School(municipality=place, code=f"ОО-{number}", name="Школа") for number in range(1001)]
    assert PreparedInsert(School).run(many) == 1001
    assert list(School.objects.order_by("pk").values_list("pk", "code")) == [
        (one.pk, one.code) for one in many
    ]
    again = [School(municipality=place, code=f"СОШ-{number}", name="Школа") for number in range(1000)]
    with pytest.raises(IntegrityError):
        PreparedInsert(School).run([*again, School(municipality=place, code="ОО-1000", name="Школа")])
    assert School.objects.count() == 1001


def test_key_of_a_parent_that_was_stored_meanwhile_is_taken(db):
    place = Municipality(name="Озёрный округ")
    school = School(municipality=place, code="ОО-1", name="Школа № 1")
    place.save()
    PreparedInsert(School).run([school])
    assert School.objects.get().municipality == place


def test_parent_that_is_not_stored_is_told_of(db):
    school = School(municipality=Municipality(name="Озёрный округ"), code="ОО-1", name="Школа № 1")
    with pytest.raises(ValueError, match="municipality"):
        PreparedInsert(School).run([school])


def test_nothing_to_store_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        PreparedInsert(School).run([])


def test_row_that_is_forbidden_undoes_the_transaction(school, place):
    again = School(municipality=place, code=school.code, name="Другая")
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedInsert(School).run([again])
    assert School.objects.get().name == "Школа № 1"


def test_row_that_is_there_stays_where_conflicts_are_no_matter(school, place):
    again = School(municipality=place, code=school.code, name="Другая")
    insert = PreparedInsert(School, ignores_conflicts=True)
    assert insert.run([again]) == 0
    assert (School.objects.get().name, again.pk) == ("Школа № 1", None)
    assert insert.run([again, School(municipality=place, code="ОО-2", name="Школа № 2")]) == 1
    assert NAMES.rows(place=place.pk) == [("ОО-1", "Школа № 1"), ("ОО-2", "Школа № 2")]
