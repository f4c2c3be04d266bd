"""The municipal event of the year: at least one a school year (domain.md §1.14)."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models.occasions import OccasionQuerySet
from schools.fields import FoldedField
from schools.models import Municipality, School

# Document 004: «муниципальное мероприятие» is held not less than once a year.
EVENTS_A_YEAR = 1


class TownEventQuerySet(OccasionQuerySet["TownEvent"]):
    """Questions about municipal events."""


class TownEvent(models.Model):
    """A municipal event on mentoring (festival, forum, …): which schools took part, what came of it."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="town_events", verbose_name="муниципалитет"
    )
    date = models.DateField("дата")
    place = models.CharField("место", max_length=250, blank=True)
    topic = models.CharField("название и тема", max_length=500)
    state = models.CharField("состояние", max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    schools = models.ManyToManyField(
        School, related_name="town_events", verbose_name="школы-участницы", blank=True
    )
    result = models.TextField("итог", max_length=4000, blank=True)
    news_url = models.URLField(
        "ссылка на новость",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    topic_key = FoldedField("ключ поиска", of=("topic",), blank=True, default="")

    objects = TownEventQuerySet.as_manager()

    class Meta:
        verbose_name = "муниципальное мероприятие"
        verbose_name_plural = "муниципальные мероприятия"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MeetingState.HELD) | ~Q(result=""),
                name="held_town_event_has_a_result",
                violation_error_message="У проведённого мероприятия запишите итог.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.topic}"

    def get_absolute_url(self) -> str:
        """The event's page."""
        return reverse("roadmap:town_event", args=[self.pk])
