"""Roadmaps of a school year."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Min, Q
from django.urls import reverse

from mentorship.programmes.models import Programme
from mentorship.roadmap.enums import DATABLE_TERMS, RUNNING_STATES, EventState, Level, RoadmapState
from mentorship.roadmap.models.templates import RoadmapTemplate
from schools.fields import AcademicYearField
from schools.models import Municipality, School

if TYPE_CHECKING:
    from schools.models import User


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    """Questions about roadmaps."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Roadmaps within the user's scope."""
        scope = user.access.scope("roadmap", change=change)
        return self.filter(scope.q(municipality="municipality", school="school"))

    def running(self) -> Self:
        """Agreed roadmaps, whose events are being marked."""
        return self.filter(state__in=RUNNING_STATES)

    def submitted(self) -> Self:
        """Roadmaps that wait to be agreed."""
        return self.filter(state=RoadmapState.SUBMITTED)

    def of_year(self, year: int) -> Self:
        """Roadmaps of a school year."""
        return self.filter(year=year)

    def with_progress(self, on: date) -> Self:
        """Add `event_count` (cancelled ones left out), `done_count`, `overdue_count`, `oldest_due_date`."""
        overdue = Q(
            events__state=EventState.PLANNED,
            events__term_kind__in=DATABLE_TERMS,
            events__due_date__lt=on,
            state__in=RUNNING_STATES,
        )
        return self.annotate(
            event_count=Count("events", filter=~Q(events__state=EventState.CANCELLED)),
            done_count=Count("events", filter=Q(events__state=EventState.DONE)),
            overdue_count=Count("events", filter=overdue),
            oldest_due_date=Min("events__due_date", filter=overdue),
        )


class Roadmap(models.Model):
    """The roadmap of a school (or of the municipality) for a school year, made from a template."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="roadmaps", verbose_name="муниципалитет"
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="roadmaps", verbose_name="школа", null=True, blank=True
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="roadmaps", verbose_name="программа", null=True, blank=True
    )
    template = models.ForeignKey(
        RoadmapTemplate, models.PROTECT, related_name="roadmaps", verbose_name="шаблон"
    )
    level = models.CharField("уровень", max_length=10, choices=Level)
    year = AcademicYearField("учебный год")
    state = models.CharField("состояние", max_length=12, choices=RoadmapState, default=RoadmapState.DRAFT)
    version = models.PositiveSmallIntegerField("версия", default=1)
    return_comment = models.TextField("что исправить", blank=True, max_length=2000)
    submitted_at = models.DateTimeField("отправлена", null=True, blank=True)
    agreed_at = models.DateTimeField("согласована", null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто согласовал",
        null=True,
        blank=True,
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто отправил",
        null=True,
        blank=True,
    )
    seen_template = models.ForeignKey(
        RoadmapTemplate,
        models.PROTECT,
        related_name="+",
        verbose_name="версия шаблона, от которой отказались",
        null=True,
        blank=True,
        help_text="Эту и более ранние версии шаблона карте больше не предлагают.",
    )
    closing_summary = models.TextField("анализ эффективности мероприятий", blank=True, max_length=4000)
    closed_at = models.DateTimeField("закрыта", null=True, blank=True)
    created_at = models.DateTimeField("создана", auto_now_add=True)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-year", "school__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"],
                condition=Q(school__isnull=False),
                name="school_has_one_roadmap_a_year",
                violation_error_message="Дорожная карта школы на этот учебный год уже есть.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "year"],
                condition=Q(school__isnull=True),
                name="municipality_has_one_roadmap_a_year",
                violation_error_message="Муниципальная дорожная карта на этот учебный год уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.SCHOOL, school__isnull=False)
                | Q(level=Level.MUNICIPAL, school__isnull=True),
                name="school_roadmap_names_its_school",
                violation_error_message="Школьная дорожная карта называет школу, муниципальная — нет.",
            ),
        ]

    def __str__(self) -> str:
        return f"Дорожная карта: {self.school or self.municipality}"

    def get_absolute_url(self) -> str:
        """The page of the roadmap."""
        return reverse("roadmap:detail", args=[self.pk])

    @property
    def is_running(self) -> bool:
        """Agreed, its events are being marked."""
        return self.state in RUNNING_STATES

    @property
    def is_draft(self) -> bool:
        """The plan itself may still be changed."""
        return self.state == RoadmapState.DRAFT

    @property
    def owner(self) -> School | Municipality:
        """Whose roadmap it is."""
        return self.school or self.municipality
