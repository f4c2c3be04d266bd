"""Plans that a connection to PostgreSQL keeps for statements it is asked over and over."""

import pytest
from django.db import connection, transaction
from django.db.models import CharField
from django.test.utils import CaptureQueriesContext

from mentorship.prepared import Prepared, PreparedInsert, PreparedUpdate, Slot
from schools.models import Municipality, School
from tests.at_once import together

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

USES = 5


@pytest.fixture
def places():
    return [Municipality.objects.create(name=f"Округ № {number}") for number in range(USES + 3)]


def kept(text):
    """How many plans this connection keeps of statements with the text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, %s) > 0", [text])
        return cursor.fetchone()[0]


def named(mark):
    """A question of its own for each test: a connection is asked by several of them."""
    return Prepared(
        lambda: (
            Municipality.objects.exclude(name=f"100% '{mark}';")
            .filter(pk=Slot("place"), name=Slot("name", CharField()))
            .values_list("pk", "name")
        )
    )


def test_plan_is_kept_from_the_sixth_use_on_and_answers_as_before(places):
    question = named("sixth")
    for use, place in enumerate(places, 1):
        assert question.rows(place=place.pk, name=place.name) == [(place.pk, place.name)]
        assert kept("''sixth''") == (use > USES)
    assert question.rows(place=places[0].pk, name="' OR true --") == []


def test_who_watches_sees_the_whole_statement(places):
    question = named("watched")
    for place in places:
        question.rows(place=place.pk, name=place.name)
    with CaptureQueriesContext(connection) as captured:
        question.rows(place=places[0].pk, name="Округ № 0")
    assert captured[0]["sql"].startswith("SELECT")
    seen = []
    with connection.execute_wrapper(lambda run, *asked: [seen.append(asked[0]), run(*asked)][1]):
        question.rows(place=places[0].pk, name="Округ № 0")
    assert [sql.split()[0] for sql in seen] == ["SELECT"]


def test_no_plan_is_kept_behind_a_pool_that_lends_the_server_by_transactions(places, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    question = named("pooled")
    for place in places:
        assert question.first(place=place.pk, name=place.name) == (place.pk, place.name)
    assert kept("''pooled''") == 0


def test_changes_and_new_rows_go_by_a_plan_as_without(places):
    insert = PreparedInsert(School)
    renamed = PreparedUpdate(
        lambda: School.objects.filter(code=Slot("code", CharField())), name=Slot("name", CharField())
    )
    for number, place in enumerate(places):
        school = School(municipality=place, code=f"ОО-{number}", name="Школа")
        assert insert.run([school]) == 1
        assert School.objects.get(pk=school.pk).municipality == place
        assert renamed.run(code=school.code, name=f"Лицей «№ {number}»") == 1
    assert kept('AS INSERT INTO "schools_school"') == kept('AS UPDATE "schools_school"') == 1
    assert list(School.objects.order_by("pk").values_list("name", flat=True)) == [
        f"Лицей «№ {number}»" for number in range(len(places))
    ]


def test_plan_outlives_a_transaction_that_was_undone(places):
    question = named("undone")
    for place in places:
        with transaction.atomic():
            question.rows(place=place.pk, name=place.name)
            transaction.set_rollback(True)
    assert question.first(place=places[1].pk, name="Округ № 1") == (places[1].pk, "Округ № 1")
    assert kept("''undone''") == 1


@pytest.mark.django_db(transaction=True)
def test_every_connection_keeps_its_own(places):
    question = named("each")

    def ask():
        answers = [question.rows(place=place.pk, name=place.name) for place in places]
        return answers == [[(place.pk, place.name)] for place in places], kept("''each''")

    assert together(*[ask] * 4) == [(True, 1)] * 4
    assert ask() == (True, 1)
    connection.close()
    assert ask() == (True, 1)
