"""Every computed indicator at the limits of its definition (contract §4)."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest

from mentorship.bank.models import Training, TrainingProgramme
from mentorship.pairs.enums import PairState
from mentorship.programmes.models import Programme
from reports.indicators.facts import Facts
from reports.indicators.ratio import Coverage
from reports.indicators.readings import payload, read_indicators
from reports.indicators.registry import REGISTRY
from reports.models import Setting, Statistic
from schools.enums import Role
from schools.models import Diagnostic, Employment, Person, RoleAssignment, School, SchoolYear

ON = date(2026, 3, 16)
START = date(2023, 9, 1)

pytestmark = pytest.mark.django_db


def ratio(programme: Programme, code: str, on: date = ON, school: School | None = None) -> tuple:
    """Part and whole of an indicator."""
    found = REGISTRY[code].compute(Facts(programme, on, school))
    return found.part, found.whole


def test_mentee_of_a_low_school_counts_once_whatever_the_pairs(
    programme: Programme,
    school: School,
    other_school: School,
    school_year: SchoolYear,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    mentor, other_mentor = make_teacher(other_school, "T1"), make_teacher(other_school, "T2")
    mentee, outsider = make_teacher(school, "T3"), make_teacher(other_school, "T4")
    for first, second in ((mentor, mentee), (other_mentor, mentee), (mentor, outsider)):
        pair_up(first, second)

    assert ratio(programme, "p000_shnor_mentee_share") == (1, 20)
    assert ratio(programme, "p000_mentor_share") == (2, 20)


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        (PairState.PROPOSED, 0),
        (PairState.AGREED, 0),
        (PairState.ORDERED, 0),
        (PairState.ACTIVE, 1),
        (PairState.PAUSED, 1),
        (PairState.COMPLETED, 1),
        (PairState.DISSOLVED, 1),
        (PairState.CANCELLED, 0),
    ],
)
def test_only_pairs_that_have_begun_enter_the_programme(
    state: str,
    counted: int,
    programme: Programme,
    school: School,
    school_year: SchoolYear,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    pair_up(make_teacher(school, "T1"), make_teacher(school, "T2"), state=state)

    assert ratio(programme, "p000_shnor_mentee_share") == (counted, 20)


@pytest.mark.parametrize(
    ("start", "counted"),
    [(START - timedelta(days=1), 0), (START, 1), (ON, 1), (ON + timedelta(days=1), 0), (None, 0)],
)
def test_membership_starts_within_the_programme_and_up_to_the_day(
    start: date | None,
    counted: int,
    programme: Programme,
    school: School,
    school_year: SchoolYear,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    pair_up(make_teacher(school, "T1"), make_teacher(school, "T2"), start=start)

    assert ratio(programme, "p000_mentor_share") == (counted, 20)


def test_school_of_a_mentee_is_that_of_the_day(
    programme: Programme,
    school: School,
    other_school: School,
    school_year: SchoolYear,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    mentee = make_teacher(school, "T2")
    pair_up(make_teacher(other_school, "T1"), mentee, start=date(2025, 10, 1))
    mentee.employments.update(end_date=ON)
    Employment.objects.create(person=mentee, school=other_school, start_date=ON)

    assert ratio(programme, "p000_shnor_mentee_share", ON - timedelta(days=1)) == (1, 20)
    assert ratio(programme, "p000_shnor_mentee_share", ON) == (0, 20)


def test_low_schools_without_mentees_stand_in_the_denominator(
    programme: Programme, school: School, other_school: School, school_year: SchoolYear
) -> None:
    SchoolYear.objects.create(school=other_school, year=2025, has_low_results=True, teacher_count=30)

    assert ratio(programme, "p000_shnor_mentee_share") == (0, 50)


@pytest.mark.parametrize(
    ("since", "counted"),
    [(date(2023, 3, 16), 0), (date(2023, 3, 17), 1), (ON, 1), (ON + timedelta(days=1), 0), (None, 0)],
)
def test_novice_started_teaching_less_than_three_years_before(
    since: date | None,
    counted: int,
    programme: Programme,
    school: School,
    school_year: SchoolYear,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    pair_up(make_teacher(school, "T1"), make_teacher(school, "T2", teaching_since=since))

    assert ratio(programme, "p001_young_teacher_mentee") == (counted, 4)


def test_mentor_who_is_no_teacher_does_not_count_among_teachers(
    programme: Programme, school: School, school_year: SchoolYear, make_teacher: Callable, pair_up: Callable
) -> None:
    pair_up(make_teacher(school, "T1", is_teacher=False), make_teacher(school, "T2"))

    assert ratio(programme, "p001_teacher_mentor") == (0, 20)


def flags(school: School, **by_year: bool) -> None:
    """Set ШНОР by year, for example y2024=True."""
    for name, flag in by_year.items():
        SchoolYear.objects.create(school=school, year=int(name[1:]), has_low_results=flag)


def test_share_decline_compares_shares_of_schools_with_a_row(
    programme: Programme, school: School, other_school: School
) -> None:
    flags(school, y2024=True, y2025=True)
    flags(other_school, y2025=False)

    found = REGISTRY["p000_shnor_share_decline"].compute(Facts(programme, ON))

    assert (found.part, found.whole, found.value) == (None, None, Fraction(1, 2))


def test_share_decline_has_no_data_without_low_schools_last_year(
    programme: Programme, school: School
) -> None:
    flags(school, y2024=False, y2025=True)

    assert REGISTRY["p000_shnor_share_decline"].compute(Facts(programme, ON)).value is None


def test_count_decline_is_measured_from_the_baseline_year(
    programme: Programme, school: School, other_school: School
) -> None:
    flags(school, y2023=True, y2025=True)
    flags(other_school, y2023=True, y2025=False)

    assert ratio(programme, "p000_shnor_count_decline") == (1, 2)


def test_count_decline_from_none_has_parts_and_no_value(programme: Programme, school: School) -> None:
    flags(school, y2023=False, y2025=True)

    found = REGISTRY["p000_shnor_count_decline"].compute(Facts(programme, ON))

    assert (found.part, found.whole, found.value) == (-1, 0, None)


@pytest.mark.parametrize("year", ["y2023", "y2025"])
def test_count_decline_has_no_data_without_rows_of_a_year(
    year: str, programme: Programme, school: School
) -> None:
    flags(school, **{year: True})

    assert ratio(programme, "p000_shnor_count_decline") == (None, None)


def diagnose(person: Person, day: date, subject: int, method: int, most: int = 100) -> None:
    """One testing."""
    Diagnostic.objects.create(
        person=person, date=day, subject_score=subject, method_score=method, max_score=most
    )


def test_competence_growth_compares_first_and_last_of_those_tested_twice(
    programme: Programme, school: School, school_year: SchoolYear, make_teacher: Callable
) -> None:
    twice, once = make_teacher(school, "T1"), make_teacher(school, "T2")
    diagnose(twice, date(2023, 10, 1), 40, 60)
    diagnose(twice, date(2024, 10, 1), 10, 10)
    diagnose(twice, ON, 30, 35, most=50)
    diagnose(twice, ON + timedelta(days=1), 100, 100)
    diagnose(once, ON, 90, 90)

    found = REGISTRY["p000_competence_growth"].compute(Facts(programme, ON))

    assert (found.value, found.note) == (Fraction(3, 10), "тестированы дважды: 1 из 2 педагогов")
    assert found.coverage == Coverage(schools_with_data=1, schools=1)


@pytest.mark.parametrize(
    ("page", "updated", "counted"),
    [
        ("https://a.example.org", ON, 1),
        ("https://a.example.org", ON - timedelta(days=180), 1),
        ("https://a.example.org", ON - timedelta(days=181), 0),
        ("https://a.example.org", ON + timedelta(days=1), 0),
        ("https://a.example.org", None, 0),
        ("", ON, 0),
    ],
)
def test_page_is_fresh_for_180_days(
    page: str, updated: date | None, counted: int, programme: Programme, school: School
) -> None:
    School.objects.filter(pk=school.pk).update(mentoring_page=page, page_updated_date=updated)

    assert ratio(programme, "p004_06_org_pages") == (counted, 1)


def test_threshold_of_freshness_changes_from_its_day_on(programme: Programme, school: School) -> None:
    School.objects.filter(pk=school.pk).update(
        mentoring_page="https://a.example.org", page_updated_date=ON - timedelta(days=100)
    )
    Setting.objects.create(code="page_fresh_days", value=90, from_date=ON)

    assert ratio(programme, "p004_06_org_pages", ON) == (0, 1)
    assert ratio(programme, "p004_06_org_pages", ON - timedelta(days=1)) == (1, 1)


def test_trained_counts_curators_in_office_and_mentors_once(
    programme: Programme, school: School, make_teacher: Callable, pair_up: Callable
) -> None:
    both, gone, mentor = make_teacher(school, "T1"), make_teacher(school, "T2"), make_teacher(school, "T3")
    for person, end in ((both, None), (gone, ON - timedelta(days=1))):
        RoleAssignment.objects.create(
            person=person, role=Role.CURATOR, school=school, start_date=START, end_date=end
        )
    pair_up(both, gone)
    pair_up(mentor, gone)
    course = TrainingProgramme.objects.create(name="Наставничество")
    Training.objects.create(person=both, programme=course, date=ON)
    Training.objects.create(person=mentor, programme=course, date=ON + timedelta(days=1))

    assert ratio(programme, "p004_13_trained") == (1, 2)


def enter(
    programme: Programme, part: int, whole: int | None, day: date, school: School | None = None
) -> None:
    """One entered figure."""
    Statistic.objects.create(
        municipality=programme.municipality, school=school, year=2025, indicator="p001_enterprises",
        numerator=part, denominator=whole, date=day, source="отчёт",
    )  # fmt: skip


def test_latest_entered_figure_up_to_the_day_counts(programme: Programme, school: School) -> None:
    enter(programme, 1, 10, ON - timedelta(days=2))
    enter(programme, 2, 10, ON)
    enter(programme, 9, 10, ON + timedelta(days=1))

    assert ratio(programme, "p001_enterprises") == (2, 10)


def test_figure_of_the_municipality_wins_over_the_sum_of_schools(
    programme: Programme, school: School, other_school: School
) -> None:
    enter(programme, 1, 10, ON, school)
    enter(programme, 9, 10, ON, other_school)
    assert ratio(programme, "p001_enterprises") == (10, 20)

    enter(programme, 50, 80, ON - timedelta(days=30))
    assert ratio(programme, "p001_enterprises") == (50, 80)
    assert ratio(programme, "p001_enterprises", school=school) == (1, 10)


def test_people_of_another_municipality_do_not_count(
    programme: Programme,
    school: School,
    foreign_school: School,
    school_year: SchoolYear,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    pair_up(make_teacher(foreign_school, "F1"), make_teacher(foreign_school, "F2"))

    assert ratio(programme, "p000_mentor_share") == (0, 20)


def test_payload_has_the_keys_of_the_contract(programme: Programme, school: School) -> None:
    rows = payload(programme, ON, read_indicators(programme, ON))

    assert (rows["as_of"], rows["programme"]) == ("2026-03-16", "lesnoy")
    assert {tuple(row) for row in rows["indicators"]} == {
        (
            "code", "title", "source", "unit", "numerator", "denominator", "value", "target", "target_due",
            "status", "coverage", "method",
        )
    }  # fmt: skip
