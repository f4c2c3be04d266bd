"""Matchings of the whole pool: a draft that the methodist reviews, then publishes as proposals."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.enums import LineState, Objective, RunState
from mentorship.pairs.models.pairs import Pair
from mentorship.programmes.models import FormVariant, MentoringForm
from schools.models import Municipality

if TYPE_CHECKING:
    from schools.models import User


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    """Questions about matchings."""

    def visible_to(self, user: "User", area: str = "matching") -> Self:
        """Matchings of the municipalities within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="municipality"))

    def drafts(self) -> Self:
        """Matchings that wait for a decision."""
        return self.filter(state=RunState.DRAFT)


class MatchRun(models.Model):
    """One matching: what it was computed from, by which conditions, what came of it.

    `conditions` is what `desk.conditions.Conditions` writes, `offered` the mentors' places by key, `recruits`
    rows of subject, school, requests and mentors.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="match_runs", verbose_name="муниципалитет"
    )
    form = models.ForeignKey(MentoringForm, models.PROTECT, related_name="+", verbose_name="форма")
    variant = models.ForeignKey(
        FormVariant, models.PROTECT, related_name="+", verbose_name="вариант", null=True, blank=True
    )
    objective = models.CharField("цель", max_length=6, choices=Objective, default=Objective.PEOPLE)
    conditions = models.JSONField("веса и правила", default=dict)
    offered = models.JSONField("места наставников", default=dict, blank=True)
    recruits = models.JSONField("кого не хватает", default=list, blank=True)
    total = models.PositiveIntegerField("сумма баллов", default=0)
    state = models.CharField("состояние", max_length=10, choices=RunState, default=RunState.DRAFT)
    created_at = models.DateTimeField("начат", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто начал", null=True
    )
    solved_at = models.DateTimeField("посчитан", null=True)
    closed_at = models.DateTimeField("опубликован или отброшен", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто решил", null=True
    )

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = "подбор для всех"
        verbose_name_plural = "подборы для всех"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Подбор № {self.pk}"

    def get_absolute_url(self) -> str:
        """The matching's page."""
        return reverse("pairs:run", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == RunState.DRAFT


class MatchLine(models.Model):
    """One request of a matching: its mentor with the reasons, or why there is none and what would help.

    A locked line is left as it is when the rest is solved again; without a mentor it keeps the request out.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="lines", verbose_name="подбор")
    request = models.ForeignKey(
        MenteeRequest, models.CASCADE, related_name="match_lines", verbose_name="запрос"
    )
    mentor = models.ForeignKey(
        Mentor, models.CASCADE, related_name="match_lines", verbose_name="наставник", null=True, blank=True
    )
    score = models.PositiveSmallIntegerField("балл", default=0)
    reasons_for = models.JSONField("за", default=list, blank=True)
    reasons_against = models.JSONField("против", default=list, blank=True)
    is_locked = models.BooleanField("закреплена", default=False)
    override_reason = models.CharField("почему изменено вручную", max_length=300, blank=True)
    reason = models.TextField("почему без наставника", blank=True)
    relaxation = models.TextField("что помогло бы", blank=True)
    state = models.CharField("состояние", max_length=10, choices=LineState, default=LineState.DRAFT)
    pair = models.ForeignKey(
        Pair, models.SET_NULL, related_name="+", verbose_name="пара", null=True, blank=True
    )

    class Meta:
        verbose_name = "строка подбора"
        verbose_name_plural = "строки подбора"
        ordering = ["run", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "request"],
                name="request_stands_once_in_a_run",
                violation_error_message="Этот запрос в подборе уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=False) | ~Q(state=LineState.PUBLISHED),
                name="published_line_names_its_mentor",
                violation_error_message="Опубликованная строка называет наставника.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} — {self.mentor or 'без наставника'}"
