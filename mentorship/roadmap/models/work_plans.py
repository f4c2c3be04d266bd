"""The centre's work plan of a school year in four sections (document 000, Приложение № 1)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from mentorship.roadmap.enums import EventState, PlanState, Section
from mentorship.roadmap.models.events import SOON_DAYS
from schools.fields import AcademicYearField
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


class WorkPlanQuerySet(models.QuerySet["WorkPlan"]):
    """Questions about work plans."""

    def visible_to(self, user: "User") -> Self:
        """Plans of the municipalities the user's roles reach."""
        return self.filter(user.access.scope("meetings").q(municipality="municipality"))

    def changeable_by(self, user: "User") -> Self:
        """Plans the user may write and mark."""
        return self.filter(user.access.scope("meetings", change=True).q(municipality="municipality"))

    def with_counts(self, on: date) -> Self:
        """Annotate `item_count` (cancelled left out), `done_count` and `overdue_count` on the day."""
        live = ~Q(items__state=EventState.CANCELLED) & Q(items__isnull=False)
        late = Q(items__state=EventState.PLANNED, items__due_date__lt=on)
        return self.annotate(
            item_count=Count("items", filter=live),
            done_count=Count("items", filter=Q(items__state=EventState.DONE)),
            overdue_count=Count("items", filter=late),
        )


class WorkPlan(models.Model):
    """A municipality's work plan for a school year; after its approval every change keeps what was before."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="work_plans", verbose_name="муниципалитет"
    )
    year = AcademicYearField("учебный год")
    state = models.CharField("состояние", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    approved_date = models.DateField("утверждён", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто утвердил",
        null=True,
        blank=True,
    )
    approver_position = models.CharField("должность утвердившего", max_length=200, blank=True)
    order_number = models.CharField("№ приказа", max_length=40, blank=True)
    order_date = models.DateField("дата приказа", null=True, blank=True)

    objects = WorkPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "план работы центра"
        verbose_name_plural = "планы работы центра"
        ordering = ["-year", "municipality__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                name="work_plan_stands_once_a_year",
                violation_error_message="План работы центра на этот учебный год уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT) | Q(approved_date__isnull=False),
                name="approved_work_plan_has_a_date",
                violation_error_message="У утверждённого плана есть дата утверждения.",
            ),
        ]

    def __str__(self) -> str:
        return f"План работы центра на {self.year}/{self.year + 1} учебный год: {self.municipality}"

    def get_absolute_url(self) -> str:
        """The plan's page."""
        return reverse("roadmap:work_plan", args=[self.pk])

    @property
    def is_approved(self) -> bool:
        """Whether the head has approved it."""
        return self.state == PlanState.APPROVED


class WorkPlanItemQuerySet(models.QuerySet["WorkPlanItem"]):
    """Questions about rows of work plans."""

    def approved(self) -> Self:
        """Rows of plans in force."""
        return self.filter(plan__state=PlanState.APPROVED)

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(state=EventState.PLANNED)

    def overdue(self, on: date) -> Self:
        """Open rows of plans in force whose day has passed; the due day itself is in time."""
        return self.approved().open().filter(due_date__lt=on)

    def pressing(self, on: date) -> Self:
        """Overdue and near rows of plans in force, the oldest first."""
        near = self.approved().open().filter(due_date__lte=on + timedelta(days=SOON_DAYS))
        return near.order_by("due_date", "pk")


class WorkPlanItem(models.Model):
    """A row of the plan: what, when, where, who, with what result; later the mark of fulfilment."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="items", verbose_name="план")
    section = models.CharField("раздел", max_length=12, choices=Section)
    order = models.PositiveSmallIntegerField("порядок", default=0)
    title = models.CharField("содержание работы", max_length=500)
    term_text = models.CharField("срок словами", max_length=120)
    due_date = models.DateField("последний день", null=True, blank=True)
    place = models.CharField("место проведения", max_length=250, blank=True)
    responsible = models.CharField("ответственный", max_length=250)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="work_plan_items",
        verbose_name="ответственный из портала",
        null=True,
        blank=True,
    )
    invited = models.CharField("привлечённые специалисты", max_length=300, blank=True)
    expected = models.TextField("ожидаемый результат", max_length=1000, blank=True)
    state = models.CharField("состояние", max_length=10, choices=EventState, default=EventState.PLANNED)
    done_date = models.DateField("дата выполнения", null=True, blank=True)
    outcome = models.TextField("что получилось", max_length=2000, blank=True)

    objects = WorkPlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "строка плана работы"
        verbose_name_plural = "строки плана работы"
        ordering = ["plan", "section", "order", "pk"]
        indexes = [models.Index(fields=["state", "due_date"], name="work_item_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EventState.DONE, done_date__isnull=False)
                | ~Q(state=EventState.DONE) & Q(done_date=None),
                name="done_work_item_has_a_date",
                violation_error_message="У выполненной строки плана есть дата выполнения.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The row's page."""
        return reverse("roadmap:work_item", args=[self.plan_id, self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == EventState.PLANNED


class WorkPlanChange(models.Model):
    """A change of an approved plan: the row as it was and as it became, who and why."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="changes", verbose_name="план")
    item = models.ForeignKey(
        WorkPlanItem, models.CASCADE, related_name="changes", verbose_name="строка плана"
    )
    # names of fields → words; nothing before for a row added later
    before = models.JSONField("было", default=dict, blank=True)
    after = models.JSONField("стало", default=dict, blank=True)
    reason = models.CharField("причина", max_length=1000)
    made_at = models.DateTimeField("когда", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True, blank=True
    )

    class Meta:
        verbose_name = "изменение плана работы"
        verbose_name_plural = "изменения плана работы"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"

    @property
    def lines(self) -> list[dict[str, str]]:
        """What changed, by the names people read: before and after."""
        return [
            {"name": name, "before": self.before.get(name, ""), "after": words}
            for name, words in self.after.items()
        ]
