"""Events of a roadmap, what happened of them, what proves it, how the plan was changed."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from mentorship.roadmap import dates
from mentorship.roadmap.enums import (
    DATABLE_TERMS,
    RUNNING_STATES,
    ChangeKind,
    ChangeState,
    EventState,
)
from mentorship.roadmap.models.planned import PlannedEvent
from mentorship.roadmap.models.roadmaps import Roadmap
from schools.attachments import random_name
from schools.fields import FoldedField
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User

SOON_DAYS = 14


class RoadmapEventQuerySet(models.QuerySet["RoadmapEvent"]):
    """Questions about events; `on` is the day the question is asked for."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Events of the roadmaps within the user's scope."""
        scope = user.access.scope("roadmap", change=change)
        return self.filter(scope.q(municipality="roadmap__municipality", school="roadmap__school"))

    def running(self) -> Self:
        """Events of agreed roadmaps."""
        return self.filter(roadmap__state__in=RUNNING_STATES)

    def with_has_persons(self) -> Self:
        """Add `has_persons`: somebody of the staff answers for the event."""
        links = RoadmapEvent.persons.through.objects.filter(roadmapevent=OuterRef("pk"))
        return self.annotate(has_persons=Exists(links))

    def in_plan(self) -> Self:
        """Events that were not cancelled."""
        return self.exclude(state=EventState.CANCELLED)

    def open(self) -> Self:
        """Events still to be done."""
        return self.filter(state=EventState.PLANNED)

    def done(self) -> Self:
        """Events marked as done."""
        return self.filter(state=EventState.DONE)

    def datable(self) -> Self:
        """Events with a month of their own: only these can be overdue."""
        return self.filter(term_kind__in=DATABLE_TERMS)

    def overdue(self, on: date) -> Self:
        """Open events of a datable term whose due day has passed."""
        return self.open().datable().filter(due_date__lt=on)

    def due_within(self, on: date, days: int = SOON_DAYS) -> Self:
        """Open events due from the day on, at most `days` ahead."""
        last = date.fromordinal(on.toordinal() + days)
        return self.open().datable().filter(due_date__range=(on, last))


class RoadmapEvent(PlannedEvent):
    """An event copied from the template; overdue is computed from the due day."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="events", verbose_name="дорожная карта")
    order = models.PositiveSmallIntegerField("порядок")
    title_key = FoldedField("ключ поиска", max_length=1100, of=("code", "title"), default="", blank=True)
    agreed_due_date = models.DateField("срок, каким его согласовали", null=True, blank=True)
    added_at = models.DateTimeField("внесено новой версией", null=True, blank=True, editable=False)
    persons = models.ManyToManyField(
        Person, related_name="roadmap_events", verbose_name="ответственные лица", blank=True
    )
    state = models.CharField("состояние", max_length=10, choices=EventState, default=EventState.PLANNED)
    done_date = models.DateField("выполнено", null=True, blank=True)
    done_result = models.TextField("результат", blank=True, max_length=4000)
    return_comment = models.TextField("чего не хватает", blank=True, max_length=2000)

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
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(due_date__isnull=True)
                | Q(due_date__gte=F("start_date")),
                name="event_is_due_after_it_starts",
                violation_error_message="Срок мероприятия раньше его начала.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_date"], name="event_state_due")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """The page of the event."""
        return reverse("roadmap:event", args=[self.roadmap_id, self.pk])

    @property
    def is_done(self) -> bool:
        """Marked as done."""
        return self.state == EventState.DONE

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.state == EventState.PLANNED

    def overdue_days(self, on: date) -> int:
        """Days since the due day of an open datable event; 0 when it is not overdue."""
        if not (self.is_open and self.is_datable):
            return 0
        return dates.days_late(self.due_date, on)

    @property
    def days_done_late(self) -> int:
        """Days between the due day and a later day of doing; 0 when done in time or not done."""
        if self.done_date is None or not self.is_datable:
            return 0
        return dates.days_late(self.due_date, self.done_date)

    @property
    def was_moved(self) -> bool:
        """The due day is another than the one agreed."""
        return self.agreed_due_date is not None and self.agreed_due_date != self.due_date

    @property
    def baseline_delay(self) -> int:
        """Days by which the due day was moved behind the one first agreed; negative when it came forward."""
        if self.agreed_due_date is None or self.due_date is None:
            return 0
        return (self.due_date - self.agreed_due_date).days


class Occurrence(models.Model):
    """One time that an event «по мере необходимости» took place."""

    event = models.ForeignKey(
        RoadmapEvent, models.CASCADE, related_name="occurrences", verbose_name="мероприятие"
    )
    date = models.DateField("дата")
    text = models.TextField("что сделано", max_length=2000)
    added_at = models.DateTimeField("записано", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True, blank=True
    )

    class Meta:
        verbose_name = "факт проведения"
        verbose_name_plural = "факты проведения"
        ordering = ["event", "-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.text[:80]}"


def random_path(evidence: "Evidence", name: str) -> str:
    """Where a file is kept: its name on disk tells nothing and cannot be guessed."""
    return random_name("evidence", name)


class Evidence(models.Model):
    """What shows that an event was held: a file, a link, or what the portal knew on the day."""

    event = models.ForeignKey(
        RoadmapEvent, models.CASCADE, related_name="evidence", verbose_name="мероприятие"
    )
    occurrence = models.ForeignKey(
        Occurrence,
        models.CASCADE,
        related_name="evidence",
        verbose_name="факт проведения",
        null=True,
        blank=True,
    )
    link = models.URLField(
        "ссылка", blank=True, max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    file = models.FileField("файл", upload_to=random_path, blank=True)
    file_name = models.CharField("имя файла", max_length=200, blank=True)
    portal_words = models.CharField("по данным портала", max_length=500, blank=True)
    portal_path = models.CharField("где это в портале", max_length=300, blank=True)
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
                condition=~Q(link="") | ~Q(file="") | ~Q(portal_words=""),
                name="evidence_shows_something",
                violation_error_message="Приложите файл или ссылку либо данные портала.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.link or self.portal_words


class PlanChange(models.Model):
    """A change of the plan after its agreement: asked by the school, made or declined by the municipality."""

    event = models.ForeignKey(
        RoadmapEvent, models.CASCADE, related_name="changes", verbose_name="мероприятие"
    )
    kind = models.CharField("что меняется", max_length=10, choices=ChangeKind)
    old_due_date = models.DateField("прежний срок", null=True, blank=True)
    new_due_date = models.DateField("новый срок", null=True, blank=True)
    reason = models.TextField("причина", max_length=1000)
    state = models.CharField("состояние", max_length=10, choices=ChangeState)
    asked_at = models.DateTimeField("записано", auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто просит",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто решил",
        null=True,
        blank=True,
    )
    answer = models.TextField("ответ", blank=True, max_length=1000)

    class Meta:
        verbose_name = "изменение плана"
        verbose_name_plural = "изменения плана"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(state=ChangeState.ASKED),
                name="event_waits_for_one_decision",
                violation_error_message="По этому мероприятию уже ждёт решения другая просьба.",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.MOVE, new_due_date__isnull=False)
                | Q(kind=ChangeKind.CANCEL, new_due_date__isnull=True),
                name="moved_event_has_a_new_due_date",
                violation_error_message="Для переноса укажите новый срок.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event.code}: {self.get_kind_display()}"
