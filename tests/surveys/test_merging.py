"""Merging two records keeps the answers, and refuses where both have answered the same form of a year."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.merging import merge
from schools.models import PersonAlias
from surveys import confidential
from surveys.models import FreeText, PersonalLink, Response
from surveys.workflow import holder_of, issue_link, save_answers, start, submit

TEXT = "Очень личное ожидание"


@pytest.fixture
def keep(people):
    """The cast's mentee."""
    return people["mentee"]


@pytest.fixture
def drop(people, school, make_teacher, make_pair):
    """A double who is mentored by another mentor."""
    double = make_teacher(school, "T2", last_name="Осинин")
    make_pair(make_teacher(school, "T3"), double)
    return double


@pytest.fixture
def answer(on):
    """Begin a form, answer two questions and send it."""

    def run(person, campaign, score=7):
        response = start(person=person, campaign=campaign, on=on, by=None)
        answers = {"program_effectiveness": score, "expectations_text": TEXT}
        save_answers(response=response, answers=answers, on=on)
        submit(response=response, person=person, on=on, by=None, gaps_ok=True)
        return response

    return run


def joined_into(keep, drop, on):
    merge(keep=keep, drop=drop, choices={}, by=None, on=on)


def stored() -> list[tuple]:
    rows = Response.objects.order_by("pk").values_list("pk", "answers", "state", "updated_at")
    return [*rows, *FreeText.objects.order_by("pk").values_list("pk", "item_code", "text")]


def test_answers_of_the_double_are_those_of_the_one_left(keep, drop, campaign, answer, on):
    response = answer(drop, campaign)
    before = stored()
    joined_into(keep, drop, on)
    assert confidential.response_of(person=keep, campaign=campaign) == response
    assert stored() == before
    assert (
        TEXT in str(PersonAlias.objects.get().record),
        str(response.key) in str(PersonAlias.objects.get().record),
    ) == (
        False,
        False,
    )


def test_first_form_of_one_and_second_of_the_other_become_a_couple(
    keep, drop, campaign, make_campaign, answer, on
):
    first = answer(drop, campaign)
    after = make_campaign("mentee_after")
    second = answer(keep, after, score=9)
    before = stored()
    joined_into(keep, drop, on)
    assert confidential.response_of(person=keep, campaign=campaign) == first
    assert confidential.response_of(person=keep, campaign=after) == second
    assert len(set(Response.objects.values_list("key", flat=True))) == 1
    assert stored() == before


def test_both_have_answered_the_same_form_and_year(keep, drop, campaign, answer, on, year):
    answer(keep, campaign)
    start(person=drop, campaign=campaign, on=on, by=None)
    with pytest.raises(ValidationError) as refusal:
        joined_into(keep, drop, on)
    (words,) = refusal.value.messages
    assert words.startswith(
        f"По обеим записям есть ответы на одну анкету: наставляемый, «до», {year}/{year + 1}."
    )
    assert Response.objects.count() == 2
    drop.refresh_from_db()


def test_same_form_of_another_year_is_kept(keep, drop, campaign, make_campaign, answer, on, year):
    answer(keep, campaign)
    old = make_campaign(year=year - 1)
    response = confidential.get_or_start(person=drop, campaign=old, on=on).response
    joined_into(keep, drop, on)
    assert confidential.response_of(person=keep, campaign=old) == response
    assert len(confidential.own_responses(keep)) == 2


def test_link_of_the_double_leads_to_the_one_left(keep, drop, campaign, on):
    token = issue_link(campaign=campaign, person=drop, on=on, now=timezone.now(), by=None)
    joined_into(keep, drop, on)
    assert holder_of(token).person == keep


def test_of_two_live_links_the_kept_one_opens(keep, drop, campaign, on):
    own, other = (
        issue_link(campaign=campaign, person=person, on=on, now=timezone.now(), by=None)
        for person in (keep, drop)
    )
    joined_into(keep, drop, on)
    assert list(PersonalLink.objects.live(timezone.now()).values_list("person", flat=True)) == [keep.pk]
    assert (holder_of(own).revoked_at, holder_of(other).revoked_at is None) == (None, False)
    assert PersonalLink.objects.filter(person=keep).count() == 2
