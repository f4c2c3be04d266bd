"""Personal links: a way in without a password for one person and one campaign (decisions.md §4).

The portal keeps the hash of a token alone; the token is shown once, to whoever hands it over.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from mentorship.audit.log import record
from schools.models import Person, User
from surveys.enums import CampaignState, LinkKind
from surveys.models import Campaign, PersonalLink
from surveys.workflow.campaigns import end_of

# Letters and figures that nobody mistakes for one another, also on paper: 31²⁰ tokens, 99 bits.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 5, 4


@transaction.atomic
def issue_link(*, campaign: Campaign, person: Person, on: date, now: datetime, by: User | None) -> str:
    """Return the token of a new link; a link that the person had before opens nothing any more."""
    ((_, token),) = issue_links(campaign=campaign, people=[person], on=on, now=now, by=by)
    return token


@transaction.atomic
def issue_links(
    *,
    campaign: Campaign,
    people: Iterable[Person],
    on: date,
    now: datetime,
    by: User | None,
    kind: LinkKind = LinkKind.LINK,
) -> list[tuple[Person, str]]:
    """Return people with the tokens of their new links, which expire with the campaign's last day.

    A code of an Excel row is such a token, too; neither opens what the other does.
    """
    if campaign.state != CampaignState.OPEN or campaign.closes_date < on:
        raise ValidationError("Ссылки выдаются для открытой кампании: сначала откройте или продлите её.")
    issued = [(person, _token()) for person in people]
    if not issued:
        raise ValidationError("Выдавать некому: у всех есть ссылки, или анкеты уже отправлены.")
    holders = [person.pk for person, _ in issued]
    live = PersonalLink.objects.filter(campaign=campaign, kind=kind, revoked_at__isnull=True)
    live.filter(person__in=holders).update(revoked_at=now)
    PersonalLink.objects.bulk_create(
        PersonalLink(
            campaign=campaign,
            person=person,
            token_hash=hash_of(token),
            expires_at=end_of(campaign.closes_date),
            kind=kind,
        )
        for person, token in issued
    )
    record(by=by, action=f"{kind}.issued", target=campaign, data={"people": holders})
    return issued


@transaction.atomic
def revoke_link(*, link: PersonalLink, now: datetime, by: User | None) -> None:
    """Let the link open nothing any more."""
    held = (
        PersonalLink.objects.select_for_update(of=("self",))
        .select_related("campaign", "person")
        .get(pk=link.pk)
    )
    if held.revoked_at is not None:
        raise ValidationError("Ссылка уже отозвана.")
    held.revoked_at = now
    held.save(update_fields=["revoked_at"])
    record(by=by, action="link.revoked", target=held.campaign, text=str(held.person))


def holder_of(token: str) -> PersonalLink | None:
    """Return the link of the token, also one that is spent: its dates say so; None for an unknown one."""
    links = PersonalLink.objects.select_related(
        "person", "campaign__questionnaire", "campaign__version", "campaign__municipality"
    )
    return links.filter(token_hash=hash_of(token), kind=LinkKind.LINK).first()


def holders_of(
    campaign: Campaign, codes: Iterable[str], now: datetime, *, among: QuerySet[Person]
) -> dict[str, Person]:
    """Return by code whose row of the campaign's Excel sheet it is; codes that open nothing are left out."""
    hashes = {hash_of(code): code for code in codes}
    live = PersonalLink.objects.live(now).filter(campaign=campaign, kind=LinkKind.SHEET, person__in=among)
    found = live.filter(token_hash__in=list(hashes)).select_related("person")
    return {hashes[link.token_hash]: link.person for link in found}


def hash_of(token: str) -> str:
    """Return what is kept of a token: it is as good as random, so a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(token.strip().lower().encode()).hexdigest()


def _token() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
