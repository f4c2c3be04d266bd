"""Roadmaps of a school year, their events and the evidence of what was done."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from mentorship.programmes.models import Programme
from mentorship.roadmap.enums import DATABLE_TERMS, RUNNING_STATES, EventState, Level, RoadmapState, TermKind
from mentorship.roadmap.models.templates import RoadmapTemplate, TemplateStage
from schools.fields import AcademicYearField
from schools.models import Municipality, School

if TYPE_CHECKING:
    from schools.models import User

SOON_DAYS = 14


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    """Questions about roadmaps."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Roadmaps within the user's scope."""
        scope = user.access.scope("roadmap", change=change)
        return self.filter(scope.q(municipality="municipality", school="school"))

    def running(self) -> Self:
        """Agreed roadmaps, whose events are being marked."""
        return self.filter(state__in=RUNNING_STATES)

    def of_year(self, year: int) -> Self:
        """Roadmaps of a school year."""
        return self.filter(year=year)


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
    closing_summary = models.TextField("анализ эффективности мероприятий", blank=True, max_length=4000)
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


class RoadmapEventQuerySet(models.QuerySet["RoadmapEvent"]):
    """Questions about events; `on` is the day the question is asked for."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Events of the roadmaps within the user's scope."""
        scope = user.access.scope("roadmap", change=change)
        return self.filter(scope.q(municipality="roadmap__municipality", school="roadmap__school"))

    def running(self) -> Self:
        """Events of agreed roadmaps."""
        return self.filter(roadmap__state__in=RUNNING_STATES)

    def open(self) -> Self:
        """Events still to be done."""
        return self.filter(state=EventState.PLANNED)

    def overdue(self, on: date) -> Self:
        """Open events of a datable term whose due day has passed."""
        return self.open().filter(term_kind__in=DATABLE_TERMS, due_date__lt=on)

    def due_within(self, on: date, days: int = SOON_DAYS) -> Self:
        """Open events due from the day on, at most `days` ahead."""
        last = date.fromordinal(on.toordinal() + days)
        return self.open().filter(term_kind__in=DATABLE_TERMS, due_date__range=(on, last))


class RoadmapEvent(models.Model):
    """An event copied from the template; overdue is computed from the due day."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="events", verbose_name="дорожная карта")
    stage = models.ForeignKey(TemplateStage, models.PROTECT, related_name="+", verbose_name="этап")
    order = models.PositiveSmallIntegerField("порядок")
    code = models.CharField("код", max_length=10)
    title = models.TextField("мероприятие")
    form = models.TextField("форма", blank=True)
    term_text = models.CharField("срок по документу", max_length=120, blank=True)
    term_kind = models.CharField("вид срока", max_length=20, choices=TermKind)
    start_date = models.DateField("начало", null=True, blank=True)
    due_date = models.DateField("срок", null=True, blank=True)
    responsible = models.CharField("ответственный", max_length=250, blank=True)
    expected_result = models.TextField("ожидаемый результат", blank=True)
    state = models.CharField("состояние", max_length=10, choices=EventState, default=EventState.PLANNED)
    done_date = models.DateField("выполнено", null=True, blank=True)
    done_result = models.TextField("результат", blank=True, max_length=4000)

    objects = RoadmapEventQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["roadmap", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "code"],
                name="event_code_stands_once_in_a_roadmap",
                violation_error_message="Мероприятие с этим кодом в карте уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.DONE, done_date__isnull=False)
                | (~Q(state=EventState.DONE) & Q(done_date__isnull=True)),
                name="done_event_has_its_day",
                violation_error_message="У выполненного мероприятия указывается день выполнения.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_date"], name="event_state_due")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def overdue_days(self, on: date) -> int:
        """Days since the due day of an open datable event; 0 when it is not overdue."""
        datable = self.term_kind in DATABLE_TERMS and self.due_date is not None
        if self.state != EventState.PLANNED or not datable:
            return 0
        return max(0, (on - self.due_date).days)

    @property
    def was_late(self) -> bool:
        """Done after the due day."""
        return bool(self.done_date and self.due_date and self.done_date > self.due_date)


class Evidence(models.Model):
    """What shows that an event was held: a file, a link, or words with a number and date."""

    event = models.ForeignKey(
        RoadmapEvent, models.CASCADE, related_name="evidence", verbose_name="мероприятие"
    )
    link = models.URLField("ссылка", blank=True, max_length=500)
    file = models.FileField("файл", upload_to="evidence/%Y/%m/", blank=True)
    file_name = models.CharField("имя файла", max_length=200, blank=True)
    added_at = models.DateTimeField("добавлено", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True, blank=True
    )

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(link="") | ~Q(file=""),
                name="evidence_is_a_link_or_a_file",
                violation_error_message="Приложите файл или ссылку.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.link
