"""The page of a school: its figures, what each role sees of other schools, gaps, few questions."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.enums import Role
from schools.models import RoleAssignment
from tests.cast import SINCE, YEAR
from tests.full_school import answers, fill, five_years, neighbours, pair_of, stored, trained

LABEL = "2025/2026"
MOST_QUERIES = 25
NBSP = "\xa0"


@pytest.fixture
def full(school, people, programme):
    """The school of the cast with everything."""
    fill(school, people)
    return school


def page(client, code: str = "901", **query) -> str:
    response = client.get(f"/reports/schools/{code}/", {"year": LABEL, **query})
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def words(html: str) -> str:
    """What is read on a page: no tags, no attributes."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.usefixtures("full")
def test_tiles_hold_the_year_in_figures(client_as):
    said = words(page(client_as("methodist")))
    assert "ИОР, 2025/2026 0,5100 четвёртый квартиль" in said
    assert "ИСБШ, 2025/2026 0,4400 квартиля нет" in said
    assert f"Педагоги в парах 2 из 27, это 7,4{NBSP}%" in said
    assert "Дорожная карта 0 из 35" in said
    assert f"Удовлетворённость наставляемых, 2025/2026 77,2{NBSP}% 17 из 22" in said
    assert "Удовлетворённость наставников, 2025/2026 скрыто: меньше 5 ответов" in said


@pytest.mark.usefixtures("full")
def test_coverage_is_given_with_its_parts_by_year(client_as):
    response = client_as("methodist").get("/reports/schools/901/", {"year": LABEL})
    shares = [(entry.row.year, entry.participation.people) for entry in response.context["record"].history]
    assert shares == [(2025, 2), (2024, 2), (2023, 2), (2022, 0), (2021, 0)]
    assert f"1 из 27, 3,7{NBSP}%" in words(response.content.decode())


@pytest.mark.usefixtures("full")
def test_chart_draws_results_and_coverage_on_the_same_years(client_as):
    html = page(client_as("methodist"))
    assert (
        '<desc id="index-d">ИОР: 2021/2022 — 0,31; 2022/2023 — 0,36; 2023/2024 — 0,41; 2024/2025 — 0,46; '
        f"2025/2026 — 0,51. Охват парами: 2021/2022 — 0,0{NBSP}%; 2022/2023 — 0,0{NBSP}%; "
        f"2023/2024 — 7,4{NBSP}%; 2024/2025 — 7,4{NBSP}%; 2025/2026 — 7,4{NBSP}%.</desc>" in html
    )
    assert html.count('<rect class="bar"') == 5
    assert "Пары — рядом, а не причина" in html


@pytest.mark.usefixtures("full")
def test_flags_are_intervals_with_their_orders(client_as):
    said = words(page(client_as("methodist")))
    assert (
        "ШНОР 01.09.2024 31.08.2026 2024/2025: номер приказа не записан "
        "2025/2026: приказ № 145 от 14.08.2025, Минобр области" in said
    )


@pytest.mark.usefixtures("full")
def test_sources_of_the_indices_are_named_and_gaps_too(client_as):
    said = words(page(client_as("methodist")))
    study = "Мониторинг качества образования приказ № 31 от 02.02.2026 47 школ области"
    assert f"ИОР за 2025/2026 {study}" in said
    assert "Источник не указан: ИСБШ за 2025/2026, ИОР за 2024/2025, ИСБШ за 2024/2025" in said


@pytest.mark.usefixtures("full")
def test_trainings_are_counted_for_all_and_named_for_those_who_see_people(client_as, people):
    counted = f"2025/2026 2 1 из 2, 50,0{NBSP}%"
    methodist, department = (words(page(client_as(login))) for login in ("methodist", "department"))
    assert counted in methodist
    assert counted in department
    assert "05.02.2024: Школа наставника, 36 часов" in methodist
    assert people["mentor"].full_name in methodist
    assert people["curator"].full_name in methodist
    assert [
        people[name].last_name for name in ("mentor", "mentee") if people[name].last_name in department
    ] == []


