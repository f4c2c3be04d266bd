"""The capacity of a mentor: kept by the workflow in words, and by the database whatever the code does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.bank.models import Mentor, MentorPlace
from mentorship.pairs import workflow
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember
from tests.cast import TODAY


def agree(pair):
    return workflow.agree(pair=pair, by=None, today=TODAY)


def test_third_mentee_finds_a_place_and_the_fourth_none(mentor, mentees, make_pair):
    pairs = [make_pair(mentor, [mentee], number=str(index)) for index, mentee in enumerate(mentees)]
    assert [agree(pair).members.get().place.number for pair in pairs[:3]] == [1, 2, 3]
    with pytest.raises(ValidationError, match=r"нет свободных мест \(занято 3 из 3\)"):
        agree(pairs[3])
    pairs[3].refresh_from_db()
    assert pairs[3].state == PairState.PROPOSED


def test_group_that_does_not_fit_takes_no_place_at_all(mentor, mentees, make_pair):
    make_pair(mentor, mentees[:2], PairState.ACTIVE, number="1")
    group = make_pair(mentor, mentees[2:], number="2")
    with pytest.raises(ValidationError):
        agree(group)
    assert group.members.filter(place__isnull=False).count() == 0


@pytest.mark.parametrize(("days", "is_free"), [(-1, True), (0, False), (1, False)])
def test_place_is_free_from_the_day_after_the_last(mentor, mentees, make_pair, days, is_free):
    busy = make_pair(mentor, mentees[:3], PairState.ACTIVE, number="1")
    busy.members.filter(mentee=mentees[0]).update(end_date=TODAY + timedelta(days=days))
    newcomer = make_pair(mentor, mentees[3:], number="2")
    free = Mentor.objects.with_places(TODAY).get(pk=mentor.pk).free_places
    if is_free:
        assert (free, agree(newcomer).members.get().place.number) == (1, 1)
    else:
        assert free == 0
        with pytest.raises(ValidationError):
            agree(newcomer)


@pytest.mark.parametrize("state", [PairState.AGREED, PairState.ORDERED, PairState.ACTIVE, PairState.PAUSED])
def test_pair_of_these_states_holds_places(mentor, mentees, make_pair, state):
    make_pair(mentor, mentees[:2], state)
    assert Mentor.objects.with_places(TODAY).get(pk=mentor.pk).free_places == 1


@pytest.mark.parametrize(
    "state", [PairState.PROPOSED, PairState.COMPLETED, PairState.DISSOLVED, PairState.CANCELLED]
)
def test_pair_of_these_states_holds_none(mentor, mentees, make_pair, state):
    make_pair(mentor, mentees[:2], state)
    assert Mentor.objects.with_places(TODAY).get(pk=mentor.pk).free_places == 3


def test_database_gives_a_place_to_one_member_only(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2])
    first, second = pair.members.order_by("pk")
    place = mentor.places.get(number=1)
    first.place = place
    first.save()
    second.place = place
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_database_has_as_many_places_as_the_capacity(mentor):
    assert list(mentor.places.values_list("number", flat=True)) == [1, 2, 3]
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorPlace.objects.create(mentor=mentor, number=3)


def test_database_refuses_self_mentoring(mentor, make_pair):
    pair = make_pair(mentor, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentor.person)


def test_database_refuses_a_mentee_twice_in_a_pair(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentees[0])


def test_database_refuses_an_end_before_the_start(mentor, mentees, make_pair):
    member = make_pair(mentor, mentees[:1], PairState.ACTIVE).members.get()
    member.end_date = date(2025, 9, 30)
    with pytest.raises(IntegrityError), transaction.atomic():
        member.save()
