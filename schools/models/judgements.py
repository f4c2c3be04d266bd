"""What people add to the computed picture of a school: a rule set by hand, papers of the year."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from schools import years
from schools.attachments import random_path
from schools.enums import ClassRule, PaperKind, PaperState
from schools.fields import AcademicYearField, WebAddressField
from schools.models.places import School

if TYPE_CHECKING:
    from schools.models.accounts import User


class OfSchool(models.QuerySet[Any]):
    """Rows that belong to a school."""

    def visible_to(self, user: "User", area: str = "schools") -> Self:
        """Rows of the schools within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="school__municipality", school="school"))


class ClassOverride(models.Model):
    """A rule of a school's class set by hand, with reason and author (domain.md §1.3); kept for ever."""

    school = models.ForeignKey(School, models.CASCADE, related_name="class_overrides", verbose_name="школа")
    year = AcademicYearField("учебный год")
    rule = models.CharField("признак", max_length=20, choices=ClassRule)
    value = models.BooleanField("установлено")
    reason = models.CharField("основание", max_length=500)
    set_at = models.DateTimeField("когда", auto_now_add=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True
    )
    withdrawn_at = models.DateTimeField("отменено", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто отменил", null=True
    )

    objects = OfSchool.as_manager()

    class Meta:
        verbose_name = "признак вручную"
        verbose_name_plural = "признаки вручную"
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "rule"],
                condition=Q(withdrawn_at__isnull=True),
                name="rule_is_set_by_hand_once",
                violation_error_message="Этот признак за этот год уже установлен вручную: отмените прежнее.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {years.label(self.year)}: {self.get_rule_display()}"


class SchoolPaper(models.Model):
    """A year's self-examination or programme of turning effective (document 000, M1.6; domain.md A-51)."""

    school = models.ForeignKey(School, models.CASCADE, related_name="papers", verbose_name="школа")
    year = AcademicYearField("учебный год")
    kind = models.CharField("документ", max_length=20, choices=PaperKind)
    state = models.CharField("состояние", max_length=12, choices=PaperState, default=PaperState.DRAFT)
    link = WebAddressField("ссылка", blank=True, max_length=500)
    file = models.FileField("файл", upload_to=random_path, blank=True)
    file_name = models.CharField("имя файла", max_length=250, blank=True, editable=False)
    comment = models.CharField("примечание", max_length=500, blank=True)
    changed_at = models.DateTimeField("изменено", auto_now=True)

    objects = OfSchool.as_manager()

    class Meta:
        verbose_name = "документ школы"
        verbose_name_plural = "документы школ"
        ordering = ["-year", "school__name_key", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "kind"],
                name="school_paper_stands_once_a_year",
                violation_error_message="Этот документ школы за этот год уже записан.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {years.label(self.year)}: {self.get_kind_display()}"
