"""The page and the workbook of the distances: exact numbers, honest words, few queries."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from reports.indicators.registry import REGISTRY
from reports.models import IndicatorTarget, Statistic
from schools.models import SchoolYear
from tests.cast import YEAR
from tests.roadmap.conftest import words_of

pytestmark = pytest.mark.django_db

ON = "2026-03-16"
DUE = date(2026, 6, 8)  # twelve weeks ahead


@pytest.fixture
def target(programme):
    """A target of the programme: `target("p004_13_trained", "0.5")`."""

    def make(code, value, due=DUE):
        return IndicatorTarget.objects.create(
            programme=programme, indicator=code, value=Decimal(value), due_date=due
        )

    return make


@pytest.fixture
def entered(municipality):
    """An entered figure of the whole municipality."""

    def make(code, part, whole):
        return Statistic.objects.create(
            municipality=municipality,
            indicator=code,
            year=YEAR,
            numerator=part,
            denominator=whole,
            date=date(2026, 1, 15),
        )

    return make


def line_of(client, code, **query):
    context = client.get("/reports/distance/", {"as_of": ON, **query}).context
    lines = [*context["missing"], *context["unknown"], *context["reached"]]
    return next(line["distance"] for line in lines if line["distance"].reading.indicator.code == code)


@pytest.mark.parametrize(
    ("part", "whole", "goal", "needed"),
    [(60, 100, "0.542", 0), (1699, 2000, "0.85", 1), (1700, 2000, "0.85", 0), (0, 10, "0.15", 2)],
)
def test_an_entered_share_tells_what_is_missing(client_as, target, entered, part, whole, goal, needed):
    target("p001_enterprises", goal)
    entered("p001_enterprises", part, whole)
    assert line_of(client_as("head"), "p001_enterprises").needed == needed


def test_teachers_of_the_school_could_bring_it(client_as, target, school, other_school, school_year, people):
    target("p000_mentor_share", "0.10")
    SchoolYear.objects.create(school=other_school, year=YEAR, teacher_count=30)
    line = line_of(client_as("methodist"), "p000_mentor_share")
    assert (line.needed, line.weeks, line.pace) == (5, 12, 1)
    assert [(part.school.name, part.available) for part in line.schools] == [
        ("Сосновая ООШ", 30),
        ("Ёлкинская СОШ", 20),
    ]
    assert not line.is_out_of_reach


def test_who_already_is_a_mentor_does_not_count_again(
    client_as, target, school_year, people, pair_up, programme
):
    target("p000_mentor_share", "0.10")
    pair_up(people["mentor"], people["mentee"], start=date(2025, 10, 1))
    line = line_of(client_as("methodist"), "p000_mentor_share")
    assert (line.needed, line.available) == (1, 19)


def test_too_few_teachers_are_told_as_out_of_reach(client_as, target, school, school_year, people, entered):
    target("p004_13_trained", "1")
    line = line_of(client_as("head"), "p004_13_trained")
    assert (line.needed, line.available) == (1, 1)  # the curator
    assert not line.is_out_of_reach
    target("p000_mentor_share", "1.2")
    assert line_of(client_as("head"), "p000_mentor_share").words.startswith("Цель недостижима")


def test_a_school_that_gave_no_figure_keeps_the_question_open(client_as, target, school_year, other_school):
    target("p000_mentor_share", "1")
    SchoolYear.objects.create(school=other_school, year=YEAR)
    line = line_of(client_as("head"), "p000_mentor_share")
    assert (line.needed, line.silent_schools, line.is_out_of_reach) == (20, 1, False)
    page = words_of(client_as("head").get("/reports/distance/", {"as_of": ON}))
    assert "Сосновая ООШ: число не внесено" in page


def test_missing_data_is_said(client_as, target):
    target("p001_enterprises", "0.5")
    line = line_of(client_as("head"), "p001_enterprises")
    assert (line.needed, line.words) == (None, "Нет данных: сначала внесите или загрузите их.")


def test_a_count_is_missed_one_by_one(client_as, target, school):
    target("p004_10_base_orgs", "3")
    assert line_of(client_as("head"), "p004_10_base_orgs").needed == 3
    type(school).objects.update(is_base=True)
    assert line_of(client_as("head"), "p004_10_base_orgs").needed == 2


def test_schools_are_to_leave_the_list(client_as, target, school, other_school, programme):
    target("p000_shnor_count_decline", "0.5")
    for one in (school, other_school):
        SchoolYear.objects.create(school=one, year=2023, has_low_results=True)
        SchoolYear.objects.create(school=one, year=YEAR, has_low_results=True)
    line = line_of(client_as("head"), "p000_shnor_count_decline")
    assert (line.needed, line.available) == (1, 2)


def test_a_day_that_has_passed_is_told(client_as, target, entered):
    target("p001_enterprises", "0.5", due=date(2026, 3, 15))
    entered("p001_enterprises", 1, 10)
    line = line_of(client_as("head"), "p001_enterprises")
    assert (line.is_past, line.pace, line.needed) == (True, None, 4)
    assert "срок прошёл" in words_of(client_as("head").get("/reports/distance/", {"as_of": ON}))


def test_the_page_says_the_number_with_its_noun(client_as, target, entered):
    target("p001_enterprises", "0.5")
    entered("p001_enterprises", 3, 10)
    text = words_of(client_as("department").get("/reports/distance/", {"as_of": ON}))
    assert "2 единицы" in text
    assert "12 недель до срока: по 1 в неделю" in text


def test_the_workbook_holds_the_same(client_as, target, school_year, people):
    target("p000_mentor_share", "0.10")
    response = client_as("head").get("/reports/distance.xlsx", {"as_of": ON})
    lines, schools = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets
    row = list(lines.values)[1]
    assert (row[1], row[2], row[5], row[6], row[8]) == (0, 20, 12, 2, 1)
    assert list(schools.values)[1] == ("Педагоги района в роли наставника", "Ёлкинская СОШ", 20)
    assert Entry.objects.filter(action="distance.exported").count() == 1


def test_a_portal_without_a_programme_says_so(client_as, users):
    assert "Программы ещё нет" in words_of(client_as("head").get("/reports/distance/"))
    assert client_as("head").get("/reports/distance.xlsx").status_code == 404


def test_targets_that_are_not_set_are_told(client_as, programme):
    assert "Целей нет" in words_of(client_as("head").get("/reports/distance/"))


def test_a_curator_reads_the_own_school(client_as, target, school_year, other_school):
    target("p000_mentor_share", "0.10")
    SchoolYear.objects.create(school=other_school, year=YEAR, teacher_count=30)
    line = line_of(client_as("curator"), "p000_mentor_share")
    assert [part.school.name for part in line.schools] == ["Ёлкинская СОШ"]


def test_the_queries_do_not_grow(
    client_as, programme, municipality, school_year, django_assert_max_num_queries
):
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(programme=programme, indicator=code, value=Decimal("0.9"), due_date=DUE)
        for code in REGISTRY
    )
    client = client_as("head")
    client.get("/reports/distance/")
    with django_assert_max_num_queries(25) as captured:
        client.get("/reports/distance/", {"as_of": f"{timezone.localdate()}"})
    few = len(captured)
    schools = type(school_year.school).objects.bulk_create(
        type(school_year.school)(code=f"D{number}", municipality=municipality, name=f"ООШ {number}")
        for number in range(30)
    )
    SchoolYear.objects.bulk_create(
        SchoolYear(school=one, year=YEAR, teacher_count=10, novice_count=1) for one in schools
    )
    with django_assert_max_num_queries(few):
        client.get("/reports/distance/", {"as_of": f"{timezone.localdate()}"})
