"""Coordination meetings of the municipality: at least two a school year (document 004)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from mentorship.roadmap.enums import MeetingState
from schools import years
from schools.models import Municipality

if TYPE_CHECKING:
    from schools.models import User


# Document 004: «не реже двух раз в год», counted by school years (decisions.md, A-46 of domain.md).
MEETINGS_A_YEAR = 2


class CoordinationMeetingQuerySet(models.QuerySet["CoordinationMeeting"]):
    """Questions about meetings."""

    def visible_to(self, user: "User") -> Self:
        """Meetings of the municipalities the user's roles reach, a school's roles included."""
        return self.filter(user.access.scope("meetings").q(municipality="municipality"))

    def changeable_by(self, user: "User") -> Self:
        """Meetings the user may plan and write down."""
        return self.filter(user.access.scope("meetings", change=True).q(municipality="municipality"))

    def of_year(self, year: int) -> Self:
        """Meetings of a school year."""
        return self.filter(date__range=(years.first_day(year), years.last_day(year)))

    def held(self) -> Self:
        """Meetings that took place."""
        return self.filter(state=MeetingState.HELD)


class CoordinationMeeting(models.Model):
    """A coordination meeting: agenda, state, decisions with owners."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="meetings", verbose_name="муниципалитет"
    )
    date = models.DateField("дата")
    place = models.CharField("место", max_length=250, blank=True)
    topic = models.CharField("повестка", max_length=500)
    state = models.CharField("состояние", max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    protocol_number = models.CharField("№ протокола", max_length=40, blank=True)
    decisions = models.TextField("решения", blank=True, max_length=8000)

    objects = CoordinationMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "координационное совещание"
        verbose_name_plural = "координационные совещания"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MeetingState.HELD) | ~Q(decisions=""),
                name="held_meeting_has_decisions",
                violation_error_message="У проведённого совещания запишите решения.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.topic}"


def enough_held(meetings: CoordinationMeetingQuerySet) -> int:
    """Count the municipalities that held at least the required number of these meetings."""
    by_town = meetings.held().order_by().values("municipality").annotate(count=models.Count("pk"))
    return by_town.filter(count__gte=MEETINGS_A_YEAR).count()
