"""Invented pupils of the cast's school, with and without a consent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mentorship.pupils import workflow
from mentorship.pupils.ages import parse_class
from mentorship.pupils.models import Pupil, PupilPair
from schools.models import Person, School


@pytest.fixture
def on() -> date:
    """The real today: pages ask the clock."""
    return timezone.localdate()


@pytest.fixture
def make_pupil(school: School, on: date) -> Callable[..., Pupil]:
    """A pupil with a consent of a month ago: `make_pupil("Ольхин Лука")`; `consent=False` leaves a draft."""

    def make(name: str, school_class: str = "7А", *, consent: bool = True, **fields: Any) -> Pupil:
        place = fields.pop("school", school)
        pupil = workflow.add_pupil(
            school=place, name=name, school_class=parse_class(school_class), on=on, by=None, **fields
        )
        if consent:
            sign(pupil, on)
        return Pupil.objects.get(pk=pupil.pk)

    return make


def sign(pupil: Pupil, on: date, **fields: Any) -> Any:
    """A parent's consent on paper, a month old."""
    given = {
        "relation": "parent",
        "representative": "Ольхина Вера Ильинична",
        "given_date": on - timedelta(days=30),
        "number": "12",
    }
    return workflow.give_consent(pupil=pupil, on=on, by=None, **{**given, **fields})


@pytest.fixture
def mentee(make_pupil: Callable[..., Pupil]) -> Pupil:
    """A pupil who may take part."""
    return make_pupil("Ольхин Лука")


@pytest.fixture
def draft(make_pupil: Callable[..., Pupil]) -> Pupil:
    """A pupil without a consent."""
    return make_pupil("Вязов Ким", "8Б", consent=False)


@pytest.fixture
def pair(mentee: Pupil, people: dict[str, Person], on: date) -> PupilPair:
    """The cast's mentor and the pupil, at work for no day yet."""
    made = workflow.propose_pair(
        form="tu", goal="study", mentee=mentee, mentor_teacher=people["mentor"], on=on, by=None
    )
    workflow.agree_pair(pair=made, on=on, by=None)
    workflow.start_pair(pair=made, start_date=on, on=on, by=None)
    return PupilPair.objects.get(pk=made.pk)
