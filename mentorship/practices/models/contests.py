"""Contests of mentors and pairs: nominations, who was proposed, what the jury gave (document 003, §7)."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from mentorship.pairs.models import Pair
from mentorship.practices.contests.enums import ContestKind, ContestState, Place, Takes
from mentorship.practices.enums import AuthorPart, MaterialKind
from mentorship.practices.models.materials import Material
from schools.enums import ConsentKind, ConsentWay
from schools.fields import AcademicYearField, FoldedField
from schools.models import Consent, Municipality, Person, School

if TYPE_CHECKING:
    from schools.models import User

LONGEST_REGULATION = 6_000
LONGEST_ENTRY = 4_000


class ContestQuerySet(models.QuerySet["Contest"]):
    """Questions about contests."""

    def visible_to(self, user: "User") -> Self:
        """Contests of the own municipality; a draft is seen by those who run it."""
        scope = user.access.scope("contests")
        runs = user.access.scope("contests", change=True)
        schools = School.objects.filter(pk__in=scope.schools, municipality=OuterRef("municipality"))
        own = Person.objects.filter(scope.q(person="pk"), municipality=OuterRef("municipality"))
        near = scope.q(municipality="municipality") | Q(Exists(schools)) | Q(Exists(own))
        return self.filter(runs.q(municipality="municipality") | Q(~Q(state=ContestState.DRAFT), near))

    def announced(self, on: date) -> Self:
        """Contests whose results everybody may read on the day."""
        return self.filter(state=ContestState.ANNOUNCED, announced_date__lte=on)


class Contest(models.Model):
    """A contest of a school year; `version` rises with every change and tells second windows."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="муниципалитет"
    )
    kind = models.CharField("конкурс", max_length=20, choices=ContestKind)
    title = models.CharField("название", max_length=200)
    year = AcademicYearField("учебный год")
    state = models.CharField(
        "состояние", max_length=12, choices=ContestState, default=ContestState.DRAFT, editable=False
    )
    version = models.PositiveIntegerField("номер правки", default=1, editable=False)
    nominate_until = models.DateField("выдвижение до")
    results_date = models.DateField("итоги подведут", null=True, blank=True)
    announced_date = models.DateField("итоги объявлены", null=True, blank=True, editable=False)
    regulation = models.TextField("положение", max_length=LONGEST_REGULATION, blank=True)
    document = models.ForeignKey(
        Material,
        models.SET_NULL,
        related_name="+",
        verbose_name="положение на странице документов",
        null=True,
        blank=True,
    )
    title_key = FoldedField("ключ поиска", max_length=250, of=("full_title",), blank=True, default="")

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = "конкурс"
        verbose_name_plural = "конкурсы"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "title"],
                name="contest_of_a_year_stands_once",
                violation_error_message="Конкурс с таким названием в этом учебном году уже есть.",
            ),
            models.CheckConstraint(
                condition=~Q(state="announced") | Q(announced_date__isnull=False),
                name="announced_contest_has_its_day",
                violation_error_message="У объявленных итогов записывают дату.",
            ),
            models.CheckConstraint(
                condition=Q(results_date__isnull=True) | Q(results_date__gte=models.F("nominate_until")),
                name="results_follow_nominations",
                violation_error_message="Итоги подводят не раньше, чем закончится выдвижение.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_title

    def get_absolute_url(self) -> str:
        """The page on which it is run."""
        return reverse("contests:detail", args=[self.pk])

    def clean(self) -> None:
        """The regulation's document is one of the own public section."""
        document = self.document
        if document is None:
            return
        if document.kind != MaterialKind.DOCUMENT or document.municipality_id != self.municipality_id:
            raise ValidationError({"document": "Выберите документ своего публичного раздела."})

    @property
    def full_title(self) -> str:
        """As it is called within a sentence, and found: by the word «конкурс», too."""
        return f"Конкурс «{self.title}»"


class Nomination(models.Model):
    """A category of a contest and who stands in it."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="nominations", verbose_name="конкурс")
    title = models.CharField("номинация", max_length=200)
    takes = models.CharField("кто участвует", max_length=10, choices=Takes, default=Takes.MENTOR)

    class Meta:
        verbose_name = "номинация конкурса"
        verbose_name_plural = "номинации конкурсов"
        ordering = ["contest", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "title"],
                name="nomination_stands_once_in_a_contest",
                violation_error_message="Такая номинация у конкурса уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class EntryQuerySet(models.QuerySet["ContestEntry"]):
    """Questions about entries."""

    def visible_to(self, user: "User") -> Self:
        """Entries of the municipality, those the own school proposed, those that name the person."""
        scope = user.access.scope("contests")
        named = EntryPerson.objects.filter(scope.q(person="person"), entry=OuterRef("pk"))
        reached = scope.q(municipality="nomination__contest__municipality", school="school")
        return self.filter(reached | Q(Exists(named)))

    def placed(self) -> Self:
        """Entries the jury gave something, the best first."""
        order = models.Case(
            *(models.When(place=place, then=number) for number, place in enumerate(Place)),
            default=len(Place),
        )
        return self.exclude(place="").annotate(rank=order).order_by("rank", "pk")

    def published(self, on: date) -> Self:
        """Announced results whose every person agrees to this and, now, to publication at all.

        A refusal or a withdrawal hides the row at once, as on the board of honour.
        """
        people = EntryPerson.objects.filter(entry=OuterRef("pk"))
        live = Consent.objects.live().filter(kind=ConsentKind.PUBLICATION, person=OuterRef("person"))
        unwilling = people.filter(Q(agreed_date=None) | Q(refused_date__isnull=False) | ~Exists(live))
        announced = self.placed().filter(
            nomination__contest__state=ContestState.ANNOUNCED, nomination__contest__announced_date__lte=on
        )
        return announced.filter(Exists(people), ~Exists(unwilling))


class ContestEntry(models.Model):
    """A mentor or a pair proposed in a nomination, and the place given."""

    nomination = models.ForeignKey(
        Nomination, models.PROTECT, related_name="entries", verbose_name="номинация"
    )
    school = models.ForeignKey(
        School,
        models.PROTECT,
        related_name="+",
        verbose_name="школа, которая выдвинула",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person,
        models.CASCADE,
        related_name="contest_entries",
        verbose_name="наставник",
        null=True,
        blank=True,
    )
    pair = models.ForeignKey(
        Pair, models.PROTECT, related_name="+", verbose_name="пара", null=True, blank=True
    )
    text = models.TextField("представление", max_length=LONGEST_ENTRY)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name="кто выдвинул",
        null=True,
        blank=True,
    )
    proposed_date = models.DateField("когда выдвинут")
    place = models.CharField("результат", max_length=10, choices=Place, blank=True)
    version = models.PositiveIntegerField("номер правки", default=1, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "выдвижение на конкурс"
        verbose_name_plural = "выдвижения на конкурсы"
        ordering = ["nomination", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, pair__isnull=True)
                | Q(person__isnull=True, pair__isnull=False),
                name="entry_is_of_a_mentor_or_of_a_pair",
                violation_error_message="Выдвигают наставника или пару: одно из двух.",
            ),
            models.UniqueConstraint(
                fields=["nomination", "person"],
                name="mentor_stands_once_in_a_nomination",
                violation_error_message="Этот наставник в номинации уже выдвинут.",
            ),
            models.UniqueConstraint(
                fields=["nomination", "pair"],
                name="pair_stands_once_in_a_nomination",
                violation_error_message="Эта пара в номинации уже выдвинута.",
            ),
            models.UniqueConstraint(
                fields=["nomination"],
                condition=Q(place="winner"),
                name="nomination_has_one_winner",
                violation_error_message="Победитель в этой номинации уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.pair)

    def get_absolute_url(self) -> str:
        """The page of the entry."""
        return reverse("contests:entry", args=[self.pk])


class EntryPerson(models.Model):
    """A person of an entry and whether he or she agrees to take part and to be named."""

    entry = models.ForeignKey(ContestEntry, models.CASCADE, related_name="people", verbose_name="выдвижение")
    person = models.ForeignKey(Person, models.CASCADE, related_name="contest_parts", verbose_name="сотрудник")
    part = models.CharField("кто в паре", max_length=10, choices=AuthorPart)
    agreed_date = models.DateField("согласие дано", null=True, blank=True)
    agreed_way = models.CharField("способ согласия", max_length=10, choices=ConsentWay, blank=True)
    refused_date = models.DateField("отказ", null=True, blank=True)

    class Meta:
        verbose_name = "участник выдвижения"
        verbose_name_plural = "участники выдвижений"
        ordering = ["entry", "-part", "pk"]  # the mentor first: «mentor» stands after «mentee»
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person"],
                name="person_stands_once_in_an_entry",
                violation_error_message="Этот участник в выдвижении уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()}"

    @property
    def agrees(self) -> bool:
        """Whether the consent to this entry stands."""
        return self.agreed_date is not None and self.refused_date is None
