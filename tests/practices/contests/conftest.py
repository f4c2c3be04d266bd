"""A mentor of the bank and a contest whose results are announced."""

import pytest

from tests.practices.contests.rows import enlist, enter, give_place, lead, make_contest


@pytest.fixture
def mentor(people):
    """The mentor of the cast, listed in the bank."""
    enlist(people["mentor"])
    return people["mentor"]


@pytest.fixture
def announced(municipality, mentor, school):
    """The winner's entry of an announced contest; nobody has agreed yet."""
    contest = make_contest(municipality, "open")
    entry = enter(contest, mentor, school)
    lead(contest, "close")
    entry = give_place(entry)
    lead(contest, "announce")
    return type(entry).objects.get(pk=entry.pk)
