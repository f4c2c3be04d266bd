"""Places of a mentor: always as many as the capacity, free and taken ones, never below those taken."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.audit.models import Entry
from mentorship.bank import workflow
from mentorship.bank.models import Mentor, MentorPlace
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from tests.cast import TODAY

YESTERDAY = date(2026, 3, 15)


@pytest.fixture
def mentor(people, make_mentor):
    """Three places."""
    return make_mentor(people["mentor"], capacity=3)


@pytest.fixture
def seat(mentor, make_teacher, school):
    """Seat a new mentee on the place of a number: `seat(1, end_date=…)`."""
    pair = Pair.objects.create(
        municipality=mentor.person.municipality, number="1", mentor=mentor, state=PairState.ACTIVE
    )

    def take(number, **fields):
        place = MentorPlace.objects.get(mentor=mentor, number=number)
        mentee = make_teacher(school, f"M{number}")
        return PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentee, place=place, **fields)

    return take


def set_capacity(mentor, capacity):
    workflow.set_capacity(mentor=mentor, capacity=capacity, by=None, on=TODAY)


def numbers(mentor):
    return list(mentor.places.order_by("number").values_list("number", flat=True))


def free(mentor):
    return Mentor.objects.with_places(TODAY).get(pk=mentor.pk).free_places


def test_mentors_are_enlisted_with_their_places(people):
    mentors = Mentor.objects.enlist([people["mentor"], people["mentee"]], capacity=2)
    assert [numbers(mentor) for mentor in mentors] == [[1, 2], [1, 2]]


@pytest.mark.parametrize("capacity", [1, 2, 4, 30])
def test_capacity_and_places_change_together(mentor, capacity):
    set_capacity(mentor, capacity)
    mentor.refresh_from_db()
    assert (mentor.capacity, numbers(mentor)) == (capacity, list(range(1, capacity + 1)))


@pytest.mark.parametrize("capacity", [0, 31])
def test_capacity_outside_1_to_30_is_refused(mentor, capacity):
    with pytest.raises(ValidationError) as excinfo:
        set_capacity(mentor, capacity)
    assert "Мест у наставника — от 1 до 30." in excinfo.value.messages
    assert (Mentor.objects.get(pk=mentor.pk).capacity, numbers(mentor)) == (3, [1, 2, 3])


def test_capacity_below_the_taken_places_is_refused(mentor, seat):
    seat(1)
    seat(3)
    with pytest.raises(ValidationError) as excinfo:
        set_capacity(mentor, 1)
    assert excinfo.value.messages == ["Занято 2 места: меньше сделать нельзя."]
    assert (Mentor.objects.get(pk=mentor.pk).capacity, numbers(mentor)) == (3, [1, 2, 3])


def test_taken_places_stay_when_the_capacity_falls_to_them(mentor, seat):
    seat(1)
    seat(3)
    set_capacity(mentor, 2)
    assert numbers(mentor) == [1, 3]


def test_numbers_of_removed_places_are_given_again(mentor, seat):
    seat(3)
    set_capacity(mentor, 1)
    set_capacity(mentor, 3)
    assert numbers(mentor) == [1, 2, 3]


def test_place_of_a_member_whose_last_day_has_passed_goes_when_it_must(mentor, seat):
    members = [seat(1, end_date=YESTERDAY), seat(2), seat(3)]
    set_capacity(mentor, 2)
    members[0].refresh_from_db()
    assert (numbers(mentor), members[0].place) == ([2, 3], None)


def test_places_never_held_go_before_those_with_a_past(mentor, seat):
    member = seat(3, end_date=YESTERDAY)
    set_capacity(mentor, 2)
    member.refresh_from_db()
    assert (numbers(mentor), member.place.number) == ([1, 3], 3)


def test_change_of_capacity_is_recorded(mentor, users):
    workflow.set_capacity(mentor=mentor, capacity=5, by=users["methodist"], on=TODAY)
    entry = Entry.objects.get(action="mentor.capacity")
    assert (entry.by, entry.data) == (users["methodist"], {"from": 3, "to": 5})


@pytest.mark.parametrize(
    ("end_date", "expected"), [(None, 2), (TODAY, 2), (date(2026, 3, 17), 2), (YESTERDAY, 3)]
)
def test_place_is_free_from_the_day_after_the_last_one(mentor, seat, end_date, expected):
    seat(1, end_date=end_date)
    assert free(mentor) == expected
    assert MentorPlace.objects.taken(TODAY).count() == 3 - expected


def test_free_mentors_are_those_with_a_free_place(mentor, seat, people, make_mentor):
    for number in (1, 2, 3):
        seat(number)
    other = make_mentor(people["mentee"])
    assert list(Mentor.objects.free(TODAY)) == [other]
    assert (free(mentor), free(other)) == (0, 3)


def test_database_gives_a_place_to_one_member_only(mentor, seat):
    member = seat(1)
    rival = seat(2)
    rival.place = member.place
    with pytest.raises(IntegrityError), transaction.atomic():
        rival.save()
