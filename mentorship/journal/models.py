"""Incidents with personal data: what happened, whom it touches, and the notices the law asks for."""

from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.models import Municipality

# 152-ФЗ, ст. 21 ч. 3.1: hours from the moment an incident was found.
FIRST_NOTICE: Final = timedelta(hours=24)
SECOND_NOTICE: Final = timedelta(hours=72)


class IncidentState(models.TextChoices):
    """From its registration to its end."""

    OPEN = "open", "открыт"
    CLOSED = "closed", "закрыт"


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Questions about incidents."""

    def visible_to(self, user: Any) -> Self:
        """Those of the municipalities the account answers for."""
        return self.filter(user.access.scope("incidents").q(municipality="municipality"))

    def open(self) -> Self:
        """Those that are not closed."""
        return self.filter(state=IncidentState.OPEN)


class Incident(models.Model):
    """A leak, a loss or somebody's unlawful access; its day-and-hour terms run from `noticed_at`."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="incidents", verbose_name="муниципалитет"
    )
    title = models.CharField("что случилось", max_length=200)
    noticed_at = models.DateTimeField("когда обнаружили")
    happened_from = models.DateField("с какого дня", null=True, blank=True)
    happened_to = models.DateField("по какой день", null=True, blank=True)
    cause = models.TextField("предполагаемые причины", blank=True)
    data_words = models.TextField("какие данные")
    people_words = models.TextField("чьи данные")
    people_count = models.PositiveIntegerField("сколько человек", null=True, blank=True)
    harm = models.TextField("предполагаемый вред", blank=True)
    measures = models.TextField("принятые меры", blank=True)
    contact = models.CharField("кто отвечает Роскомнадзору", max_length=250, blank=True)
    findings = models.TextField("итоги внутреннего расследования", blank=True)
    culprits = models.TextField("чьи действия стали причиной", blank=True)
    state = models.CharField("состояние", max_length=10, choices=IncidentState, default=IncidentState.OPEN)
    registered_at = models.DateTimeField("зарегистрирован", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто зарегистрировал",
        null=True,
    )
    notified_at = models.DateTimeField("первое уведомление отправлено", null=True, blank=True)
    investigated_at = models.DateTimeField("второе уведомление отправлено", null=True, blank=True)
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    conclusion = models.TextField("чем кончилось", blank=True)
    version = models.PositiveIntegerField("версия", default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "инцидент"
        verbose_name_plural = "инциденты"
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_from__isnull=True)
                | Q(happened_to__isnull=True)
                | Q(happened_from__lte=F("happened_to")),
                name="incident_period_in_order",
                violation_error_message="Первый день не может быть позже последнего.",
            ),
            models.CheckConstraint(
                condition=Q(state=IncidentState.OPEN, closed_at__isnull=True)
                | Q(state=IncidentState.CLOSED, closed_at__isnull=False),
                name="incident_closed_with_its_hour",
                violation_error_message="У закрытого инцидента есть время закрытия, у открытого нет.",
            ),
        ]

    def __str__(self) -> str:
        return f"Инцидент № {self.pk}: {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("journal:incident", args=[self.pk])

    @property
    def first_due(self) -> datetime:
        """Until when Роскомнадзор must know of it."""
        return self.noticed_at + FIRST_NOTICE

    @property
    def second_due(self) -> datetime:
        """Until when Роскомнадзор must know what the inquiry found."""
        return self.noticed_at + SECOND_NOTICE
