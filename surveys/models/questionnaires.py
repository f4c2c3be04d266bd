"""Questionnaires and their versions; a published version never changes."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from surveys.enums import ItemKind, Phase, Respondent, VersionState

PUBLISHED_NEVER_CHANGES = "Опубликованная версия анкеты не меняется: создайте новую версию."

# What a published version may still go through: it is replaced by the next one.
_RETIREMENT = frozenset({"state"})


class Questionnaire(models.Model):
    """One form: who answers it and when (mentee_before, …, or a form that is asked once)."""

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what a published version shows: its title, role and phase; ValidationError."""
        stored = Questionnaire.objects.filter(pk=self.pk).first()
        shown = ("code", "title", "role", "phase")
        if stored is not None and any(getattr(self, name) != getattr(stored, name) for name in shown):
            _refuse(self.versions.exclude(state=VersionState.DRAFT).exists())
        super().save(*args, **kwargs)

    @property
    def seat_form(self) -> str:
        """What tells a person's keys apart: «до» and «после» share one, each other form has its own."""
        return self.code if self.phase == Phase.ONCE else ""


class QuestionnaireVersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    """Questions about versions."""

    def published(self) -> Self:
        """Versions that are answered."""
        return self.filter(state=VersionState.PUBLISHED)

    def drafts(self) -> Self:
        """Versions that may still be edited."""
        return self.filter(state=VersionState.DRAFT)

    def update(self, **kwargs: Any) -> int:
        """Refuse to rewrite what was published; ValidationError."""
        _refuse(self.exclude(state=VersionState.DRAFT).exists())
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to destroy what was published; ValidationError."""
        _refuse(self.exclude(state=VersionState.DRAFT).exists())
        return super().delete()


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
    origin = models.CharField(
        "из каталога", max_length=64, blank=True, editable=False, help_text="Сумма файла, с которого начата."
    )

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse every change of what was published but its retirement; ValidationError."""
        stored = QuestionnaireVersion.objects.filter(pk=self.pk).exclude(state=VersionState.DRAFT).first()
        if stored is not None:
            fields = [field.attname for field in self._meta.concrete_fields]
            changed = {name for name in fields if getattr(self, name) != getattr(stored, name)}
            _refuse(not changed <= _RETIREMENT or self.state == VersionState.DRAFT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse for what was published: answers point to it; ValidationError."""
        _refuse(self.state != VersionState.DRAFT)
        return super().delete(*args, **kwargs)


class ItemQuerySet(models.QuerySet["Item"]):
    """Changes of many items: those of a published form are refused."""

    def _of_published(self) -> bool:
        return self.exclude(version__state=VersionState.DRAFT).exists()

    def update(self, **kwargs: Any) -> int:
        """Refuse to rewrite a published form; ValidationError."""
        _refuse(self._of_published())
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to shorten a published form; ValidationError."""
        _refuse(self._of_published())
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        """Refuse to lengthen a published form; ValidationError."""
        items = list(objs)
        _refuse(any(item.version.state != VersionState.DRAFT for item in items))
        return super().bulk_create(items, *args, **kwargs)


class Item(models.Model):
    """A question: a stable code, the printed number, its kind and its partner in the other phase."""

    version = models.ForeignKey(
        QuestionnaireVersion, models.CASCADE, related_name="items", verbose_name="версия"
    )
    order = models.PositiveSmallIntegerField("порядок")
    code = models.SlugField("код", max_length=60)
    number = models.PositiveSmallIntegerField("№ в документе")
    section = models.CharField("раздел", max_length=120)
    instruction = models.TextField(
        "указание к разделу", blank=True, help_text="Стоит у первого вопроса раздела."
    )
    text = models.TextField("формулировка")
    hint = models.CharField("пояснение", max_length=300, blank=True)
    kind = models.CharField("вид", max_length=12, choices=ItemKind)
    scale = models.CharField("шкала", max_length=12, blank=True)
    paired_with = models.CharField("пара в другой анкете", max_length=100, blank=True)
    relation = models.CharField("отношение в паре", max_length=20, blank=True)
    show_if = models.CharField("показывать при", max_length=100, blank=True, help_text="код=ответ")
    allows_dont_know = models.BooleanField("есть «затрудняюсь ответить»", default=False)

    objects = ItemQuerySet.as_manager()

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
        """Refuse to change a published form; ValidationError."""
        _refuse(self.version.state != VersionState.DRAFT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to shorten a published form; ValidationError."""
        _refuse(self.version.state != VersionState.DRAFT)
        return super().delete(*args, **kwargs)


def _refuse(is_published: bool) -> None:
    if is_published:
        raise ValidationError(PUBLISHED_NEVER_CHANGES)
