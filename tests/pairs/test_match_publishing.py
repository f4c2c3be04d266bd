"""Two methodists publish at once, each in a thread and a connection of one's own: on both databases."""

import pytest
from zeal import zeal_ignore

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest, Mentor
from mentorship.pairs import workflow
from mentorship.pairs.desk import runs
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.programmes.reference import load
from schools.models import Municipality, School
from tests.at_once import at_once
from tests.cast import TODAY
from tests.pairs.desk import NOW, draft, send

pytestmark = pytest.mark.django_db(transaction=True)

CAPACITIES, PLACES, REQUESTS, ROUNDS = (1, 2, 2), 5, 8, 3


@pytest.fixture
def place(make_teacher):
    """Three mentors with five places in all, and eight requests."""
    load()
    municipality = Municipality.objects.create(name="Лесной район")
    school = School.objects.create(code="901", municipality=municipality, name="Ёлкинская СОШ")
    people = [make_teacher(school, f"M{number}") for number, _ in enumerate(CAPACITIES)]
    for person, capacity in zip(people, CAPACITIES, strict=True):
        Mentor.objects.enlist([person], state=MentorState.TRAINED, state_date=TODAY, capacity=capacity)
    difficulty = Difficulty.objects.get_or_create(key="дисциплина", defaults={"name": "дисциплина"})[0]
    category = MenteeCategory.objects.get_or_create(key="молодой", defaults={"name": "молодой"})[0]
    for number in range(REQUESTS):
        MenteeRequest.objects.create(
            person=make_teacher(school, f"T{number}"),
            difficulty=difficulty,
            mentee_category=category,
            requested_date=TODAY,
            state=RequestState.ACCEPTED,
        )
    return municipality


def rival_drafts(municipality):
    """Two drafts that give the same places to different people, as far as there are people."""
    first = draft(municipality)
    second = draft(municipality)
    served = first.lines.filter(mentor__isnull=False).order_by("pk")
    for line in second.lines.filter(request__in=served.values("request"))[:3]:
        runs.override(line=line, mentor=None, reason="пусть подождёт", by=None, now=NOW)
    return first, second


@zeal_ignore()
def test_two_methodists_who_publish_at_once_do_not_exceed_the_capacity(place):
    for _ in range(ROUNDS):
        first, second = rival_drafts(place)
        outcomes = at_once(lambda: send(first), lambda: send(second))  # noqa: B023
        assert "done" in outcomes
        proposed = PairMember.objects.filter(pair__state=PairState.PROPOSED)
        for mentor in Mentor.objects.all():
            assert proposed.filter(mentor=mentor).count() <= mentor.capacity
        assert proposed.count() == proposed.values("mentee").distinct().count() == PLACES
        for pair in Pair.objects.live():
            workflow.cancel(pair=pair, reason="следующий круг", by=None)


@zeal_ignore()
def test_one_draft_is_published_once(place):
    run = draft(place)
    outcomes = at_once(lambda: send(run), lambda: send(run))
    assert sorted(words == "done" for words in outcomes) == [False, True]
    assert Pair.objects.count() == PLACES
