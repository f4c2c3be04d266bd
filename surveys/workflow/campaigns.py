"""Campaigns: made, opened, closed, prolonged."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from mentorship.audit.log import record
from mentorship.programmes.models import Programme
from schools.models import Municipality, School, User
from surveys.enums import CAMPAIGN_TRANSITIONS, CampaignState
from surveys.models import Campaign, Extension, PersonalLink, Questionnaire, QuestionnaireVersion


class Aim(NamedTuple):
    """Whom a campaign asks of its role and municipality (surveys.audience); empty: everybody."""

    opens_on: str = ""
    programme: Programme | None = None
    schools: Iterable[School] = ()


EVERYBODY: Final = Aim()


@transaction.atomic
def create_campaign(
    *,
    municipality: Municipality,
    questionnaire: Questionnaire,
    year: int,
    opens: date,
    closes: date,
    by: User | None,
    aim: Aim = EVERYBODY,
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
        opens_on=aim.opens_on,
        programme=aim.programme,
    )
    campaign.full_clean()
    campaign.save()
    _aim_at_schools(campaign, aim.schools)
    record(by=by, action="campaign.created", target=campaign, text=_period(campaign))
    return campaign


def _aim_at_schools(campaign: Campaign, schools: Iterable[School]) -> None:
    """Ask the people of these schools alone, all of the campaign's municipality; none: of all schools."""
    rows = list(schools)
    if any(school.municipality_id != campaign.municipality_id for school in rows):
        raise ValidationError({"schools": "Есть школы другого муниципалитета: уберите их."})
    campaign.schools.set(rows)


@transaction.atomic
def aim_campaign(*, campaign: Campaign, aim: Aim, by: User | None) -> None:
    """Change whom the campaign asks, while it is not closed; answers that were given stay."""
    held = _locked(campaign)
    if held.state not in (CampaignState.DRAFT, CampaignState.OPEN):
        raise ValidationError("Кампания закрыта: кого она спрашивала, уже не меняется.")
    held.opens_on, held.programme = aim.opens_on, aim.programme
    held.clean()
    held.save(update_fields=["opens_on", "programme"])
    _aim_at_schools(held, aim.schools)
    campaign.opens_on, campaign.programme = aim.opens_on, aim.programme
    record(by=by, action="campaign.aimed", target=held, text=held.get_opens_on_display())


@transaction.atomic
def withdraw_campaign(*, campaign: Campaign, by: User | None) -> None:
    """Make an open campaign a draft again: only while nobody has begun to answer (domain.md §4.6)."""
    held = _locked(campaign)
    _check_move(held, CampaignState.DRAFT)
    if held.responses.exists():
        raise ValidationError("Анкету уже начали заполнять: в черновик кампания не возвращается.")
    PersonalLink.objects.filter(campaign=held, revoked_at__isnull=True).update(revoked_at=timezone.now())
    _move(held, campaign, CampaignState.DRAFT)
    record(by=by, action="campaign.withdrawn", target=held)


@transaction.atomic
def sum_up(*, campaign: Campaign, on: date, by: User | None) -> None:
    """Draw the results: the campaign keeps the report of the day and is not opened again (domain.md §4.6)."""
    campaign.summary = import_string(settings.CAMPAIGN_SUMMARY)(campaign, on)
    Campaign.objects.filter(pk=campaign.pk).update(summary=campaign.summary)
    _settle(campaign, CampaignState.ANALYSED, "campaign.analysed", by)


@transaction.atomic
def archive_campaign(*, campaign: Campaign, by: User | None) -> None:
    """Put a summed-up campaign away."""
    _settle(campaign, CampaignState.ARCHIVED, "campaign.archived", by)


def _settle(campaign: Campaign, state: CampaignState, action: str, by: User | None) -> None:
    held = _locked(campaign)
    _check_move(held, state)
    _move(held, campaign, state)
    record(by=by, action=action, target=held)


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
    if held.state != CampaignState.OPEN:
        _check_move(held, CampaignState.OPEN)
    if held.anonymised_at is not None:
        raise ValidationError("Ответы обезличены: кампанию больше не открыть.")
    if not reason.strip():
        raise ValidationError({"reason": "Укажите, почему кампания продлевается."})
    if closes < max(on, held.opens_date):
        raise ValidationError({"closes": "Новый последний день уже прошёл."})
    was, held.closes_date = held.closes_date, closes
    held.clean()
    _move(held, campaign, CampaignState.OPEN)
    Extension.objects.create(campaign=held, was_date=was, closes_date=closes, reason=reason.strip(), by=by)
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
