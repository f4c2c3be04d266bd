"""A practice: the case of a pair by plan and fact, told by both sides (document 004, «двойная оптика»)."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from mentorship.pairs.models import Pair, Product
from mentorship.practices.enums import AuthorPart
from mentorship.practices.models.moderated import Moderated, ModeratedQuerySet
from mentorship.spreadsheets.words import fold
from schools.enums import ConsentKind, ConsentWay
from schools.fields import FoldedField
from schools.models import Consent, Person

if TYPE_CHECKING:
    from schools.access import Scope
    from schools.models import User

LONGEST_PART = 6_000
# The texts to which the authors agree: a change of any asks them anew.
TEXTS = ("title", "problem", "solution", "plan", "fact", "result")


class PracticeQuerySet(ModeratedQuerySet):
    """Questions about practices."""

    def visible_to(self, user: "User") -> Self:
        """Practices of the user's municipality, with an author of the own school, or the own."""
        return self.within(user.access.scope("practices"))

    def within(self, scope: "Scope") -> Self:
        """Practices of the scope's municipalities, schools or person."""
        authors = PracticeAuthor.objects.filter(
            scope.q(school="person__school", person="person"), practice=OuterRef("pk")
        )
        return self.filter(scope.q(municipality="municipality") | Exists(authors))

    def published(self, on: date) -> Self:
        """What is published while both voices stand and every author agrees: a withdrawal hides it."""
        authors = PracticeAuthor.objects.filter(practice=OuterRef("pk"))
        voices = [Exists(authors.filter(part=part).exclude(words="")) for part in AuthorPart]
        return super().published(on).filter(*voices, ~Exists(authors.disagreeing()))

    def found(self, text: str) -> Self:
        """Rows that hold every word in the case or in an author's name or words."""
        rows = self
        for word in fold(text).split():
            told = PracticeAuthor.objects.filter(practice=OuterRef("pk"), search_key__contains=word)
            rows = rows.filter(Q(search_key__contains=word) | Exists(told))
        return rows


class Practice(Moderated):
    """What a pair set out to do, did and found; products are those of the pair."""

    pair = models.OneToOneField(
        Pair,
        models.PROTECT,
        related_name="practice",
        verbose_name="пара",
        error_messages={"unique": "По этой паре практика уже оформляется."},
    )
    title = models.CharField("название", max_length=200)
    problem = models.TextField("проблема: с чего начали", max_length=LONGEST_PART, blank=True)
    solution = models.TextField("решение: что делали", max_length=LONGEST_PART, blank=True)
    plan = models.TextField("план", max_length=LONGEST_PART, blank=True)
    fact = models.TextField("факт", max_length=LONGEST_PART, blank=True)
    result = models.TextField("результат", max_length=LONGEST_PART, blank=True)
    products = models.ManyToManyField(Product, related_name="+", verbose_name="продукты", blank=True)
    search_key = FoldedField("ключ поиска", max_length=31_000, of=TEXTS)

    objects = PracticeQuerySet.as_manager()

    class Meta(Moderated.Meta):
        verbose_name = "практика"
        verbose_name_plural = "практики"
        ordering = ["-publish_date", "-pk"]

    def __str__(self) -> str:
        return f"Практика «{self.title}»"

    def get_absolute_url(self) -> str:
        """The page on which it is worked out."""
        return reverse("practices:detail", args=[self.pk])


class PracticeAuthorQuerySet(models.QuerySet["PracticeAuthor"]):
    """Questions about authors."""

    def disagreeing(self) -> Self:
        """Authors who have not agreed, have withdrawn, or withdrew a consent of the portal since."""
        own = Consent.objects.filter(
            person=OuterRef("person"), kind__in=(ConsentKind.PUBLICATION, ConsentKind.PROCESSING)
        )
        newer = Consent.objects.live().filter(person=OuterRef("person"), kind=OuterRef("kind"))
        taken_back = own.filter(~Exists(newer), withdrawn_date__gte=OuterRef("agreed_date"))
        return self.filter(Q(agreed_date=None) | Q(withdrawn_date__isnull=False) | Exists(taken_back))


class PracticeAuthor(models.Model):
    """One voice of a practice: the author's own words and the consent to spread them under the name."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="authors", verbose_name="практика")
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="practice_voices", verbose_name="сотрудник"
    )
    part = models.CharField("кто в паре", max_length=10, choices=AuthorPart)
    words = models.TextField("слова автора", max_length=LONGEST_PART, blank=True)
    agreed_date = models.DateField("согласие на публикацию дано", null=True, blank=True)
    agreed_way = models.CharField("способ согласия", max_length=10, choices=ConsentWay, blank=True)
    withdrawn_date = models.DateField("согласие отозвано", null=True, blank=True)
    search_key = FoldedField("ключ поиска", max_length=7_000, of=("person", "words"))

    objects = PracticeAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = "автор практики"
        verbose_name_plural = "авторы практик"
        ordering = ["practice", "-part", "pk"]  # the mentor first
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person"],
                name="author_stands_once_in_a_practice",
                violation_error_message="Этот автор у практики уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_date__isnull=True) | Q(agreed_date__isnull=False),
                name="only_a_given_consent_is_withdrawn",
                violation_error_message="Отозвать можно только данное согласие.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()}"

    @property
    def agrees(self) -> bool:
        """Whether the author's own consent to this practice stands."""
        return self.agreed_date is not None and self.withdrawn_date is None
