"""Every change of what figures are made of is marked, of its own municipality and past the models too."""

# ruff: noqa: S608 - tables and columns of our own
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.models import SourceChange
from reports.summaries.figures import counted
from reports.summaries.sources import SOURCES
from schools.models import Municipality
from surveys.models import Response
from tests.reports.summaries.raw import key_of, run

# Read anew with every page, or the names of who entered a figure, which are no part of it.
READ_ANEW = {"reports_indicatortarget", "schools_municipality", "schools_user"}
# What is of all municipalities.
EVERYWHERE = {"reports_setting", "roadmap_roadmaptemplate"}
# A row of the municipality: where the table itself does not say whose it is.
FIRST = {
    "bank_mentor": "person_id IN (SELECT id FROM schools_person WHERE municipality_id = {0})",
    "pairs_pairmember": "mentee_id IN (SELECT id FROM schools_person WHERE municipality_id = {0})",
    "roadmap_roadmaptemplate": "1 = 1 OR id = {0}",
    "schools_employment": "school_id IN (SELECT id FROM schools_school WHERE municipality_id = {0})",
    "schools_roleassignment": "school_id IN (SELECT id FROM schools_school WHERE municipality_id = {0})",
    "schools_schoolyear": "school_id IN (SELECT id FROM schools_school WHERE municipality_id = {0})",
    "roadmap_roadmapevent": "roadmap_id IN (SELECT id FROM roadmap_roadmap WHERE municipality_id = {0})",
    "surveys_response": "state = 'submitted' AND municipality_id = {0}",
}
OF_PERSON = "person_id IN (SELECT id FROM schools_person WHERE municipality_id = {0})"
HAVE_PERSON = {
    "bank_training", "roadmap_attendance", "schools_consent", "schools_diagnostic", "schools_person_subjects",
}  # fmt: skip


def marked():
    """The municipalities that are marked; the marks are taken away."""
    found = set(SourceChange.objects.values_list("municipality", flat=True))
    SourceChange.objects.all().delete()
    return found


def row_of(table, municipality):
    """The condition for one row of the municipality."""
    where = FIRST.get(table, OF_PERSON if table in HAVE_PERSON else "municipality_id = {0}")
    key = key_of(table)
    [(first,), *_] = run(f"SELECT {key} FROM {table} WHERE {where.format(municipality.pk)} ORDER BY {key}")
    return f"{key} = {first}"


@pytest.mark.parametrize("table", SOURCES)
def test_change_removal_and_addition_are_marked(table, town, neighbour):
    row, key = row_of(table, town), key_of(table)
    expected = {town.pk, neighbour.pk} if table in EVERYWHERE else {town.pk}
    marked()

    run(f"UPDATE {table} SET {key} = {key} WHERE {row}")
    changed = marked()
    with transaction.atomic():
        run(f"CREATE TEMPORARY TABLE aside AS SELECT * FROM {table} WHERE {row}")
        run(f"DELETE FROM {table} WHERE {row}")
        removed = marked()
        run(f"INSERT INTO {table} SELECT * FROM aside")
        added = marked()
        transaction.set_rollback(True)

    assert (changed, removed, added) == (expected, expected, expected)


def test_row_that_moves_is_marked_in_both_municipalities(town, neighbour):
    marked()
    run(f"UPDATE schools_school SET municipality_id = {neighbour.pk} WHERE {row_of('schools_school', town)}")
    assert marked() == {town.pk, neighbour.pk}


def test_one_statement_over_two_municipalities_marks_both(town, neighbour):
    marked()
    run("UPDATE schools_schoolyear SET teacher_count = 1")
    assert marked() == {town.pk, neighbour.pk}


def test_answer_that_is_not_sent_marks_nothing(town):
    marked()
    row = row_of("surveys_response", town)
    run(f"UPDATE surveys_response SET state = 'draft' WHERE {row}")
    assert marked() == {town.pk}
    run(f"UPDATE surveys_response SET phase = phase WHERE {row}")
    assert marked() == set()
    run(f"UPDATE surveys_response SET state = 'submitted' WHERE {row}")
    assert marked() == {town.pk}
    assert Response.objects.filter(state="submitted").exists()


def test_nothing_that_is_asked_goes_unwatched(running, today):
    with CaptureQueriesContext(connection) as asked:
        for has_names in (True, False):
            counted(running, today, has_names=has_names)
    tables = {name for query in asked for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    # the programme itself was given
    assert tables - READ_ANEW | {"programmes_programme"} == set(SOURCES)


def test_change_that_is_taken_back_leaves_no_mark(town):
    marked()
    with transaction.atomic():
        Municipality.objects.get(pk=town.pk).schools.update(is_base=True)
        assert SourceChange.objects.exists()
        transaction.set_rollback(True)
    assert marked() == set()
