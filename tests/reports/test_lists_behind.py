"""For every computed indicator the list behind it is as long as its numerator; each person counts once."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from mentorship.bank.models import Training, TrainingProgramme
from mentorship.programmes.models import Programme
from mentorship.roadmap.models import Attendance, Roadmap, RoadmapEvent
from reports.indicators.beyond import KNOWN
from reports.indicators.facts import Facts
from schools.enums import Role
from schools.models import Person, RoleAssignment, School, SchoolYear

ON = date(2026, 3, 16)
# The numerator is a difference of two years: the list is of the schools that are ШНОР now.
DECLINES = {"p000_shnor_share_decline", "p000_shnor_count_decline"}
# No list stands behind: answers are confidential, means are on the page of diagnostics, the bank is one.
WITHOUT_LIST = {
    "p000_mentee_satisfaction", "p000_mentor_satisfaction", "p001_mentee_satisfaction",
    "p001_mentor_satisfaction", "p000_competence_growth", "p004_08_mentor_bank",
}  # fmt: skip
COMPUTED = [code for code, indicator in KNOWN.items() if indicator.formula]

pytestmark = pytest.mark.django_db


@pytest.fixture
def year_of_work(
    programme: Programme, school: School, other_school: School, make_teacher: Callable, pair_up: Callable
) -> dict[str, Person]:
    """Two schools, one ШНОР; mentees in two pairs, a novice, a trained curator, pages and sections."""
    for number, place in enumerate((school, other_school)):
        SchoolYear.objects.create(
            school=place, year=2025, has_low_results=not number, teacher_count=20, novice_count=4
        )
        SchoolYear.objects.create(school=place, year=2023, has_low_results=True, teacher_count=20)
    School.objects.filter(pk=school.pk).update(
        mentoring_page="https://a.example.org", page_updated_date=ON, resource_section="https://a.example.org/r",
        is_base=True,
    )  # fmt: skip
    people = {
        "first": make_teacher(other_school, "T1"),
        "second": make_teacher(other_school, "T2"),
        "twice": make_teacher(school, "T3", teaching_since=date(2025, 9, 1)),
        "guest": make_teacher(school, "T4"),
    }
    pair_up(people["first"], people["twice"])
    pair_up(people["second"], people["twice"])
    RoleAssignment.objects.create(
        person=people["first"], role=Role.CURATOR, school=other_school, start_date=date(2023, 9, 1)
    )
    course = TrainingProgramme.objects.create(name="Наставничество")
    Training.objects.create(person=people["first"], programme=course, date=ON)
    return people


@pytest.fixture
def plans(make_plan: Callable[..., Roadmap], school: School, year_of_work: dict[str, Person]) -> Roadmap:
    """Plans of all three templates with events in time, late and open; a guest written down by name."""
    for template in ("municipal_000", "school_001", "school_003"):
        make_plan(template, [(date(2025, 10, 1), date(2025, 10, 1)), (date(2025, 11, 1), None)])
    plan = Roadmap.objects.get(template__code="school_003")
    event = RoadmapEvent.objects.filter(roadmap=plan).first()
    Attendance.objects.create(event=event, date=date(2025, 10, 1), person=year_of_work["guest"])
    return plan


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("code", COMPUTED)
def test_list_behind_a_number_has_its_length(code: str, programme: Programme) -> None:
    indicator, facts = KNOWN[code], Facts(programme, ON)
    found = indicator.compute(facts)

    if code in WITHOUT_LIST:
        assert indicator.records is None
        return
    assert indicator.records is not None
    rows = list(indicator.records(facts))
    assert len(rows) == len({row.pk for row in rows})
    if code in DECLINES:
        assert len(rows) == facts.low_counts[2025][0] == 1
    elif found.part is None:
        assert len(rows) == found.number
    else:
        assert (len(rows), found.part) == (found.part, found.part)
        assert found.part > 0, "the case is too thin to tell"


@pytest.mark.usefixtures("plans")
def test_each_list_of_a_school_has_its_length_too(programme: Programme, school: School) -> None:
    facts = Facts(programme, ON, school)
    for code in COMPUTED:
        indicator = KNOWN[code]
        found = indicator.compute(facts)
        if indicator.records and code not in DECLINES and found.part is not None:
            assert (code, indicator.records(facts).count()) == (code, found.part)


def test_person_in_two_pairs_counts_once(programme: Programme, year_of_work: dict[str, Person]) -> None:
    facts = Facts(programme, ON)

    assert KNOWN["p000_shnor_mentee_share"].compute(facts).part == 1
    assert KNOWN["p001_young_teacher_mentee"].compute(facts).part == 1
    assert KNOWN["p000_mentor_share"].compute(facts).part == 2
    assert KNOWN["p004_13_trained"].compute(facts).part == 1


@pytest.mark.usefixtures("year_of_work")
def test_flag_removed_in_mid_year_counts_up_to_its_day(programme: Programme, school: School) -> None:
    SchoolYear.objects.filter(school=school, year=2025).update(low_results_ended=ON)
    indicator = KNOWN["p000_shnor_mentee_share"]

    the_day_before, from_the_day = Facts(programme, date(2026, 3, 15)), Facts(programme, ON)

    # the pairs start on 16.03.2026: of the day before only the teachers of the school count
    assert (indicator.compute(the_day_before).whole, indicator.compute(from_the_day).whole) == (20, 0)
    left = KNOWN["p000_school_transition"]
    assert [left.compute(facts).part for facts in (the_day_before, from_the_day)] == [1, 2]


@pytest.mark.usefixtures("plans")
def test_page_lists_the_events_that_were_held_in_time(client_as: Callable[[str], Client]) -> None:
    page = client_as("department").get("/reports/indicators/p001_roadmap/", {"as_of": ON.isoformat()})

    assert (page.context["kind"], page.context["page_obj"].paginator.count) == ("events", 1)
    assert "01.10.2025" in page.content.decode()
