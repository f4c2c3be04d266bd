"""manage.py indicators: which programme it speaks of, and the shape of its JSON (contract §1)."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from mentorship.programmes.models import Programme
from schools.models import Municipality, School

pytestmark = pytest.mark.django_db


def run(*args: str) -> dict[str, Any]:
    """The JSON of the command on a day."""
    out = StringIO()
    call_command("indicators", "--as-of", "2026-03-16", "--json", *args, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def later_programme(other_municipality: Municipality) -> Programme:
    """A programme of the other municipality that runs longer than the first one."""
    return Programme.objects.create(
        code="sosednyaya",
        municipality=other_municipality,
        title="Программа наставничества соседнего района",
        start_date=date(2025, 9, 1),
        end_date=date(2028, 8, 31),
        baseline_year=2024,
        sets=["municipal_programme"],
    )


@pytest.mark.usefixtures("later_programme")
def test_school_speaks_of_a_programme_of_its_municipality(
    programme: Programme, school: School, foreign_school: School
) -> None:
    assert run()["programme"] == "sosednyaya"
    assert run("--school", school.code)["programme"] == programme.code
    assert run("--school", foreign_school.code)["programme"] == "sosednyaya"


def test_school_of_another_municipality_is_named(
    programme: Programme, municipality: Municipality, foreign_school: School
) -> None:
    with pytest.raises(CommandError, match=f"Школы с кодом «{foreign_school.code}» в муниципалитете"):
        run("--school", foreign_school.code, "--municipality", municipality.name)
    with pytest.raises(CommandError, match="Школы с кодом «нет такой» нет"):
        run("--school", "нет такой")


@pytest.mark.usefixtures("school")
def test_coverage_is_counted_wherever_the_portal_computes(programme: Programme) -> None:
    rows = {row["code"]: row["coverage"] for row in run()["indicators"]}

    assert {code: type(cover["schools"]) for code, cover in rows.items()} == dict.fromkeys(rows, int)
    assert {code: type(cover["schools_with_data"]) for code, cover in rows.items()} == dict.fromkeys(
        rows, int
    )
    assert rows["p004_08_mentor_bank"] == {"schools_with_data": 1, "schools": 1}
    assert rows["p000_competence_growth"] == {"schools_with_data": 0, "schools": 0}
