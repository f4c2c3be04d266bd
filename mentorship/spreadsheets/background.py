"""What becomes of long imports: put into the queue, confirmed, repeated, found dead, forgotten."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from mentorship.spreadsheets import journal, registry, uploads
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.waiting import Waiting

# A workbook of more rows than these is not imported while a page waits.
LONG: Final = 2000
# A process starts within seconds: what waits longer while none is at work, none will take.
LONGEST_START: Final = timedelta(minutes=1)
# What a look through a workbook and its import have in common.
_WORKBOOK: Final = ("token", "kind", "name", "municipality", "options", "rows")


def begin(*, by: Any, token: str, held: Waiting, rows: int) -> ImportTask:
    """Let a kept workbook be looked through by a process of its own."""
    forget(timezone.now() - timedelta(seconds=uploads.KEPT))
    look = ImportTask(token=token, is_dry_run=True, **asdict(held), rows=rows, by=by)
    _ask(look)
    _start()
    return look


def confirm(task: ImportTask, *, by: Any) -> None:
    """Let what was looked through be stored; of two confirmations the second finds the first one's task."""
    same = {name: getattr(task, name) for name in _WORKBOOK}
    try:
        with transaction.atomic():
            _ask(ImportTask(is_dry_run=False, by=by, **same))
    except IntegrityError:
        return
    uploads.renew(task.token)
    # the import itself is entered by its process, which knows no address of a computer
    title = registry.get(task.kind).title
    journal.record("import.begun", by=by, text=title, data={"kind": task.kind, "name": task.name})
    _start()


def repeat(task: ImportTask) -> None:
    """Put a task whose process ended before its time into the queue again."""
    lost = ImportTask.objects.filter(pk=task.pk, state=TaskState.LOST)
    if lost.update(state=TaskState.WAITING, claim="", asked_at=timezone.now(), ended_at=None):
        uploads.renew(task.token)
        _start()


def find_lost(now: datetime) -> None:
    """Mark the task whose process is gone, and those that none has taken."""
    if lose_dead(now) or ImportTask.objects.running().exists():
        return
    # between two tasks nothing runs for a moment
    if not ImportTask.objects.filter(ended_at__gte=now - LONGEST_START).exists():
        untaken = ImportTask.objects.waiting().filter(asked_at__lt=now - LONGEST_START)
        untaken.update(state=TaskState.LOST, ended_at=now)


def lose_dead(now: datetime) -> bool:
    """Mark the running task as lost where its process is gone: it holds its workbook no more."""
    running = ImportTask.objects.running().first()
    if running is None:
        return False
    with uploads.held(running.token) as is_free:
        found = ImportTask.objects.running().filter(pk=running.pk, claim=running.claim)
        return is_free and bool(found.update(state=TaskState.LOST, ended_at=now))


def forget(before: datetime, *, dry_run: bool = False) -> int:
    """Delete the tasks nobody asked for since the moment, or only count them; return how many."""
    if not dry_run:
        lose_dead(timezone.now())
    old = ImportTask.objects.over(before)
    return old.count() if dry_run else old.delete()[0]


def _ask(task: ImportTask) -> None:
    """Put it into the queue."""
    task.asked_at = timezone.now()
    task.save()


def _start() -> None:
    """Start a process once the task is stored (settings.IMPORT_STARTER)."""
    transaction.on_commit(import_string(settings.IMPORT_STARTER))
