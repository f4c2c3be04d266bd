"""Templates of roadmaps by documents 000, 001 and 003: reference data."""

from django.db import models
from django.db.models import Q

from mentorship.roadmap.enums import Level, TermKind


class RoadmapTemplate(models.Model):
    """A template: municipal (000, 40 events), school (001, 34), school by stages (003, 35)."""

    code = models.SlugField("код", max_length=40)
    version = models.PositiveSmallIntegerField("версия", default=1)
    title = models.CharField("название", max_length=250)
    level = models.CharField("уровень", max_length=10, choices=Level)
    source = models.CharField("документ", max_length=250, blank=True)

    class Meta:
        verbose_name = "шаблон дорожной карты"
        verbose_name_plural = "шаблоны дорожных карт"
        ordering = ["level", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="template_version_stands_once",
                violation_error_message="Эта версия шаблона уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title


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
    start_month = models.PositiveSmallIntegerField("начало, месяцев от сентября", null=True, blank=True)
    due_month = models.PositiveSmallIntegerField("срок, месяцев от сентября", null=True, blank=True)
    responsible = models.CharField("ответственный", max_length=250, blank=True)
    result = models.TextField("результат", blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
