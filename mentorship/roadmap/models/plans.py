"""The way of a plan: remarks on a draft, the versions that were agreed, the one that is proposed."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.roadmap.enums import OPEN_REVISIONS, LineKind, RevisionState
from mentorship.roadmap.models.events import RoadmapEvent
from mentorship.roadmap.models.planned import PlannedEvent
from mentorship.roadmap.models.roadmaps import Roadmap
from mentorship.roadmap.models.templates import RoadmapTemplate

if TYPE_CHECKING:
    from schools.models import User


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Questions about remarks."""

    def open(self) -> Self:
        """Remarks of the latest return."""
        return self.filter(settled_at=None)

    def unanswered(self) -> Self:
        """Open remarks whose event was neither corrected nor explained."""
        return self.open().filter(corrected_at=None, answer="")


class Remark(models.Model):
    """What the department finds wrong with one event of a plan it returns."""

    event = models.ForeignKey(
        RoadmapEvent, models.CASCADE, related_name="remarks", verbose_name="мероприятие"
    )
    text = models.TextField("замечание", max_length=1000)
    made_at = models.DateTimeField("записано", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True, blank=True
    )
    corrected_at = models.DateTimeField("мероприятие исправлено", null=True, blank=True)
    answer = models.TextField("ответ школы", blank=True, max_length=1000)
    settled_at = models.DateTimeField("карта согласована", null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["event", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.event.code}: {self.text[:80]}"


class PlanVersion(models.Model):
    """A plan as it was agreed: written once, with the wording and the days of every event."""

    roadmap = models.ForeignKey(
        Roadmap, models.CASCADE, related_name="versions", verbose_name="дорожная карта"
    )
    number = models.PositiveSmallIntegerField("версия")
    agreed_at = models.DateTimeField("согласована")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто согласовал",
        null=True,
        blank=True,
    )
    note = models.TextField("что изменилось", blank=True)
    events = models.JSONField("мероприятия")

    class Meta:
        verbose_name = "согласованная версия плана"
        verbose_name_plural = "согласованные версии плана"
        ordering = ["roadmap", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "number"],
                name="plan_version_stands_once",
                violation_error_message="Эта версия плана уже записана.",
            )
        ]

    def __str__(self) -> str:
        return f"Версия {self.number}"

    def get_absolute_url(self) -> str:
        """The plan as it was agreed."""
        return reverse("roadmap:version", args=[self.roadmap_id, self.number])


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Questions about proposed versions."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Proposed versions of the roadmaps within the user's scope."""
        scope = user.access.scope("roadmap", change=change)
        return self.filter(scope.q(municipality="roadmap__municipality", school="roadmap__school"))

    def open(self) -> Self:
        """Being prepared or waiting to be agreed."""
        return self.filter(state__in=OPEN_REVISIONS)

    def submitted(self) -> Self:
        """Waiting to be agreed."""
        return self.filter(state=RevisionState.SUBMITTED)


class Revision(models.Model):
    """Changes of an agreed plan, gathered to be agreed at once; the agreed plan counts until then."""

    roadmap = models.ForeignKey(
        Roadmap, models.CASCADE, related_name="revisions", verbose_name="дорожная карта"
    )
    state = models.CharField("состояние", max_length=10, choices=RevisionState, default=RevisionState.DRAFT)
    template = models.ForeignKey(
        RoadmapTemplate,
        models.PROTECT,
        related_name="+",
        verbose_name="новая версия шаблона",
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField("начата", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто готовит",
        null=True,
        blank=True,
    )
    submitted_at = models.DateTimeField("отправлена", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто отправил",
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
    comment = models.TextField("что исправить", blank=True, max_length=2000)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "предлагаемая версия плана"
        verbose_name_plural = "предлагаемые версии плана"
        ordering = ["roadmap", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap"],
                condition=Q(state__in=OPEN_REVISIONS),
                name="roadmap_has_one_open_revision",
                violation_error_message="Предлагаемая версия плана уже готовится.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.roadmap}: предлагаемая версия"

    @property
    def is_draft(self) -> bool:
        """Its lines may still be changed."""
        return self.state == RevisionState.DRAFT

    @property
    def is_submitted(self) -> bool:
        """Waits to be agreed."""
        return self.state == RevisionState.SUBMITTED


class RevisionLine(PlannedEvent):
    """One change: a new event, an event as it is to become, or an event that is to be left out."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="lines", verbose_name="предлагаемая версия"
    )
    event = models.ForeignKey(
        RoadmapEvent,
        models.CASCADE,
        related_name="revision_lines",
        verbose_name="мероприятие",
        null=True,
        blank=True,
    )
    kind = models.CharField("что меняется", max_length=10, choices=LineKind)
    reason = models.TextField("причина", max_length=1000)

    class Meta:
        verbose_name = "строка предлагаемой версии"
        verbose_name_plural = "строки предлагаемой версии"
        ordering = ["revision", "stage__order", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "code"],
                name="revision_names_a_code_once",
                violation_error_message="Это мероприятие в предлагаемой версии уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.ADD, event__isnull=True)
                | (~Q(kind=LineKind.ADD) & Q(event__isnull=False)),
                name="only_a_new_line_has_no_event",
                violation_error_message="Новое мероприятие вносят без прежнего.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_kind_display()}"
