"""`p000_competence_growth` of few teachers is kept from who sees no names, as on the page of diagnostics."""

from datetime import date

import pytest

from tests.reports.diagnosing import diagnose

CODE = "p000_competence_growth"
FIRST, LAST = date(2024, 10, 12), date(2025, 10, 12)
pytestmark = pytest.mark.usefixtures("programme", "school_year")


@pytest.fixture
def tested(make_teacher):
    """So many teachers of a school tested twice."""

    def run(count, place, prefix="T"):
        for number in range(count):
            teacher = make_teacher(place, f"{prefix}{number}")
            diagnose(teacher, FIRST, 40)
            diagnose(teacher, LAST, 50)

    return run


def reading(client, school=""):
    address = f"/reports/indicators.json?as_of=2026-03-16{school and f'&school={school}'}"
    rows = client.get(address).json()["indicators"]
    return next((row["status"], row["value"]) for row in rows if row["code"] == CODE)


def test_school_with_four_is_hidden_from_the_department_alone(client_as, tested, school, other_school):
    tested(4, school)
    tested(20, other_school, "N")
    assert reading(client_as("department"), "901") == ("hidden", None)
    assert reading(client_as("methodist"), "901")[1] == 0.25
    assert reading(client_as("curator"), "901")[1] == 0.25


def test_school_with_five_is_shown(client_as, tested, school, other_school):
    tested(5, school)
    tested(20, other_school, "N")
    assert reading(client_as("department"), "901")[1] == 0.25


def test_school_that_would_give_another_away_is_hidden(client_as, tested, school, other_school):
    tested(8, school)
    tested(2, other_school, "N")
    assert reading(client_as("department"), "901") == ("hidden", None)


def test_all_low_schools_with_four_are_hidden(client_as, tested, school):
    tested(4, school)
    assert reading(client_as("department")) == ("hidden", None)
    assert reading(client_as("head"))[1] == 0.25


def test_page_and_its_workbook_hide_the_same(client_as, tested, school, other_school):
    tested(4, school)
    tested(20, other_school, "N")
    client = client_as("department")
    page = client.get(f"/reports/indicators/{CODE}/?as_of=2026-03-16&school=901")
    assert page.context["tile"].reading.status == "hidden"
    tiles = client.get("/reports/?as_of=2026-03-16&school=901").context["board"].tiles
    found = [tile.value for tile in tiles if tile.reading.indicator.code == CODE]
    assert found == ["—"]
