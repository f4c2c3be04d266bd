"""How the methodist reads free texts: each laid to a side of SWOT and to a word of the methodist's own."""

import hashlib
from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models

from surveys.enums import SwotSide
from surveys.models.responses import FreeText


class TextCodeQuerySet(models.QuerySet["TextCode"]):
    """Questions about codes."""

    def of_texts(self, texts: Collection[FreeText]) -> Self:
        """Codes of these texts, in the order of sides and words."""
        return self.filter(text__in=[text.pk for text in texts])


class TextCode(models.Model):
    """A side of SWOT and, if any, words that a text was laid to; holds while the text says the same."""

    text = models.ForeignKey(FreeText, models.CASCADE, related_name="codes", verbose_name="текст")
    side = models.CharField("сторона", max_length=12, choices=SwotSide)
    words = models.CharField("код", max_length=80, blank=True)
    digest = models.CharField("сумма прочитанного текста", max_length=64, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True
    )
    made_at = models.DateTimeField("когда", auto_now_add=True)

    objects = TextCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "код текста"
        verbose_name_plural = "коды текстов"
        ordering = ["side", "words", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "side", "words"],
                name="code_stands_once_at_a_text",
                violation_error_message="Этот код у текста уже стоит.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.words}" if self.words else str(self.get_side_display())

    @property
    def holds(self) -> bool:
        """Whether the text still says what was read."""
        return self.digest == digest_of(self.text.text)


def digest_of(text: str) -> str:
    """The sum of a text that its codes are kept with."""
    return hashlib.sha256(text.encode()).hexdigest()
