"""Pairs and groups: one mentor, one or more members with their own dates."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from mentorship.bank.models import MenteeRequest, Mentor, MentorPlace
from mentorship.pairs.enums import ENTERED_STATES, LIVE_STATES, PLACE_STATES, PairState
from mentorship.pairs.models.orders import Order
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from schools import years
from schools.fields import FoldedField
from schools.models import Municipality, Person, Subject

if TYPE_CHECKING:
    from schools.models import User


class PairQuerySet(models.QuerySet["Pair"]):
    """Questions about pairs."""

    def visible_to(self, user: "User", *, counts: bool = False) -> Self:
        """Pairs of the user's scope: of the municipality, with someone of the own school, or the own."""
        scope = user.access.scope("pairs", counts=counts)
        as_mentor = scope.q(municipality="municipality", school="mentor__person__school", person="mentor")
        member = PairMember.objects.filter(
            scope.q(school="mentee__school", person="mentee"), pair=models.OuterRef("pk")
        )
        return self.filter(as_mentor | models.Exists(member))

    def live(self) -> Self:
        """Pairs that are proposed, agreed, ordered, active or paused."""
        return self.filter(state__in=LIVE_STATES)

    def active(self) -> Self:
        """Pairs at work."""
        return self.filter(state=PairState.ACTIVE)

    def without_order(self) -> Self:
        """Agreed pairs that wait for an order."""
        return self.filter(state=PairState.AGREED, order__isnull=True)


class Pair(models.Model):
    """A pair or a group: what it works on and in which state it is; dates belong to the members."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="pairs", verbose_name="муниципалитет"
    )
    number = models.CharField("№ пары", max_length=40)
    number_key = FoldedField("ключ поиска", max_length=40, of=("number",))
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="pairs", verbose_name="наставник")
    form = models.ForeignKey(
        MentoringForm, models.PROTECT, related_name="pairs", verbose_name="форма", null=True, blank=True
    )
    variant = models.ForeignKey(
        FormVariant, models.PROTECT, related_name="pairs", verbose_name="вариант", null=True, blank=True
    )
    focus = models.ForeignKey(
        Focus, models.PROTECT, related_name="pairs", verbose_name="направление", null=True, blank=True
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name="предмет", null=True, blank=True
    )
    goal = models.TextField("цель", blank=True, max_length=2000)
    order = models.ForeignKey(
        Order, models.PROTECT, related_name="pairs", verbose_name="приказ", null=True, blank=True
    )
    state = models.CharField("состояние", max_length=10, choices=PairState, default=PairState.PROPOSED)
    result = models.TextField("итог", blank=True, max_length=4000)
    created_at = models.DateTimeField("создана", auto_now_add=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара или группа"
        verbose_name_plural = "пары и группы"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number_key"],
                name="pair_number_stands_once",
                violation_error_message="Пара с этим номером уже есть.",
            )
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="pair_municipality_state")]

    def __str__(self) -> str:
        return f"Пара № {self.number}"


class PairMemberQuerySet(models.QuerySet["PairMember"]):
    """Questions about memberships, the source of «who entered the programme» (contract §4)."""

    def entered(self, start: date, on: date) -> Self:
        """Memberships that started on or after `start` and on or before `on`, the pair having begun."""
        return self.filter(
            pair__state__in=ENTERED_STATES, start_date__gte=start, start_date__lte=on
        )

    def touching_year(self, year: int) -> Self:
        """Memberships of begun pairs with at least one day in the school year."""
        return self.filter(
            Q(end_date__isnull=True) | Q(end_date__gte=years.first_day(year)),
            pair__state__in=ENTERED_STATES,
            start_date__lte=years.last_day(year),
        )

    def taking_places(self, today: date) -> Self:
        """Memberships that take a place of their mentor: the pair holds places, no end before today."""
        return self.filter(
            Q(end_date__isnull=True) | Q(end_date__gte=today), pair__state__in=PLACE_STATES
        )


class PairMember(models.Model):
    """A mentee in a pair with own dates; holds a place of the mentor while the pair does (docs/adr/0006)."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="members", verbose_name="пара")
    mentor = models.ForeignKey(
        Mentor,
        models.PROTECT,
        related_name="memberships",
        verbose_name="наставник",
        editable=False,
        help_text="Наставник пары: повторён, чтобы база сама не допускала наставничества над собой.",
    )
    mentee = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name="наставляемый"
    )
    request = models.ForeignKey(
        MenteeRequest,
        models.SET_NULL,
        related_name="memberships",
        verbose_name="запрос",
        null=True,
        blank=True,
    )
    place = models.OneToOneField(
        MentorPlace,
        models.PROTECT,
        related_name="member",
        verbose_name="место",
        null=True,
        blank=True,
        editable=False,
    )
    start_date = models.DateField("дата начала", null=True, blank=True)
    end_date = models.DateField("дата окончания", null=True, blank=True)

    objects = PairMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "участник пары"
        verbose_name_plural = "участники пар"
        ordering = ["pair", "start_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "mentee"],
                name="mentee_stands_once_in_a_pair",
                violation_error_message="Этот наставляемый уже есть в паре.",
            ),
            models.CheckConstraint(
                condition=~Q(mentee=F("mentor")),
                name="no_one_mentors_oneself",
                violation_error_message="Наставник не может быть своим наставляемым.",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="membership_ends_after_it_starts",
                violation_error_message="Дата окончания раньше даты начала.",
            ),
        ]
        indexes = [
            models.Index(fields=["mentee", "start_date"], name="member_mentee_start"),
            models.Index(fields=["mentor", "start_date"], name="member_mentor_start"),
        ]

    def __str__(self) -> str:
        return f"{self.pair}: {self.mentee}"
