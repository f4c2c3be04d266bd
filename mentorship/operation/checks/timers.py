"""What runs by itself: daily reminders and clean-up (by the journal), copies (by their files)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from mentorship.operation.checks.configuration import is_demonstration
from mentorship.operation.daily import last_runs
from mentorship.operation.examination import Finding, Status

# A day and the time a slow run may take.
LONGEST_PAUSE: Final = timedelta(hours=26)


def timers(now: datetime) -> Iterator[Finding]:
    """Daily commands that have not ended well since yesterday."""
    runs = last_runs()
    if not runs:
        yield (
            Status.WARNING,
            (
                "Ежедневные напоминания ещё ни разу не запускались. "
                "Включите таймер: systemctl enable --now portal-daily.timer."
            ),
        )
        return
    late = {name: at for name, at in runs.items() if now - at > LONGEST_PAUSE}
    for name, at in sorted(late.items()):
        yield (
            Status.WARNING if is_demonstration() else Status.WRONG,
            (
                f"{name} последний раз отработала {timezone.localtime(at):%d.%m.%Y %H:%M}. "
                "Посмотрите: journalctl -u portal-daily; запустите: manage.py run_daily."
            ),
        )


def copies(now: datetime) -> Iterator[Finding]:
    """The newest copy in BACKUP_DIR: there, fresh and not empty."""
    folder = Path(settings.BACKUP_DIR)
    files = [path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")]
    if not files:
        yield (
            Status.WARNING,
            (
                f"В {folder} нет ни одной копии. Сделайте: manage.py backup {folder}/portal.backup; "
                "включите таймер: systemctl enable --now portal-backup.timer."
            ),
        )
        return
    newest = max(files, key=lambda path: path.stat().st_mtime)
    level = Status.WARNING if is_demonstration() else Status.WRONG
    made = datetime.fromtimestamp(newest.stat().st_mtime, tz=UTC)
    if now - made > LONGEST_PAUSE:
        yield (
            level,
            (
                f"Последняя копия, {newest}, сделана {timezone.localtime(made):%d.%m.%Y %H:%M}. "
                "Посмотрите: journalctl -u portal-backup."
            ),
        )
    if not newest.stat().st_size:
        yield level, f"Последняя копия, {newest}, пуста. Сделайте новую: manage.py backup."
