"""Templates of roadmaps: those of documents 000, 001 and 003, and the copies that municipalities edit.

A copy is a draft until it is published; a published version never changes, the next one has another number.
"""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from mentorship.roadmap.enums import Level, TemplateState, TermKind
from schools.models import Municipality, School

if TYPE_CHECKING:
    from schools.models import User

# Months of a school year, counted from September.
MONTHS = tuple(
    enumerate(
        (
            "сентябрь",
            "октябрь",
            "ноябрь",
            "декабрь",
            "январь",
            "февраль",
            "март",
            "апрель",
            "май",
            "июнь",
            "июль",
            "август",
        )
    )
)


def in_sight(user: "User", path: str = "") -> Q:
    """The condition of the templates for all and of those of the municipalities the user reaches."""
    scope = user.access.scope("roadmap")
    if scope.everywhere:
        return Q()
    owner = f"{path}municipality"
    reached = Q(**{f"{owner}__in": scope.municipalities})
    if scope.schools:
        towns = School.objects.filter(pk__in=scope.schools).values("municipality")
        reached |= Q(**{f"{owner}__in": towns})
    return reached | Q(**{f"{owner}__isnull": True})


class RoadmapTemplateQuerySet(models.QuerySet["RoadmapTemplate"]):
    """Questions about templates."""

    def visible_to(self, user: "User") -> Self:
        """Templates for all and those of the own municipality."""
        return self.filter(in_sight(user))

    def published(self) -> Self:
        """Versions that roadmaps are made from."""
        return self.filter(state=TemplateState.PUBLISHED)

    def newest(self) -> Self:
        """Of each template its newest published version."""
        newest = (
            RoadmapTemplate.objects.published()
            .filter(code=OuterRef("code"))
            .order_by()
            .values("code")
            .annotate(newest=Max("version"))
            .values("newest")
        )
        return self.published().alias(last_version=Subquery(newest)).filter(version=F("last_version"))

    def with_counts(self) -> Self:
        """Add `event_count` and `roadmap_count`."""
        return self.annotate(
            event_count=Count("stages__events", distinct=True),
            roadmap_count=Count("roadmaps", distinct=True),
        )

    def serving(self, municipality: Municipality) -> Self:
        """Templates that a roadmap of the municipality may be made from."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality))


class RoadmapTemplate(models.Model):
    """A version of a template: municipal (000, 40 events), school (001, 34; 003, 35), or a copy of one."""

    code = models.SlugField("код", max_length=40)
    version = models.PositiveSmallIntegerField("версия", default=1)
    title = models.CharField("название", max_length=250)
    level = models.CharField("уровень", max_length=10, choices=Level)
    source = models.CharField("документ", max_length=250, blank=True)
    state = models.CharField(
        "состояние", max_length=10, choices=TemplateState, default=TemplateState.DRAFT, editable=False
    )
    is_builtin = models.BooleanField("поставляется с порталом", default=False, editable=False)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="roadmap_templates",
        verbose_name="муниципалитет",
        null=True,
        blank=True,
        help_text="Пусто — шаблон для всех муниципалитетов портала.",
    )
    origin = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="copies",
        verbose_name="скопирован с",
        null=True,
        blank=True,
        editable=False,
    )
    note = models.TextField("что изменилось", blank=True, max_length=1000)
    published_at = models.DateTimeField("опубликован", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто опубликовал",
        null=True,
        blank=True,
        editable=False,
    )

    objects = RoadmapTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "шаблон дорожной карты"
        verbose_name_plural = "шаблоны дорожных карт"
        ordering = ["level", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="template_version_stands_once",
                violation_error_message="Эта версия шаблона уже есть.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(state=TemplateState.DRAFT),
                name="template_has_one_draft",
                violation_error_message="Новая версия этого шаблона уже готовится.",
            ),
        ]

    def __str__(self) -> str:
        return self.title if self.version == 1 else f"{self.title}, версия {self.version}"

    def get_absolute_url(self) -> str:
        """The page of the template."""
        return reverse("roadmap:template", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """May still be edited; no roadmap is made from it yet."""
        return self.state == TemplateState.DRAFT


class TemplatePartQuerySet(models.QuerySet):
    """Rows of a template are seen with it."""

    path = "template__"

    def visible_to(self, user: "User") -> Self:
        """Parts of the templates in sight."""
        return self.filter(in_sight(user, self.path))


class TemplateEventQuerySet(TemplatePartQuerySet):
    """Events stand one step further from the template."""

    path = "stage__template__"


class TemplateStage(models.Model):
    """A stage of a template with its goal, task and result."""

    template = models.ForeignKey(
        RoadmapTemplate, models.CASCADE, related_name="stages", verbose_name="шаблон"
    )
    order = models.PositiveSmallIntegerField("порядок")
    number = models.CharField("номер", max_length=10)
    phase = models.CharField("часть документа", max_length=60, blank=True)
    title = models.CharField("название", max_length=250)
    short_title = models.CharField("коротко", max_length=60, blank=True)
    goal = models.TextField("цель", blank=True)
    task = models.TextField("задача", blank=True)
    result = models.TextField("результат", blank=True)

    objects = TemplatePartQuerySet.as_manager()

    class Meta:
        verbose_name = "этап шаблона"
        verbose_name_plural = "этапы шаблона"
        ordering = ["template", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "order"],
                name="stage_order_stands_once",
                violation_error_message="Этап с этим порядком уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class TemplateEvent(models.Model):
    """An event of a template; months are counted from September of the school year (0 = September)."""

    stage = models.ForeignKey(TemplateStage, models.CASCADE, related_name="events", verbose_name="этап")
    order = models.PositiveSmallIntegerField("порядок")
    code = models.CharField("код", max_length=10)
    title = models.TextField("мероприятие")
    form = models.TextField("форма", blank=True)
    term_text = models.CharField("срок по документу", max_length=120, blank=True)
    term_kind = models.CharField("вид срока", max_length=20, choices=TermKind, default=TermKind.MONTH)
    start_month = models.PositiveSmallIntegerField("первый месяц", null=True, blank=True, choices=MONTHS)
    due_month = models.PositiveSmallIntegerField("последний месяц", null=True, blank=True, choices=MONTHS)
    responsible = models.CharField("ответственный", max_length=250, blank=True)
    result = models.TextField("результат", blank=True)

    objects = TemplateEventQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие шаблона"
        verbose_name_plural = "мероприятия шаблона"
        ordering = ["stage", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "code"],
                name="template_event_code_stands_once",
                violation_error_message="Мероприятие с этим кодом в этапе уже есть.",
            ),
            models.CheckConstraint(
                condition=~Q(term_kind__in=["month", "month_range", "month_then_ongoing"])
                | Q(due_month__isnull=False),
                name="datable_term_has_a_month",
                violation_error_message="Для срока по месяцам укажите месяц.",
            ),
            models.CheckConstraint(
                condition=Q(start_month__isnull=True)
                | Q(due_month__isnull=True)
                | Q(due_month__gte=F("start_month")),
                name="template_event_ends_after_it_starts",
                violation_error_message="Последний месяц раньше первого.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
