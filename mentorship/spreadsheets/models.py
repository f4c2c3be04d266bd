"""Long imports: each is looked through, then stored, by a process of its own while its reader may leave."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.kept_report import KeptReport


class ImportTaskQuerySet(models.QuerySet["ImportTask"]):
    """Questions about long imports."""

    def visible_to(self, user: Any) -> Self:
        """Nobody but the account that uploaded the workbook knows of it."""
        return self.filter(by=user.pk)

    def of(self, kind: str, token: str) -> "ImportTask | None":
        """The task of a kept workbook: its import, or the look through it where it is not confirmed."""
        return self.filter(kind=kind, token=token).order_by("is_dry_run").first()

    def waiting(self) -> Self:
        """Those that have not begun, the oldest first."""
        return self.filter(state=TaskState.WAITING).order_by("asked_at", "pk")

    def running(self) -> Self:
        """The one that is at work, or was when its process ended."""
        return self.filter(state=TaskState.RUNNING)

    def over(self, before: datetime) -> Self:
        """Those that nobody asked for since the moment: done, stopped or forgotten."""
        is_old = Q(ended_at__isnull=True) | Q(ended_at__lt=before)
        return self.exclude(state=TaskState.RUNNING).filter(is_old, asked_at__lt=before)


class ImportTask(models.Model):
    """The look through a kept workbook, or its import.

    `token` names the workbook (uploads.py); `municipality` is a bare key: this app stands under the one that
    declares them. `claim` is the mark of the process that runs it: no other one's result is taken.
    """

    token = models.SlugField("файл", max_length=32, db_index=False)
    is_dry_run = models.BooleanField("только проверка")
    kind = models.SlugField("вид таблицы", db_index=False)
    name = models.CharField("имя файла", max_length=255)
    municipality = models.BigIntegerField("муниципалитет", null=True, blank=True)
    options = models.JSONField("параметры", default=dict, blank=True)
    rows = models.PositiveIntegerField("строк")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="import_tasks", verbose_name="кто"
    )
    state = models.CharField("состояние", max_length=10, choices=TaskState, default=TaskState.WAITING)
    claim = models.SlugField("метка исполнителя", max_length=32, blank=True, db_index=False)
    asked_at = models.DateTimeField("поставлена в очередь")
    started_at = models.DateTimeField("начата", null=True, blank=True)
    ended_at = models.DateTimeField("закончена", null=True, blank=True)
    words = models.CharField("почему остановлена", max_length=300, blank=True)
    report = models.JSONField("отчёт", default=dict, blank=True)

    objects = ImportTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "долгая загрузка таблицы"
        verbose_name_plural = "долгие загрузки таблиц"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token", "is_dry_run"],
                name="workbook_is_imported_once",
                violation_error_message="Этот файл уже загружается.",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="running"),
                name="one_import_runs_at_a_time",
                violation_error_message="Уже идёт другая долгая загрузка.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or is at work: its page is worth asking again."""
        return self.state in (TaskState.WAITING, TaskState.RUNNING)

    @property
    def kept(self) -> KeptReport:
        """The report of a task that is done."""
        return KeptReport.read(self.report)