@pytest.mark.usefixtures("full")
def test_diagnostics_are_summed_up(client_as):
    said = words(page(client_as("methodist")))
    assert "Тестированы 1 из 2 Дважды и больше 1" in said


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("login", ["curator", "director"])
def test_roles_of_a_school_see_the_median_and_no_other_border(client_as, login):
    html = page(client_as(login))
    said = words(html)
    assert "медиана 0,34" in said
    assert "четвёртый квартиль среди 7 школ" in said
    assert 'class="band"' not in html
    own = {"0,31", "0,36", "0,41", "0,46", "0,51", "0,3100", "0,3600", "0,4100", "0,4600", "0,5100"}
    own |= {"0,4400", "0,58", "0,0"}
    medians, scale = {"0,34", "0,3400", "0,3300"}, {"0,3", "0,4", "0,5", "0,6"}
    assert set(re.findall(r"\b0,\d+", said)) - own == medians | scale
    assert [word for word in ("Q1", "Q3", "Районная школа", "0,325", "0,355") if word in said] == []


@pytest.mark.usefixtures("full")
def test_role_in_another_municipality_opens_no_border_here(client_as, people, other_municipality):
    RoleAssignment.objects.create(
        person=people["curator"], role=Role.HEAD, municipality=other_municipality, start_date=SINCE
    )
    html = page(client_as("curator"))
    # words only: the form's token is random letters and may well hold a «Q1»
    assert [word for word in ("Q1", "Q3") if word in words(html)] == []
    assert 'class="band"' not in html


@pytest.mark.usefixtures("full")
def test_municipal_roles_see_the_borders(client_as):
    said = words(page(client_as("department")))
    assert "Q1 0,32" in said
    assert "2025/2026 0,5100 четвёртый 0,3250 0,3400 0,3550 0,4400 0,58 0,46" in said


def test_school_of_a_stranger_is_not_found(client_as, foreign_school, other_school):
    for login, code in (("methodist", foreign_school.code), ("curator", other_school.code)):
        assert client_as(login).get(f"/reports/schools/{code}/").status_code == 404


def test_empty_school_says_so_and_breaks_nothing(client_as, school):
    said = words(page(client_as("methodist")))
    assert "Сведений по годам пока нет" in said
    assert "карты нет" in said


def test_school_without_a_programme_says_so(client_as, school):
    five_years(school)
    said = words(page(client_as("methodist")))
    assert "Удовлетворённость — программы ещё нет" in said
    assert "Обучение наставников" not in said


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    ("liked", "shown"),
    [
        ([], "— ответов нет"),
        ([1] * 4, "скрыто: меньше 5 ответов"),
        ([1] * 5 + [0] * 4, "скрыто: мало ответов"),
        ([1] * 5 + [0] * 5, f"50,0{NBSP}% 5 из 10"),
    ],
)
def test_satisfaction_is_masked_by_the_rules_of_the_indicators(client_as, school, liked, shown):
    stored(school, YEAR)
    answers(school, "mentee_after", liked, date(2026, 3, 2))
    assert f"Удовлетворённость наставляемых, 2025/2026 {shown}" in words(page(client_as("methodist")))


@pytest.mark.usefixtures("programme")
def test_small_school_beside_makes_the_figure_hidden(client_as, school, other_school):
    stored(school, YEAR)
    answers(school, "mentee_after", [1] * 10 + [0] * 10, date(2026, 3, 2))
    answers(other_school, "mentee_after", [1] * 3, date(2026, 3, 2))
    assert "Удовлетворённость наставляемых, 2025/2026 скрыто: мало ответов" in words(page(client_as("head")))


def test_more_people_in_pairs_than_teachers_is_shown_as_it_is(client_as, school, people):
    stored(school, YEAR, results_index=Decimal("0.5"), teacher_count=1)
    pair_of(people["mentor"], people["mentee"], date(2025, 9, 8))
    assert f"2 из 1, это 200,0{NBSP}%" in words(page(client_as("methodist")))


def test_unknown_year_is_named_and_the_latest_shown(client_as, school):
    stored(school, YEAR)
    said = words(page(client_as("methodist"), year="какой-то"))
    assert "Такого учебного года нет" in said
    assert "2025/2026 учебный год" in said


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("login", ["methodist", "department", "curator"])
def test_queries_do_not_depend_on_years_or_schools(client_as, school, people, make_teacher, login):
    client = client_as(login)
    few = questions(client)
    neighbours(school, 24, years_back=5, prefix="M")
    stored(
        school, YEAR - 5, results_index=Decimal("0.4"), wellbeing_index=Decimal("0.4"), has_low_results=True
    )
    for place in range(5):
        mentee = make_teacher(school, f"Q{place}")
        pair_of(people["mentor"], mentee, date(2024, 10, 1))
        trained(mentee, date(2025, 1, 20))
    assert questions(client) == few
    assert few <= MOST_QUERIES


def questions(client) -> int:
    page(client)  # the first request of a session asks less
    with CaptureQueriesContext(connection) as captured:
        page(client)
    return len(captured)
