"""Links of calendars: made anew, taken back, looked up by the hash of their secret."""

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.calendars.models import FeedKey
from schools.models import Person, User

# 256 bits: as good as random, so that a plain hash cannot be turned back.
_BYTES = 32
# Calendar programs ask every few minutes; so often in seconds it is written down.
NOTED_EVERY = 3600


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue(*, person: Person, by: User | None, now: datetime) -> str:
    """Return the secret of a new link; the one before opens nothing any more."""
    # two presses at once wait for each other
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    renewed = FeedKey.objects.live().filter(person=person).update(revoked_at=now)
    secret = secrets.token_urlsafe(_BYTES)
    FeedKey.objects.create(person=person, secret_hash=hash_of(secret), created_at=now)
    record(by=by, action="calendar.renewed" if renewed else "calendar.issued", target=person)
    return secret


@transaction.atomic
def revoke(*, person: Person, by: User | None, now: datetime) -> None:
    """Let the person's link open nothing any more."""
    if not FeedKey.objects.live().filter(person=person).update(revoked_at=now):
        raise ValidationError("Действующей ссылки на календарь нет: отзывать нечего.")
    record(by=by, action="calendar.revoked", target=person)


def holder_of(secret: str, now: datetime) -> Person | None:
    """Whose calendar the link opens; None for an unknown or revoked one, or where the account is closed.

    The hash is looked up by an index: how long that takes tells nothing about a secret.
    """
    live = FeedKey.objects.live().filter(secret_hash=hash_of(secret), person__user__is_active=True)
    key = live.select_related("person").first()
    if key is None:
        return None
    if not key.was_used(now, NOTED_EVERY):
        FeedKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key.person
