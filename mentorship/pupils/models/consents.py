"""Consents of legal representatives, and of pupils from 18 on; each a paper of its own."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from mentorship.pupils.enums import Relation
from mentorship.pupils.models.pupils import Pupil
from schools.attachments import random_path

if TYPE_CHECKING:
    from schools.models import User


class PupilConsentQuerySet(models.QuerySet["PupilConsent"]):
    """Questions about consents."""

    def visible_to(self, user: "User") -> Self:
        """Consents of the pupils of the own schools."""
        return self.filter(pupil__in=Pupil.objects.visible_to(user))

    def live(self) -> Self:
        """Consents that are neither withdrawn nor replaced."""
        return self.filter(withdrawn_date__isnull=True)


class PupilConsent(models.Model):
    """A signed text; the representative's name is protected as the pupil's own."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="consents", verbose_name="ученик")
    relation = models.CharField("кто подписал", max_length=10, choices=Relation)
    representative = models.CharField("фамилия, имя, отчество подписавшего", max_length=150, blank=True)
    given_date = models.DateField("дата согласия")
    number = models.CharField("номер бумаги", max_length=40, blank=True)
    scan = models.FileField("скан", upload_to=random_path, blank=True)
    text_version = models.PositiveSmallIntegerField("версия текста")
    text_hash = models.CharField("сумма текста", max_length=64)
    withdrawn_date = models.DateField("действовало до", null=True, blank=True)
    is_replaced = models.BooleanField("заменено новым", default=False)

    objects = PupilConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие за ученика"
        verbose_name_plural = "согласия за учеников"
        ordering = ["-given_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"],
                condition=Q(withdrawn_date__isnull=True),
                name="pupil_has_one_live_consent",
                violation_error_message="Действующее согласие уже записано.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_date__isnull=True) | Q(withdrawn_date__gte=F("given_date")),
                name="pupil_consent_ends_after_it_is_given",
                violation_error_message="Отзыв не может быть раньше согласия.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_date__isnull=False) | ~Q(number="", scan=""),
                name="pupil_consent_has_number_or_scan",
                violation_error_message="Укажите номер бумаги или приложите скан.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_date__isnull=False)
                | (Q(relation=Relation.SELF, representative=""))
                | (~Q(relation=Relation.SELF) & ~Q(representative="")),
                name="pupil_consent_names_the_representative",
                violation_error_message="Укажите, кто подписал согласие за ученика.",
            ),
        ]

    def __str__(self) -> str:
        return f"Согласие № {self.pk}"

    @property
    def signed_by(self) -> str:
        """Who signed and by which paper, for those who may see names."""
        who = f"{self.get_relation_display()}: {self.representative}" if self.representative else ""
        paper = f"бумага № {self.number}" if self.number else ""
        return ", ".join(filter(None, (who or self.get_relation_display(), paper)))

    @property
    def standing(self) -> str:
        """Whether it holds, and till when it did."""
        if self.withdrawn_date is None:
            return "действует"
        return f"{'заменено' if self.is_replaced else 'действовало до'} {self.withdrawn_date:%d.%m.%Y}"
