"""An invented municipality with a row of everything that figures are made of, and another one beside it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.programmes.models import Programme
from mentorship.roadmap.enums import Level, RoadmapState, TermKind
from mentorship.roadmap.models import Attendance, Roadmap, RoadmapEvent, RoadmapTemplate
from reports.generated.municipality import generate
from reports.generated.size import Size
from reports.models import Setting, Statistic
from schools import years
from schools.models import Person


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def town(db, today):
    """The municipality whose figures are kept."""
    place = generate(size=Size(4, 60, 24, 60), seed=1, on=today)
    person = Person.objects.filter(municipality=place, is_teacher=True).order_by("pk")[0]
    event = _event(place, today)
    Attendance.objects.create(event=event, person=person, date=today, is_confirmed=True)
    Statistic.objects.create(
        municipality=place, year=years.year_of(today), indicator="p001_enterprises", numerator=1,
        denominator=2, date=today,
    )  # fmt: skip
    Setting.objects.create(municipality=place, code="minimum_group", value=4, from_date=today)
    return place


@pytest.fixture
def neighbour(town, today):
    """Another municipality, whose figures are kept, too."""
    return generate(size=Size(2, 20, 4, 8), seed=2, on=today)


@pytest.fixture
def running(town):
    """The programme of the municipality."""
    return Programme.objects.get(municipality=town)


def _event(place, today):
    template = RoadmapTemplate.objects.get(code="municipal_000", version=1)
    plan = Roadmap.objects.create(
        municipality=place, template=template, year=years.year_of(today), state=RoadmapState.AGREED,
        level=Level.MUNICIPAL,
    )  # fmt: skip
    return RoadmapEvent.objects.create(
        roadmap=plan, stage=template.stages.first(), order=1, code="E1", title="Мероприятие",
        term_kind=TermKind.MONTH, due_date=today - timedelta(days=1),
    )  # fmt: skip
