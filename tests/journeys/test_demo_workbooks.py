"""The main job on real workbooks: what goes in as Excel comes out as the expected figures, clean or dirty."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from mentorship.programmes.models import Programme
from mentorship.spreadsheets.importing import run_import
from reports.display import shown
from schools.enums import Role
from schools.models import Person, RoleAssignment, User
from tests.cast import prove
from tests.workbooks import cells_of

# Numerator, denominator and value by the code of an indicator.
Figures = dict[str, tuple[int | None, int | None, float | None]]

DATA = Path(__file__).parents[1] / "data"
KINDS = (
    "schools", "school_years", "staff", "roles", "bank", "requests", "pairs", "diagnostics", "trainings",
    "statistics", "answers",
)  # fmt: skip


def run_json(command: str, *args: str) -> Any:
    """What a command prints with --json."""
    out = StringIO()
    call_command(command, *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def import_all(folder: Path) -> dict[str, dict[str, Any]]:
    """Import every workbook of a folder in the documented order; the reports by kind."""
    reports = {}
    for kind in KINDS:
        reports[kind] = run_import(kind, folder / f"{kind}.xlsx", by=None).as_json()
        if kind == "schools":
            create_programme(json.loads((folder / "expected.json").read_text()))
    return reports


def create_programme(expected: dict[str, Any]) -> None:
    """The programme of the demonstration data, unless it is there."""
    if not Programme.objects.exists():
        options = {
            "municipality": expected["municipality"],
            "title": "Программа",
            "start": expected["programme_start"],
            "end": "2026-08-31",
            "baseline-year": expected["baseline_year"],
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        call_command("create_programme", "demo", *words, stdout=StringIO())


@pytest.fixture(params=["demo", "demo_dirty"])
def folder(request: pytest.FixtureRequest) -> Path:
    """The clean workbooks, then the same rows as people spell them."""
    return DATA / str(request.param)


@pytest.mark.django_db
def test_demo_workbooks_give_the_expected_figures(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text())

    first = import_all(folder)
    assert {kind: (report["created"], report["errors"]) for kind, report in first.items()} == {
        kind: (expected["counts"][kind], []) for kind in KINDS
    }

    for face in (by_command, by_json, by_excel, on_page):
        assert_indicators(face.__name__, face(expected["as_of"]), expected["indicators"])

    classes = run_json("classify_schools", "--year", expected["year"])["schools"]
    shown = {
        code: {key: row[key] for key in next(iter(expected["school_classes"].values()))}
        for code, row in classes.items()
    }
    assert shown == expected["school_classes"]

    for role, wanted in expected["surveys"].items():
        assert_survey(run_json("survey_report", "--role", role, "--year", expected["year"]), wanted)

    again = import_all(folder)
    assert {
        kind: (report["unchanged"], report["rows"], report["errors"]) for kind, report in again.items()
    } == {kind: (expected["counts"][kind], expected["counts"][kind], []) for kind in KINDS}


def assert_indicators(face: str, found: Figures, expected: dict[str, Any]) -> None:
    """Numerator, denominator and value of each expected indicator, wherever they are read."""
    for code, wanted in expected.items():
        part, whole, value = found[code]
        assert (face, code, part, whole) == (face, code, wanted["numerator"], wanted["denominator"])
        assert value == pytest.approx(wanted["value"], rel=1e-12)


def by_command(as_of: str) -> Figures:
    """What `manage.py indicators --json` prints."""
    return _parts(run_json("indicators", "--as-of", as_of))


def by_json(as_of: str) -> Figures:
    """What /reports/indicators.json answers the head."""
    return _parts(_head().get("/reports/indicators.json", {"as_of": as_of}).json())


def by_excel(as_of: str) -> Figures:
    """What stands in /reports/indicators.xlsx."""
    head, *rows = cells_of(_head().get("/reports/indicators.xlsx", {"as_of": as_of}).content)
    places = [head.index(name) for name in ("Код", "Числитель", "Знаменатель", "Значение")]
    lines = ([row[place] for place in places] for row in rows)
    return {code: (part, whole, value) for code, part, whole, value in lines}


def on_page(as_of: str) -> Figures:
    """What the tiles of /reports/ say."""
    response = _head().get("/reports/", {"as_of": as_of})
    readings = [tile.reading for tile in response.context["board"].tiles]
    words = " ".join(response.content.decode().split())
    for reading in readings:
        assert escape(reading.indicator.title) in words
        assert " ".join(shown(reading.ratio.value, is_share=reading.is_share).split()) in words
    return {
        row.indicator.code: (row.ratio.part, row.ratio.whole, row.ratio.value and float(row.ratio.value))
        for row in readings
    }


def _parts(payload: Any) -> Figures:
    return {
        row["code"]: (row["numerator"], row["denominator"], row["value"]) for row in payload["indicators"]
    }


def _head() -> Client:
    """The head of the centre, signed in."""
    user = User.objects.filter(username="head-of-the-figures").first()
    if user is None:
        municipality = Programme.objects.get().municipality
        person = Person.objects.create(code="HEAD", municipality=municipality, last_name="Берёзова")
        RoleAssignment.objects.create(
            person=person, role=Role.HEAD, municipality=municipality, start_date=date(2020, 1, 1)
        )
        user = User.objects.create_user("head-of-the-figures", person=person)
    client = Client()
    client.force_login(user)
    prove(client)
    return client


def assert_survey(report: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Counts and medians as expected; a masked value is null where contract §1 says so."""
    assert {key: report[key] for key in ("before", "after", "both")} == {
        key: wanted[key] for key in ("before", "after", "both")
    }
    assert report["items"].keys() == wanted["items"].keys()
    for code, item in wanted["items"].items():
        assert {key: report["items"][code][key] for key in item} == item
    for code, yes in wanted["yes"].items():
        row = report["yes"][code]
        assert row["hidden"] or row["yes"] == yes
