"""Municipalities side by side by their fixed reports: Σ ÷ Σ, intervals, small groups, one merged file."""

import copy
import io
from fractions import Fraction

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from mentorship.programmes.models import Programme
from reports.models import Snapshot
from reports.region.fixing import fix
from reports.region.table import Cell, rows_of
from reports.workflow import approve_snapshot, take_snapshot
from schools.enums import Role
from schools.models import Municipality, RoleAssignment
from tests.cast import SINCE, TODAY

PAGE = "/reports/region/"
FIX = "/reports/region/fix/"


def figure(code="p000_mentor_share", part=None, whole=None, value=None, unit="%", status="in_progress"):
    if value is None and part is not None and whole:
        value = part / whole
    return {
        "code": code, "title": code, "source": "", "unit": unit, "numerator": part, "denominator": whole,
        "value": value, "status": status,
    }  # fmt: skip


def test_total_is_sum_over_sum_and_not_the_mean():
    (row,) = rows_of([[figure(part=50, whole=50)], [figure(part=10, whole=50)]])
    assert [cell.words.replace("\u00a0", " ") for cell in row.cells] == ["100,0 %", "20,0 %"]
    assert (row.total.parts, row.total.value) == ("60 из 100", Fraction(60, 100))


def test_hidden_and_absent_stay_out_of_the_total_and_the_coverage_says_so():
    hidden = figure(part=None, whole=9, status="hidden")
    (row,) = rows_of([[figure(part=30, whole=40)], [hidden], []])
    assert [cell.words for cell in row.cells[1:]] == ["скрыто", "—"]
    assert (row.total.parts, row.coverage) == ("30 из 40", "данные 1 из 3 муниципалитетов")


@pytest.mark.parametrize(("whole", "words"), [(19, "3 из 19"), (20, "15,0 %")])
def test_share_of_fewer_than_twenty_is_told_in_people(whole, words):
    cell = Cell("%", 3, whole, Fraction(3, whole))
    assert cell.words.replace("\u00a0", " ") == words
    assert bool(cell.interval) == (whole == 20)


def test_interval_is_wilsons_and_a_decline_has_none():
    assert Cell("%", 34, 40, Fraction(34, 40)).interval.replace("\u00a0", " ") == "от 70,9 % до 92,9 %"
    assert Cell("%", -3, 40, Fraction(-3, 40)).interval == ""
    assert Cell("шт.", value=Fraction(2)).interval == ""


def test_counts_are_added_up():
    rows = rows_of([[figure(unit="шт.", value=1.0)], [figure(unit="шт.", value=2.0)]])
    assert rows[0].total.words == "3"


@pytest.fixture
def two(programme, users, school_year, other_municipality, foreign_school):
    """The methodist's two municipalities, the report of each; a draft after the approved one."""
    RoleAssignment.objects.create(
        person=users["methodist"].person, role=Role.METHODIST, municipality=other_municipality,
        start_date=SINCE,
    )  # fmt: skip
    own = take_snapshot(by=users["methodist"], programme=programme, on=TODAY)
    approve_snapshot(by=users["head"], snapshot=own)
    take_snapshot(by=users["methodist"], programme=programme, on=TODAY)
    programme = Programme.objects.create(
        code="steppe", municipality=other_municipality, title="Степная программа", start_date=SINCE,
        end_date=programme.end_date, baseline_year=2023, sets=programme.sets,
    )  # fmt: skip
    return own, take_snapshot(by=users["methodist"], programme=programme, on=TODAY)


def test_page_and_workbook_show_both_by_their_reports(two, client_as):
    own, other = two
    client = client_as("methodist")
    page = client.get(PAGE)
    text = " ".join(page.content.decode().split())
    assert [column.snapshot.pk for column in page.context["region"].columns] == [own.pk, other.pk]
    assert "Лесной район" in text
    assert "Степной район" in text
    row = next(row for row in page.context["region"].rows if row.code == "p000_mentor_share")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/reports/region.xlsx").content)).active
    lines = [line for line in sheet.iter_rows(min_row=2, values_only=True) if line[0] == row.code]
    assert [line[3] for line in lines] == ["Лесной район", "Степной район", "Все вместе"]
    assert (lines[0][5], lines[0][6]) == (row.cells[0].part, row.cells[0].whole) == (0, 20)
    early = client.get(PAGE, {"as_of": "2020-01-01"}).context["region"]
    assert ([place.name for place in early.without], early.rows) == (["Лесной район", "Степной район"], [])


