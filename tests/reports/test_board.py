"""The dashboard: last year, what falls behind its pace, what data is owed and by whom, within its budget."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.programmes.models import Programme
from mentorship.roadmap.models import Roadmap
from reports.board import Board, board_of
from reports.display import Tile
from reports.drawn import drawn_board
from reports.indicators.owed import ENTERED, ENTERED_BY_SCHOOLS, HEADCOUNT, LISTS, NOVICES
from reports.models import IndicatorTarget, Statistic
from schools.models import School, SchoolYear

ON = date(2026, 3, 16)
SignIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def tile_of(board: Board, code: str) -> Tile:
    """The tile of an indicator."""
    return next(tile for tile in (*board.tiles, *board.beside) if tile.reading.indicator.code == code)


@pytest.fixture
def years(programme: Programme, school: School, other_school: School) -> None:
    """Headcounts of two years; the other school gave none of this year's teachers."""
    SchoolYear.objects.create(
        school=school, year=2025, has_low_results=True, teacher_count=20, novice_count=2
    )
    SchoolYear.objects.create(school=other_school, year=2025, novice_count=2)
    SchoolYear.objects.create(school=school, year=2024, teacher_count=10)
    IndicatorTarget.objects.create(
        programme=programme, indicator="p000_mentor_share", value="0.10", due_date=date(2026, 8, 31)
    )


@pytest.mark.usefixtures("years")
def test_tile_tells_the_same_day_of_last_year(
    programme: Programme, school: School, make_teacher: Callable, pair_up: Callable
) -> None:
    mentor, mentee = make_teacher(school, "T1"), make_teacher(school, "T2")
    pair_up(mentor, mentee, start=date(2025, 3, 16))

    tile = tile_of(board_of(programme, ON, has_names=True), "p000_mentor_share")

    assert (tile.reading.ratio.value, tile.before) == (Fraction(1, 20), Fraction(1, 10))
    assert tile.last_year == "10,0\u00a0%"


@pytest.mark.usefixtures("years")
def test_last_year_is_untold_before_the_programme_and_for_what_is_kept_only_as_it_is(
    programme: Programme,
) -> None:
    first_year = board_of(programme, date(2024, 8, 31), has_names=True)
    later = board_of(programme, ON, has_names=True)

    assert (first_year.year_ago, later.year_ago) == (None, date(2025, 3, 16))
    assert tile_of(first_year, "p000_mentor_share").last_year == "—"
    assert tile_of(later, "p004_06_org_pages").last_year == "—"


@pytest.mark.usefixtures("years")
def test_behind_its_pace_an_indicator_is_at_risk(
    programme: Programme, school: School, make_teacher: Callable, pair_up: Callable
) -> None:
    board = board_of(programme, ON, has_names=True)
    tile = tile_of(board, "p000_mentor_share")

    assert (tile.tone, tile.words) == ("warn", "под угрозой")
    assert [row.reading.indicator.code for row in board.at_risk] == ["p000_mentor_share"]
    # 927 of 1095 days have gone: 0.10 × 927 ÷ 1095
    assert tile.pace == "при ровном темпе к этому дню было бы 8,4\u00a0%"

    for number in range(2):
        pair_up(make_teacher(school, f"A{number}"), make_teacher(school, f"B{number}"))
    assert tile_of(board_of(programme, ON, has_names=True), "p000_mentor_share").words == "в работе"


@pytest.mark.usefixtures("years")
def test_debts_name_the_schools_that_are_silent(programme: Programme, other_school: School) -> None:
    debts = {debt.source: debt for debt in board_of(programme, ON, has_names=True).debts}

    waiting = [indicator.code for indicator in debts[HEADCOUNT].indicators]
    assert waiting == ["p000_mentor_share", "p001_teacher_mentor"]
    assert debts[HEADCOUNT].named == (other_school.name,)
    assert NOVICES not in debts
    assert "p001_enterprises" in [indicator.code for indicator in debts[ENTERED].indicators]
    assert debts[LISTS].named == ()


@pytest.mark.usefixtures("years")
def test_figure_of_one_school_leaves_the_others_owing(
    programme: Programme, school: School, other_school: School
) -> None:
    Statistic.objects.create(
        municipality=programme.municipality, school=school, year=2025, indicator="p001_enterprises",
        numerator=1, denominator=2, date=ON,
    )  # fmt: skip

    debts = [row for row in board_of(programme, ON, has_names=True).debts if row.source == ENTERED_BY_SCHOOLS]

    assert [(debt.named, [row.code for row in debt.indicators]) for debt in debts] == [
        ((other_school.name,), ["p001_enterprises"])
    ]


def test_of_many_schools_the_first_are_named(programme: Programme) -> None:
    for number in range(10):
        School.objects.create(
            code=f"9{number:03}", municipality=programme.municipality, name=f"Средняя школа № {number}"
        )
    debts = {debt.source: debt for debt in board_of(programme, ON, has_names=True).debts}

    assert debts[LISTS].named == tuple(f"Средняя школа № {number}" for number in range(8))
    assert debts[LISTS].more == 2


