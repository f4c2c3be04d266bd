"""What an answer was before it was changed in a form already sent (surveys_and_indicators.md §1.1, Q4)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.timezone import localtime

from surveys.models.responses import Response


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Questions about changed answers."""

    def since(self, moment: datetime) -> Self:
        """Answers changed at the moment or later."""
        return self.filter(replaced_at__gte=moment)


class Revision(models.Model):
    """An answer that no longer stands: the stored value or text, null where there was none.

    It belongs to the answers and leads to no person; it goes when they are made anonymous.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="revisions", verbose_name="ответы")
    item_code = models.SlugField("код вопроса", max_length=60)
    was = models.JSONField("было", null=True)
    replaced_at = models.DateTimeField("изменено")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "прежний ответ"
        verbose_name_plural = "прежние ответы"
        ordering = ["response", "replaced_at", "pk"]

    def __str__(self) -> str:
        return f"{self.response}: {self.item_code} до {localtime(self.replaced_at):%d.%m.%Y %H:%M}"
