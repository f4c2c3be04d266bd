"""Who is asked which form, and when: pairs tell (contract §1 `invited`; decisions.md §4)."""

from datetime import date, timedelta

import pytest

from mentorship.pairs.enums import PairState
from schools import years
from schools.models import Person
from surveys.audience import asked, asked_by, asked_counts, campaigns_for, invited, owed_by
from surveys.enums import CampaignState
from surveys.workflow import start, submit

pytestmark = pytest.mark.django_db
YEAR = 2025


def codes(people):
    return sorted(people.values_list("code", flat=True))


def test_invited_are_distinct_persons_of_the_role(people, school, make_teacher, make_pair):
    start = date(2025, 10, 1)
    second = make_teacher(school, "T2")
    make_pair(people["mentor"], people["mentee"], start=start)
    make_pair(people["mentor"], second, start=start)
    make_pair(second, people["mentee"], start=start)
    assert codes(invited("mentee", YEAR)) == ["C-mentee", "T2"]
    assert codes(invited("mentor", YEAR)) == ["C-mentor", "T2"]


@pytest.mark.parametrize(
    ("state", "start", "end", "is_invited"),
    [
        (PairState.ACTIVE, date(2025, 9, 1), None, True),
        (PairState.ACTIVE, date(2026, 8, 31), None, True),
        (PairState.ACTIVE, date(2026, 9, 1), None, False),
        (PairState.COMPLETED, date(2024, 9, 1), date(2025, 9, 1), True),
        (PairState.COMPLETED, date(2024, 9, 1), date(2025, 8, 31), False),
        (PairState.DISSOLVED, date(2025, 9, 2), date(2025, 9, 3), True),
        (PairState.AGREED, date(2025, 9, 2), None, False),
        (PairState.CANCELLED, date(2025, 9, 2), None, False),
    ],
)
def test_membership_touches_the_year(people, make_pair, state, start, end, is_invited):
    make_pair(people["mentor"], people["mentee"], state=state, start=start, end=end)
    assert codes(invited("mentee", YEAR)) == (["C-mentee"] if is_invited else [])


def test_first_form_is_asked_once_the_pair_is_agreed(people, make_pair, year):
    make_pair(people["mentor"], people["mentee"], state=PairState.AGREED, start=None)
    assert codes(asked("mentee", "before", year)) == ["C-mentee"]
    assert codes(asked("mentor", "before", year)) == ["C-mentor"]
    assert codes(asked("mentee", "after", year)) == []


def test_proposed_pair_is_not_asked(people, make_pair, year):
    make_pair(people["mentor"], people["mentee"], state=PairState.PROPOSED, start=None)
    assert codes(asked("mentee", "before", year)) == []


def test_agreed_pair_of_this_year_is_not_asked_for_an_earlier_one(people, make_pair, year):
    make_pair(people["mentor"], people["mentee"], state=PairState.AGREED, start=None)
    assert codes(asked("mentee", "before", year - 1)) == []


def test_campaign_asks_its_own_municipality(campaign, foreign_school, make_teacher, make_pair):
    make_pair(make_teacher(foreign_school, "F1"), make_teacher(foreign_school, "F2"))
    assert codes(asked_by(campaign)) == ["C-mentee"]


def test_open_campaign_of_the_role_waits(campaign, make_campaign, people, on):
    make_campaign("mentor_before")
    assert owed_by(people["mentee"], on) == [campaign]
    assert owed_by(people["curator"], on) == []


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({}, True),
        ({"opens_date": timedelta(0), "closes_date": timedelta(0)}, True),
        ({"opens_date": timedelta(days=1)}, False),
        ({"closes_date": timedelta(days=-1), "opens_date": timedelta(days=-2)}, False),
        ({"state": CampaignState.DRAFT}, False),
        ({"state": CampaignState.CLOSED}, False),
    ],
)
def test_campaign_waits_between_its_days(pair, make_campaign, people, on, changes, waits):
    days = {name: on + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    campaign = make_campaign(**days)
    assert owed_by(people["mentee"], on) == ([campaign] if waits else [])


def test_second_form_comes_early_when_the_pair_has_ended(people, make_pair, make_campaign, on):
    later = make_campaign("mentee_after", opens_date=on + timedelta(days=5))
    member = make_pair(people["mentor"], people["mentee"], start=on - timedelta(days=5))
    assert campaigns_for(people["mentee"], on) == []
    member.end_date = on
    member.save()
    assert campaigns_for(people["mentee"], on) == [later]
    assert campaigns_for(people["mentee"], on - timedelta(days=1)) == []


def test_sent_form_is_owed_no_more(campaign, people, on):
    mentee = people["mentee"]
    response = start(person=mentee, campaign=campaign, on=on, by=None)
    assert owed_by(mentee, on) == [campaign]
    response.answers = {"glad_to_participate": 1}
    response.save()
    submit(response=response, person=mentee, on=on, by=None, gaps_ok=True)
    assert owed_by(mentee, on) == []
    assert campaigns_for(mentee, on) == [campaign]


def test_owing_takes_three_queries(campaign, make_campaign, people, on, django_assert_num_queries):
    make_campaign("mentee_after")
    make_campaign("mentor_before")
    with django_assert_num_queries(3):
        owed_by(people["mentee"], on)


def test_counts_are_of_the_people_in_sight(
    campaign, make_campaign, people, other_school, make_teacher, make_pair
):
    make_pair(people["mentor"], make_teacher(other_school, "T2"))
    after = make_campaign("mentee_after")
    own = Person.objects.filter(school=people["mentee"].school)
    assert asked_counts([campaign, after], Person.objects.all()) == {campaign.pk: 2, after.pk: 2}
    assert asked_counts([campaign, after], own) == {campaign.pk: 1, after.pk: 1}


def test_year_of_a_campaign_is_that_of_the_membership(people, make_pair, make_campaign, year):
    make_pair(people["mentor"], people["mentee"], start=years.first_day(year))
    past = make_campaign(year=year - 1)
    assert codes(asked_by(past)) == []
