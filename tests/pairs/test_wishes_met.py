"""What came of the wishes: counts by choice, pairs that would both rather swap; the page."""

import random
from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.bank.models.preferences import MOST_CHOICES, Side
from mentorship.pairs.enums import PairState
from mentorship.pairs.wishes_met import Met, Swap, Together, met, swaps

ADDRESS = "/requests/preferences/met/"
A, B = Together(1, 11), Together(2, 12)


@pytest.mark.parametrize(
    ("got", "choices", "expected"),
    [
        ([], {}, Met((0, 0, 0), 0, 0)),
        ([(1, 11)], {}, Met((0, 0, 0), 0, 1)),
        ([(1, 11)], {1: (11,)}, Met((1, 0, 0), 0, 0)),
        ([(1, 11)], {1: (12, 11)}, Met((0, 1, 0), 0, 0)),
        ([(1, 11)], {1: (12, 13, 11)}, Met((0, 0, 1), 0, 0)),
        ([(1, 11)], {1: (12, 13, 14)}, Met((0, 0, 0), 1, 0)),
        ([(1, 11), (2, 12), (3, 13)], {1: (11,), 2: (11, 12), 9: (11,)}, Met((1, 1, 0), 0, 1)),
    ],
)
def test_choices_are_counted_by_rank(got, choices, expected):
    assert met(got, choices) == expected


def test_asked_are_those_in_pairs_who_named_somebody():
    assert Met((2, 1, 0), 3, 4).asked == 6


@pytest.mark.parametrize(
    ("of_mentees", "of_mentors", "expected"),
    [
        # each would rather have the other's mentor, whom one has got nobody on the list
        ({1: (12,), 2: (11,)}, {}, [Swap(A, B)]),
        ({1: (12, 11), 2: (11, 12)}, {}, [Swap(A, B)]),
        # one of them is content
        ({1: (12,), 2: (12,)}, {}, []),
        ({1: (12,)}, {}, []),
        ({1: (12, 11), 2: (12, 11)}, {}, []),
        # a mentor would lose the one he has named
        ({1: (12,), 2: (11,)}, {11: (1,)}, []),
        ({1: (12,), 2: (11,)}, {11: (1, 2)}, []),
        # mentors gain, too
        ({1: (12,), 2: (11,)}, {11: (2, 1), 12: (1,)}, [Swap(A, B)]),
        ({}, {11: (2,), 12: (1,)}, []),
    ],
)
def test_two_pairs_swap_where_mentees_gain_and_mentors_do_not_lose(of_mentees, of_mentors, expected):
    assert swaps([B, A], of_mentees, of_mentors) == expected


def test_same_mentor_has_nothing_to_swap():
    assert swaps([Together(1, 11), Together(2, 11)], {1: (11,), 2: (11,)}, {}) == []


def test_nobody_becomes_his_own_mentor():
    assert swaps([Together(1, 11), Together(2, 1)], {1: (1,), 2: (11,)}, {}) == []


def test_swaps_are_those_found_by_trying_every_two_pairs():
    dice = random.Random(7)
    for _ in range(200):
        together = [Together(mentee, dice.randint(11, 14)) for mentee in range(1, 6)]
        of_mentees = {one: tuple(dice.sample(range(11, 15), dice.randint(0, 3))) for one in range(1, 6)}
        of_mentors = {one: tuple(dice.sample(range(1, 6), dice.randint(0, 3))) for one in range(11, 15)}
        assert swaps(together, of_mentees, of_mentors) == tried(together, of_mentees, of_mentors)


def tried(together, of_mentees, of_mentors):
    def rank(choices, who, whom):
        return choices[who].index(whom) if whom in choices[who] else MOST_CHOICES

    found = []
    for one, other in combinations(sorted(together), 2):
        gains = [
            rank(of_mentees, one.mentee, one.mentor) - rank(of_mentees, one.mentee, other.mentor),
            rank(of_mentees, other.mentee, other.mentor) - rank(of_mentees, other.mentee, one.mentor),
        ]
        mentors = [
            rank(of_mentors, one.mentor, one.mentee) - rank(of_mentors, one.mentor, other.mentee),
            rank(of_mentors, other.mentor, other.mentee) - rank(of_mentors, other.mentor, one.mentee),
        ]
        if min(gains) > 0 and min(mentors) >= 0:
            found.append(Swap(one, other))
    return found


class TestPage:
    """/requests/preferences/met/"""

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("admin", 403),
            ("head", 200),
            ("methodist", 200),
            ("curator", 403),
            ("director", 403),
            ("mentee", 403),
            ("approver", 403),
            ("department", 403),
        ],
    )
    def test_methodist_and_head_read_it(self, client_as, people, role, status):
        assert client_as(role).get(ADDRESS).status_code == status

    def test_foreign_municipality_is_not_found(self, client_as, people, other_municipality):
        page = client_as("methodist").get(ADDRESS, {"municipality": other_municipality.pk})
        assert page.status_code == 404

    def test_empty_page_says_when_numbers_come(self, client_as, people):
        assert "Сравнивать пока нечего" in client_as("methodist").get(ADDRESS).content.decode()

    def test_numbers_and_swaps(self, client_as, mentor, mentees, make_request, make_pair, make_teacher):
        today = timezone.localdate()
        rival = type(mentor).objects.enlist(
            [make_teacher(mentees[0].school, "M2")], state=mentor.state, state_date=today
        )[0]
        for mentee, wanted in ((mentees[0], rival), (mentees[1], mentor)):
            make_request(mentee, day=today - timedelta(days=1))
            workflow.name_wishes(person=mentee, side=Side.MENTEE, chosen=[wanted.person], by=None, on=today)
        MenteeRequest.objects.update(state=RequestState.MATCHED)
        make_pair(mentor, mentees[:1], PairState.PROPOSED, number="1")
        make_pair(rival, mentees[1:2], PairState.ACTIVE, number="2", start=today)
        page = client_as("methodist").get(ADDRESS)
        (_, by_mentees), (_, by_mentors) = page.context["sides"]
        assert (by_mentees, by_mentors) == (Met((0, 0, 0), 2, 0), Met((0, 0, 0), 0, 2))
        assert page.context["swaps"] == [
            {
                "mentee": mentees[0],
                "mentor": mentor.person,
                "other_mentee": mentees[1],
                "other_mentor": rival.person,
            }
        ]
        assert "Кто предпочёл бы поменяться" in page.content.decode()
