"""Places of mentors: the capacity as rows, so that the database itself keeps it (docs/adr/0006)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from mentorship.bank.models.mentors import Mentor


class MentorPlaceQuerySet(models.QuerySet["MentorPlace"]):
    """Questions about places; `member` is the link of the app of pairs, which stands above this one."""

    def free(self, on: date) -> Self:
        """Places nobody takes on the day: never held, or by a member whose last day has passed."""
        return self.filter(Q(member__isnull=True) | Q(member__end_date__lt=on))

    def taken(self, on: date) -> Self:
        """Places held by a member without an end before the day (contract §4)."""
        return self.filter(
            Q(member__end_date__isnull=True) | Q(member__end_date__gte=on), member__isnull=False
        )

    def open_for(self, mentors: "Iterable[Mentor]") -> list["MentorPlace"]:
        """Make the places of mentors that have none yet, as many as the capacity of each."""
        return MentorPlace.objects.bulk_create(
            MentorPlace(mentor=mentor, number=number)
            for mentor in mentors
            for number in range(1, mentor.capacity + 1)
        )


class MentorPlace(models.Model):
    """One place of a mentor for a mentee: as many rows as the capacity.

    A member of a pair holds a place by a unique link, so that the database itself keeps the capacity.
    """

    mentor = models.ForeignKey("bank.Mentor", models.CASCADE, related_name="places", verbose_name="наставник")
    number = models.PositiveSmallIntegerField("номер")

    objects = MentorPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "место у наставника"
        verbose_name_plural = "места у наставников"
        ordering = ["mentor", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "number"],
                name="place_stands_once",
                violation_error_message="Это место у наставника уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor}, место {self.number}"
