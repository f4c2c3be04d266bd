"""Members of a pair: a mentee with own dates, who holds a place of the mentor."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from mentorship.bank.models import MenteeRequest, Mentor, MentorPlace
from mentorship.pairs.enums import ENTERED_STATES, LIVE_STATES, PLACE_STATES
from mentorship.pairs.models.pairs import Pair
from schools import years
from schools.enums import ConsentWay
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User


def _not_ended(on: date) -> Q:
    """The membership has no end before the day."""
    return Q(end_date__isnull=True) | Q(end_date__gte=on)


class PairMemberQuerySet(models.QuerySet["PairMember"]):
    """Questions about memberships, the source of «who entered the programme» (contract §4)."""

    def visible_to(self, user: "User") -> Self:
        """Members of the pairs within the user's scope."""
        return self.filter(pair__in=Pair.objects.visible_to(user))

    def entered(self, start: date, on: date) -> Self:
        """Memberships that started on or after `start` and on or before `on`, the pair having begun."""
        return self.filter(pair__state__in=ENTERED_STATES, start_date__gte=start, start_date__lte=on)

    def begun(self) -> Self:
        """Memberships of pairs that have begun, whatever came of them."""
        return self.filter(pair__state__in=ENTERED_STATES, start_date__isnull=False)

    def touching_year(self, year: int) -> Self:
        """Memberships of begun pairs with at least one day in the school year."""
        return self.begun().filter(_not_ended(years.first_day(year)), start_date__lte=years.last_day(year))

    def taking_places(self, today: date) -> Self:
        """Memberships that take a place of their mentor: the pair holds places, no end before today."""
        return self.filter(_not_ended(today), pair__state__in=PLACE_STATES)

    def live(self, today: date) -> Self:
        """Memberships of live pairs without an end before today, proposals included."""
        return self.filter(_not_ended(today), pair__state__in=LIVE_STATES)


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
    agreed_date = models.DateField("согласие дано", null=True, blank=True, editable=False)
    agreed_way = models.CharField(
        "способ согласия", max_length=10, choices=ConsentWay, blank=True, editable=False
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

    def is_current(self, on: date) -> bool:
        """Whether the membership has no end before the day."""
        return self.end_date is None or self.end_date >= on
