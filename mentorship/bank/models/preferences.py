"""Whom each side would like to work with, asked after the group meeting (document 001, steps 18–19)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from schools.fields import AcademicYearField
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User

MOST_CHOICES = 3


class Side(models.TextChoices):
    """Who chooses."""

    MENTEE = "mentee", "наставляемый"
    MENTOR = "mentor", "наставник"


class MentorPreferenceQuerySet(models.QuerySet["MentorPreference"]):
    """Questions about preferences."""

    def visible_to(self, user: "User", area: str = "requests") -> Self:
        """Preferences of the people within the user's scope."""
        scope = user.access.scope(area)
        return self.filter(
            scope.q(municipality="person__municipality", school="person__school", person="person")
        )


class MentorPreference(models.Model):
    """One choice of a person in a school year: the first, the second or the third."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="preferences", verbose_name="кто выбирает"
    )
    side = models.CharField("в роли", max_length=6, choices=Side)
    chosen = models.ForeignKey(Person, models.CASCADE, related_name="chosen_by", verbose_name="кого")
    year = AcademicYearField("учебный год")
    rank = models.PositiveSmallIntegerField("по счёту", default=1)
    given_date = models.DateField("дата")

    objects = MentorPreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "предпочтение после групповой встречи"
        verbose_name_plural = "предпочтения после групповой встречи"
        ordering = ["-year", "person__name_key", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "side", "year", "rank"],
                name="choice_of_a_rank_stands_once",
                violation_error_message="Выбор с этим номером уже сделан.",
            ),
            models.UniqueConstraint(
                fields=["person", "side", "year", "chosen"],
                name="one_is_chosen_once",
                violation_error_message="Этого человека вы уже назвали.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_CHOICES),
                name="rank_is_1_to_3",
                violation_error_message="Назвать можно не больше трёх человек.",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("chosen")),
                name="no_one_chooses_oneself",
                violation_error_message="Себя выбрать нельзя.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.chosen} ({self.rank})"
