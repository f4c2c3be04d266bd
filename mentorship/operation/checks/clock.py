"""The clock: terms, tokens and the journal count on it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.operation.examination import Finding, Status

# Apart by more than this, one of two machines has no time server.
LARGEST_GAP: Final = timedelta(seconds=5)
_FOREIGN: Final = frozenset({"UTC", "America/Chicago"})


def clock(now: datetime) -> Iterator[Finding]:
    """The portal's clock against the database's and against what the journal has already seen."""
    gap = abs(_of_database() - timezone.now())
    if gap > LARGEST_GAP:
        yield (
            Status.WRONG,
            (
                f"Часы базы и портала расходятся на {round(gap.total_seconds())} с. "
                "Включите синхронизацию времени на обеих машинах: timedatectl set-ntp true."
            ),
        )
    last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None and last - now > LARGEST_GAP:
        yield (
            Status.WRONG,
            (
                f"Последняя запись журнала сделана в будущем, {timezone.localtime(last):%d.%m.%Y %H:%M}: "
                "часы переводили назад. Проверьте дату сервера: timedatectl."
            ),
        )
    if settings.TIME_ZONE in _FOREIGN:
        yield (
            Status.WARNING,
            (
                f"Часовой пояс — {settings.TIME_ZONE}: день на портале начнётся не тогда, что у людей. "
                "Задайте TIME_ZONE."
            ),
        )


def _of_database() -> datetime:
    """Now, as the database has it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            moment: datetime = cursor.fetchone()[0]
            return moment
        cursor.execute("SELECT strftime('%s', 'now')")
        return datetime.fromtimestamp(int(cursor.fetchone()[0]), tz=UTC) + timedelta(seconds=0.5)
