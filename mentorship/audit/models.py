"""Who did what: append-only entries."""

from typing import Any, Self

from django.conf import settings
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about the journal."""

    def visible_to(self, user: Any, area: str = "accounts") -> Self:
        """Acts of the municipality's own people; those of the server are seen by who sees everything."""
        scope = user.access.scope(area)
        return self.filter(scope.q(municipality="by__person__municipality", school="by__person__school"))


class Entry(models.Model):
    """One act: a transition, an import, an export; written once, never changed."""

    at = models.DateTimeField("когда", auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="audit_entries",
        verbose_name="кто",
        null=True,
        blank=True,
        help_text="Пусто — команда на сервере.",
    )
    action = models.CharField("действие", max_length=60, db_index=True)
    target_model = models.CharField("вид объекта", max_length=60, blank=True)
    target_id = models.BigIntegerField("номер объекта", null=True, blank=True)
    target_text = models.CharField("объект", max_length=250, blank=True)
    text = models.TextField("пояснение", blank=True)
    data = models.JSONField("подробности", default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_model", "target_id"], name="entry_target")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.action} {self.target_text}"
