"""Where the indices of a year come from: a study outside, or a calculation kept with its inputs."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models

from schools import years
from schools.enums import IndexKind
from schools.fields import AcademicYearField
from schools.models.places import Municipality

if TYPE_CHECKING:
    from schools.models.accounts import User


class OfMunicipality(models.QuerySet[Any]):
    """Rows that belong to a municipality."""

    def visible_to(self, user: "User", area: str = "schools") -> Self:
        """Rows of the municipalities within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="municipality"))


class IndexRun(models.Model):
    """One calculation of ИОР or ИСБШ: inputs, parameters, results; never changed, only applied once.

    `parameters`, `inputs` and `results` hold what `schools.indices` takes and gives; decimals are text, so
    that the same run gives the same digits on any machine.
    """

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="index_runs", verbose_name="муниципалитет"
    )
    year = AcademicYearField("учебный год")
    index = models.CharField("индекс", max_length=10, choices=IndexKind)
    population = models.CharField("совокупность", max_length=300)
    parameters = models.JSONField("параметры", default=dict)
    inputs = models.JSONField("исходные данные", default=dict)
    results = models.JSONField("результаты", default=dict)
    created_at = models.DateTimeField("посчитан", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто считал", null=True
    )
    applied_at = models.DateTimeField("внесён в записи школ", null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто внёс", null=True
    )

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "расчёт индекса"
        verbose_name_plural = "расчёты индексов"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_index_display()}, {years.label(self.year)}: расчёт № {self.pk}"


class IndexStudy(models.Model):
    """The study that gave an index of a year: its name, order and population; or the portal's own run."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="index_studies", verbose_name="муниципалитет"
    )
    year = AcademicYearField("учебный год")
    index = models.CharField("индекс", max_length=10, choices=IndexKind)
    study = models.CharField("исследование", max_length=300)
    order = models.CharField("приказ", max_length=300, blank=True)
    population = models.CharField(
        "совокупность", max_length=300, help_text="Среди каких школ: «47 школ области», «все школы округа»."
    )
    run = models.ForeignKey(
        IndexRun, models.PROTECT, related_name="+", verbose_name="расчёт портала", null=True, editable=False
    )

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "источник индекса"
        verbose_name_plural = "источники индексов"
        ordering = ["-year", "municipality__key", "index"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "index"],
                name="index_has_one_source_a_year",
                violation_error_message="Источник этого индекса за этот год уже записан.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_index_display()}, {years.label(self.year)}: {self.study}"
