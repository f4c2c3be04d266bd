"""The replica that reports are read from, where there is one."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from mentorship.operation.examination import Finding, Status
from schools.replica import is_set, look


def replica(now: datetime) -> Iterator[Finding]:
    """Whether it answers, is a replica and keeps up; the portal works without it, only slower."""
    if not is_set():
        return
    found = look()
    if not found.is_up:
        yield (
            Status.WARNING,
            (
                "Реплика не отвечает или это не реплика; отчёты читаются из основной базы. Проверьте "
                "REPLICA_DATABASE_URL и на той машине systemctl status postgresql."
            ),
        )
    elif found.is_late:
        behind = "неизвестно на сколько" if found.lag is None else f"на {round(found.lag)} с"
        yield (
            Status.WARNING,
            (
                f"Реплика отстаёт {behind} (REPLICA_LAG_LIMIT — {settings.REPLICA_LAG_LIMIT} с); отчёты "
                "читаются из основной базы. Посмотрите pg_stat_replication и диск реплики."
            ),
        )
