"""Whole workbooks of schools and people: files that are refused, and what is exported and comes back."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from mentorship.audit import guards
from mentorship.audit.models import Entry
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from schools.models import (
    ContextValue,
    Diagnostic,
    Municipality,
    Person,
    RoleAssignment,
    School,
    SchoolYear,
    User,
)
from tests.workbooks import cells_of, workbook

DATA = Path(__file__).parents[1] / "data"
KINDS = ("schools", "school_years", "staff", "roles", "diagnostics")
MODELS = (School, SchoolYear, Person, RoleAssignment, Diagnostic, ContextValue, Municipality, User)

pytestmark = pytest.mark.django_db


def stored() -> list[int]:
    return [model.objects.count() for model in MODELS]


def import_all(folder: Path) -> dict[str, dict]:
    return {kind: run_import(kind, folder / f"{kind}.xlsx", by=None).as_json() for kind in KINDS}


@pytest.mark.parametrize("kind", [*KINDS, "school_context"])
def test_wrong_headings_are_named_and_nothing_is_stored(kind):
    report = run_import(kind, workbook(["Школа", "Показатель"], ["901", 1]), by=None, name="ведомость.xlsx")
    assert report.errors
    assert {error.row for error in report.errors} == {1}
    assert report.errors[0].message.startswith("Нет обязательного столбца")
    assert stored() == [0] * len(MODELS)


@pytest.mark.parametrize("kind", KINDS)
def test_text_renamed_to_xlsx_is_refused(kind):
    data = "Код ОО;Наименование\n901;СОШ".encode()
    report = run_import(kind, data, by=None, name="школы.xlsx")
    assert [(error.row, error.value) for error in report.errors] == [(0, "школы.xlsx")]
    assert "Excel" in report.errors[0].message
    assert stored() == [0] * len(MODELS)


@pytest.mark.parametrize("name", ["demo", "demo_dirty"])
def test_demo_workbooks_come_in_whole_and_repeat_unchanged(name):
    counts = json.loads((DATA / name / "expected.json").read_text())["counts"]
    first, second = import_all(DATA / name), import_all(DATA / name)
    assert {kind: (first[kind]["created"], first[kind]["errors"]) for kind in KINDS} == {
        kind: (counts[kind], []) for kind in KINDS
    }
    assert {kind: second[kind]["unchanged"] for kind in KINDS} == {kind: counts[kind] for kind in KINDS}


def test_dirty_workbooks_say_what_the_clean_ones_say():
    import_all(DATA / "demo")
    dirty = import_all(DATA / "demo_dirty")
    assert {kind: (dirty[kind]["updated"], dirty[kind]["created"]) for kind in KINDS} == dict.fromkeys(
        KINDS, (0, 0)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_export_comes_back_unchanged(kind, tmp_path):
    import_all(DATA / "demo")
    file = tmp_path / "export.xlsx"
    count = export_layout(kind, file, municipality=None, by=None)

    report = run_import(kind, file, by=None)
    assert (report.rows, report.unchanged, report.errors) == (count, count, [])


def test_export_into_an_empty_portal_makes_the_same_rows(tmp_path, people, school_year, other_school):
    """Flags, blanks and municipal staff survive the journey."""
    for kind in ("schools", "school_years", "staff", "roles"):
        export_layout(kind, tmp_path / f"{kind}.xlsx", municipality=None, by=None)
    before = {kind: cells_of((tmp_path / f"{kind}.xlsx").read_bytes()) for kind in KINDS[:4]}
    guards.drop()
    for model in (RoleAssignment, User, Person, SchoolYear, School, Municipality):
        Entry.objects.all().delete()
        model.objects.all().delete()

    for kind in KINDS[:4]:
        assert run_import(kind, tmp_path / f"{kind}.xlsx", by=None).errors == []
        export_layout(kind, tmp_path / f"{kind}.xlsx", municipality=None, by=None)
    assert {kind: cells_of((tmp_path / f"{kind}.xlsx").read_bytes()) for kind in KINDS[:4]} == before


def test_export_of_a_municipality_holds_no_other(
    tmp_path, people, foreign_school, make_teacher, municipality
):
    make_teacher(foreign_school, "F1")
    for kind, column, foreign in (("schools", 0, "801"), ("staff", 0, "F1")):
        file = tmp_path / f"{kind}.xlsx"
        export_layout(kind, file, municipality=municipality, by=None)
        codes = [line[column] for line in cells_of(file.read_bytes())]
        assert foreign not in codes
        assert len(codes) > 1


def test_computed_quartiles_stay_blank(tmp_path):
    import_all(DATA / "demo")
    file = tmp_path / "years.xlsx"
    export_layout("school_years", file, municipality=None, by=None)
    heading, *rows = cells_of(file.read_bytes())
    place = heading.index("Квартиль ИОР")
    kept = SchoolYear.objects.exclude(results_quartile=None).count()
    assert sum(line[place] is not None for line in rows) == kept


def test_staff_who_teach_nothing_in_a_school_are_exported_without_it(tmp_path, people):
    file = tmp_path / "staff.xlsx"
    export_layout("staff", file, municipality=None, by=None)
    places = {line[0]: line[1] for line in cells_of(file.read_bytes())}
    assert (places["C-curator"], places["C-mentor"]) == (None, "901")
    assert run_import("staff", file, by=None).updated == 0


@pytest.mark.parametrize("name", ["demo", "demo_dirty"])
def test_classes_of_the_demo_schools_are_the_expected_ones(name):
    expected = json.loads((DATA / name / "expected.json").read_text())
    import_all(DATA / name)
    out = StringIO()
    call_command("classify_schools", year=2025, json=True, stdout=out)

    answer = json.loads(out.getvalue())
    assert answer["year"] == expected["year"]
    shown = {
        code: {key: value for key, value in found.items() if key != "why"}
        for code, found in answer["schools"].items()
    }
    assert shown == expected["school_classes"]
