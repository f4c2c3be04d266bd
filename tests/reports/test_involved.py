"""p000_shnor_involved_share: teachers of ШНОР who took part in events, counted by name."""

from datetime import date

import pytest

from mentorship.roadmap import workflow
from mentorship.roadmap.models import RoadmapTemplate
from reports.indicators.beyond import entered_titles
from reports.indicators.facts import Facts
from reports.indicators.registry import REGISTRY
from reports.models import Statistic
from tests.cast import TODAY, YEAR

CODE = "p000_shnor_involved_share"
DAY = date(2026, 3, 10)

pytestmark = pytest.mark.django_db


def ratio(programme, on=TODAY):
    found = REGISTRY[CODE].compute(Facts(programme, on))
    return found.part, found.whole


def names(programme, on=TODAY):
    return sorted(person.code for person in REGISTRY[CODE].people(Facts(programme, on)))


@pytest.fixture
def event(school, school_year):
    """An event of the agreed roadmap of a school that is ШНОР with 20 teachers."""
    template = RoadmapTemplate.objects.get(code="school_003")
    roadmap = workflow.create_from_template(template=template, school=school, year=YEAR, by=None)
    workflow.agree(roadmap=workflow.submit(roadmap=roadmap, by=None), by=None)
    return roadmap.events.get(code="1.1")


@pytest.fixture
def attend(event):
    """Write people into the event's list on a day."""
    return lambda *people, day=DAY: workflow.add_people(
        event=event, people=people, day=day, on=TODAY, by=None
    )


def test_people_enter_the_figure_where_no_lists_are_kept(programme, school_year, municipality):
    assert CODE in entered_titles()
    assert ratio(programme) == (None, None)
    Statistic.objects.create(
        municipality=municipality, year=YEAR, indicator=CODE, date=DAY, numerator=12, denominator=40
    )
    assert ratio(programme) == (12, 40)
    assert names(programme) == []


def test_teacher_is_counted_once_however_many_events(programme, event, attend, school, make_teacher):
    first, second = make_teacher(school, "T1"), make_teacher(school, "T2")
    attend(first, second)
    other = event.roadmap.events.get(code="1.2")
    workflow.add_people(event=other, people=[first], day=DAY, on=TODAY, by=None)
    assert (ratio(programme), names(programme)) == ((2, 20), ["T1", "T2"])


def test_only_teachers_of_low_schools_count(programme, attend, school, other_school, make_teacher):
    attend(
        make_teacher(school, "T1"),
        make_teacher(other_school, "T2"),
        make_teacher(school, "T3", is_teacher=False),
    )
    assert names(programme) == ["T1"]


def test_list_counts_from_its_day_on(programme, attend, school, make_teacher):
    attend(make_teacher(school, "T1"))
    assert ratio(programme, date(2026, 3, 9)) == (None, None)
    assert ratio(programme, DAY) == (1, 20)


def test_guest_is_nobody_s_teacher(programme, event, school, make_teacher):
    teacher = make_teacher(school, "T1")
    workflow.add_people(event=event, people=[teacher], guests=["Гость Иван"], day=DAY, on=TODAY, by=None)
    assert ratio(programme) == (1, 20)