def test_queries_do_not_grow_with_municipalities(two, users, client_as):
    _, other = two
    client = client_as("methodist")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(18):
        place = Municipality.objects.create(name=f"Район {number}")
        RoleAssignment.objects.create(
            person=users["methodist"].person, role=Role.METHODIST, municipality=place, start_date=SINCE
        )
        made = copy.copy(other.programme)
        made.pk, made.code, made.municipality = None, f"p{number}", place
        made.save()
        type(other).objects.create(
            programme=made, as_of=TODAY, figures=other.figures, taken_by=users["methodist"]
        )
    client.get(PAGE)  # the session takes note of the new roles
    with CaptureQueriesContext(connection) as many:
        page = client.get(PAGE)
    assert len(page.context["region"].columns) == 20
    assert len(page.context["page_obj"].object_list) == 6
    assert len(many) == len(few) <= 25


def test_merged_file_holds_both_registers_and_the_journal_says_so(
    two, people, pair_up, make_teacher, foreign_school, client_as
):
    pair_up(people["mentor"], people["mentee"])
    pair_up(make_teacher(foreign_school, "F1"), make_teacher(foreign_school, "F2"))
    response = client_as("methodist").get("/reports/region/registers.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert len(book.sheetnames) == 3
    for sheet in book:
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert rows[0][0] == "Муниципалитет"
    mentees = list(book.worksheets[1].iter_rows(min_row=3, values_only=True))
    assert sorted(row[0] for row in mentees) == ["Лесной район", "Степной район"]
    assert Entry.objects.get(action="region.registers_exported").data["municipalities"] == [
        "Лесной район",
        "Степной район",
    ]


def test_day_that_is_none_is_refused(client_as, programme):
    client = client_as("head")
    assert client.get(PAGE, {"as_of": "31.02.2026"}).status_code == 400
    assert client.get("/reports/region.xlsx", {"as_of": "0001-01-01"}).status_code == 400


@pytest.fixture
def untold(programme, users, other_municipality):
    """Two municipalities of the methodist with a programme each and no report yet."""
    RoleAssignment.objects.create(
        person=users["methodist"].person, role=Role.METHODIST, municipality=other_municipality,
        start_date=SINCE,
    )  # fmt: skip
    return Programme.objects.create(
        code="stepnoy", municipality=other_municipality, title="Программа", start_date=SINCE,
        end_date=programme.end_date, baseline_year=2023, sets=programme.sets,
    )  # fmt: skip


def test_one_press_fixes_the_day_of_every_municipality(client_as, untold, programme):
    methodist = client_as("methodist")
    page = " ".join(methodist.get(PAGE, {"as_of": TODAY}).content.decode().split())
    assert "Без отчёта этого дня 2 муниципалитета" in page
    response = methodist.post(FIX, {"as_of": TODAY.isoformat()}, follow=True)
    assert "Показатели зафиксированы, муниципалитетов: 2." in " ".join(response.content.decode().split())
    assert {row.programme for row in Snapshot.objects.filter(as_of=TODAY)} == {programme, untold}
    again = methodist.post(FIX, {"as_of": TODAY.isoformat()}, follow=True)
    assert "Без отчёта этого дня" not in again.content.decode()
    assert Snapshot.objects.count() == 2


def test_more_than_a_few_are_fixed_press_by_press(users, untold, monkeypatch):
    monkeypatch.setattr("reports.region.fixing.AT_ONCE", 1)
    assert fix(by=users["methodist"], on=TODAY) == (1, 1)
    assert fix(by=users["methodist"], on=TODAY) == (1, 0)
    assert fix(by=users["methodist"], on=TODAY) == (0, 0)


def test_day_outside_every_programme_fixes_nothing(users, untold):
    assert fix(by=users["methodist"], on=SINCE.replace(year=2019)) == (0, 0)


@pytest.mark.parametrize(("login", "status"), [("approver", 403), ("department", 403), ("curator", 403)])
def test_those_who_only_look_fix_nothing(client_as, programme, login, status):
    assert client_as(login).post(FIX, {"as_of": TODAY.isoformat()}).status_code == status
    assert not Snapshot.objects.exists()


def test_day_that_is_none_fixes_nothing(client_as, programme):
    response = client_as("methodist").post(FIX, {"as_of": "вчера"}, follow=True)
    assert "проверьте дату" in response.content.decode()
    assert not Snapshot.objects.exists()
