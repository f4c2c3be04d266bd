"""Letters: queued with the change they tell of, sent later, kept as a log of what was sent."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from mentorship.notices.enums import NoticeState, Topic
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about letters."""

    def visible_to(self, user: "User") -> Self:
        """Letters to the people within the user's scope, and to the user."""
        scope = user.access.scope("people")
        return self.filter(
            scope.q(municipality="person__municipality", school="person__school")
            | models.Q(person=user.access.person)
        )

    def due(self, now: datetime) -> Self:
        """Letters that wait for a try, the oldest first."""
        return self.filter(state=NoticeState.QUEUED, next_try_at__lte=now).order_by("pk")


class Notice(models.Model):
    """One letter to one person; the row is written in the transaction of the change, the mail goes later."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices", verbose_name="получатель")
    topic = models.CharField("о чём", max_length=10, choices=Topic)
    subject = models.CharField("тема", max_length=200)
    text = models.TextField("текст")
    path = models.CharField("страница портала", max_length=300, blank=True)
    key = models.CharField("ключ повтора", max_length=120, blank=True)
    state = models.CharField("состояние", max_length=12, choices=NoticeState, default=NoticeState.QUEUED)
    created_at = models.DateTimeField("создано", auto_now_add=True)
    next_try_at = models.DateTimeField("следующая попытка", default=timezone.now)
    tries = models.PositiveSmallIntegerField("попыток", default=0)
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)
    sent_to = models.EmailField("на адрес", blank=True)
    error = models.CharField("ошибка", max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"],
                condition=~models.Q(key=""),
                name="notice_of_a_key_is_posted_once",
                violation_error_message="Такое письмо этому человеку уже есть.",
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="notice_due")]

    def __str__(self) -> str:
        return f"{self.person}: {self.subject}"


class SwitchedOff(models.Model):
    """A topic a person wants no letters about."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="switched_off", verbose_name="человек")
    topic = models.CharField("о чём", max_length=10, choices=Topic)

    class Meta:
        verbose_name = "отключённая тема писем"
        verbose_name_plural = "отключённые темы писем"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "topic"],
                name="topic_is_switched_off_once",
                violation_error_message="Эта тема уже отключена.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_topic_display()}"
