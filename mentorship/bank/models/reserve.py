"""Sessions of training programmes and the personnel reserve (школа кадрового резерва, document 000)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from mentorship.bank.models.words import TrainingProgramme
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


class TrainingSessionQuerySet(models.QuerySet["TrainingSession"]):
    """Questions about sessions."""

    def visible_to(self, user: "User", area: str = "matching") -> Self:
        """Sessions of the municipalities within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="municipality"))


class TrainingSession(models.Model):
    """A day of a training programme: what, where, by whom; a session may be held at a distance."""

    programme = models.ForeignKey(
        TrainingProgramme, models.PROTECT, related_name="sessions", verbose_name="программа"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="training_sessions", verbose_name="муниципалитет"
    )
    date = models.DateField("дата")
    title = models.CharField("тема занятия", max_length=300)
    hours = models.PositiveSmallIntegerField("часов", null=True, blank=True)
    is_distance = models.BooleanField("дистанционно", default=False)
    place = models.CharField("место", max_length=300, blank=True)
    lecturer = models.CharField("кто проводит", max_length=300, blank=True)
    attended: models.ManyToManyField = models.ManyToManyField(
        Person, related_name="training_sessions", verbose_name="кто был", blank=True
    )

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "занятие программы обучения"
        verbose_name_plural = "занятия программ обучения"
        ordering = ["-date", "pk"]

    def __str__(self) -> str:
        return f"{self.programme}, {self.date:%d.%m.%Y}"


class ReserveMemberQuerySet(models.QuerySet["ReserveMember"]):
    """Questions about the reserve."""

    def visible_to(self, user: "User", area: str = "matching") -> Self:
        """Members among the people within the user's scope."""
        scope = user.access.scope(area)
        return self.filter(scope.q(municipality="person__municipality", school="person__school"))

    def current(self) -> Self:
        """Those who stand in the reserve."""
        return self.filter(excluded_date__isnull=True)


class ReserveMember(models.Model):
    """A teacher in the personnel reserve (кадровый резерв): potentially able to lead, with a programme."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="reserve_entries", verbose_name="педагог")
    target_position = models.CharField("на какую должность", max_length=200)
    programme = models.ForeignKey(
        TrainingProgramme,
        models.PROTECT,
        related_name="reserve",
        verbose_name="программа подготовки",
        null=True,
        blank=True,
    )
    basis = models.CharField("основание", max_length=300, blank=True)
    included_date = models.DateField("включён")
    excluded_date = models.DateField("исключён", null=True, blank=True)
    excluded_reason = models.CharField("почему исключён", max_length=300, blank=True)

    objects = ReserveMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "участник кадрового резерва"
        verbose_name_plural = "кадровый резерв"
        ordering = ["person__name_key", "-included_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(excluded_date__isnull=True),
                name="person_stands_once_in_the_reserve",
                violation_error_message="Этот педагог уже в кадровом резерве.",
            ),
            models.CheckConstraint(
                condition=Q(excluded_date__isnull=True) | Q(excluded_date__gte=F("included_date")),
                name="reserve_ends_after_it_starts",
                violation_error_message="Исключение раньше включения.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.target_position}"
