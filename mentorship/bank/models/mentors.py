"""Mentors: the person in the bank, the cards others see, the places for mentees, trainings."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from mentorship.bank.enums import LISTED_STATES, Experience, MentorSource, MentorState
from mentorship.programmes.models import Focus
from schools.enums import Category, ConsentKind
from schools.models import Person, Subject
from schools.words import Word

if TYPE_CHECKING:
    from schools.models import User

DEFAULT_CAPACITY = 3


class MenteeCategory(Word):
    """Who can become a mentee: молодой/начинающий педагог, педагог в процессе адаптации, …"""

    class Meta(Word.Meta):
        verbose_name = "категория наставляемого"
        verbose_name_plural = "категории наставляемых"


class MentorQuerySet(models.QuerySet["Mentor"]):
    """Questions about mentors."""

    def visible_to(self, user: "User", area: str = "bank") -> Self:
        """Mentors within the user's scope of an area."""
        scope = user.access.scope(area)
        return self.filter(
            scope.q(municipality="person__municipality", school="person__school", person="person")
        )

    def listed(self) -> Self:
        """Those whose cards are found in the bank."""
        return self.filter(state__in=LISTED_STATES)

    def published(self) -> Self:
        """Those whom the public page shows: listed, with a live consent of publication."""
        return self.listed().filter(
            person__consents__kind=ConsentKind.PUBLICATION, person__consents__withdrawn_date__isnull=True
        )


class Mentor(models.Model):
    """A person of the bank of mentors; the primary key is the person's own."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="mentor", verbose_name="педагог"
    )
    state = models.CharField("состояние", max_length=12, choices=MentorState, default=MentorState.CANDIDATE)
    source = models.CharField("откуда", max_length=12, choices=MentorSource, default=MentorSource.METHODIST)
    capacity = models.PositiveSmallIntegerField(
        "мест", default=DEFAULT_CAPACITY, help_text="Сколько наставляемых может вести одновременно."
    )
    page = models.URLField("страница", blank=True, max_length=500)
    contact_email = models.EmailField("электронный адрес", blank=True)
    about = models.TextField("о себе", blank=True, max_length=2000)
    created_at = models.DateTimeField("внесён", auto_now_add=True)

    objects = MentorQuerySet.as_manager()

    class Meta:
        verbose_name = "наставник"
        verbose_name_plural = "наставники"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=30),
                name="capacity_is_1_to_30",
                violation_error_message="Мест у наставника — от 1 до 30.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class MentorCard(models.Model):
    """A row of the bank (document 004): a subject and a direction in which the mentor works.

    The layout's «стаж» and «категория» describe the mentor in real banks and the wanted mentee in the
    document's text: both pairs of fields exist (decisions.md §5).
    """

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="cards", verbose_name="наставник")
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="+", verbose_name="предмет", null=True, blank=True
    )
    focus = models.ForeignKey(
        Focus, models.PROTECT, related_name="+", verbose_name="направление", null=True, blank=True
    )
    mentee_category = models.ForeignKey(
        MenteeCategory,
        models.PROTECT,
        related_name="+",
        verbose_name="кто может стать наставляемым",
        null=True,
        blank=True,
    )
    own_experience = models.CharField("стаж наставника, лет", max_length=5, choices=Experience, blank=True)
    own_category = models.CharField("категория наставника", max_length=20, choices=Category, blank=True)
    wanted_experience = models.CharField(
        "примерный стаж наставляемого, лет", max_length=5, choices=Experience, blank=True
    )
    wanted_category = models.CharField(
        "предполагаемая категория наставляемого", max_length=20, choices=Category, blank=True
    )

    class Meta:
        verbose_name = "карточка наставника"
        verbose_name_plural = "карточки наставников"
        ordering = ["mentor__person__name_key", "subject__key", "focus__key"]
        constraints = [
            # NULLs are distinct in a unique index: each combination of blanks has its own.
            models.UniqueConstraint(
                fields=["mentor", "subject", "focus"],
                name="card_stands_once",
                violation_error_message="Карточка с этим предметом и направлением уже есть.",
            ),
            models.UniqueConstraint(
                fields=["mentor", "subject"],
                condition=Q(focus__isnull=True, subject__isnull=False),
                name="card_without_focus_stands_once",
                violation_error_message="Карточка с этим предметом уже есть.",
            ),
            models.UniqueConstraint(
                fields=["mentor", "focus"],
                condition=Q(subject__isnull=True, focus__isnull=False),
                name="card_without_subject_stands_once",
                violation_error_message="Карточка с этим направлением уже есть.",
            ),
            models.UniqueConstraint(
                fields=["mentor"],
                condition=Q(subject__isnull=True, focus__isnull=True),
                name="blank_card_stands_once",
                violation_error_message="Карточка без предмета и направления уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor}: {self.subject or 'без предмета'}, {self.focus or 'без направления'}"


class MentorPlace(models.Model):
    """One place of a mentor for a mentee: as many rows as the capacity (docs/adr/0006).

    A member of a pair holds a place by a unique link, so that the database itself keeps the capacity.
    """

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="places", verbose_name="наставник")
    number = models.PositiveSmallIntegerField("номер")

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


class Interview(models.Model):
    """An interview with a candidate: the mark of readiness (document 004)."""

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="interviews", verbose_name="наставник")
    date = models.DateField("дата")
    interviewers = models.CharField("кто проводил", max_length=300, blank=True)
    with_psychologist = models.BooleanField("с психологом", default=False)
    is_ready = models.BooleanField("готов")
    notes = models.TextField("заметки", blank=True)

    class Meta:
        verbose_name = "собеседование"
        verbose_name_plural = "собеседования"
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.date:%d.%m.%Y}"


class TrainingProgramme(Word):
    """Programmes of training of mentors and curators."""

    class Meta(Word.Meta):
        verbose_name = "программа обучения"
        verbose_name_plural = "программы обучения"


class TrainingQuerySet(models.QuerySet["Training"]):
    """Questions about trainings."""

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