def test_school_that_has_no_row_owes_the_lists(programme: Programme, school: School) -> None:
    debts = {debt.source: debt for debt in board_of(programme, ON, has_names=True).debts}

    assert debts[LISTS].named == (school.name,)


def test_yes_and_no_are_words(programme: Programme, school: School) -> None:
    Statistic.objects.create(
        municipality=programme.municipality, year=2025, indicator="p001_annual_monitoring",
        numerator=1, date=ON, source="Отчёт от 01.03.2026",
    )  # fmt: skip
    board = board_of(programme, ON, has_names=True)

    done, unknown = tile_of(board, "p001_annual_monitoring"), tile_of(board, "p000_competence_monitoring")

    assert (done.value, done.reading.ratio.note) == ("да", "источник: Отчёт от 01.03.2026")
    assert (unknown.value, unknown.words) == ("—", "нет данных")


@pytest.mark.parametrize(
    ("due", "done", "parts"),
    [
        (date(2023, 8, 31), date(2023, 8, 31), (0, 0)),
        (date(2023, 9, 1), date(2023, 9, 1), (1, 1)),
        (ON, ON, (1, 1)),
        (ON, None, (0, 1)),
        (date(2026, 3, 15), ON, (0, 1)),
        (date(2026, 3, 17), ON, (0, 0)),
    ],
)
def test_plan_counts_what_is_due_and_what_was_done_in_time(
    due: date, done: date | None, parts: tuple, programme: Programme, make_plan: Callable[..., Roadmap]
) -> None:
    make_plan("school_001", [(due, done)])

    ratio = tile_of(board_of(programme, ON, has_names=True), "p001_roadmap").reading.ratio

    assert (ratio.part, ratio.whole) == parts


def test_plan_that_is_not_agreed_does_not_count(programme: Programme, make_plan: Callable) -> None:
    make_plan("municipal_000", [(ON, ON)], state="draft")

    ratio = tile_of(board_of(programme, ON, has_names=True), "p000_stage_plan").reading.ratio

    assert (ratio.part, ratio.whole, ratio.value) == (0, 0, None)


@pytest.mark.usefixtures("years")
def test_rows_beside_stay_out_of_json_and_excel(client_as: SignIn) -> None:
    client = client_as("head")

    rows = client.get("/reports/indicators.json", {"as_of": ON.isoformat()}).json()["indicators"]
    page = client.get("/reports/", {"as_of": ON.isoformat()}).content.decode()

    assert len(rows) == 29
    assert "p000_stage_plan" not in {row["code"] for row in rows}
    assert "Рядом с целевыми" in page


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("role", ["head", "department", "curator"])
def test_budget_of_the_page_whatever_the_number_of_schools(
    role: str, client_as: SignIn, programme: Programme, django_assert_max_num_queries: Callable
) -> None:
    for number in range(40):
        place = School.objects.create(
            code=f"9{number:03}", municipality=programme.municipality, name=f"Средняя школа № {number}"
        )
        SchoolYear.objects.create(school=place, year=2025, has_low_results=True)
    client = client_as(role)

    with django_assert_max_num_queries(21):
        page = client.get("/reports/", {"as_of": ON.isoformat()})

    assert len(page.content) <= 100 * 1024


@pytest.mark.parametrize("role", ["methodist", "department"])
def test_page_of_today_reads_kept_figures(
    role: str,
    client_as: SignIn,
    programme: Programme,
    school: School,
    django_assert_max_num_queries: Callable,
) -> None:
    Programme.objects.update(end_date=timezone.localdate())
    client = client_as(role)
    client.get("/privacy/")  # the first request of a session stamps it
    with django_assert_max_num_queries(25):
        first = client.get("/reports/").content
    with django_assert_max_num_queries(10):
        page = client.get("/reports/")
    School.objects.update(is_base=True)
    with django_assert_max_num_queries(25):
        client.get("/reports/")

    assert "p000_mentor_share" in page.content.decode()
    assert _without_changing(page.content) == _without_changing(first)


def _without_changing(content: bytes) -> bytes:
    """The page without what is another one with every answer."""
    return re.sub(rb'(nonce|csrf\w*|value)(=|":\s*)"[^"]*"', b"", content)


def test_equal_figures_are_drawn_once_and_links_carry_the_choice(
    programme: Programme, school: School
) -> None:
    board = board_of(programme, ON, has_names=True)
    again = board_of(programme, ON, has_names=True)

    assert board is not again
    assert drawn_board(board, "as_of=2026-03-16") is drawn_board(again, "as_of=2026-03-16")
    assert "?as_of=2026-03-15" in drawn_board(board, "as_of=2026-03-15")
    School.objects.create(code="9001", municipality=programme.municipality, name="Новая школа")
    other = drawn_board(board_of(programme, ON, has_names=True), "as_of=2026-03-16")
    assert ("Новая школа" in other, "Новая школа" in drawn_board(board, "as_of=2026-03-16")) == (True, False)
