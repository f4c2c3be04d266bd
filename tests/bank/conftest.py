"""Builders of mentors and requests."""

from collections.abc import Callable
from datetime import date

import pytest

from mentorship.bank import reference
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest, Mentor, MentorCard
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.words import fold
from schools.enums import ConsentKind
from schools.models import Consent, Person, Subject

TODAY = date(2026, 3, 16)


@pytest.fixture
def words(db: None) -> None:
    """The lists of the reference data."""
    reference.load()


def subject(name: str) -> Subject:
    """The subject of that name."""
    return Subject.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def focus(name: str) -> Focus:
    """The direction of that name."""
    return Focus.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def category(name: str = "молодой/начинающий педагог") -> MenteeCategory:
    """The category of mentees of that name."""
    return MenteeCategory.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def difficulty(name: str = "дисциплина в классе") -> Difficulty:
    """The difficulty of that name."""
    return Difficulty.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def consent(person: Person, kind: ConsentKind = ConsentKind.PROCESSING, **fields: object) -> Consent:
    """A consent given a month ago."""
    return Consent.objects.create(person=person, kind=kind, **{"given_date": date(2026, 2, 16), **fields})


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
