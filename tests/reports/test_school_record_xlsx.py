"""The record of a school as a workbook: the figures of the page as numbers, the day, who took it out."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from tests.cast import YEAR
from tests.full_school import edit, fill, neighbours, stored

LABEL = "2025/2026"
SHEETS = ["Школа", "По годам", "Классы", "Охват"]


@pytest.fixture
def full(school, people, programme):
    """The school of the cast with everything."""
    fill(school, people)
    return school


def book(client, code: str = "901", **query) -> dict[str, list[list]]:
    response = client.get(f"/reports/schools/{code}/record.xlsx", {"year": LABEL, **query})
    assert response.status_code == 200
    loaded = openpyxl.load_workbook(io.BytesIO(response.content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in loaded}


def facts(found: dict[str, list[list]]) -> dict[str, object]:
    return dict(found["Школа"][1:])


def table(rows: list[list]) -> dict[object, dict[str, object]]:
    """Rows by their first cell, cells by their headings."""
    headings, *lines = rows
    return {line[0]: dict(zip(headings, line, strict=True)) for line in lines}


@pytest.mark.usefixtures("full")
def test_sheets_hold_the_figures_of_the_page_as_numbers(client_as):
    client = client_as("methodist")
    found = book(client)
    record = client.get("/reports/schools/901/", {"year": LABEL}).context["record"]
    assert list(found) == SHEETS
    by_year, coverage = table(found["По годам"]), table(found["Охват"])
    assert len(by_year) == len(coverage) == len(record.history) == 5
    for entry in record.history:
        label = f"{entry.row.year}/{entry.row.year + 1}"
        line, cover = by_year[label], coverage[label]
        assert line["ИОР"] == float(entry.row.results_index)
        assert (line["Q1"], line["Медиана"], line["Q3"]) == tuple(float(cut) for cut in entry.cuts)
        assert line["Квартиль ИОР"] == entry.quartile
        assert cover["Педагогов в парах"] == entry.participation.people
        assert cover["Педагогов в парах, доля"] == float(entry.share)
        assert cover["Обучены"] == len(next(t for t in record.trainings if t.year == entry.row.year).trained)
    school = facts(found)
    assert school["ИОР"] == 0.51
    assert school["Мероприятий всего"] == record.roadmap.board.total
    assert school["Удовлетворённость наставляемых"] == float(record.satisfaction[0].tile.reading.ratio.value)
    assert (
        school["Удовлетворённость наставляемых: «да»"],
        school["Удовлетворённость наставляемых: ответили"],
    ) == (17, 22)
    assert school["Удовлетворённость наставников"] == "скрыто: меньше 5 ответов"
    assert [row[2] for row in found["Классы"][1:3]] == [
        record.school_class.why["quartile"],
        record.school_class.why["wellbeing_quartile"],
    ]


@pytest.mark.usefixtures("full")
def test_workbook_says_the_day_and_who_took_it_out(client_as, users):
    found = facts(book(client_as("methodist"), as_of="2026-03-16"))
    assert found["На дату"] == datetime(2026, 3, 16)
    assert found["Выгружено"].date() == timezone.localdate()
    assert found["Кто выгрузил"] == "Липова Зоя Марковна"
    entry = Entry.objects.get(action="export")
    assert (entry.by, entry.target_text) == (users["methodist"], "Ёлкинская СОШ")
    assert entry.data == {
        "what": "school_record",
        "on": "2026-03-16",
        "year": YEAR,
        "rows": 1,
        "filter": "year=2025/2026&as_of=2026-03-16",
    }


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("login", ["curator", "director"])
def test_roles_of_a_school_get_the_median_and_no_other_border(client_as, login):
    found = book(client_as(login))
    headings = found["По годам"][0]
    assert "Медиана" in headings
    assert {"Q1", "Q3"} & set(headings) == set()
    said = " ".join(str(cell) for rows in found.values() for row in rows for cell in row)
    assert re.findall(r"0[.,]325|0[.,]355|Районная", said) == []
    assert "четвёртый квартиль среди 7 школ" in said


def test_day_of_the_past_gives_the_figures_of_the_day(client_as, school):
    row = stored(school, 2024, (2025, 8, 20), results_index=Decimal("0.523"))
    edit(row, (2025, 11, 3), results_index=Decimal("0.6"))
    client = client_as("methodist")
    then, now = (book(client, as_of=day)["По годам"] for day in ("2025-09-01", ""))
    assert (table(then)["2024/2025"]["ИОР"], table(now)["2024/2025"]["ИОР"]) == (0.523, 0.6)


def test_figures_have_their_formats(client_as, school):
    stored(school, YEAR, results_index=Decimal("0.523"), teacher_count=27)
    response = client_as("methodist").get("/reports/schools/901/record.xlsx")
    loaded = openpyxl.load_workbook(io.BytesIO(response.content))
    index, share = loaded["По годам"]["B2"], loaded["Охват"]["M2"]
    assert (index.value, index.number_format) == (0.523, "0.0000##")
    assert (share.value, share.number_format) == (0, "0.00%")


def test_empty_school_gives_a_workbook_too(client_as, school):
    found = book(client_as("methodist"))
    assert [len(found[name]) for name in SHEETS[1:]] == [1, 9, 1]
    assert facts(found)["Школа"] == "Ёлкинская СОШ"


def test_name_that_looks_like_a_formula_stays_text(client_as, school):
    school.name = "=1+1"
    school.save()
    response = client_as("methodist").get("/reports/schools/901/record.xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(response.content))["Школа"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_access_is_that_of_the_page(client, client_as, foreign_school, other_school):
    for login, code, status in (
        ("methodist", foreign_school.code, 404),
        ("curator", other_school.code, 404),
        ("admin", "901", 403),
        ("mentor", "901", 403),
    ):
        assert client_as(login).get(f"/reports/schools/{code}/record.xlsx").status_code == status
    assert client.get("/reports/schools/901/record.xlsx").status_code == 302
    assert not Entry.objects.filter(action="export").exists()


def test_code_with_a_slash_has_its_workbook(client_as, school):
    school.code = "9/01"
    school.save()
    neighbours(school, 2)
    assert facts(book(client_as("methodist"), "9/01"))["Код ОО"] == "9/01"
    assert (
        client_as("methodist").get("/reports/schools/9/01/", {"as_of": date(2026, 3, 1)}).status_code == 200
    )
