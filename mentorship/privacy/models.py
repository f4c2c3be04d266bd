"""Requests about own data, acts of destroying them, files that a person still has to decide about."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.privacy.enums import OPEN_STATES, FileState, Ground, RequestState, Sign, Wish
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


class ActQuerySet(models.QuerySet["Act"]):
    """Questions about acts."""

    def visible_to(self, user: "User") -> Self:
        """Acts of the municipalities within the user's scope."""
        return self.filter(user.access.scope("acts").q(municipality="municipality"))


class Act(models.Model):
    """An act of destroying personal data with its extract of the journal (Роскомнадзор, приказ № 179).

    It names the person by the code alone, and does not lead to what is left of the record.
    """

    year = models.PositiveSmallIntegerField("год")
    number = models.PositiveIntegerField("номер")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет", null=True
    )
    operator = models.CharField("оператор", max_length=300)
    subject_code = models.CharField("чьи данные: код педагога", max_length=50, db_index=True)
    former_codes = models.JSONField("прежние коды: после объединения двойников", default=list, blank=True)
    ground = models.CharField("основание", max_length=10, choices=Ground)
    reason = models.CharField("причина", max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто предложил", null=True
    )
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто уничтожил", null=True
    )
    done_at = models.DateTimeField("когда")
    items = models.JSONField("что уничтожено", default=list)
    extract = models.JSONField("выгрузка из журнала", default=list)
    backups_until = models.DateField("в резервных копиях до")
    keep_until = models.DateField("хранить акт до")

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = "акт об уничтожении данных"
        verbose_name_plural = "акты об уничтожении данных"
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="act_number_stands_once_a_year",
                violation_error_message="Акт с этим номером уже есть: повторите.",
            )
        ]

    def __str__(self) -> str:
        return f"Акт № {self.year}-{self.number}"

    def get_absolute_url(self) -> str:
        """The act's page."""
        return reverse("privacy:act", args=[self.pk])

    @property
    def lines(self) -> list[tuple[int, datetime, str]]:
        """The extract for the page: the entry's number, its moment, what it says."""
        return [(line["number"], datetime.fromisoformat(line["at"]), line["text"]) for line in self.extract]


class LeftFileQuerySet(models.QuerySet["LeftFile"]):
    """Questions about files that were left."""

    def visible_to(self, user: "User") -> Self:
        """Files of the municipalities within the user's scope."""
        return self.filter(user.access.scope("acts").q(municipality="municipality"))

    def waiting(self) -> Self:
        """Those nobody has decided about, the soonest due first."""
        return self.filter(state=FileState.WAITING).order_by("due_date", "pk")


class LeftFile(models.Model):
    """A file that may still tell of the subject of an act, and of others too: a person decides about it.

    It is known by its path alone, which is random: the words that lead to it are those of its row.
    """

    act = models.ForeignKey(Act, models.PROTECT, related_name="files", verbose_name="акт")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="чей файл", null=True
    )
    path = models.CharField("путь в хранилище", max_length=250)
    sign = models.CharField("почему в списке", max_length=10, choices=Sign)
    state = models.CharField("решение", max_length=10, choices=FileState, default=FileState.WAITING)
    due_date = models.DateField("решить до")
    words = models.CharField("почему оставлен", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто решил", null=True
    )
    decided_at = models.DateTimeField("когда решено", null=True)
    entry = models.PositiveBigIntegerField("запись журнала", null=True)

    objects = LeftFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл, оставшийся после уничтожения данных"
        verbose_name_plural = "файлы, оставшиеся после уничтожения данных"
        ordering = ["act", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "path"],
                name="file_stands_once_in_an_act",
                violation_error_message="Этот файл уже в списке акта.",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.WAITING) | Q(decided_at__isnull=False),
                name="decision_about_a_file_has_its_time",
                violation_error_message="У решения о файле есть время.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act}, файл {self.path}"

    def get_absolute_url(self) -> str:
        """The page on which it is decided about."""
        return reverse("privacy:left_file", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided about it."""
        return self.state == FileState.WAITING


class PersonalRequestQuerySet(models.QuerySet["PersonalRequest"]):
    """Questions about requests."""

    def visible_to(self, user: "User") -> Self:
        """Requests of the people within the user's scope."""
        scope = user.access.scope("privacy")
        return self.filter(scope.q(municipality="municipality", school="person__school"))

    def waiting(self) -> Self:
        """Those that wait for an answer, the soonest due first."""
        return self.filter(state__in=OPEN_STATES).order_by("due_date", "pk")


class PersonalRequest(models.Model):
    """What somebody asks the centre to do with data of a person, with the day the law gives for it."""

    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        related_name="personal_requests",
        verbose_name="чьи данные",
        null=True,
        blank=True,
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет", null=True, blank=True
    )
    wish = models.CharField("просьба", max_length=10, choices=Wish)
    text = models.TextField("своими словами", max_length=2000, blank=True)
    ground = models.CharField("основание", max_length=10, choices=Ground, default=Ground.ASKED)
    state = models.CharField("состояние", max_length=10, choices=RequestState, default=RequestState.OPEN)
    asked_date = models.DateField("получена")
    due_date = models.DateField("срок ответа")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто записал",
        null=True,
        blank=True,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто предложил",
        null=True,
        blank=True,
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто ответил",
        null=True,
        blank=True,
    )
    answered_date = models.DateField("ответ дан", null=True, blank=True)
    answer = models.TextField("ответ", max_length=2000, blank=True)
    act = models.ForeignKey(
        Act, models.PROTECT, related_name="requests", verbose_name="акт", null=True, blank=True
    )

    objects = PersonalRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "просьба о персональных данных"
        verbose_name_plural = "просьбы о персональных данных"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "wish"],
                condition=Q(state__in=OPEN_STATES, person__isnull=False),
                name="one_open_request_of_a_wish",
                violation_error_message="Такая просьба уже ждёт ответа.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person or 'Данные уничтожены'}: {self.get_wish_display()}"

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("privacy:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in OPEN_STATES
