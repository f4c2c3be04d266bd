"""The page of the indicators: one function for page, JSON and Excel, scoped to the reader."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from mentorship.programmes.models import Programme
from reports.models import IndicatorTarget
from schools.enums import Role
from schools.models import Municipality, Person, RoleAssignment, School, SchoolYear
from tests.cast import YEAR

ON = "2026-03-16"
SignIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(programme: Programme, school: School, other_school: School) -> None:
    """ШНОР of 2025/2026 and of the year before."""
    for number, place in enumerate((school, other_school)):
        SchoolYear.objects.create(
            school=place, year=YEAR, has_low_results=not number, teacher_count=20 + number
        )
        SchoolYear.objects.create(school=place, year=YEAR - 1, has_low_results=True, teacher_count=20)


@pytest.mark.usefixtures("figures")
def test_page_json_and_excel_show_one_figure(client_as: SignIn) -> None:
    client = client_as("department")

    page = client.get("/reports/", {"as_of": ON}).content.decode()
    rows = client.get("/reports/indicators.json", {"as_of": ON}).json()["indicators"]
    book = openpyxl.load_workbook(BytesIO(client.get("/reports/indicators.xlsx", {"as_of": ON}).content))
    sheet = {row[0]: row for row in book.worksheets[0].iter_rows(values_only=True)}

    decline = next(row for row in rows if row["code"] == "p000_shnor_share_decline")
    assert decline["value"] == 0.5
    assert sheet["p000_shnor_share_decline"][6] == 0.5
    assert "50,0\u00a0%" in page


@pytest.mark.usefixtures("figures")
def test_curator_reads_the_own_school_only(client_as: SignIn, other_school: School) -> None:
    client = client_as("curator")

    rows = client.get("/reports/indicators.json", {"as_of": ON}).json()["indicators"]

    shares = {row["code"]: row["denominator"] for row in rows}
    assert shares["p000_mentor_share"] == 20
    assert client.get("/reports/", {"school": other_school.code}).status_code == 404


@pytest.mark.usefixtures("figures")
def test_programme_of_another_municipality_is_not_found(
    client_as: SignIn, other_municipality: Municipality
) -> None:
    Programme.objects.create(
        code="stepnoy", municipality=other_municipality, title="Чужая", start_date=date(2023, 9, 1),
        end_date=date(2026, 8, 31), baseline_year=2023, sets=["municipal_programme"],
    )  # fmt: skip
    client = client_as("methodist")

    assert client.get("/reports/", {"programme": "stepnoy"}).status_code == 404
    assert client.get("/reports/", {"municipality": other_municipality.name}).status_code == 404
    assert client.get("/reports/indicators/p000_unknown/").status_code == 404


@pytest.mark.usefixtures("figures")
def test_department_sees_no_names_behind_a_number(client_as: SignIn) -> None:
    page = client_as("department").get("/reports/indicators/p000_mentor_share/", {"as_of": ON})

    assert page.context["page_obj"] is None
    assert "здесь только числа" in page.content.decode()


@pytest.mark.usefixtures("figures")
def test_a_day_that_is_none_is_named_and_the_rest_is_shown(client_as: SignIn) -> None:
    page = client_as("head").get("/reports/", {"as_of": "31.02.2026"})

    assert page.status_code == 200
    assert page.context["selection"].form.errors.keys() == {"as_of"}


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize("role", ["head", "department", "curator"])
def test_page_without_data_says_so(role: str, client_as: SignIn) -> None:
    page = client_as(role).get("/reports/", {"as_of": ON}).content.decode()

    assert "нет данных" in page


def test_page_without_a_programme_says_what_to_do(client_as: SignIn) -> None:
    assert "Программы ещё нет" in client_as("head").get("/reports/").content.decode()


@pytest.mark.usefixtures("figures")
def test_queries_do_not_grow_with_schools_or_targets(
    client_as: SignIn,
    municipality: Municipality,
    programme: Programme,
    django_assert_max_num_queries: Callable,
) -> None:
    for number in range(20):
        place = School.objects.create(code=f"9{number:03}", municipality=municipality, name=f"Школа {number}")
        SchoolYear.objects.create(school=place, year=YEAR, has_low_results=True, teacher_count=10)
    IndicatorTarget.objects.create(
        programme=programme, indicator="p000_mentor_share", value="0.1", due_date=date(2026, 8, 31)
    )
    client = client_as("head")

    with django_assert_max_num_queries(25):
        client.get("/reports/", {"as_of": ON})


@pytest.fixture
def head_and_foreign_curator(people: dict[str, Person], foreign_school: School) -> None:
    """The head of one municipality is a school's curator in another one, whose programme runs longer."""
    owner = foreign_school.municipality
    Programme.objects.create(
        code="stepnoy", municipality=owner, title="Чужая", start_date=date(2023, 9, 1),
        end_date=date(2027, 8, 31), baseline_year=2023, sets=["municipal_programme"],
    )  # fmt: skip
    School.objects.create(municipality=owner, code="903", name="СОШ № 903")
    RoleAssignment.objects.create(
        person=people["head"], role=Role.CURATOR, school=foreign_school, start_date=date(2023, 9, 1)
    )


@pytest.mark.usefixtures("figures", "head_and_foreign_curator")
def test_curator_elsewhere_reads_the_own_school_of_that_municipality(
    client_as: SignIn, foreign_school: School
) -> None:
    client = client_as("head")

    elsewhere = client.get("/reports/", {"as_of": ON, "programme": "stepnoy"}).context["selection"]
    at_home = client.get("/reports/", {"as_of": ON, "programme": "lesnoy"}).context["selection"]

    assert (elsewhere.school, at_home.school) == (foreign_school, None)
    assert client.get("/reports/", {"programme": "stepnoy", "school": "903"}).status_code == 404


@pytest.mark.usefixtures("figures")
def test_names_seen_in_the_own_school_are_not_seen_of_the_municipality(
    client_as: SignIn, people: dict[str, Person], school: School
) -> None:
    RoleAssignment.objects.create(
        person=people["department"], role=Role.CURATOR, school=school, start_date=date(2023, 9, 1)
    )
    client, path = client_as("department"), "/reports/indicators/p000_mentor_share/"

    assert client.get(path, {"as_of": ON}).context["page_obj"] is None
    assert client.get(path, {"as_of": ON, "school": school.code}).context["page_obj"] is not None


@pytest.mark.usefixtures("figures")
def test_export_of_a_day_that_is_none_is_refused(client_as: SignIn) -> None:
    client = client_as("department")

    figures = client.get("/reports/indicators.json", {"as_of": "31.02.2026"})
    book = client.get("/reports/indicators.xlsx", {"as_of": "31.02.2026"})

    assert (figures.status_code, book.status_code) == (400, 400)
    assert figures.json()["errors"]["as_of"] == [book.content.decode()] != [""]
