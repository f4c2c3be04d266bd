"""Half-year reports of mentors (document 004; decisions.md §5; domain.md §4.5, §5.8)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from mentorship.pairs.enums import HalfYear, ReportState
from mentorship.pairs.models.effects import Effect
from mentorship.pairs.models.pairs import Pair
from schools import years
from schools.fields import AcademicYearField
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    """Questions about periods."""

    def visible_to(self, user: "User", area: str = "half_years") -> Self:
        """Periods of the municipalities the user's roles reach, a school's roles included."""
        scope = user.access.scope(area, counts=True)
        own = Q(municipality=user.person.municipality_id) if user.person else Q(pk__in=[])
        return self.filter(scope.q(municipality="municipality") | own)


class ReportingPeriod(models.Model):
    """A half-year for which mentors report: I is due on 15 January, II on 10 June (decisions.md §5)."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="reporting_periods", verbose_name="муниципалитет"
    )
    year = AcademicYearField("учебный год")
    half = models.PositiveSmallIntegerField("полугодие", choices=HalfYear)
    start_date = models.DateField("с")
    end_date = models.DateField("по")
    due_date = models.DateField("сдать до")
    opened_at = models.DateTimeField("открыт", auto_now_add=True)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "отчётный период"
        verbose_name_plural = "отчётные периоды"
        ordering = ["-year", "-half"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "half"],
                name="period_is_opened_once",
                violation_error_message="Этот период уже открыт.",
            ),
            models.CheckConstraint(
                condition=Q(end_date__gt=F("start_date"), due_date__gte=F("end_date")),
                name="period_ends_before_it_is_due",
                violation_error_message="Период кончается после начала, а срок сдачи — не раньше его конца.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_half_display()} {years.label(self.year)}"


class HalfYearReportQuerySet(models.QuerySet["HalfYearReport"]):
    """Questions about reports."""

    def visible_to(self, user: "User", *, counts: bool = False) -> Self:
        """Reports of the pairs within the user's scope."""
        return self.filter(pair__in=Pair.objects.within(user.access.scope("half_years", counts=counts)))


class HalfYearReport(models.Model):
    """What a mentor reports of a pair for a half-year; «overdue» is computed, never stored."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="half_year_reports", verbose_name="пара")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports", verbose_name="период")
    state = models.CharField("состояние", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    plan_done = models.TextField("что выполнено из плана", blank=True, max_length=4000)
    activities = models.TextField("мероприятия: уроки, семинары, конкурсы", blank=True, max_length=4000)
    products = models.TextField("продукты и ссылки", blank=True, max_length=4000)
    effects: models.ManyToManyField = models.ManyToManyField(
        Effect, related_name="+", verbose_name="достигнутые эффекты", blank=True
    )
    progress = models.PositiveSmallIntegerField("продвижение по запросу, от 1 до 10", null=True, blank=True)
    difficulties = models.TextField("затруднения", blank=True, max_length=4000)
    proposals = models.TextField("предложения", blank=True, max_length=4000)
    help_needed = models.TextField("какая помощь или обучение нужны", blank=True, max_length=4000)
    next_plan = models.TextField("план на следующее полугодие", blank=True, max_length=4000)
    submitted_at = models.DateTimeField("сдан", null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="+",
        verbose_name="кто сдал",
        null=True,
        blank=True,
        editable=False,
    )
    checked_at = models.DateTimeField("проверен", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="+",
        verbose_name="кто проверил",
        null=True,
        blank=True,
        editable=False,
    )
    remark = models.TextField("замечания куратора", blank=True, max_length=2000, editable=False)
    waiver_reason = models.CharField("почему не нужен", max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField("версия", default=0, editable=False)

    objects = HalfYearReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт наставника за полугодие"
        verbose_name_plural = "отчёты наставников за полугодие"
        ordering = ["-period__year", "-period__half", "pair"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "period"],
                name="pair_reports_once_a_period",
                violation_error_message="Отчёт этой пары за это полугодие уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__gte=1, progress__lte=10),
                name="progress_is_1_to_10",
                violation_error_message="Продвижение — от 1 до 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}, {self.period}"
