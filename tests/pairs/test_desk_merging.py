"""Merging two records of a person keeps what the matching desk knows of them."""

import pytest

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.desk.apart import keep_apart, let_together
from mentorship.pairs.models import NeverTogether
from reports.merging import merge
from tests.cast import TODAY
from tests.pairs.desk import NOW, draft, who


@pytest.fixture
def keep(school, make_teacher):
    """The record that stays."""
    return make_teacher(school, "K1", last_name="Ёлкина")


@pytest.fixture
def drop(school, make_teacher):
    """The double."""
    return make_teacher(school, "K2", last_name="Елкина")


def joined(keep, drop):
    merge(keep=keep, drop=drop, choices={}, by=None, on=TODAY)


def test_lines_of_a_double_go_over(keep, drop, mentees, make_request, municipality):
    Mentor.objects.enlist([drop], state=MentorState.IN_BANK, state_date=TODAY)
    make_request(mentees[0])
    run = draft(municipality)
    joined(keep, drop)
    assert who(run) == {"C-mentee": "K1"}


def test_equal_requests_of_two_records_leave_one_line(keep, drop, mentor, make_request, municipality):
    for person in (keep, drop):
        make_request(person)
    run = draft(municipality)
    assert set(who(run)) == {"K1", "K2"}
    joined(keep, drop)
    assert set(who(run)) == {"K1"}


def test_notes_of_a_double_go_over_once(keep, drop, people):
    mentor, mentee = people["mentor"], people["mentee"]
    for one in (keep, drop):
        keep_apart(one=one, other=mentor, reason="супруги", by=None)
    let_together(row=keep_apart(one=drop, other=mentee, reason="ссора", by=None), by=None, at=NOW)
    keep_apart(one=keep, other=drop, reason="однофамильцы", by=None)
    joined(keep, drop)
    rows = NeverTogether.objects.about(keep.pk)
    assert {(row.reason, row.withdrawn_at is None) for row in rows} == {("супруги", True), ("ссора", False)}
    assert (rows.count(), NeverTogether.objects.count()) == (2, 2)
