"""The main job on real workbooks: what goes in as Excel comes out as the expected figures, clean or dirty."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from mentorship.programmes.models import Programme
from mentorship.spreadsheets.importing import run_import

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

    figures = run_json("indicators", "--as-of", expected["as_of"])
    found = {row["code"]: row for row in figures["indicators"]}
    for code, wanted in expected["indicators"].items():
        row = found[code]
        assert (code, row["numerator"], row["denominator"]) == (
            code, wanted["numerator"], wanted["denominator"],
        )  # fmt: skip
        assert row["value"] == pytest.approx(wanted["value"], rel=1e-12)

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
