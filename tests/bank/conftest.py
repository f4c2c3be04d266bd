"""Mentors and requests as imports make them: without the workflow that the tests are about."""

from collections.abc import Callable
from datetime import date

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorCard
from schools.models import Person
from tests.bank.builders import difficulty, focus, subject
from tests.bank.rows import ROW, load


@pytest.fixture
def make_mentor(db: None) -> Callable[..., Mentor]:
    """A mentor in the bank with one card: `make_mentor(person, "Физика", state=…, capacity=…)`."""

    def make(person: Person, about: str = "Физика", **fields: object) -> Mentor:
        card = fields.pop("card", {})
        made = {"state": MentorState.IN_BANK, "state_date": date(2026, 1, 12), **fields}
        (mentor,) = Mentor.objects.enlist([person], **made)
        defaults = {"subject": subject(about), "focus": focus("классное руководство")}
        MentorCard.objects.create(mentor=mentor, **{**defaults, **card})
        return mentor

    return make


@pytest.fixture
def make_request(db: None) -> Callable[..., MenteeRequest]:
    """A request that was accepted: `make_request(person, state=…)`."""

    def make(person: Person, **fields: object) -> MenteeRequest:
        defaults = {
            "difficulty": difficulty(),
            "subject": subject("Физика"),
            "requested_date": date(2026, 3, 2),
            "state": RequestState.ACCEPTED,
        }
        return MenteeRequest.objects.create(person=person, **{**defaults, **fields})

    return make


@pytest.fixture
def card(people):
    """The card of the row, imported."""
    assert load(ROW).created == 1
    return MentorCard.objects.get()


@pytest.fixture
def twin(people, school, make_teacher):
    """Somebody of the mentor's name in the same school."""
    names = {"last_name": "Кленова", "first_name": "Эмма", "middle_name": "Савельевна"}
    return make_teacher(school, "Z-1", **names)
