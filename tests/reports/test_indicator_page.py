"""The page of one indicator: its years and their drawing, who decided what is open, what people entered."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.programmes.models import Programme
from reports.enums import SnapshotState
from reports.indicators.registry import REGISTRY
from reports.indicators.trend_chart import Year, trend
from reports.models import Setting, Snapshot, Statistic
from reports.workflow import take_snapshot
from schools.models import Diagnostic, School, SchoolYear, User

ON = date(2026, 3, 16)
SignIn = Callable[[str], Client]


def words(page: str) -> str:
    """Text with whitespace collapsed."""
    return " ".join(page.split())


@pytest.fixture
def three_years(programme: Programme, school: School, make_teacher: Callable, pair_up: Callable) -> Programme:
    """Twenty teachers each year; a mentor more with every year."""
    for number, year in enumerate((2023, 2024, 2025)):
        SchoolYear.objects.create(school=school, year=year, teacher_count=20)
        mentor, mentee = make_teacher(school, f"A{number}"), make_teacher(school, f"B{number}")
        pair_up(mentor, mentee, start=date(year, 10, 1))
    return programme


@pytest.mark.django_db
@pytest.mark.usefixtures("three_years")
def test_history_tells_each_school_year_of_the_programme(client_as: SignIn) -> None:
    page = client_as("head").get("/reports/indicators/p000_mentor_share/", {"as_of": ON.isoformat()})

    told = [(each.on, tile.value, tile.parts) for each, tile in page.context["history"]]
    assert told == [
        (ON, "15,0\u00a0%", "3 из 20"),
        (date(2025, 8, 31), "10,0\u00a0%", "2 из 20"),
        (date(2024, 8, 31), "5,0\u00a0%", "1 из 20"),
    ]
    assert [dot.words for dot in page.context["trend"].dots] == ["5,0\u00a0%", "10,0\u00a0%", "15,0\u00a0%"]
    assert "2023/2024 — 5,0\u00a0%" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("three_years")
@pytest.mark.parametrize("code", list(REGISTRY))
def test_budget_of_every_page(
    code: str,
    client_as: SignIn,
    school: School,
    make_teacher: Callable,
    django_assert_max_num_queries: Callable,
) -> None:
    SchoolYear.objects.update(has_low_results=True)
    for number in range(6):
        teacher = make_teacher(school, f"D{number}")
        for day in (date(2023, 10, 1), date(2025, 10, 1)):
            Diagnostic.objects.create(
                person=teacher, date=day, subject_score=40 + number, method_score=50, max_score=100
            )
    client = client_as("department")

    with django_assert_max_num_queries(25):
        page = client.get(f"/reports/indicators/{code}/", {"as_of": ON.isoformat()})

    assert page.status_code == 200


@pytest.mark.django_db
def test_what_is_kept_only_as_it_is_has_no_past(
    client_as: SignIn, programme: Programme, school: School
) -> None:
    page = client_as("head").get("/reports/indicators/p004_06_org_pages/", {"as_of": ON.isoformat()})

    assert len(page.context["history"]) == 1
    assert "прошлые значения — в утверждённых снимках" in words(page.content.decode())


@pytest.mark.django_db
def test_decision_names_author_and_day(
    client_as: SignIn, programme: Programme, school: School, users: dict[str, User]
) -> None:
    Setting.objects.create(
        code="page_fresh_days", value=90, from_date=date(2026, 3, 1), changed_by=users["methodist"],
        reason="решение совета",
    )  # fmt: skip
    page = client_as("department").get("/reports/indicators/p004_06_org_pages/", {"as_of": ON.isoformat()})

    told = words(page.content.decode())
    assert "90</b> с 01.03.2026" in told
    assert "решение совета" in told
    assert str(users["methodist"]) in told
    assert "по умолчанию 180" in told


@pytest.mark.django_db
def test_entered_figure_tells_its_author_and_lacking_proof(
    client_as: SignIn, programme: Programme, school: School, users: dict[str, User]
) -> None:
    for day, source in ((date(2026, 1, 1), ""), (date(2026, 2, 1), "отчёт отдела")):
        Statistic.objects.create(
            municipality=programme.municipality, year=2025, indicator="p001_enterprises", numerator=1,
            denominator=4, date=day, source=source, entered_by=users["methodist"],
        )  # fmt: skip
    page = client_as("head").get("/reports/indicators/p001_enterprises/", {"as_of": ON.isoformat()})

    told = words(page.content.decode())
    assert [row.date for row in page.context["entered"]] == [date(2026, 2, 1), date(2026, 1, 1)]
    assert "без подтверждения" in told
    assert "отчёт отдела" in told


@pytest.mark.django_db
def test_approved_reports_stand_beside_the_history(
    client_as: SignIn, three_years: Programme, users: dict[str, User]
) -> None:
    taken = take_snapshot(by=users["head"], programme=three_years, on=date(2025, 8, 31))
    draft = take_snapshot(by=users["head"], programme=three_years, on=ON)
    moment = timezone.make_aware(datetime(2025, 9, 1, 9))
    Snapshot.objects.filter(pk=taken.pk).update(
        state=SnapshotState.APPROVED, approved_at=moment, approved_by=users["head"]
    )
    page = client_as("head").get("/reports/indicators/p000_mentor_share/", {"as_of": ON.isoformat()})

    assert [row.snapshot.pk for row in page.context["stored"]] == [taken.pk] != [draft.pk]
    assert page.context["stored"][0].figure["numerator"] == 2


@pytest.mark.django_db
def test_indicator_beside_has_a_page_and_no_target(
    client_as: SignIn, programme: Programme, school: School
) -> None:
    page = client_as("head").get("/reports/indicators/p000_stage_plan/").content.decode()
    programme.sets = ["municipal_targets"]
    programme.save()

    assert "в выгрузку и снимки не входит" in words(page)
    assert client_as("head").get("/reports/indicators/p000_stage_plan/").status_code == 404
    assert client_as("head").get("/reports/indicators/q003_roadmap/").status_code == 200


def test_drawing_keeps_its_scale_and_leaves_gaps() -> None:
    half, goal = Fraction(1, 2), Fraction(7, 10)
    drawn = trend(
        [Year("2023/2024", Fraction(0), "0", goal), Year("2024/2025", None, "—", goal),
         Year("2025/2026", half, "50", goal), Year("2026/2027", Fraction(1), "100", None)],
        is_share=True,
    )  # fmt: skip

    assert drawn is not None
    assert [(dot.x, dot.y, dot.is_last) for dot in drawn.dots] == [
        ("52.0", "200.0", False), ("390.7", "112.0", False), ("560.0", "24.0", True),
    ]  # fmt: skip
    assert drawn.lines == ["390.7,112.0 560.0,24.0"]
    assert [level.words for level in drawn.levels] == ["0", "25", "50", "75", "100"]
    assert len(drawn.goals) == 1


def test_drawing_goes_below_zero_and_of_one_value_there_is_none() -> None:
    fallen = trend([Year("a", Fraction(-1, 10), "", None), Year("b", Fraction(0), "", None)], is_share=True)

    assert fallen is not None
    assert fallen.levels[0].words == "-25"
    assert trend([Year("a", None, "", None), Year("b", Fraction(1), "", None)], is_share=True) is None
