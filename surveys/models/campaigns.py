"""Campaigns: which form a municipality asks in which year, from when to when."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from schools.fields import AcademicYearField
from schools.models import Municipality, Person
from surveys.enums import CampaignState
from surveys.models.questionnaires import Questionnaire, QuestionnaireVersion

if TYPE_CHECKING:
    from schools.models import User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about campaigns."""

    def visible_to(self, user: "User", area: str = "campaigns") -> Self:
        """Campaigns of the municipalities the user's roles reach, a school's roles included."""
        access = user.access
        scope = access.scope(area)
        return self.filter(
            scope.q(municipality="municipality") | Q(municipality__schools__in=scope.schools)
        ).distinct()

    def open(self, on: date) -> Self:
        """Campaigns that take answers on the day."""
        return self.filter(state=CampaignState.OPEN, opens_date__lte=on, closes_date__gte=on)


class Campaign(models.Model):
    """One form asked in one municipality in one school year."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="campaigns", verbose_name="муниципалитет"
    )
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="campaigns", verbose_name="анкета"
    )
    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="campaigns", verbose_name="версия"
    )
    year = AcademicYearField("учебный год")
    state = models.CharField("состояние", max_length=8, choices=CampaignState, default=CampaignState.DRAFT)
    opens_date = models.DateField("открывается")
    closes_date = models.DateField("закрывается")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "кампания анкетирования"
        verbose_name_plural = "кампании анкетирования"
        ordering = ["-year", "questionnaire__role", "-questionnaire__phase"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "questionnaire", "year"],
                name="form_is_asked_once_a_year",
                violation_error_message="Кампания этой анкеты за учебный год уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(closes_date__gte=F("opens_date")),
                name="campaign_closes_after_it_opens",
                violation_error_message="Кампания закрывается раньше, чем открывается.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} · {self.year}/{self.year + 1}"

    def is_open(self, on: date) -> bool:
        """Whether answers are taken on the day."""
        return self.state == CampaignState.OPEN and self.opens_date <= on <= self.closes_date


class PersonalLink(models.Model):
    """A way in without a password: one person, one campaign, hashed at rest, expires."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="links", verbose_name="кампания")
    person = models.ForeignKey(Person, models.CASCADE, related_name="survey_links", verbose_name="педагог")
    token_hash = models.CharField("хеш", max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("действует до")
    revoked_at = models.DateTimeField("отозвана", null=True, blank=True)
    created_at = models.DateTimeField("создана", auto_now_add=True)

    class Meta:
        verbose_name = "личная ссылка"
        verbose_name_plural = "личные ссылки"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.person}"
