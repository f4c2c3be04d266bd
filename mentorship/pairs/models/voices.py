"""What only the pair says: diaries that nobody else reads, the pulse, effects named at the end."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from mentorship.pairs.enums import PairState
from mentorship.pairs.models.pairs import Pair
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User

WORST, BEST = 1, 5
# So low an answer asks the curator to do something.
LOW = 2


class DiaryEntryQuerySet(models.QuerySet["DiaryEntry"]):
    """Questions about diaries."""

    def of_pair_of(self, user: "User") -> Self:
        """Entries of the pairs the person is a side of; no role sees any other."""
        person = user.person_id
        if person is None:
            return self.none()
        return self.filter(Q(pair__mentor=person) | Q(pair__members__mentee=person)).distinct()


class DiaryEntry(models.Model):
    """A page of the mentor's or the mentee's diary: seen by the sides of the pair alone."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="diary", verbose_name="пара")
    author = models.ForeignKey(Person, models.CASCADE, related_name="diary_entries", verbose_name="автор")
    date = models.DateField("дата")
    text = models.TextField("запись", max_length=4000)
    created_at = models.DateTimeField("создана", auto_now_add=True)

    objects = DiaryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись дневника"
        verbose_name_plural = "дневник пары"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.pair}, {self.date:%d.%m.%Y}"


class PulseQuerySet(models.QuerySet["Pulse"]):
    """Questions about the pulse."""

    def unanswered(self) -> Self:
        """Questions that still wait for an answer of a pair at work."""
        return self.filter(answered_at__isnull=True, pair__state=PairState.ACTIVE)

    def low(self) -> Self:
        """Low answers of pairs at work to which nobody has written what was done."""
        at_work = (PairState.ACTIVE, PairState.PAUSED)
        return self.filter(score__lte=LOW, reacted_at__isnull=True, pair__state__in=at_work)


class Pulse(models.Model):
    """One question to one side of a pair, at day 30 and every 60 days after: how is it going, 1 to 5."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="pulses", verbose_name="пара")
    person = models.ForeignKey(Person, models.CASCADE, related_name="pulses", verbose_name="кого спросили")
    due_date = models.DateField("на какой день")
    score = models.PositiveSmallIntegerField("оценка", null=True, blank=True)
    wish = models.CharField("чем помочь", max_length=500, blank=True)
    answered_at = models.DateTimeField("ответ дан", null=True, blank=True)
    reaction = models.CharField("что сделано", max_length=500, blank=True)
    reacted_at = models.DateTimeField("когда сделано", null=True, blank=True)
    reacted_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="кто сделал", null=True, blank=True
    )

    objects = PulseQuerySet.as_manager()

    class Meta:
        verbose_name = "пульс пары"
        verbose_name_plural = "пульс пар"
        ordering = ["-due_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "person", "due_date"],
                name="pulse_is_asked_once",
                violation_error_message="Этот вопрос уже задан.",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=WORST, score__lte=BEST),
                name="pulse_is_1_to_5",
                violation_error_message="Оценка — от 1 до 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}, {self.due_date:%d.%m.%Y}"

    @property
    def is_low(self) -> bool:
        """Whether the answer asks somebody to do something."""
        return self.score is not None and self.score <= LOW
