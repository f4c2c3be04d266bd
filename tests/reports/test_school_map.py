"""The map ИОР × ИСБШ: kinds by the medians, shapes and labels of the drawing, moves, the pages."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest

from mentorship.audit.models import Entry
from reports.record.scatter import MOST_NAMED, Placed, scatter, shape
from reports.record.school_kinds import Medians, direction, kind_of, medians, moves
from schools.models import School, SchoolYear
from tests.cast import YEAR
from tests.reports.analyses import OF_THE_MUNICIPALITY, questions, text

LABEL = "2025/2026"
ADDRESS, XLSX = "/reports/school-map/", "/reports/school-map.xlsx"
MOST_QUERIES = 25
HALF = Medians(Decimal("0.5"), Decimal("0.4"))


def d(text: str) -> Decimal:
    return Decimal(text)


# --- the rules


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], Medians(None, None)),
        ([(None, None)], Medians(None, None)),
        ([(d("0.3"), None)], Medians(d("0.3"), None)),
        ([(d("0.1"), d("0.9")), (d("0.2"), None), (d("0.6"), d("0.5"))], Medians(d("0.2"), d("0.7"))),
        ([(d("0.10"), d("0.1")), (d("0.25"), d("0.1"))], Medians(d("0.175"), d("0.1"))),
    ],
)
def test_medians_are_exact_and_each_over_the_schools_that_have_the_index(pairs, found):
    assert medians(pairs) == found


@pytest.mark.parametrize(
    ("results", "wellbeing", "kind"),
    [
        ("0.51", "0.41", "both"),
        ("0.51", "0.40", "results"),
        ("0.50", "0.41", "conditions"),
        ("0.50", "0.40", "neither"),
        ("0.500001", "0.400001", "both"),
    ],
)
def test_a_school_on_a_median_is_not_above_it(results, wellbeing, kind):
    assert kind_of(d(results), d(wellbeing), HALF) == kind


def test_a_school_with_both_indices_needs_medians():
    with pytest.raises(ValueError, match="medians"):
        kind_of(d("0.5"), d("0.5"), Medians(None, d("0.5")))


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [(1, 2, 1), (1, 4, 1), (3, 3, 0), (4, 1, -1), (None, 1, None), (1, None, None)],
)
def test_direction_of_a_move(before, after, sign):
    assert direction(before, after) == sign


def test_moves_are_counted_by_cell_and_direction():
    found = moves([("а", 1, 2), ("б", 1, 2), ("в", 2, 2), ("г", 4, 3), ("д", None, 4), ("е", None, None)])
    assert found.at(1, 2) == ["а", "б"]
    assert found.at(2, 1) == []
    assert (found.count(1), found.count(0), found.count(-1), found.uncompared) == (2, 1, 1, 2)


def test_moves_of_nobody_are_none():
    found = moves([])
    assert (found.count(1), found.count(0), found.count(-1), found.uncompared) == (0, 0, 0, 0)


# --- the drawing


def placed(name="Школа", results="0.5", wellbeing="0.4", kind="neither", is_effective=False) -> Placed:
    return Placed(name, "/s/", d(results), d(wellbeing), kind, is_effective)


def test_nothing_is_drawn_of_no_school():
    assert scatter([], Medians(None, None)) is None


def test_one_school_stands_where_the_medians_cross():
    drawn = scatter([placed()], HALF)
    assert (drawn.median_x, drawn.median_y) == ("384.0", "265.0")
    assert drawn.marks[0].path == shape("neither", 384, 265, 8)
    assert [label.words for label in drawn.x_levels] == ["0,3", "0,4", "0,5"]


def test_corners_of_the_scale_are_corners_of_the_drawing():
    schools = [placed(results="0.2", wellbeing="0.3"), placed(results="0.8", wellbeing="0.7", kind="both")]
    drawn = scatter(schools, HALF)
    assert drawn.marks[0].path.startswith("M64.0 486.0")  # the upper point of the diamond, 10 over 496
    assert drawn.marks[1].path.startswith("M696.0 34.0")  # the left end of the circle, 8 left of 704


def test_every_look_has_a_shape_of_its_own():
    looks = ("both", "results", "conditions", "neither", "effective")
    assert len({shape(look, 10, 10, 6) for look in looks}) == len(looks)


def test_an_effective_school_has_its_mark_and_its_word():
    mark = scatter([placed(kind="both", is_effective=True)], HALF).marks[0]
    assert (mark.look, mark.title) == ("effective", "Школа: ИОР 0,5, ИСБШ 0,4, эффективная школа")


def test_names_stand_apart_or_are_left_to_the_table():
    alone = scatter([placed(name="Очень длинное наименование школы")], HALF)
    assert [label.words for label in alone.names] == ["Очень длинное наимено…"]
    crowd = scatter([placed(name=f"Школа {n}") for n in range(9)], HALF)
    assert 0 < len(crowd.names) < 9
    assert scatter([placed()] * (MOST_NAMED + 1), HALF).names == []


def test_marks_get_smaller_where_there_are_many():
    sizes = [scatter([placed(kind="both")] * count, HALF).marks[0].path for count in (60, 300, 1000)]
    assert [re.search(r"a([\d.]+) ", path)[1] for path in sizes] == ["8.0", "5.5", "3.5"]


# --- the pages


@pytest.fixture
def region(municipality, school):
    """Eight schools over two years: «901» rose from the first quartile, M8 fell, M2 lacks ИСБШ."""
    now = ["0.85", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"]
    before = ["0.1", "0.15", "0.2", "0.3", "0.4", "0.5", "0.6", "0.9"]
    for place, (index, earlier) in enumerate(zip(now, before, strict=True), start=1):
        one = school
        if place > 1:
            one = School.objects.create(code=f"M{place}", name=f"Школа {place}", municipality=municipality)
        wellbeing = None if place == 2 else Decimal(index) / 2 + Decimal("0.1")
        SchoolYear.objects.create(
            school=one, year=YEAR, results_index=Decimal(index), wellbeing_index=wellbeing
        )
        SchoolYear.objects.create(school=one, year=YEAR - 1, results_index=Decimal(earlier))
    School.objects.create(code="N0", name="Новая школа", municipality=municipality)


def get(client, **query):
    return client.get(ADDRESS, {"year": LABEL, **query})


@pytest.mark.parametrize(("login", "status"), OF_THE_MUNICIPALITY)
@pytest.mark.parametrize("address", [ADDRESS, XLSX])
def test_the_analysis_opens_to_the_municipality_alone(client_as, school_year, address, login, status):
    assert client_as(login).get(address).status_code == status


@pytest.mark.parametrize("address", [ADDRESS, XLSX])
def test_a_stranger_is_asked_to_sign_in(client, db, address):
    assert client.get(address).status_code == 302


@pytest.mark.usefixtures("region")
def test_kinds_are_grouped_and_who_lacks_an_index_is_named(client_as):
    response = get(client_as("department"))
    found = response.context["map"]
    assert found.middle == Medians(d("0.45"), d("0.35"))
    grouped = {group.code: [item.row.school.code for item in group.schools] for group in found.groups}
    assert grouped == {
        "both": ["901", "M8", "M7"],
        "results": ["M6"],
        "conditions": [],
        "neither": ["M5", "M4", "M3"],
    }
    assert found.effective == 2
    assert [(item.row.school.code, item.words) for item in found.missing] == [
        ("N0", "нет ИОР и ИСБШ"),
        ("M2", "нет ИСБШ"),
    ]
    page = text(response)
    assert "Не на карте: 2" in page
    assert "Таких школ нет" in page
    assert len(response.context["chart"].marks) == 7


@pytest.mark.usefixtures("region")
def test_moves_are_told_in_words_and_open_into_names(client_as):
    page = get(client_as("methodist"))
    shown = text(page)
    assert "Переходы между квартилями ИОР: 2024/2025 → 2025/2026" in shown
    assert "Поднялись 1, опустились 3, остались 4; не сравнить 1" in shown
    moved = page.context["map"].moved
    assert [school.code for school in moved.at(1, 4)] == ["901"]
    assert [school.code for school in moved.at(None, None)] == ["N0"]
    assert page.content.decode().count("<details>") == len(moved.cells)


@pytest.mark.usefixtures("region")
def test_excel_holds_the_figures_of_the_page(client_as):
    client = client_as("methodist")
    response = client.get(XLSX, {"year": LABEL})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Карта 2025-2026", "Переходы 2024-2025"]
    places = [list(row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    found = get(client).context["map"]
    assert [row[0] for row in places] == [
        *(item.row.school.code for item in found.placed),
        *(item.row.school.code for item in found.missing),
    ]
    assert places[0][3:] == [0.85, 4, 0.525, 4, "Результаты и условия выше медианы", "да"]
    assert places[-1][3:] == [0.1, 1, None, None, "не на карте: нет ИСБШ", "нет"]
    turns = [list(row) for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert ["901", "Ёлкинская СОШ", "Лесной район", 1, 4, "поднялась"] in turns
    assert len(turns) == 9
    assert Entry.objects.get(action="school_map.exported").data["rows"] == 9


@pytest.mark.usefixtures("region")
def test_a_choice_that_is_none_is_refused_in_words(client_as):
    client = client_as("methodist")
    assert get(client, as_of="вчера").context["form"].errors.keys() == {"as_of"}
    assert client.get(XLSX, {"year": "какой-то"}).status_code == 400
    assert client.get(XLSX, {"year": LABEL, "as_of": "2999-01-01"}).status_code == 400


def test_a_year_without_indices_says_so(client_as, school_year):
    client = client_as("methodist")
    assert school_year.results_index is None
    assert "нет ни одной школы с обоими индексами" in text(get(client))
    assert "нет ни одной школы с обоими индексами" in text(get(client, year="2019/2020"))


@pytest.mark.usefixtures("region")
def test_schools_of_another_municipality_change_nothing(client_as, foreign_school):
    before = get(client_as("methodist")).context["map"].middle
    SchoolYear.objects.create(
        school=foreign_school, year=YEAR, results_index=Decimal("0.99"), wellbeing_index=Decimal("0.99")
    )
    response = get(client_as("methodist"), municipality="Степной район")
    assert response.context["map"].middle == before
    assert foreign_school.name not in text(response)


@pytest.mark.usefixtures("region")
def test_the_rail_marks_the_schools(client_as):
    page = get(client_as("methodist")).content.decode()
    assert re.search(r'href="/reports/schools/"\s+aria-current="true"', page)


@pytest.mark.usefixtures("region")
def test_a_thousand_schools_are_drawn_with_as_many_questions(client_as, municipality):
    client = client_as("methodist")
    pages = [{"year": LABEL}, {"year": LABEL, "as_of": "2025-12-01"}]
    few = [questions(client, ADDRESS, page) for page in pages]
    School.objects.bulk_create(
        School(code=f"T{place}", name=f"Тысяча {place}", municipality=municipality) for place in range(1000)
    )
    SchoolYear.objects.bulk_create(
        SchoolYear(
            school=school,
            year=YEAR,
            results_index=Decimal(place) / 1000,
            wellbeing_index=Decimal(place * 7 % 1000) / 1000,
        )
        for place, school in enumerate(School.objects.filter(code__startswith="T"))
    )
    many = [questions(client, ADDRESS, page) for page in pages]
    assert many == few
    assert max(many) <= MOST_QUERIES
