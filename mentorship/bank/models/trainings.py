"""Trainings of mentors and curators."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from mentorship.bank.models.words import TrainingProgramme
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User


class TrainingQuerySet(models.QuerySet["Training"]):
    """Questions about trainings."""

    def visible_to(self, user: "User", area: str = "matching") -> Self:
        """Trainings of the people within the user's scope of an area."""
        scope = user.access.scope(area)
        return self.filter(
            scope.q(municipality="person__municipality", school="person__school", person="person")
        )

    def done_by(self, on: date) -> Self:
        """Trainings on or before the day."""
        return self.filter(date__lte=on)


class Training(models.Model):
    """A training a mentor or a curator has passed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="trainings", verbose_name="педагог")
    programme = models.ForeignKey(
        TrainingProgramme, models.PROTECT, related_name="trainings", verbose_name="программа"
    )
    date = models.DateField("дата")
    hours = models.PositiveSmallIntegerField("часов", null=True, blank=True)
    is_distance = models.BooleanField("дистанционно", default=False)
    certificate = models.CharField("№ удостоверения", max_length=100, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "обучение"
        verbose_name_plural = "обучение"
        ordering = ["-date", "person__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme", "date"],
                name="training_stands_once",
                violation_error_message="Это обучение уже записано.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.programme}"
