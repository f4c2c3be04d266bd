"""Targets of a programme, figures entered by people, thresholds with their history."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mentorship.programmes.models import Programme
from reports.enums import TargetRule
from reports.threshold_rules import RULES, problem_of
from schools.fields import AcademicYearField
from schools.figures import number
from schools.models import Municipality, School

if TYPE_CHECKING:
    from schools.models import User


class IndicatorTargetQuerySet(models.QuerySet["IndicatorTarget"]):
    """Questions about targets."""

    def visible_to(self, user: "User") -> Self:
        """Targets of the programmes of the municipalities the user's roles reach."""
        return self.filter(user.access.scope("reports").q(municipality="programme__municipality"))


class IndicatorTarget(models.Model):
    """What an indicator shall reach by a day: belongs to the programme, never to the indicator alone."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets", verbose_name="программа")
    indicator = models.CharField("показатель", max_length=60)
    value = models.DecimalField("цель", max_digits=9, decimal_places=4, help_text="Доля: 0,85 — это 85 %.")
    due_date = models.DateField("срок")
    rule = models.CharField("правило", max_length=12, choices=TargetRule, default=TargetRule.BY_DATE)

    objects = IndicatorTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "цель показателя"
        verbose_name_plural = "цели показателей"
        ordering = ["programme", "indicator", "due_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "indicator", "due_date"],
                name="target_stands_once_a_day",
                violation_error_message="Цель этого показателя на этот срок уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value} к {self.due_date:%d.%m.%Y}"


class StatisticQuerySet(models.QuerySet["Statistic"]):
    """Questions about entered figures."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Figures within the user's scope: of the municipality, or of the own school."""
        scope = user.access.scope("statistics", change=change)
        return self.filter(scope.q(municipality="municipality", school="school"))

    def known_on(self, on: date) -> Self:
        """Rows dated on or before the day; the latest of them counts (contract §3, `statistics`)."""
        return self.filter(date__lte=on)


class Statistic(models.Model):
    """A figure entered by people: numerator and denominator of an indicator, with its source."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="statistics", verbose_name="муниципалитет"
    )
    school = models.ForeignKey(
        School,
        models.PROTECT,
        related_name="statistics",
        verbose_name="школа",
        null=True,
        blank=True,
        help_text="Пусто — весь муниципалитет.",
    )
    year = AcademicYearField("учебный год")
    indicator = models.CharField("показатель", max_length=60)
    numerator = models.PositiveIntegerField("числитель")
    denominator = models.PositiveIntegerField("знаменатель", null=True, blank=True)
    date = models.DateField("дата")
    source = models.CharField("источник", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто внёс",
        null=True,
        blank=True,
    )

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "внесённая цифра"
        verbose_name_plural = "внесённые цифры"
        ordering = ["-date", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "school", "year", "indicator", "date"],
                name="school_figure_stands_once_a_day",
                violation_error_message="Эта цифра школы на эту дату уже внесена.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "year", "indicator", "date"],
                condition=Q(school__isnull=True),
                name="municipal_figure_stands_once_a_day",
                violation_error_message="Эта цифра муниципалитета на эту дату уже внесена.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.numerator} из {self.denominator}"


class SettingQuerySet(models.QuerySet["Setting"]):
    """Questions about thresholds."""

    def visible_to(self, user: "User") -> Self:
        """Those of everyone and those of the municipalities the user's roles reach."""
        of_everyone = Q(municipality__isnull=True)
        return self.filter(of_everyone | user.access.scope("settings").q(municipality="municipality"))


class Setting(models.Model):
    """A threshold that the documents leave open: a row a change, with author and day (decisions.md §3).

    Rows are never rewritten: what held on a day stays answerable.
    """

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="settings",
        verbose_name="муниципалитет",
        null=True,
        blank=True,
        help_text="Пусто — весь портал.",
    )
    code = models.SlugField("код", max_length=60)
    value = models.DecimalField("значение", max_digits=12, decimal_places=4)
    from_date = models.DateField("действует с")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто изменил",
        null=True,
        blank=True,
    )
    reason = models.CharField("основание", max_length=300, blank=True)

    objects = SettingQuerySet.as_manager()

    class Meta:
        verbose_name = "порог показателя"
        verbose_name_plural = "пороги показателей"
        ordering = ["code", "-from_date"]

    def __str__(self) -> str:
        return f"{self.code} = {number(self.value)} с {self.from_date:%d.%m.%Y}"

    def clean(self) -> None:
        """A value that makes sense, for a reason (see `reports.threshold_rules`)."""
        if self.value is not None and (problem := problem_of(self.code, self.value)):
            raise ValidationError({"value" if self.code in RULES else "code": problem})
        if not self.reason.strip():
            raise ValidationError({"reason": "Запишите основание: кто и почему так решил."})
