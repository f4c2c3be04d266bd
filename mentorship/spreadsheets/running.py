"""The process that runs long imports: one after the other, as long as any waits."""

import logging
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.spreadsheets import background, registry, uploads
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.kept_report import KeptReport
from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.places import NotReached, chosen_municipality, may_import
from mentorship.spreadsheets.progress import Teller
from mentorship.spreadsheets.report import ImportReport

logger = logging.getLogger(__name__)

NO_RIGHT = "Права загружать эту таблицу у вас больше нет: ничего не записано."


class Overtaken(Exception):
    """The task was taken away meanwhile: what this process did does not count."""


def run_waiting() -> int:
    """Run what waits and return how many were run; where another process is at work, it goes on itself."""
    count = 0
    while (task := _next()) is not None:
        with uploads.held(task.token) as is_free:
            if not is_free or not _claim(task):
                return count
            _run(task)
        count += 1
    return count


def _next() -> ImportTask | None:
    """The oldest that waits; one whose process is gone blocks nobody."""
    background.lose_dead(timezone.now())
    return ImportTask.objects.waiting().first()


def _claim(task: ImportTask) -> bool:
    """Take the task: of two processes one gets it, and none while another task runs."""
    claim = secrets.token_hex(16)
    taken = {"state": TaskState.RUNNING, "claim": claim, "started_at": timezone.now()}
    try:
        with transaction.atomic():
            is_taken = bool(ImportTask.objects.waiting().filter(pk=task.pk).update(**taken))
    except IntegrityError:
        return False
    task.claim = claim
    return is_taken


def _run(task: ImportTask) -> None:
    """Whatever fails is told in the log; the page of the task says that nothing is stored."""
    watch = _Storing(task)
    try:
        refusal, report = _imported(task, watch)
        if refusal:
            _end(task, TaskState.REFUSED, words=refusal)
        elif not watch.is_stored:
            _finish(task, report)
    except Exception:
        logger.exception("The long import %s failed", task.pk)
        _end(task, TaskState.LOST)
        return
    if task.is_dry_run and not refusal:
        uploads.renew(task.token)
    else:
        uploads.drop(task.token)


def _imported(task: ImportTask, watch: "_Storing") -> tuple[str, ImportReport]:
    """Import by the account's rights of now; a refusal is a sentence, and nothing is stored then."""
    nothing = ImportReport(task.kind)
    layout = registry.get(task.kind)
    by: Any = task.by
    if not (by.is_active and may_import(by, layout)):
        return NO_RIGHT, nothing
    data = uploads.read(task.token)
    if data is None:
        return uploads.GONE, nothing
    try:
        municipality = chosen_municipality(by, task.municipality)
        chosen = {"municipality": municipality, "options": task.options, "name": task.name}
        report = run_import(task.kind, data, by=by, dry_run=task.is_dry_run, watch=watch, **chosen)
    except NotReached:
        return NO_RIGHT, nothing
    except LayoutRefused as refusal:
        return str(refusal), nothing
    return "", report


class _Storing(Teller):
    """Tells how far the import is, and stores its end together with its rows."""

    def __init__(self, task: ImportTask) -> None:
        super().__init__(task.token)
        self.task = task
        self.is_stored = False

    def store(self, report: ImportReport) -> None:
        """Either the rows stand and the task is done, or neither."""
        _finish(self.task, report)
        self.is_stored = True


def _finish(task: ImportTask, report: ImportReport) -> None:
    if not _end(task, TaskState.DONE, report=KeptReport.of(report).as_json()):
        raise Overtaken


def _end(task: ImportTask, state: TaskState, **found: Any) -> bool:
    """Whether the task was still this process's own."""
    own = ImportTask.objects.running().filter(pk=task.pk, claim=task.claim)
    return bool(own.update(state=state, ended_at=timezone.now(), **found))
