"""Coordination meetings of the municipality: at least two a school year (document 004)."""

from django.db import models
from django.urls import reverse

from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models.occasions import OccasionQuerySet
from schools.fields import FoldedField
from schools.models import Municipality, Person

# Document 004: «не реже двух раз в год», counted by school years (decisions.md, A-46 of domain.md).
MEETINGS_A_YEAR = 2


class CoordinationMeetingQuerySet(OccasionQuerySet["CoordinationMeeting"]):
    """Questions about meetings."""


class CoordinationMeeting(models.Model):
    """A coordination meeting: agenda, participants, protocol; its decisions are rows of their own."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="meetings", verbose_name="муниципалитет"
    )
    date = models.DateField("дата")
    place = models.CharField("место", max_length=250, blank=True)
    topic = models.CharField("тема", max_length=500)
    state = models.CharField("состояние", max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    protocol_number = models.CharField("№ протокола", max_length=40, blank=True)
    chair = models.CharField("председатель", max_length=200, blank=True)
    secretary = models.CharField("секретарь", max_length=200, blank=True)
    topic_key = FoldedField("ключ поиска", of=("topic",), blank=True, default="")

    objects = CoordinationMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "координационное совещание"
        verbose_name_plural = "координационные совещания"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.topic}"

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return reverse("roadmap:meeting", args=[self.pk])


class AgendaItem(models.Model):
    """A question of a meeting and who reports on it."""

    meeting = models.ForeignKey(
        CoordinationMeeting, models.CASCADE, related_name="agenda", verbose_name="совещание"
    )
    order = models.PositiveSmallIntegerField("порядок")
    text = models.CharField("вопрос", max_length=500)
    speaker = models.CharField("докладчик", max_length=200, blank=True)

    class Meta:
        verbose_name = "вопрос повестки"
        verbose_name_plural = "повестка"
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="agenda_item_has_its_own_place",
                violation_error_message="Вопрос с этим номером в повестке уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class MeetingParticipant(models.Model):
    """Somebody present: a person of the portal, or a guest by name."""

    meeting = models.ForeignKey(
        CoordinationMeeting, models.CASCADE, related_name="participants", verbose_name="совещание"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="at_meetings", verbose_name="человек", null=True, blank=True
    )
    guest = models.CharField("кто ещё", max_length=250, blank=True)

    class Meta:
        verbose_name = "участник совещания"
        verbose_name_plural = "участники совещания"
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, guest="")
                | models.Q(person__isnull=True) & ~models.Q(guest=""),
                name="participant_is_a_person_or_a_guest",
                violation_error_message="Участник — человек из портала или имя гостя.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="person_is_once_at_a_meeting",
                violation_error_message="Этот человек уже отмечен на совещании.",
            ),
        ]

    def __str__(self) -> str:
        return self.guest if self.person is None else self.person.full_name


def enough_held(meetings: CoordinationMeetingQuerySet) -> int:
    """Count the municipalities that held at least the required number of these meetings."""
    by_town = meetings.held().order_by().values("municipality").annotate(count=models.Count("pk"))
    return by_town.filter(count__gte=MEETINGS_A_YEAR).count()
