"""Mentors: the person in the bank, the cards others see, the interviews that select them."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from mentorship.bank.enums import GONE_STATES, LISTED_STATES, Experience, MentorSource, MentorState
from mentorship.bank.models.finding import holding
from mentorship.bank.models.places import MentorPlace
from mentorship.bank.models.words import Difficulty, MenteeCategory, SelectionCriterion
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.words import fold
from schools.enums import Category, ConsentKind
from schools.fields import FoldedField, WebAddressField
from schools.models import Consent, Person, Subject

if TYPE_CHECKING:
    from schools.models import User

DEFAULT_CAPACITY = 3
MOST_PLACES = 30


def unrenewed_withdrawals(person: str) -> "models.QuerySet[Consent]":
    """Withdrawals of a person's consent to processing or publication that no later consent has mended.

    `person` is the outer query's path to the person. A publication that was withdrawn is mended by a new
    consent to it, or by a new one to processing: then the card is back in the bank, but not public.
    """
    given_anew = Consent.objects.filter(
        person=OuterRef("person"),
        withdrawn_date__isnull=True,
        given_date__gte=OuterRef("withdrawn_date"),
        kind__in=(OuterRef("kind"), ConsentKind.PROCESSING),
    )
    return Consent.objects.filter(
        ~Exists(given_anew),
        person=OuterRef(person),
        withdrawn_date__isnull=False,
        kind__in=(ConsentKind.PROCESSING, ConsentKind.PUBLICATION),
    )


class MentorQuerySet(models.QuerySet["Mentor"]):
    """Questions about mentors."""

    def visible_to(self, user: "User", area: str = "bank") -> Self:
        """Mentors within the user's scope of an area.

        Of the bank everyone sees the listed; candidates and those who left are seen by whoever answers
        for them: the person, the own school's curator and director, methodist and head.
        """
        access = user.access
        paths = {"municipality": "person__municipality", "school": "person__school", "person": "person"}
        reached = access.scope(area).q(**paths)
        if area != "bank":
            return self.filter(reached)
        answers = access.scope("apply").q(**paths) | access.scope("matching").q(**paths)
        # whom the user answers for is told by the row alone: the consents are asked about for the others
        return self.filter(answers | reached & _is_listed())

    def listed(self) -> Self:
        """Those whose cards are found in the bank; a withdrawn consent takes them out at once."""
        return self.filter(_is_listed())

    def hidden_by_withdrawal(self) -> Self:
        """Those whose consent has been withdrawn and not given anew."""
        return self.filter(Exists(unrenewed_withdrawals("person")))

    def published(self) -> Self:
        """Those whom the public page shows: listed, with a live consent of publication."""
        return self.listed().filter(
            person__consents__kind=ConsentKind.PUBLICATION, person__consents__withdrawn_date__isnull=True
        )

    def nominated(self) -> Self:
        """Candidates who wait for a decision, the longest first."""
        return self.filter(state=MentorState.CANDIDATE).order_by("state_date", "person__name_key")

    def with_places(self, on: date) -> Self:
        """Annotate `free_places`, the number of places nobody takes on the day."""
        free = MentorPlace.objects.free(on).filter(mentor=OuterRef("pk")).order_by().values("mentor")
        count = models.Subquery(free.annotate(count=models.Count("pk")).values("count"))
        return self.annotate(free_places=Coalesce(count, 0))

    def free(self, on: date) -> Self:
        """Those who can take one more mentee."""
        return self.filter(Exists(MentorPlace.objects.free(on).filter(mentor=OuterRef("pk"))))

    def with_card(self, **conditions: Any) -> Self:
        """Those with a live card that meets all the conditions at once (fields of MentorCard)."""
        return self.filter(Exists(MentorCard.objects.live().filter(mentor=OuterRef("pk"), **conditions)))

    def search(self, text: str) -> Self:
        """Those whose name, school, cards or topics hold every word of the text, in any case."""
        found = self
        for word in fold(text).split():
            found = found.filter(holding(word))
        return found

    def enlist(self, people: Iterable[Person], **fields: Any) -> "list[Mentor]":
        """Make mentors of people in bulk, each with its places; `fields` as of `Mentor`."""
        mentors = Mentor.objects.bulk_create([Mentor(person=person, **fields) for person in people])
        MentorPlace.objects.open_for(mentors)
        return mentors


def _is_listed() -> Q:
    return Q(~Exists(unrenewed_withdrawals("person")), state__in=LISTED_STATES)


class Mentor(models.Model):
    """A person of the bank of mentors; the primary key is the person's own."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="mentor", verbose_name="педагог"
    )
    state = models.CharField("состояние", max_length=12, choices=MentorState, default=MentorState.CANDIDATE)
    state_date = models.DateField("в этом состоянии с", default=timezone.localdate, editable=False)
    state_before = models.CharField(
        "состояние до приостановки", max_length=12, choices=MentorState, blank=True, editable=False
    )
    source = models.CharField("откуда", max_length=12, choices=MentorSource, default=MentorSource.METHODIST)
    capacity = models.PositiveSmallIntegerField(
        "мест", default=DEFAULT_CAPACITY, help_text="Сколько наставляемых может вести одновременно."
    )
    training_waiver = models.CharField("почему обучение не нужно", max_length=300, blank=True)
    difficulties = models.ManyToManyField(
        Difficulty,
        related_name="mentors",
        verbose_name="с какими затруднениями помогает",
        blank=True,
    )
    favourite_topic = models.CharField("моя любимая учебная тема", max_length=300, blank=True)
    favourite_topic_key = FoldedField(
        "ключ поиска темы", max_length=300, of=("favourite_topic",), default="", blank=True
    )
    about = models.TextField("о себе", blank=True, max_length=2000)
    joined_date = models.DateField(
        "в банке с", null=True, blank=True, help_text="Если наставник был в банке раньше, чем попал в портал."
    )
    created_at = models.DateTimeField("внесён", auto_now_add=True)

    objects = MentorQuerySet.as_manager()

    class Meta:
        verbose_name = "наставник"
        verbose_name_plural = "наставники"
        ordering = ["person__name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MOST_PLACES),
                name="capacity_is_1_to_30",
                violation_error_message="Мест у наставника — от 1 до 30.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        """The mentor's page."""
        return reverse("bank:detail", args=[self.pk])

    @property
    def is_listed(self) -> bool:
        """Whether the state lets the card be found in the bank (a withdrawn consent may still hide it)."""
        return self.state in LISTED_STATES

    @property
    def is_gone(self) -> bool:
        """Whether the mentor is neither in the bank nor on the way into it."""
        return self.state in GONE_STATES


class MentorCardQuerySet(models.QuerySet["MentorCard"]):
    """Questions about cards."""

    def live(self) -> Self:
        """Cards that stand in the bank."""
        return self.filter(withdrawn_date__isnull=True)

    def for_display(self) -> Self:
        """Live cards with the words that pages show."""
        return self.live().select_related("subject", "focus", "mentee_category")


class MentorCard(models.Model):
    """A row of the bank (document 004): a subject and a direction in which the mentor works.

    The layout's «стаж» and «категория» describe the mentor in real banks and the wanted mentee in the
    document's text: both pairs of fields exist (decisions.md §5). A card that is taken out stays, with its
    day, so that an old file does not bring it back.
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
    contact_email = models.EmailField("электронный адрес", blank=True)
    page = WebAddressField("страница", blank=True, max_length=500)
    withdrawn_date = models.DateField("снята", null=True, blank=True, editable=False)

    objects = MentorCardQuerySet.as_manager()

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

    def clean(self) -> None:
        """The page is a web address: the field itself also takes ftp."""
        if self.page and not self.page.lower().startswith(("http://", "https://")):
            raise ValidationError({"page": "Адрес страницы начинается с http:// или https://."})


class Interview(models.Model):
    """An interview with a candidate: the mark of readiness (document 004)."""

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="interviews", verbose_name="наставник")
    date = models.DateField("дата")
    interviewers = models.CharField("кто проводил", max_length=300, blank=True)
    with_psychologist = models.BooleanField("с психологом", default=False)
    criteria = models.ManyToManyField(
        SelectionCriterion, related_name="+", verbose_name="каким критериям отвечает", blank=True
    )
    is_ready = models.BooleanField("готов")
    notes = models.TextField("заметки", blank=True, max_length=2000)

    class Meta:
        verbose_name = "собеседование"
        verbose_name_plural = "собеседования"
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.mentor}, {self.date:%d.%m.%Y}"
