"""Requests of mentees."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from mentorship.bank.enums import BASE_STATES, WAITING_STATES, RequestState
from mentorship.bank.models.words import Difficulty, MenteeCategory, RequestSource
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.searching import holding
from schools import years
from schools.fields import AcademicYearField
from schools.models import Person, Subject

if TYPE_CHECKING:
    from schools.models import User


# The day since when a request waits; of one that waits no more a day after all others.
WAITING_SINCE = models.Case(
    models.When(state__in=WAITING_STATES, then="requested_date"), default=models.Value(date(9999, 12, 31))
)


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

    def in_base(self) -> Self:
        """Requests of the base of mentees: accepted once and not called off since."""
        return self.filter(state__in=BASE_STATES)

    def waiting_first(self) -> Self:
        """Waiting requests on top, the longest wait first; then the rest, the newest first."""
        return self.annotate(waiting_since=WAITING_SINCE).order_by(
            "waiting_since", "-requested_date", "person__name_key", "pk"
        )

    def search(self, text: str) -> Self:
        """Those whose person, school, subject or difficulty hold every word of the text, in any case."""
        return holding(
            self, text, "person__name_key", "person__school__name_key", "subject__key", "difficulty__key"
        )

    def counted_by_school(self) -> "models.QuerySet[MenteeRequest, dict[str, Any]]":
        """Rows of a school's name with a count for each state, drafts and called off ones left out."""
        counts = {state.value: Count("pk", filter=Q(state=state)) for state in COUNTED_STATES}
        return (
            self.filter(state__in=COUNTED_STATES)
            .order_by("person__school__name_key")
            .values("person__school__name")
            .annotate(total=Count("pk"), **counts)
        )


COUNTED_STATES = (RequestState.SUBMITTED, *BASE_STATES)


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
    is_team = models.BooleanField(
        "запрос управленческой команды", default=False, help_text="Педагог выше — контактное лицо команды."
    )
    team = models.ManyToManyField(
        Person, related_name="team_requests", verbose_name="члены команды", blank=True
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
        indexes = [
            # the order of the list, and those of it that are counted on every page
            models.Index(WAITING_SINCE, models.F("requested_date").desc(), name="request_waiting_first"),
            models.Index(fields=["person"], condition=Q(state__in=WAITING_STATES), name="request_that_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.difficulty}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the year with the date it follows from."""
        self.set_year()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("requests:detail", args=[self.pk])

    def set_year(self) -> None:
        """Take the school year from the date."""
        self.year = years.year_of(self.requested_date)

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a mentor."""
        return self.state in WAITING_STATES

    def waited_days(self, on: date) -> int:
        """Full days since the request was made."""
        return (on - self.requested_date).days
