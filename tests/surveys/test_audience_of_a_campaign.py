"""A campaign asks the part of its municipality that it is aimed at."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentorship.pairs.enums import PairState
from mentorship.programmes.models import Programme
from schools.models import Person
from surveys import confidential
from surveys.audience import asked_by, asked_counts, asks, campaigns_for, owed_by
from surveys.workflow import Aim, aim_campaign, save_answers, start, submit

pytestmark = pytest.mark.django_db


def aim(campaign, **chosen):
    aim_campaign(campaign=campaign, aim=Aim(**chosen), by=None)


@pytest.mark.parametrize(
    ("state", "opens_on", "is_asked"),
    [
        (PairState.AGREED, "agreed", True),
        (PairState.AGREED, "ordered", False),
        (PairState.ORDERED, "ordered", True),
        (PairState.ORDERED, "active", False),
        (PairState.ACTIVE, "active", True),
        (PairState.PAUSED, "active", True),
        (PairState.ACTIVE, "completed", False),
        (PairState.COMPLETED, "completed", True),
    ],
)
def test_form_comes_when_the_pair_reaches_the_state(
    people, make_pair, make_campaign, on, state, opens_on, is_asked
):
    make_pair(people["mentor"], people["mentee"], state=state)
    campaign = make_campaign()
    aim(campaign, opens_on=opens_on)
    assert (people["mentee"] in asked_by(campaign)) is is_asked
    assert asks(campaign, people["mentee"]) is is_asked
    assert ([row.pk for row in campaigns_for(people["mentee"], on)] == [campaign.pk]) is is_asked
    assert asked_counts([campaign], Person.objects.all()) == {campaign.pk: int(is_asked)}


def test_only_the_named_schools_are_asked(campaign, people, make_pair, make_teacher, other_school, on):
    elsewhere = make_teacher(other_school, "E1")
    make_pair(people["mentor"], elsewhere)
    assert set(asked_by(campaign)) == {people["mentee"], elsewhere}
    aim(campaign, schools=[other_school])
    assert set(asked_by(campaign)) == {elsewhere}
    assert [asks(campaign, person) for person in (elsewhere, people["mentee"])] == [True, False]
    assert owed_by(people["mentee"], on) == []
    assert owed_by(elsewhere, on) == [campaign]
    assert asked_counts([campaign], Person.objects.all()) == {campaign.pk: 1}


def test_school_of_another_municipality_is_refused(campaign, foreign_school):
    with pytest.raises(ValidationError, match="другого муниципалитета"):
        aim(campaign, schools=[foreign_school])


def test_programme_asks_the_pairs_of_its_time(campaign, people, municipality, on):
    def programme(start, end):
        return Programme.objects.create(
            code=f"p{start}",
            municipality=municipality,
            title="П",
            start_date=start,
            end_date=end,
            baseline_year=2024,
        )

    aim(campaign, programme=programme(on - timedelta(days=9), on - timedelta(days=1)))
    assert not asked_by(campaign).exists()
    aim(campaign, programme=programme(on, on + timedelta(days=9)))
    assert list(asked_by(campaign)) == [people["mentee"]]


def test_curators_answer_their_form_once(people, make_campaign, on):
    campaign = make_campaign("curator_swot")
    assert list(asked_by(campaign)) == [people["curator"]]
    response = start(person=people["curator"], campaign=campaign, on=on, by=None)
    save_answers(
        response=response, answers={"conditions_order": "Частично", "swot_threats": "Нет ставок"}, on=on
    )
    submit(response=response, person=people["curator"], on=on, by=None, gaps_ok=True)
    assert (response.answers, owed_by(people["curator"], on)) == ({"conditions_order": 1}, [])


def test_two_single_forms_of_one_year_are_apart(pair, people, make_campaign, on):
    """A mentor answers «до» and the needs of training: neither takes the other's place."""
    for form in ("mentor_before", "training_needs"):
        campaign = make_campaign(form)
        start(person=people["mentor"], campaign=campaign, on=on, by=None)
        assert confidential.statuses(campaign) == {people["mentor"].pk: "draft"}
    assert len({row.key for row in confidential.own_responses(people["mentor"])}) == 2
