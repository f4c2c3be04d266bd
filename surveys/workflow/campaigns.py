"""Campaigns: made, opened, closed, prolonged."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from schools.models import Municipality, User
from surveys.enums import CAMPAIGN_TRANSITIONS, CampaignState
from surveys.models import Campaign, PersonalLink, Questionnaire, QuestionnaireVersion


@transaction.atomic
def create_campaign(
    *,
    municipality: Municipality,
    questionnaire: Questionnaire,
    year: int,
    opens: date,
    closes: date,
    by: User | None,
) -> Campaign:
    """Plan a campaign of the questionnaire's published version; it stays a draft until it is opened."""
    version = QuestionnaireVersion.objects.published().filter(questionnaire=questionnaire).first()
    if version is None:
        raise ValidationError(
            f"У анкеты «{questionnaire}» нет опубликованной версии: сначала опубликуйте её."
        )
    campaign = Campaign(
        municipality=municipality,
        questionnaire=questionnaire,
        version=version,
        year=year,
        opens_date=opens,
        closes_date=closes,
    )
    campaign.full_clean()
    campaign.save()
    record(by=by, action="campaign.created", target=campaign, text=_period(campaign))
    return campaign


@transaction.atomic
def open_campaign(*, campaign: Campaign, on: date, by: User | None) -> None:
    """Let the campaign take answers from its opening day on."""
    held = _locked(campaign)
    if held.state != CampaignState.DRAFT:
        raise ValidationError("Кампания уже открывалась: закрытую можно продлить с указанием причины.")
    if held.closes_date < on:
        raise ValidationError(f"Срок кампании прошёл {held.closes_date:%d.%m.%Y}: сначала измените его.")
    _move(held, campaign, CampaignState.OPEN)
    record(by=by, action="campaign.opened", target=held, text=_period(held))


@transaction.atomic
def close_campaign(*, campaign: Campaign, on: date, by: User | None) -> None:
    """Take no more answers; drafts stay as they are and do not count."""
    held = _locked(campaign)
    _check_move(held, CampaignState.CLOSED)
    held.closes_date = max(held.opens_date, min(held.closes_date, on))
    _move(held, campaign, CampaignState.CLOSED)
    record(by=by, action="campaign.closed", target=held, text=_period(held))


@transaction.atomic
def extend_campaign(*, campaign: Campaign, closes: date, reason: str, on: date, by: User | None) -> None:
    """Give the campaign a later last day, opening it again where it was closed; personal links follow."""
    held = _locked(campaign)
    if held.state == CampaignState.DRAFT:
        raise ValidationError("Кампания ещё не открыта: откройте её, продлевать пока нечего.")
    if not reason.strip():
        raise ValidationError({"reason": "Укажите, почему кампания продлевается."})
    if closes < max(on, held.opens_date):
        raise ValidationError({"closes": "Новый последний день уже прошёл."})
    held.closes_date = closes
    held.clean()
    _move(held, campaign, CampaignState.OPEN)
    PersonalLink.objects.filter(campaign=held, revoked_at__isnull=True).update(expires_at=end_of(closes))
    record(
        by=by,
        action="campaign.extended",
        target=held,
        text=reason.strip(),
        data={"closes": closes.isoformat()},
    )


def end_of(day: date) -> datetime:
    """Return the moment at which the day is over here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _locked(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("questionnaire", "version")
    return rows.get(pk=campaign.pk)


def _check_move(held: Campaign, state: CampaignState) -> None:
    if state not in CAMPAIGN_TRANSITIONS[CampaignState(held.state)]:
        raise ValidationError(
            f"Кампания сейчас в состоянии «{held.get_state_display()}»: так сделать нельзя."
        )


def _move(held: Campaign, campaign: Campaign, state: CampaignState) -> None:
    """Store the state, and show it on the caller's object, too."""
    held.state = state
    held.save(update_fields=["state", "closes_date"])
    campaign.state, campaign.closes_date = held.state, held.closes_date


def _period(campaign: Campaign) -> str:
    return f"{campaign.opens_date:%d.%m.%Y} – {campaign.closes_date:%d.%m.%Y}"
