"""Papers: what was typed, what was rendered, the kept file with its hash, number and date."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.documents.enums import OPEN_STATES, ORDER_KINDS, Kind, PaperState, Part
from mentorship.documents.models.templates import DocumentTemplate
from mentorship.pairs.models import Order, Pair
from mentorship.roadmap.models import Roadmap
from schools.attachments import random_path
from schools.fields import FoldedField
from schools.models import Municipality, Person, School

if TYPE_CHECKING:
    from schools.models import User

# Who sees papers about persons; the approver sees orders only (domain.md §4.8).
_PERSONAL_ROLES = frozenset({"head", "methodist", "curator", "director"})


class PaperQuerySet(models.QuerySet["Paper"]):
    """Questions about papers."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Papers within the user's scope: of the municipality, or of the own school."""
        access = user.access
        reached = access.scope("orders", change=change).q(municipality="municipality", school="school")
        found = self.filter(reached)
        return found if access.roles & _PERSONAL_ROLES else found.filter(kind__in=ORDER_KINDS)

    def orders(self) -> Self:
        """Orders of every kind."""
        return self.filter(kind__in=ORDER_KINDS)

    def registered(self) -> Self:
        """Papers in force."""
        return self.filter(state=PaperState.REGISTERED)


class Paper(models.Model):
    """One order, consent or agreement; the file that was generated last is kept as it is."""

    kind = models.CharField("документ", max_length=12, choices=Kind)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="papers", verbose_name="муниципалитет"
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="documents", verbose_name="школа", null=True, blank=True
    )
    title = models.CharField("название", max_length=300)
    title_key = FoldedField("ключ поиска", max_length=400, of=("title", "number"))
    state = models.CharField("состояние", max_length=12, choices=PaperState, default=PaperState.DRAFT)
    inputs = models.JSONField("что введено", default=dict, blank=True)
    data = models.JSONField("данные документа", default=dict, blank=True)
    template = models.ForeignKey(
        DocumentTemplate,
        models.PROTECT,
        related_name="papers",
        verbose_name="шаблон муниципалитета",
        null=True,
        blank=True,
    )
    file = models.FileField("файл", upload_to=random_path, blank=True)
    sha256 = models.CharField("контрольная сумма SHA-256", max_length=64, blank=True)
    scan = models.FileField("скан", upload_to=random_path, blank=True)
    scan_name = models.CharField("имя файла скана", max_length=250, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    date = models.DateField("дата", null=True, blank=True)
    signer = models.CharField("кто подписал", max_length=200, blank=True)
    pairs = models.ManyToManyField(Pair, related_name="papers", verbose_name="пары", blank=True)
    roadmap = models.ForeignKey(
        Roadmap,
        models.SET_NULL,
        related_name="papers",
        verbose_name="дорожная карта",
        null=True,
        blank=True,
    )
    order = models.ForeignKey(
        Order, models.PROTECT, related_name="papers", verbose_name="приказ на пары", null=True, blank=True
    )
    supersedes = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="superseded_by",
        verbose_name="признаёт утратившими силу",
        blank=True,
    )
    ending_reason = models.CharField("почему не действует", max_length=500, blank=True)
    created_at = models.DateTimeField("создан", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто создал", null=True
    )
    generated_at = models.DateTimeField("сформирован", null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["municipality", "state"], name="paper_municipality_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("generated", "registered", "superseded")) | ~Q(sha256=""),
                name="paper_past_its_draft_has_a_file",
                violation_error_message="Сначала сформируйте файл документа.",
            ),
            models.CheckConstraint(
                condition=~Q(state="registered") | Q(date__isnull=False),
                name="registered_paper_has_a_date",
                violation_error_message="У зарегистрированного документа есть дата.",
            ),
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        day = f" от {self.date:%d.%m.%Y}" if self.date else ""
        return f"{self.title}{number}{day}" if number or day else self.title

    def get_absolute_url(self) -> str:
        """The paper's page."""
        return reverse("documents:detail", args=[self.pk])

    @property
    def is_order(self) -> bool:
        """Whether it is an order; else a paper about one person."""
        return self.kind in ORDER_KINDS

    @property
    def is_open(self) -> bool:
        """Whether its texts may still be changed."""
        return self.state in OPEN_STATES

    @property
    def file_stem(self) -> str:
        """The name of its file when it is downloaded, without the ending."""
        number = f"_{self.number}" if self.number else f"_{self.pk}"
        return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in self.kind + number)


class PaperPerson(models.Model):
    """A person named in a paper apart from its pairs."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="people", verbose_name="документ")
    person = models.ForeignKey(Person, models.PROTECT, related_name="in_papers", verbose_name="человек")
    part = models.CharField("кто это в документе", max_length=10, choices=Part)

    class Meta:
        verbose_name = "человек в документе"
        verbose_name_plural = "люди в документах"
        ordering = ["paper", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "person", "part"],
                name="person_stands_once_in_a_paper",
                violation_error_message="Этот человек уже назван в документе.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_part_display()}"
