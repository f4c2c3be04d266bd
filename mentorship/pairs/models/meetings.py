"""The journal of a pair."""

from typing import TYPE_CHECKING, Self

from django.db import models

from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.models.pairs import Pair
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def visible_to(self, user: "User") -> Self:
        """Meetings of the pairs within the user's scope."""
        return self.filter(pair__in=Pair.objects.visible_to(user))

    def unconfirmed(self) -> Self:
        """Meetings that only one side has spoken of."""
        return self.filter(confirmed_by__isnull=True)


class Meeting(models.Model):
    """A meeting of a pair, logged in one line, confirmed by the other side."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="meetings", verbose_name="пара")
    date = models.DateField("дата")
    kind = models.CharField("вид", max_length=12, choices=MeetingKind, default=MeetingKind.REGULAR)
    topic = models.CharField("о чём", max_length=300)
    logged_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="записал", null=True, blank=True
    )
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="подтвердил", null=True, blank=True
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "встреча"
        verbose_name_plural = "встречи"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.pair}, {self.date:%d.%m.%Y}"
