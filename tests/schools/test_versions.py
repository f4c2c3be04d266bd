"""As at a date: versions of a school's record with their author (issue 3, item 7)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from mentorship.spreadsheets.importing import run_import
from schools.models import Diagnostic, School, SchoolYear
from schools.versions import as_at
from tests.workbooks import workbook

MOSCOW = ZoneInfo("Europe/Moscow")
SEPTEMBER = date(2025, 9, 1)

pytestmark = pytest.mark.django_db


def stored(school, year, moment, **fields):
    """A row that was recorded at a moment of the past."""
    row = SchoolYear(school=school, year=year, **fields)
    row._history_date = datetime(*moment, tzinfo=MOSCOW)
    row.save()
    return row


def edit(row, moment, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_date = datetime(*moment, tzinfo=MOSCOW)
    row.save()


def indices(found):
    return [row.results_index for row in found.rows]


def test_an_edit_does_not_change_what_was_held_on_a_day_before_it(school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    edit(row, (2025, 11, 3), results_index=Decimal("0.52"))
    assert indices(as_at(SchoolYear, SEPTEMBER, school=school)) == [Decimal("0.41")]
    assert indices(as_at(SchoolYear, date(2025, 11, 3), school=school)) == [Decimal("0.52")]
    assert indices(as_at(SchoolYear, date(2025, 11, 2), school=school)) == [Decimal("0.41")]


def test_the_last_second_of_the_day_still_belongs_to_it(school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    edit(row, (2025, 9, 1, 23, 59, 59), results_index=Decimal("0.42"))
    edit(row, (2025, 9, 2, 0, 0, 0), results_index=Decimal("0.43"))
    assert indices(as_at(SchoolYear, SEPTEMBER, school=school)) == [Decimal("0.42")]


def test_a_row_recorded_later_is_given_as_it_is_now_and_marked(school):
    row = stored(school, 2024, (2025, 10, 1), results_index=Decimal("0.41"))
    edit(row, (2025, 11, 3), results_index=Decimal("0.52"))
    found = as_at(SchoolYear, SEPTEMBER, school=school)
    assert (indices(found), found.later) == ([Decimal("0.52")], {row.pk})


def test_a_row_deleted_since_is_still_there_on_the_day(school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    row._history_date = datetime(2025, 10, 1, tzinfo=MOSCOW)
    row.delete()
    assert indices(as_at(SchoolYear, SEPTEMBER, school=school)) == [Decimal("0.41")]
    assert indices(as_at(SchoolYear, date(2025, 10, 1), school=school)) == []


def test_a_row_deleted_and_recorded_anew_is_one_row_of_the_day(school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    row._history_date = datetime(2025, 10, 1, tzinfo=MOSCOW)
    row.delete()
    anew = stored(school, 2024, (2025, 11, 3), results_index=Decimal("0.52"))
    found = as_at(SchoolYear, SEPTEMBER, school=school)
    assert (indices(found), found.later) == ([Decimal("0.41")], frozenset())
    assert as_at(SchoolYear, date(2025, 10, 1), school=school).rows == []
    assert as_at(SchoolYear, date(2025, 11, 3), school=school).rows == [anew]


def test_another_year_of_the_school_is_not_taken_for_the_deleted_one(school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    row._history_date = datetime(2025, 10, 1, tzinfo=MOSCOW)
    row.delete()
    other = stored(school, 2023, (2025, 11, 3), results_index=Decimal("0.52"))
    found = as_at(SchoolYear, date(2025, 10, 1), school=school)
    assert (found.rows, found.later) == ([other], {other.pk})


def test_conditions_reach_over_the_school(school, foreign_school):
    stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    stored(foreign_school, 2024, (2025, 8, 20), results_index=Decimal("0.9"))
    found = as_at(SchoolYear, SEPTEMBER, school__municipality=school.municipality, year__in=[2024])
    assert indices(found) == [Decimal("0.41")]


def test_a_page_of_the_admin_leaves_a_version_with_its_author(client_as, users, school):
    client = client_as("methodist")
    client.post(
        f"/admin/schools/school/{school.pk}/change/",
        {"name": "Ёлкинская школа", "years-TOTAL_FORMS": 0, "years-INITIAL_FORMS": 0},
    )
    latest = School.history.filter(id=school.pk).first()
    assert (latest.name, latest.history_user) == ("Ёлкинская школа", users["methodist"])


def test_the_admin_does_not_move_a_year_to_another_school_or_year(client_as, school, other_school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.41"))
    page = f"/admin/schools/schoolyear/{row.pk}/change/"
    client = client_as("methodist")
    assert "2024/2025" in client.get(page).content.decode()
    sent = {"school": other_school.pk, "year": "2025/2026", "results_index": "0.52"}
    assert client.post(page, sent).status_code == 302
    row.refresh_from_db()
    assert (row.school, row.year, row.results_index) == (school, 2024, Decimal("0.52"))


def test_the_admin_does_not_move_a_testing_to_another_person(client_as, people):
    mentor, mentee = people["mentor"], people["mentee"]
    row = Diagnostic.objects.create(
        person=mentor, date=SEPTEMBER, subject_score=4, method_score=5, max_score=10
    )
    page = f"/admin/schools/diagnostic/{row.pk}/change/"
    sent = {
        "person": mentee.pk,
        "date": "01.09.2025",
        "subject_score": 6,
        "method_score": 5,
        "max_score": 10,
    }
    assert client_as("methodist").post(page, sent).status_code == 302
    row.refresh_from_db()
    assert (row.person, row.subject_score) == (mentor, 6)


def test_an_import_leaves_versions_with_their_author(users, school):
    kinds = ["Код ОО", "Муниципалитет", "Наименование", "Сайт"]
    changed = ["901", "Лесной район", "Ёлкинская СОШ", "https://ель.рф"]
    added = ["903", "Лесной район", "Новая СОШ", None]
    assert run_import("schools", workbook(kinds, changed, added), by=users["methodist"]).errors == []
    versions = School.history.order_by("history_id").values_list("code", "history_type", "history_user")
    author = users["methodist"].pk
    assert list(versions)[-2:] == [("901", "~", author), ("903", "+", author)]


def test_an_import_that_changes_nothing_leaves_no_version(users, school):
    same = workbook(["Код ОО", "Муниципалитет", "Наименование"], ["901", "Лесной район", "ЕЛКИНСКАЯ СОШ"])
    assert run_import("schools", same, by=users["methodist"]).unchanged == 1
    assert School.history.filter(code="901").count() == 1
