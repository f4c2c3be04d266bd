"""Pairs in every state, made as imports make them: without the workflow that the tests are about."""

from datetime import date

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest, Mentor
from mentorship.pairs import history
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.pairs.workflow import Topic
from mentorship.programmes.models import FormVariant, MentoringForm
from tests.cast import TODAY

START = date(2025, 10, 1)
ORDER_DATE = date(2025, 9, 26)


@pytest.fixture
def form(db) -> MentoringForm:
    """«Учитель – учитель»."""
    return MentoringForm.objects.get(code="tt")


@pytest.fixture
def variant(form) -> FormVariant:
    """The first variant of the form."""
    return form.variants.order_by("pk").first()


@pytest.fixture
def topic(form, variant) -> Topic:
    """What a pair works on."""
    return Topic(form=form, variant=variant)


@pytest.fixture
def mentor(people) -> Mentor:
    """The cast's mentor, trained, with three places."""
    return Mentor.objects.enlist([people["mentor"]], state=MentorState.TRAINED, state_date=TODAY)[0]


@pytest.fixture
def mentees(people, school, make_teacher) -> list:
    """Four teachers of the mentor's school, the cast's mentee first."""
    return [people["mentee"], *(make_teacher(school, f"T{number}") for number in range(1, 4))]


@pytest.fixture
def make_request(db):
    """A request of a teacher that waits for a mentor."""

    def make(person, day=date(2025, 9, 15), state=RequestState.ACCEPTED, **fields) -> MenteeRequest:
        difficulty, _ = Difficulty.objects.get_or_create(key="дисциплина", defaults={"name": "дисциплина"})
        category = MenteeCategory.objects.order_by("pk").first()
        request = MenteeRequest(
            person=person,
            difficulty=fields.pop("difficulty", difficulty),
            mentee_category=fields.pop("mentee_category", category),
            requested_date=day,
            state=state,
            **fields,
        )
        request.save()
        return request

    return make


@pytest.fixture
def make_pair(form):
    """A pair in a state: `make_pair(mentor, mentees, PairState.ACTIVE)`, places taken as the state asks."""

    def make(
        mentor, people, state=PairState.PROPOSED, *, number="7", start=START, end=None, **fields
    ) -> Pair:
        municipality = mentor.person.municipality
        is_ordered = state not in (PairState.PROPOSED, PairState.AGREED, PairState.CANCELLED)
        if is_ordered and "order" not in fields:
            fields["order"] = Order.objects.create(
                municipality=municipality, number=f"{number}-од", date=ORDER_DATE
            )
        pair = Pair.objects.create(
            municipality=municipality, mentor=mentor, number=number, state=state, **{"form": form, **fields}
        )
        is_begun = is_ordered and state != PairState.ORDERED
        for person in people:
            PairMember.objects.create(
                pair=pair, mentor=mentor, mentee=person, start_date=start if is_begun else None, end_date=end
            )
        history.assign_places([mentor], TODAY)
        return pair

    return make
