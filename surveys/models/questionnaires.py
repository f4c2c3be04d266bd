"""Questionnaires and their versions; a published version never changes."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from surveys.enums import ItemKind, Phase, Respondent, VersionState

PUBLISHED_NEVER_CHANGES = "Опубликованная версия анкеты не меняется: создайте новую версию."


class Questionnaire(models.Model):
    """One form: who answers it and when (mentee_before, mentee_after, mentor_before, mentor_after)."""

    code = models.SlugField("код", max_length=40, unique=True)
    title = models.CharField("название", max_length=200)
    role = models.CharField("кто отвечает", max_length=10, choices=Respondent)
    phase = models.CharField("этап", max_length=10, choices=Phase)

    class Meta:
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ["role", "-phase"]

    def __str__(self) -> str:
        return self.title


class QuestionnaireVersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    """Questions about versions."""

    def published(self) -> Self:
        """Versions that are answered."""
        return self.filter(state=VersionState.PUBLISHED)


class QuestionnaireVersion(models.Model):
    """A version of a questionnaire with its items; immutable once published."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="versions", verbose_name="анкета"
    )
    number = models.PositiveSmallIntegerField("версия", default=1)
    state = models.CharField("состояние", max_length=10, choices=VersionState, default=VersionState.DRAFT)
    intro = models.TextField("вступление", blank=True)
    published_at = models.DateTimeField("опубликована", null=True, blank=True)
    checksum = models.CharField("контрольная сумма", max_length=64, blank=True, editable=False)

    objects = QuestionnaireVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия анкеты"
        verbose_name_plural = "версии анкет"
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"],
                name="questionnaire_version_stands_once",
                violation_error_message="Эта версия анкеты уже есть.",
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(state=VersionState.PUBLISHED),
                name="one_published_version_of_a_questionnaire",
                violation_error_message="У анкеты может быть только одна опубликованная версия.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, версия {self.number}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse for what was published: answers point to it."""
        if self.state != VersionState.DRAFT:
            raise ValidationError(PUBLISHED_NEVER_CHANGES)
        return super().delete(*args, **kwargs)


class Item(models.Model):
    """A question: a stable code, the printed number, its kind and its partner in the other phase."""

    version = models.ForeignKey(
        QuestionnaireVersion, models.CASCADE, related_name="items", verbose_name="версия"
    )
    order = models.PositiveSmallIntegerField("порядок")
    code = models.SlugField("код", max_length=60)
    number = models.CharField("№ в документе", max_length=10)
    section = models.CharField("раздел", max_length=120)
    text = models.TextField("формулировка")
    kind = models.CharField("вид", max_length=12, choices=ItemKind)
    scale = models.CharField("шкала", max_length=12, blank=True)
    paired_with = models.CharField("пара в другой анкете", max_length=100, blank=True)
    relation = models.CharField("отношение в паре", max_length=20, blank=True)
    show_if = models.CharField("показывать при", max_length=100, blank=True, help_text="код=ответ")
    allows_dont_know = models.BooleanField("есть «затрудняюсь ответить»", default=False)

    class Meta:
        verbose_name = "вопрос"
        verbose_name_plural = "вопросы"
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="item_code_stands_once_in_a_version",
                violation_error_message="Вопрос с этим кодом в версии уже есть.",
            ),
            models.UniqueConstraint(
                fields=["version", "order"],
                name="item_order_stands_once_in_a_version",
                violation_error_message="Вопрос с этим порядком в версии уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a published form."""
        if self.version.state != VersionState.DRAFT:
            raise ValidationError(PUBLISHED_NEVER_CHANGES)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to shorten a published form."""
        if self.version.state != VersionState.DRAFT:
            raise ValidationError(PUBLISHED_NEVER_CHANGES)
        return super().delete(*args, **kwargs)
