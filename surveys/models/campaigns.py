"""Campaigns: which form a municipality asks in which year, from when to when."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from mentorship.programmes.models import Programme
from schools import years
from schools.fields import AcademicYearField
from schools.models import Municipality, Person, School
from surveys.enums import CampaignState, LinkKind, OpensOn, Phase, Stage
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

    def changeable_by(self, user: "User") -> Self:
        """Campaigns of the municipalities where the user runs campaigns."""
        return self.filter(user.access.scope("campaigns", change=True).q(municipality="municipality"))

    def open(self, on: date) -> Self:
        """Campaigns that take everybody's answers on the day."""
        return self.filter(state=CampaignState.OPEN, opens_date__lte=on, closes_date__gte=on)

    def taking_answers(self, on: date) -> Self:
        """Campaigns that take somebody's answers on the day.

        A second form that opens later takes them from those whose pair has ended (decisions.md §4).
        """
        opened = Q(opens_date__lte=on) | Q(questionnaire__phase=Phase.AFTER)
        return self.filter(opened, state=CampaignState.OPEN, closes_date__gte=on)

    def published(self) -> Self:
        """Campaigns that respondents know of."""
        return self.exclude(state=CampaignState.DRAFT)


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
    opens_on = models.CharField(
        "анкета приходит, когда", max_length=10, choices=OpensOn, default=OpensOn.DATE, blank=True
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        related_name="+",
        verbose_name="программа",
        null=True,
        blank=True,
        help_text="Спросить участников пар, работающих в срок программы. Пусто: всех.",
    )
    schools = models.ManyToManyField(
        School, related_name="+", verbose_name="школы", blank=True, help_text="Пусто: все школы."
    )
    anonymised_at = models.DateTimeField("обезличена", null=True, blank=True, editable=False)
    # What the report said when the results were drawn (surveys.summary).
    summary = models.JSONField("итоги", null=True, blank=True, editable=False)

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

    def clean(self) -> None:
        """Keep the campaign within its school year: the year of an answer is that of its date."""
        if None in (self.year, self.opens_date, self.closes_date):
            return
        first, last = years.first_day(self.year), years.last_day(self.year)
        if not first <= self.opens_date <= self.closes_date <= last:
            raise ValidationError(
                f"Кампания за {years.label(self.year)} идёт в пределах учебного года: "
                f"с {first:%d.%m.%Y} по {last:%d.%m.%Y}."
            )
        if self.programme is not None and self.programme.municipality_id != self.municipality_id:
            raise ValidationError({"programme": "Программа другого муниципалитета."})

    def stage(self, on: date) -> Stage:
        """Where the campaign stands on the day: an open one waits, runs or has run out."""
        if self.state in (CampaignState.DRAFT, CampaignState.ANALYSED, CampaignState.ARCHIVED):
            return Stage(self.state)
        if self.state == CampaignState.CLOSED or on > self.closes_date:
            return Stage.CLOSED
        return Stage.OPEN if on >= self.opens_date else Stage.PLANNED

    def is_open(self, on: date) -> bool:
        """Whether everybody's answers are taken on the day."""
        return self.stage(on) == Stage.OPEN

    def takes_answers(self, on: date) -> bool:
        """Whether somebody's answers are taken on the day (see `taking_answers`)."""
        stage = self.stage(on)
        return stage == Stage.OPEN or (stage == Stage.PLANNED and self.questionnaire.phase == Phase.AFTER)

    def refusal(self, on: date) -> str:
        """Why no answers are taken on the day, and what to do."""
        if self.stage(on) in (Stage.DRAFT, Stage.PLANNED):
            return f"Анкета откроется {self.opens_date:%d.%m.%Y}: вернитесь в этот день."
        return (
            f"Приём ответов закончился {self.closes_date:%d.%m.%Y}. "
            "Если анкета нужна, попросите методиста продлить кампанию."
        )


class Extension(models.Model):
    """A campaign was given a later last day, and why; shown on its page."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="extensions", verbose_name="кампания")
    was_date = models.DateField("был последний день")
    closes_date = models.DateField("стал последний день")
    reason = models.CharField("причина", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True
    )
    made_at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "продление кампании"
        verbose_name_plural = "продления кампаний"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.campaign}: до {self.closes_date:%d.%m.%Y}"


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    """Questions about personal links."""

    def live(self, now: datetime) -> Self:
        """Links that open the questionnaire at the moment."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class PersonalLink(models.Model):
    """A way in without a password: one person, one campaign, hashed at rest, expires."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="links", verbose_name="кампания")
    person = models.ForeignKey(Person, models.CASCADE, related_name="survey_links", verbose_name="педагог")
    token_hash = models.CharField("хеш", max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("действует до")
    revoked_at = models.DateTimeField("отозвана", null=True, blank=True)
    created_at = models.DateTimeField("создана", auto_now_add=True)
    kind = models.CharField("что открывает", max_length=5, choices=LinkKind, default=LinkKind.LINK)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "личная ссылка"
        verbose_name_plural = "личные ссылки"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person", "kind"],
                condition=Q(revoked_at__isnull=True),
                name="person_has_one_live_link_to_a_campaign",
                violation_error_message="У педагога уже есть действующая ссылка на эту анкету.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.person}"
