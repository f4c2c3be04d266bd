"""Consents of adults: each a document of its own, withdrawn at any time, never deleted."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from schools.enums import ConsentKind, ConsentWay
from schools.models.people import Person

if TYPE_CHECKING:
    from schools.models.accounts import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about consents."""

    def visible_to(self, user: "User") -> Self:
        """Consents of the people within the user's scope."""
        scope = user.access.scope("people")
        return self.filter(
            scope.q(municipality="person__municipality", school="person__school", person="person")
        )

    def live(self) -> Self:
        """Consents that are not withdrawn."""
        return self.filter(withdrawn_date__isnull=True)


class ConsentText(models.Model):
    """A wording of a consent, written once: a consent points to the words that were agreed to."""

    kind = models.CharField("на что", max_length=20, choices=ConsentKind)
    number = models.PositiveSmallIntegerField("редакция")
    text = models.TextField("текст")
    sha256 = models.CharField("контрольная сумма SHA-256", max_length=64)
    since = models.DateField("действует с")

    class Meta:
        verbose_name = "текст согласия"
        verbose_name_plural = "тексты согласий"
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="consent_text_of_a_number_stands_once",
                violation_error_message="Эта редакция согласия уже записана.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, редакция {self.number}"


class Consent(models.Model):
    """A person's consent; what is missing bars publication only (contract §3)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name="сотрудник")
    kind = models.CharField("на что", max_length=20, choices=ConsentKind)
    given_date = models.DateField("дано")
    way = models.CharField("способ", max_length=10, choices=ConsentWay, default=ConsentWay.PAPER)
    withdrawn_date = models.DateField("отозвано", null=True, blank=True)
    text = models.ForeignKey(
        ConsentText,
        models.PROTECT,
        related_name="consents",
        verbose_name="текст",
        null=True,
        blank=True,
        editable=False,
    )
    # of the publication: what beyond name and school may be open to everybody; nothing by default
    opened = models.JSONField("что открыто", default=list, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-given_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(withdrawn_date__isnull=True),
                name="one_live_consent_of_a_kind",
                violation_error_message="Действующее согласие этого вида уже записано.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_date__isnull=True) | Q(withdrawn_date__gte=F("given_date")),
                name="consent_is_withdrawn_after_it_is_given",
                violation_error_message="Отзыв не может быть раньше согласия.",
            ),
        ]
        # few are ever withdrawn, and every list of the bank asks which
        indexes = [
            models.Index(
                fields=["person"], condition=Q(withdrawn_date__isnull=False), name="consent_withdrawn"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
