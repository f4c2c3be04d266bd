"""Closed lists of the reports (contract §4; surveys_and_indicators.md §8.6)."""

from django.db import models


class Status(models.TextChoices):
    """Where an indicator stands against its target on a day."""

    MET = "met", "достигнут"
    NOT_MET = "not_met", "не достигнут"
    IN_PROGRESS = "in_progress", "в работе"
    KEPT = "kept", "удерживается"
    LOST = "lost", "утрачен"
    NO_TARGET = "no_target", "без цели"
    NO_DATA = "no_data", "нет данных"
    HIDDEN = "hidden", "скрыто: мало ответов"


class TargetRule(models.TextChoices):
    """What happens after the due date."""

    BY_DATE = "by_date", "к сроку"
    YEARLY = "yearly", "ежегодно"
    MAINTAINED = "maintained", "к сроку, далее не ниже"


class SnapshotState(models.TextChoices):
    """A snapshot is approved by the head and never changes after that."""

    DRAFT = "draft", "черновик"
    APPROVED = "approved", "утверждён"
