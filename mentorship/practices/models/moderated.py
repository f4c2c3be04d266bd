"""What is shown to everybody only after somebody else has looked at it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from mentorship.practices.enums import PublicState
from mentorship.spreadsheets.searching import holding
from schools.models import Municipality


class ModeratedQuerySet(models.QuerySet):
    """Questions about anything that is published."""

    def published(self, on: date) -> Self:
        """What everybody sees on the day."""
        return self.filter(state=PublicState.PUBLISHED, publish_date__lte=on)

    def found(self, text: str) -> Self:
        """Rows that hold every word of the text, in any case, with «е» for «ё»."""
        return holding(self, text, "search_key")


class Moderated(models.Model):
    """Draft, on review, published, withdrawn; `version` rises with every change and tells second windows."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )
    state = models.CharField(
        "состояние", max_length=10, choices=PublicState, default=PublicState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField("номер правки", default=1, editable=False)
    publish_date = models.DateField("дата публикации", null=True, blank=True, editable=False)
    remark = models.TextField("замечание проверяющего", max_length=2000, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name="кто составил",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(publish_date__isnull=False),
                name="%(class)s_published_has_its_day",
                violation_error_message="У опубликованного записывают дату публикации.",
            )
        ]
