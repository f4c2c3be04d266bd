"""Requests of mentees and the lists they choose from."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from mentorship.bank.enums import WAITING_STATES, RequestState
from mentorship.bank.models.mentors import MenteeCategory
from mentorship.programmes.models import Focus
from schools import years
from schools.fields import AcademicYearField
from schools.models import Person, Subject
from schools.words import Word

if TYPE_CHECKING:
    from schools.models import User


class Difficulty(Word):
    """Professional difficulties (профессиональное затруднение); the list is open."""

    class Meta(Word.Meta):
        verbose_name = "профессиональное затруднение"
        verbose_name_plural = "профессиональные затруднения"


class RequestSource(Word):
    """Where a request comes from: самозапрос, куратор, тестирование, третьи лица."""

    class Meta(Word.Meta):
        verbose_name = "источник запроса"
        verbose_name_plural = "источники запросов"


class MenteeRequestQuerySet(models.QuerySet["MenteeRequest"]):
    """Questions about requests."""

    def visible_to(self, user: "User", *, counts: bool = False) -> Self:
        """Requests within the user's scope; with `counts` also those shown as numbers only."""
        scope = user.access.scope("requests", counts=counts)
        return self.filter(
            scope.q(municipality="person__municipality", school="person__school", person="person")
        )

    def waiting(self) -> Self:
        """Requests without a mentor yet."""
        return self.filter(state__in=WAITING_STATES)

    def ageing(self, on: date) -> Self:
        """Waiting requests, the longest wait first."""
        return self.waiting().filter(requested_date__lte=on).order_by("requested_date", "pk")


class MenteeRequest(models.Model):
    """What a teacher asks a mentor for: a subject, a difficulty, words."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="requests", verbose_name="педагог")
    mentee_category = models.ForeignKey(
        MenteeCategory,
        models.PROTECT,
        related_name="+",
        verbose_name="категория наставляемого",
        null=True,
        blank=True,
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name="предмет", null=True, blank=True
    )
    difficulty = models.ForeignKey(
        Difficulty, models.PROTECT, related_name="+", verbose_name="профессиональное затруднение"
    )
    focus = models.ForeignKey(
        Focus, models.PROTECT, related_name="+", verbose_name="направление", null=True, blank=True
    )
    details = models.TextField("своими словами", blank=True, max_length=2000)
    source = models.ForeignKey(
        RequestSource, models.PROTECT, related_name="+", verbose_name="источник", null=True, blank=True
    )
    requested_date = models.DateField("дата запроса")
    year = AcademicYearField("учебный год", editable=False)
    state = models.CharField("состояние", max_length=12, choices=RequestState, default=RequestState.DRAFT)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    objects = MenteeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "запрос наставляемого"
        verbose_name_plural = "запросы наставляемых"
        ordering = ["-requested_date", "person__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "difficulty", "year"],
                name="request_stands_once_a_year",
                violation_error_message="Такой запрос в этом учебном году уже есть.",
            ),
            models.UniqueConstraint(
                fields=["person", "difficulty", "year"],
                condition=Q(subject__isnull=True),
                name="request_without_subject_stands_once_a_year",
                violation_error_message="Такой запрос в этом учебном году уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.difficulty}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the year with the date it follows from."""
        self.year = years.year_of(self.requested_date)
        super().save(*args, **kwargs)

    def waited_days(self, on: date) -> int:
        """Full days since the request was made."""
        return (on - self.requested_date).days
