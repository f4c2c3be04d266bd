"""Decisions of coordination meetings: what, who answers, by when, what became of it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.roadmap.enums import DecisionState
from mentorship.roadmap.models.events import SOON_DAYS
from mentorship.roadmap.models.meetings import CoordinationMeeting
from schools.enums import SCHOOL_ROLES, Role
from schools.models import Person, School

if TYPE_CHECKING:
    from schools.models import User

# Who may answer for a decision as the holder of a role; the portal's administrator decides nothing.
OWNER_ROLES = [(role.value, role.label) for role in Role if role != Role.ADMIN]


class MeetingDecisionQuerySet(models.QuerySet["MeetingDecision"]):
    """Questions about decisions."""

    def visible_to(self, user: "User") -> Self:
        """Decisions of the meetings in sight."""
        return self.filter(user.access.scope("meetings").q(municipality="meeting__municipality"))

    def owned_by(self, user: "User") -> Self:
        """Decisions the account answers for: by name, as a role of the municipality, for its school."""
        owned = Q(owner_person=user.person_id) if user.person_id else Q(pk__in=[])
        for held in user.access.held:
            town = Q() if held.municipality is None else Q(meeting__municipality=held.municipality)
            if held.school is None:
                owned |= town & Q(owner_role=held.role, owner_school__isnull=True)
                continue
            owned |= town & Q(owner_role=held.role) & (Q(owner_school=None) | Q(owner_school=held.school))
            if held.role in SCHOOL_ROLES:
                owned |= Q(owner_role="", owner_school=held.school)
        return self.filter(owned)

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(state=DecisionState.OPEN)

    def overdue(self, on: date) -> Self:
        """Open ones whose day has passed; the due day itself is in time."""
        return self.open().filter(due_date__lt=on)

    def pressing(self, on: date) -> Self:
        """Overdue and near ones, the oldest first."""
        return self.open().filter(due_date__lte=on + timedelta(days=SOON_DAYS)).order_by("due_date", "pk")

    def with_owners(self) -> Self:
        """With everything the owner's words are made of."""
        return self.select_related("meeting__municipality", "owner_person__school", "owner_school")


class MeetingDecision(models.Model):
    """A decision of a meeting; it belongs to a person, or to a school, a role, or a role in a school."""

    meeting = models.ForeignKey(
        CoordinationMeeting, models.CASCADE, related_name="decisions", verbose_name="совещание"
    )
    number = models.PositiveSmallIntegerField("номер")
    text = models.TextField("решение", max_length=8000)
    owner_person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="meeting_decisions",
        verbose_name="ответственный",
        null=True,
        blank=True,
    )
    owner_school = models.ForeignKey(
        School,
        models.PROTECT,
        related_name="meeting_decisions",
        verbose_name="ответственная школа",
        null=True,
        blank=True,
    )
    owner_role = models.CharField("ответственная роль", max_length=20, choices=OWNER_ROLES, blank=True)
    due_date = models.DateField("срок", null=True, blank=True)
    state = models.CharField("состояние", max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    closed_date = models.DateField("выполнено или снято", null=True, blank=True)
    note = models.TextField("что сделано или почему снято", max_length=2000, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто отметил",
        null=True,
        blank=True,
    )

    objects = MeetingDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "решение совещания"
        verbose_name_plural = "решения совещаний"
        ordering = ["meeting", "number"]
        indexes = [models.Index(fields=["state", "due_date"], name="decision_state_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="decision_has_its_own_number",
                violation_error_message="Решение с этим номером уже записано: обновите страницу.",
            ),
            models.CheckConstraint(
                condition=Q(owner_person=None) | Q(owner_school=None, owner_role=""),
                name="decision_belongs_to_a_person_or_a_post",
                violation_error_message="Выберите либо человека, либо школу и роль.",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.OPEN, closed_date=None)
                | ~Q(state=DecisionState.OPEN) & Q(closed_date__isnull=False),
                name="closed_decision_has_a_date",
                violation_error_message="У выполненного или снятого решения есть дата.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:120]}"

    def get_absolute_url(self) -> str:
        """The decision's page."""
        return reverse("roadmap:decision", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == DecisionState.OPEN

    @property
    def owner(self) -> str:
        """Who answers, in words; "" for a decision taken over from a text without owners."""
        if self.owner_person is not None:
            return self.owner_person.short_name
        role = self.get_owner_role_display() if self.owner_role else ""
        return ", ".join(filter(None, (role, str(self.owner_school or ""))))


def next_number(meeting: CoordinationMeeting) -> int:
    """The number of the meeting's next decision."""
    last = meeting.decisions.aggregate(last=models.Max(F("number")))["last"]
    return (last or 0) + 1
