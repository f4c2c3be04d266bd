"""What the entrance need not remember, deleted by `clean_up`: old tries, ended sessions, old addresses."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet

from mentorship.entrance.models import Bucket, KnownAddress, Visit


def tries(before: datetime, dry_run: bool) -> int:
    """Counters that no limit looks at any more."""
    return gone(Bucket.objects.filter(touched_at__lt=before), dry_run)


def sessions(before: datetime, dry_run: bool) -> int:
    """Sessions that have ended, and the lines of sessions that are no more in the lists of their holders."""
    count = gone(Session.objects.filter(expire_date__lt=before), dry_run)
    if not dry_run:
        Visit.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count


def addresses(before: datetime, dry_run: bool) -> int:
    """Places from which an account has not been entered for long."""
    return gone(KnownAddress.objects.filter(last_at__lt=before), dry_run)


def gone(rows: QuerySet[Model], dry_run: bool) -> int:
    """Delete the rows, or only count them."""
    return rows.count() if dry_run else rows.delete()[0]
