"""The secret links of personal calendars."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from schools.models import Person


class FeedKeyQuerySet(models.QuerySet["FeedKey"]):
    """Questions about links."""

    def live(self) -> Self:
        """Links that still open a calendar."""
        return self.filter(revoked_at__isnull=True)


class FeedKey(models.Model):
    """A link to a person's calendar; the secret itself is kept nowhere, only its hash."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="feed_keys", verbose_name="чей календарь")
    secret_hash = models.CharField("хеш", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("создана")
    last_used_at = models.DateTimeField("открывали", null=True, blank=True)
    revoked_at = models.DateTimeField("отозвана", null=True, blank=True)

    objects = FeedKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "ссылка на календарь"
        verbose_name_plural = "ссылки на календари"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="person_has_one_live_calendar_link",
                violation_error_message="Действующая ссылка на календарь у этого человека уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {localtime(self.created_at):%d.%m.%Y}"

    def was_used(self, now: datetime, pause: float) -> bool:
        """Whether the last reading is noted closely enough, in seconds: not every one is written down."""
        return self.last_used_at is not None and (now - self.last_used_at).total_seconds() < pause
