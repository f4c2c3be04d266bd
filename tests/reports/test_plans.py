"""How the databases find what the indicators count: by an index, never by reading a table from end to end."""

import re

import pytest
from django.db import connection

from reports.indicators.facts import Facts
from reports.indicators.people_lists import MARKS, PEOPLE_LISTS, counted_by_marks, listed
from surveys.models.tallies import Place, sent_at
from tests.cast import TODAY
from tests.groups import is_on_postgres

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(programme):
    """The facts of the municipality; PostgreSQL reads a small table whole unless it is told not to."""
    if is_on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return Facts(programme, TODAY)


def whole_readings(rows):
    """The steps of the plan that read a whole table."""
    return re.findall(r"(?:Seq Scan on|SCAN) (?!\()\w+", rows.explain())


def test_readings_of_a_whole_table_are_recognised(facts):
    assert whole_readings(facts.programme._meta.model.objects.order_by()) != []


@pytest.mark.parametrize("name", PEOPLE_LISTS)
def test_lists_of_people_are_found_by_indexes(facts, name):
    assert whole_readings(listed(facts, name).order_by()) == []


def test_all_lists_are_counted_by_indexes(facts):
    assert whole_readings(counted_by_marks(facts, 0, sorted(MARKS))) == []


def test_answers_of_a_year_are_found_by_indexes(facts, municipality):
    assert whole_readings(facts.after_forms.order_by()) == []
    assert whole_readings(sent_at(Place(municipality.pk, "mentee", facts.year)).order_by()) == []


@pytest.mark.postgres
def test_statements_are_not_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
