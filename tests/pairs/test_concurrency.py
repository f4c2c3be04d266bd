"""Two methodists at once, each in a thread and a connection of one's own."""

import pytest

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs import workflow
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.workflow import Candidate, Topic
from mentorship.programmes.models import MentoringForm
from mentorship.programmes.reference import load
from schools.models import Municipality, School
from tests.at_once import at_once
from tests.cast import TODAY

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 5


@pytest.fixture
def staff(make_teacher):
    """A mentor with one place and four teachers; the other fixtures of pairs count on a transaction."""
    load()
    municipality = Municipality.objects.create(name="Лесной район")
    school = School.objects.create(code="901", municipality=municipality, name="Ёлкинская СОШ")
    people = [make_teacher(school, f"T{number}") for number in range(5)]
    mentor = Mentor.objects.enlist(people[:1], state=MentorState.TRAINED, capacity=1)[0]
    return mentor, people[1:]


def topic():
    return Topic(form=MentoringForm.objects.get(code="tt"))


def test_two_methodists_do_not_exceed_the_capacity(staff):
    mentor, people = staff
    for _ in range(ROUNDS):
        pairs = [
            workflow.propose(mentor=mentor, candidates=[Candidate(item)], topic=topic(), by=None, today=TODAY)
            for item in people
        ]
        outcomes = at_once(
            *(lambda pair=pair: workflow.agree(pair=pair, by=None, today=TODAY) for pair in pairs)
        )
        refusals = [words for words in outcomes if words != "done"]
        assert len(refusals) == len(people) - 1
        assert all("нет свободных мест (занято 1 из 1)" in words for words in refusals)
        assert PairMember.objects.filter(place__isnull=False).count() == 1
        for pair in Pair.objects.live():
            workflow.cancel(pair=pair, reason="следующий круг", by=None)


def test_two_methodists_do_not_pair_a_mentee_twice(staff):
    mentor, people = staff
    second = Mentor.objects.enlist(people[1:2], state=MentorState.TRAINED)[0]
    chosen = topic()
    for _ in range(ROUNDS):
        outcomes = at_once(
            *(
                lambda item=item: workflow.propose(
                    mentor=item, candidates=[Candidate(people[0])], topic=chosen, by=None, today=TODAY
                )
                for item in (mentor, second)
            )
        )
        assert sorted(words == "done" for words in outcomes) == [False, True]
        pair = Pair.objects.live().get()
        workflow.cancel(pair=pair, reason="следующий круг", by=None)


def test_proposals_at_once_get_numbers_of_their_own(staff):
    mentor, people = staff
    Mentor.objects.filter(pk=mentor.pk).update(capacity=4)
    mentor.places.bulk_create(type(mentor.places.first())(mentor=mentor, number=n) for n in (2, 3, 4))
    chosen = topic()
    outcomes = at_once(
        *(
            lambda item=item: workflow.propose(
                mentor=mentor, candidates=[Candidate(item)], topic=chosen, by=None, today=TODAY
            )
            for item in people
        )
    )
    assert outcomes == ["done"] * 4
    assert sorted(Pair.objects.values_list("number", flat=True)) == ["2026-1", "2026-2", "2026-3", "2026-4"]
