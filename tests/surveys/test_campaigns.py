"""Campaigns from the plan to the last day, and the personal links that live as long."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from schools import years
from surveys.enums import CampaignState, Stage
from surveys.models import Campaign, PersonalLink, Questionnaire
from surveys.workflow import (
    close_campaign,
    create_campaign,
    extend_campaign,
    holder_of,
    issue_link,
    issue_links,
    open_campaign,
    revoke_link,
)
from surveys.workflow.links import hash_of

pytestmark = pytest.mark.django_db
OPENS, CLOSES = date(2026, 5, 4), date(2026, 5, 31)


@pytest.fixture
def planned(municipality):
    form = Questionnaire.objects.get(code="mentee_after")
    return create_campaign(
        municipality=municipality, questionnaire=form, year=2025, opens=OPENS, closes=CLOSES, by=None
    )


def test_new_campaign_is_a_draft_of_the_published_version(planned):
    assert (planned.state, planned.version.number, planned.version.state) == ("draft", 1, "published")
    entry = Entry.objects.get(action="campaign.created")
    assert (entry.target_id, entry.text) == (planned.pk, "04.05.2026 – 31.05.2026")


def test_form_is_asked_once_a_year(planned, municipality):
    with pytest.raises(ValidationError, match="Кампания этой анкеты за учебный год уже есть"):
        create_campaign(
            municipality=municipality,
            questionnaire=planned.questionnaire,
            year=2025,
            opens=OPENS,
            closes=CLOSES,
            by=None,
        )


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(date(2025, 8, 31), CLOSES), (OPENS, date(2026, 9, 1)), (CLOSES, OPENS)],
)
def test_campaign_lies_within_its_school_year(municipality, opens, closes):
    form = Questionnaire.objects.get(code="mentee_after")
    with pytest.raises(ValidationError, match=r"учебного года|раньше, чем открывается"):
        create_campaign(
            municipality=municipality, questionnaire=form, year=2025, opens=opens, closes=closes, by=None
        )
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "on", "stage"),
    [
        (CampaignState.DRAFT, OPENS, Stage.DRAFT),
        (CampaignState.OPEN, OPENS - timedelta(days=1), Stage.PLANNED),
        (CampaignState.OPEN, OPENS, Stage.OPEN),
        (CampaignState.OPEN, CLOSES, Stage.OPEN),
        (CampaignState.OPEN, CLOSES + timedelta(days=1), Stage.CLOSED),
        (CampaignState.CLOSED, OPENS, Stage.CLOSED),
    ],
)
def test_stage_follows_the_day(planned, state, on, stage):
    planned.state = state
    assert (planned.stage(on), planned.is_open(on)) == (stage, stage == Stage.OPEN)


def test_opening_and_closing(planned):
    open_campaign(campaign=planned, on=OPENS, by=None)
    assert (planned.state, Campaign.objects.get().state) == ("open", "open")
    close_campaign(campaign=planned, on=OPENS + timedelta(days=3), by=None)
    stored = Campaign.objects.get()
    assert (stored.state, stored.closes_date) == ("closed", date(2026, 5, 7))


@pytest.mark.parametrize("state", [CampaignState.OPEN, CampaignState.CLOSED])
def test_only_a_draft_is_opened(planned, state):
    Campaign.objects.update(state=state)
    with pytest.raises(ValidationError, match="Кампания уже открывалась"):
        open_campaign(campaign=planned, on=OPENS, by=None)


def test_draft_of_a_past_term_is_not_opened(planned):
    with pytest.raises(ValidationError, match=r"прошёл 31\.05\.2026"):
        open_campaign(campaign=planned, on=CLOSES + timedelta(days=1), by=None)


def test_draft_is_not_closed(planned):
    with pytest.raises(ValidationError, match="«черновик»"):
        close_campaign(campaign=planned, on=OPENS, by=None)


def test_closed_campaign_is_prolonged_with_a_reason(planned):
    Campaign.objects.update(state=CampaignState.CLOSED)
    until = CLOSES + timedelta(days=7)
    extend_campaign(campaign=planned, closes=until, reason=" Карантин ", on=CLOSES, by=None)
    stored = Campaign.objects.get()
    assert (stored.state, stored.closes_date) == ("open", until)
    entry = Entry.objects.get(action="campaign.extended")
    assert (entry.text, entry.data) == ("Карантин", {"closes": "2026-06-07"})


@pytest.mark.parametrize(
    ("closes", "reason", "words"),
    [
        (CLOSES, "  ", "Укажите, почему"),
        (OPENS - timedelta(days=1), "Карантин", "уже прошёл"),
        (date(2026, 9, 1), "Карантин", "в пределах учебного года"),
    ],
)
def test_prolonging_is_refused(planned, closes, reason, words):
    Campaign.objects.update(state=CampaignState.OPEN)
    with pytest.raises(ValidationError, match=words):
        extend_campaign(campaign=planned, closes=closes, reason=reason, on=OPENS, by=None)
    assert Campaign.objects.get().closes_date == CLOSES


def issue(campaign, person, on):
    return issue_link(campaign=campaign, person=person, on=on, now=timezone.now(), by=None)


def test_token_is_kept_as_a_hash_alone(campaign, people, on):
    token = issue(campaign, people["mentee"], on)
    link = PersonalLink.objects.get()
    assert (link.token_hash, len(token)) == (hash_of(token), 24)
    assert token not in str(list(PersonalLink.objects.values()))
    assert holder_of(token.upper()) == link
    assert holder_of("нет-такого") is None


def test_token_never_comes_into_the_journal(campaign, people, on):
    token = issue(campaign, people["mentee"], on)
    entry = Entry.objects.get(action="link.issued")
    assert (entry.target_id, entry.text, entry.data) == (campaign.pk, "", {"people": [people["mentee"].pk]})
    assert token not in str(list(Entry.objects.values()))


def test_link_lives_to_the_end_of_the_last_day(campaign, people, on):
    issue(campaign, people["mentee"], on)
    next_day = campaign.closes_date + timedelta(days=1)
    end = timezone.make_aware(datetime(next_day.year, next_day.month, next_day.day))
    assert PersonalLink.objects.get().expires_at == end
    assert PersonalLink.objects.live(end - timedelta(seconds=1)).count() == 1
    assert PersonalLink.objects.live(end).count() == 0


def test_new_link_replaces_the_old_one(campaign, people, on):
    old, new = (issue(campaign, people["mentee"], on) for _ in range(2))
    assert (holder_of(old).revoked_at is None, holder_of(new).revoked_at is None) == (False, True)


def test_link_follows_the_prolonged_campaign(campaign, people, on):
    issue(campaign, people["mentee"], on)
    until = min(campaign.closes_date + timedelta(days=5), years.last_day(campaign.year))
    extend_campaign(campaign=campaign, closes=until, reason="Карантин", on=on, by=None)
    assert timezone.localtime(PersonalLink.objects.get().expires_at).date() == until + timedelta(days=1)


def test_revoked_link_is_not_revoked_again(campaign, people, on):
    token = issue(campaign, people["mentee"], on)
    revoke_link(link=holder_of(token), now=timezone.now(), by=None)
    assert holder_of(token).revoked_at is not None
    with pytest.raises(ValidationError, match="уже отозвана"):
        revoke_link(link=holder_of(token), now=timezone.now(), by=None)


def test_closed_campaign_issues_no_links(campaign, people, on):
    close_campaign(campaign=campaign, on=on, by=None)
    with pytest.raises(ValidationError, match="для открытой кампании"):
        issue(campaign, people["mentee"], on)


def test_sheet_of_nobody_is_refused(campaign, on):
    with pytest.raises(ValidationError, match="Выдавать некому"):
        issue_links(campaign=campaign, people=[], on=on, now=timezone.now(), by=None)
