"""Templates that a municipality uses instead of the portal's own."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from mentorship.documents.enums import Kind
from schools.attachments import random_path
from schools.models import Municipality

if TYPE_CHECKING:
    from schools.models import User


class DocumentTemplateQuerySet(models.QuerySet["DocumentTemplate"]):
    """Questions about templates."""

    def visible_to(self, user: "User") -> Self:
        """Templates of the municipalities the user's roles reach."""
        return self.filter(user.access.scope("orders").q(municipality="municipality"))

    def in_use(self) -> Self:
        """Those that papers are made from today: at most one of a kind and municipality."""
        return self.filter(is_current=True)


class DocumentTemplate(models.Model):
    """A version of a template that a methodist has uploaded; the earlier ones stay."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="document_templates", verbose_name="муниципалитет"
    )
    kind = models.CharField("документ", max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField("версия")
    file = models.FileField("файл", upload_to=random_path)
    file_name = models.CharField("имя файла", max_length=250)
    sha256 = models.CharField("контрольная сумма SHA-256", max_length=64)
    is_current = models.BooleanField("действует", default=True)
    uploaded_at = models.DateTimeField("загружен", auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True
    )

    objects = DocumentTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "шаблон документа"
        verbose_name_plural = "шаблоны документов"
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "version"],
                name="document_template_version_stands_once",
                violation_error_message="Эта версия шаблона уже есть: обновите страницу.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind"],
                condition=models.Q(is_current=True),
                name="one_template_of_a_kind_is_current",
                violation_error_message="Действующий шаблон этого документа уже есть: обновите страницу.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, версия {self.version}"
