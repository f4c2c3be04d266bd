"""Page, Word, Excel and JSON of the report over the demonstration data: the same figures, the same masks."""

import io
import json
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from docx import Document

from mentorship.spreadsheets.importing import run_import
from reports.survey_reports.display import number
from schools.models import Person, School, User
from schools.russian import percent

DATA = Path(__file__).parents[1] / "data"
YEAR = "2025/2026"
ROLES = ["mentee", "mentor"]


@pytest.fixture
def demo_client(request, db):
    """The department of the demonstration municipality, whose workbooks were read in."""
    folder = DATA / request.param
    for kind in ("schools", "staff", "answers"):
        assert run_import(kind, folder / f"{kind}.xlsx", by=None).errors == []
    place = School.objects.order_by("pk")[0].municipality
    person = Person.objects.create(
        code="F-department", municipality=place, last_name="Кедров", first_name="П."
    )
    person.roles.create(role="department", municipality=place, start_date="2020-01-01")
    client = Client()
    client.force_login(User.objects.create_user("reader", "пароль-для-проверки", person=person))
    client.folder = folder
    return client


both_sets = pytest.mark.parametrize("demo_client", ["demo", "demo_dirty"], indirect=True)


def printed(role):
    out = StringIO()
    call_command("survey_report", "--role", role, "--year", YEAR, "--json", stdout=out)
    return json.loads(out.getvalue())


def tables(data):
    return [
        [[cell.text.strip() for cell in row.cells] for row in table.rows] for table in Document(data).tables
    ]


def shares_of(row):
    share = "—" if row["hidden"] else percent(row["share"])
    parts = f"скрыто, ответили {row['answered']}" if row["hidden"] else f"{row['yes']} из {row['answered']}"
    return [parts, share]


def medians_of(row):
    shown = f"{number(row['median_before'])} → {number(row['median_after'])}"
    return [str(row["n"]), "—" if row["hidden"] else shown]


@both_sets
@pytest.mark.parametrize("role", ROLES)
def test_command_gives_what_is_expected(demo_client, role):
    expected = json.loads((demo_client.folder / "expected.json").read_text(encoding="utf-8"))
    wanted, found = expected["surveys"][role], printed(role)
    assert {name: found[name] for name in ("before", "after", "both")} == {
        name: wanted[name] for name in ("before", "after", "both")
    }
    for code, item in wanted["items"].items():
        assert {name: found["items"][code][name] for name in item} == item
    assert {code: row["yes"] for code, row in found["yes"].items()} == wanted["yes"]


@both_sets
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scope", ["municipality", "school"])
def test_page_word_excel_and_json_show_the_same(demo_client, role, scope):
    school = School.objects.order_by("pk")[0].code if scope == "school" else ""
    query = f"role={role}&year=2025&school={school}"
    figures = demo_client.get(f"/reports/surveys.json?{query}").json()
    if not school:
        assert figures == printed(role)
    page = demo_client.get(f"/reports/surveys/?{query}").context
    assert page["report"].as_json() == figures
    _check_page(page, figures)
    _check_word(demo_client.get(f"/reports/surveys.docx?{query}"), figures)
    _check_excel(demo_client.get(f"/reports/surveys.xlsx?{query}"), figures)


def _check_page(page, figures):
    assert {row.item.code: [str(row.figures.n), row.medians] for row in page["compared"]} == {
        code: medians_of(row) for code, row in figures["items"].items()
    }
    assert {row.item.code: [row.parts, row.share] for row in page["judged"]} == {
        code: shares_of(row) for code, row in figures["yes"].items()
    }


def _check_word(response, figures):
    compared, judged = tables(io.BytesIO(response.content))
    assert [row[1:3] for row in compared[1:]] == [medians_of(row) for row in figures["items"].values()]
    assert [row[1:] for row in judged[1:]] == [shares_of(row) for row in figures["yes"].values()]


def _check_excel(response, figures):
    workbook = openpyxl.load_workbook(io.BytesIO(response.content))
    assert workbook.sheetnames == ["Данные", "Кодовая книга", "О выгрузке"]
    head, *rows = workbook["Данные"].values
    named = [dict(zip(head, row, strict=True)) for row in rows]
    whole = [row for row in named if row["Группа"] == named[0]["Группа"]]
    compared = {row["Код вопроса"]: row for row in whole if row["Что сравнивается"] == "ожидание → итог"}
    for code, item in figures["items"].items():
        row = compared[code]
        assert (row["Ответов (пар)"], row["Скрыто"] == "скрыто") == (item["n"], item["hidden"])
        for name, key in (
            ("Медиана «до»", "median_before"),
            ("Медиана «после»", "median_after"),
            ("Медиана разности", "median_change"),
            ("Выше", "higher"),
            ("Совпало", "same"),
            ("Ниже", "lower"),
            ("Сдвиг Ходжеса – Лемана", "hodges_lehmann"),
            ("p", "p_value"),
            ("p с поправкой Холма", "p_holm"),
            ("Ранговая корреляция", "rank_biserial"),
        ):
            assert row[name] == (None if item[key] is None else pytest.approx(item[key])), (code, name)
    judged = {row["Код вопроса"]: row for row in whole if row["Что сравнивается"] == "да/нет"}
    for code, item in figures["yes"].items():
        row = judged[code]
        assert (row["Ответов (пар)"], row["Да"]) == (item["answered"], item["yes"])
        assert row["Доля"] == (None if item["share"] is None else pytest.approx(item["share"]))


@both_sets
def test_schools_of_the_workbook_are_those_of_their_own_pages(demo_client):
    response = demo_client.get("/reports/surveys.xlsx?role=mentee&year=2025")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content))["Данные"].values)
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    schools = dict.fromkeys(row["Код ОО"] for row in named if row["Код ОО"])
    assert len(schools) > 3
    for code in list(schools)[:4]:
        figures = demo_client.get(f"/reports/surveys.json?role=mentee&year=2025&school={code}").json()
        own = [row for row in named if row["Код ОО"] == code and row["Что сравнивается"] == "ожидание → итог"]
        assert [(row["Ответов (пар)"], row["Выше"]) for row in own] == [
            (item["n"], item["higher"]) for item in figures["items"].values()
        ]


@pytest.mark.parametrize("demo_client", ["demo"], indirect=True)
def test_codebook_holds_every_item_of_both_forms(demo_client):
    response = demo_client.get("/reports/surveys.xlsx?role=mentor&year=2025")
    workbook = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = list(workbook["Кодовая книга"].values)
    assert len(rows) == 1 + 14 + 22
    about = dict(row[:2] for row in workbook["О выгрузке"].values)
    assert about["Ответили «после»"] == 57
    assert "рост" not in " ".join(str(value) for value in about.values()).lower()


@pytest.mark.parametrize("demo_client", ["demo"], indirect=True)
def test_files_take_few_queries(demo_client, django_assert_max_num_queries):
    for address in ("surveys.xlsx", "surveys.docx", "surveys/", "surveys/years/", "surveys/appendix/"):
        with django_assert_max_num_queries(25):
            assert demo_client.get(f"/reports/{address}?role=mentee&year=2025").status_code == 200
