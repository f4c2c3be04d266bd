"""Who took part in an event, by name."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from mentorship.roadmap.enums import AttendanceWay
from mentorship.roadmap.models.events import Occurrence, RoadmapEvent
from schools.fields import FoldedField
from schools.models import Person


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Questions about those who took part."""

    def confirmed(self) -> Self:
        """Known people, and guests whom the curator has confirmed."""
        return self.filter(is_confirmed=True)

    def waiting(self) -> Self:
        """Guests who gave their name at the door and wait for the curator."""
        return self.filter(is_confirmed=False)

    def of_time(self, occurrence: Occurrence | None) -> Self:
        """Of one time the event was held; None is the event itself."""
        return self.filter(occurrence=occurrence)

    def between(self, start: date, on: date) -> Self:
        """Confirmed ones from the one day to the other, both included."""
        return self.confirmed().filter(date__range=(start, on))

    def by_name(self) -> Self:
        """In the order of a list at the door: by name, guests among the rest."""
        key = Coalesce("person__name_key", "guest_key")
        return self.select_related("person__school", "person__position").order_by(key, "pk")


class Attendance(models.Model):
    """A person, or a guest known by name only, who took part in an event on a day."""

    event = models.ForeignKey(
        RoadmapEvent, models.CASCADE, related_name="attendance", verbose_name="мероприятие"
    )
    occurrence = models.ForeignKey(
        Occurrence,
        models.CASCADE,
        related_name="attendance",
        verbose_name="факт проведения",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="attendance", verbose_name="педагог", null=True, blank=True
    )
    guest_name = models.CharField("гость", max_length=200, blank=True)
    guest_key = FoldedField("ключ гостя", max_length=200, of=("guest_name",), default="", blank=True)
    guest_place = models.CharField("откуда гость", max_length=200, blank=True)
    date = models.DateField("дата")
    way = models.CharField("как отмечен", max_length=6, choices=AttendanceWay, default=AttendanceWay.HAND)
    is_confirmed = models.BooleanField("подтверждён", default=True)
    added_at = models.DateTimeField("записано", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто", null=True, blank=True
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "участник мероприятия"
        verbose_name_plural = "участники мероприятий"
        ordering = ["event", "date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(occurrence__isnull=True, person__isnull=False),
                name="person_attends_an_event_once",
                violation_error_message="Этот участник в списке уже есть.",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "person"],
                condition=Q(occurrence__isnull=False, person__isnull=False),
                name="person_attends_an_occurrence_once",
                violation_error_message="Этот участник в списке уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="")
                | (Q(person__isnull=True) & ~Q(guest_name="")),
                name="attendance_names_a_person_or_a_guest",
                violation_error_message="Участник — педагог из портала или гость, названный по имени.",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | Q(person__isnull=True),
                name="only_a_guest_waits_to_be_confirmed",
                violation_error_message="Подтверждения ждёт только гость.",
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.guest_name

    @property
    def place(self) -> str:
        """Where the participant comes from, in words."""
        if self.person is None:
            return self.guest_place
        return str(self.person.school) if self.person.school else "сотрудник муниципалитета"
