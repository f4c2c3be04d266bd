"""What follows from an import of pairs: capacity and places, states of mentors, requests."""

from datetime import date

import pytest

from mentorship.bank.enums import MentorSource, MentorState, RequestState
from mentorship.bank.models import Mentor, MentorPlace
from mentorship.pairs.enums import PairState
from mentorship.pairs.history import follow_requests
from mentorship.pairs.models import Pair, PairMember
from tests.cast import TODAY
from tests.pairs.rows import counts, line, load


@pytest.fixture(autouse=True)
def staff(people, mentees):
    """The cast, and teachers T1…T3 of the same school."""
    return people


def test_mentor_has_no_more_current_mentees_than_places(make_teacher, school):
    make_teacher(school, "T4")
    rows = [line(number=f"1-{n}", mentee=f"T{n}") for n in (1, 2, 3, 4)]
    assert counts(load(*rows[:3])) == (3, 0, 0, 0)
    report = load(*rows)
    assert [(error.row, error.column) for error in report.errors] == [(5, "Код наставника")]
    assert "стало бы наставляемых: 4, а мест 3" in report.errors[0].message
    assert Pair.objects.count() == 3


@pytest.mark.parametrize("state", ["предложена", "завершена", "расторгнута", "отменена"])
def test_pairs_of_these_states_take_no_place(make_teacher, school, state):
    make_teacher(school, "T4")
    rows = [line(number=f"1-{n}", mentee=f"T{n}", state=state) for n in (1, 2, 3, 4)]
    assert counts(load(*rows)) == (4, 0, 0, 0)
    assert MentorPlace.objects.filter(member__isnull=False).count() == 0


def test_member_who_has_left_takes_no_place(make_teacher, school):
    make_teacher(school, "T4")
    rows = [line(number="1-1", mentee=f"T{n}") for n in (1, 2, 3)]
    rows.append(line(number="1-1", mentee="T4", end=date(2025, 12, 31)))
    assert counts(load(*rows)) == (4, 0, 0, 0)
    assert MentorPlace.objects.filter(member__isnull=False).count() == 3


def test_unknown_mentor_comes_into_the_bank_with_places(people):
    load(line())
    mentor = Mentor.objects.get(person=people["mentor"])
    assert (mentor.source, mentor.state, mentor.places.count()) == (
        MentorSource.IMPORT,
        MentorState.ACTIVE,
        3,
    )
    assert PairMember.objects.get().place.mentor == mentor


@pytest.mark.parametrize(
    ("before", "state", "after"),
    [
        (MentorState.IN_BANK, "действует", MentorState.ACTIVE),
        (MentorState.TRAINED, "закреплена", MentorState.TRAINED),
        (MentorState.ACTIVE, "приостановлена", MentorState.ACTIVE),
        (MentorState.ACTIVE, "завершена", MentorState.IN_BANK),
        (MentorState.RETIRED, "действует", MentorState.RETIRED),
        (MentorState.SUSPENDED, "действует", MentorState.SUSPENDED),
    ],
)
def test_state_of_the_mentor_follows_the_pairs(mentor, before, state, after):
    mentor.state = before
    mentor.save()
    load(line(state=state))
    mentor.refresh_from_db()
    assert mentor.state == after


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("предложена", RequestState.MATCHED),
        ("действует", RequestState.IN_WORK),
        ("завершена", RequestState.CLOSED),
        ("отменена", RequestState.ACCEPTED),
    ],
)
def test_the_only_waiting_request_follows_the_pair(people, make_request, state, expected):
    request = make_request(people["mentee"])
    load(line(state=state))
    request.refresh_from_db()
    assert request.state == expected


def test_request_made_after_the_start_waits_on(people, make_request):
    request = make_request(people["mentee"], day=date(2025, 10, 2))
    load(line())
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED


def test_request_returns_to_the_queue_when_the_pair_is_dissolved(people, make_request):
    request = make_request(people["mentee"])
    load(line())
    load(line(state="расторгнута", end=date(2026, 1, 10)))
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED


@pytest.mark.parametrize("states", [("active", "proposed"), ("proposed", "active")])
def test_request_of_two_pairs_follows_the_one_at_work_however_often_it_is_asked(
    make_pair, make_request, mentor, mentees, states
):
    request = make_request(mentees[0])
    pairs = [
        make_pair(mentor, mentees[:1], PairState(state), number=str(number))
        for number, state in enumerate(states)
    ]
    PairMember.objects.update(request=request)
    for _ in range(2):
        follow_requests(pairs, TODAY)
        request.refresh_from_db()
        assert request.state == RequestState.IN_WORK
