"""What the daily timer destroys by itself: letters, waiting workbooks, what the entrance kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from mentorship.audit.log import record
from mentorship.entrance import sweeping
from mentorship.notices.enums import NoticeState
from mentorship.notices.models import Notice
from mentorship.privacy.retention import Term, terms
from mentorship.privacy.wiping import wipe
from mentorship.spreadsheets import background, uploads


class Cleaned(NamedTuple):
    """How many rows or files of a kind have gone, or would go."""

    term: Term
    number: int


def clean_up(now: datetime, *, dry_run: bool = False) -> list[Cleaned]:
    """Destroy what has outlived its term and enter the numbers into the journal; or only count it."""
    found = []
    with transaction.atomic():
        for code, clean in _cleaners().items():
            term = terms()[code]
            found.append(Cleaned(term, clean(now - timedelta(days=term.days), dry_run)))
        if not dry_run and any(item.number for item in found):
            data = {item.term.code: item.number for item in found}
            text = "; ".join(f"{item.term.title}: {item.number}" for item in found if item.number)
            record(by=None, action="personal.cleaned", text=text, data=data)
    if not dry_run:
        wipe(connection)
    return found


def _letters(before: datetime, dry_run: bool) -> int:
    return sweeping.gone(
        Notice.objects.exclude(state=NoticeState.QUEUED).filter(created_at__lt=before), dry_run
    )


def _workbooks(before: datetime, dry_run: bool) -> int:
    gone = uploads.drop_old(before.timestamp(), dry_run=dry_run)
    # reports of long imports may quote cells
    return gone + background.forget(before, dry_run=dry_run)


Cleaner = Callable[[datetime, bool], int]


def _cleaners() -> dict[str, Cleaner]:
    """The kinds of this layer and below, then those of upper apps (settings.PRIVACY_CLEANERS)."""
    own: dict[str, Cleaner] = {
        "letter": _letters,
        "session": sweeping.sessions,
        "throttle": sweeping.tries,
        "known_address": sweeping.addresses,
        "waiting_import": _workbooks,
    }
    return own | {code: import_string(path) for code, path in settings.PRIVACY_CLEANERS.items()}
