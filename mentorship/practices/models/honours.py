"""The board of honour: only people whose consent to publication is in force (document 000, M3.5)."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from mentorship.practices.models.moderated import Moderated, ModeratedQuerySet
from schools.enums import ConsentKind
from schools.fields import AcademicYearField, FoldedField
from schools.models import Consent, Person

if TYPE_CHECKING:
    from schools.models import User


class HonourQuerySet(ModeratedQuerySet):
    """Questions about the board."""

    def visible_to(self, user: "User") -> Self:
        """Rows of the municipalities whose section the user writes."""
        return self.filter(user.access.scope("materials").q(municipality="municipality"))

    def published(self, on: date) -> Self:
        """What is published and whose person agrees to it now: a withdrawal hides the row at once."""
        agreed = Consent.objects.live().filter(kind=ConsentKind.PUBLICATION, person=OuterRef("person"))
        return super().published(on).filter(Exists(agreed))


class Honour(Moderated):
    """A person honoured in a school year, and what for."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="honours", verbose_name="сотрудник")
    year = AcademicYearField("учебный год")
    reason = models.CharField("за что", max_length=300)
    search_key = FoldedField("ключ поиска", max_length=600, of=("person", "reason"))

    objects = HonourQuerySet.as_manager()

    class Meta(Moderated.Meta):
        verbose_name = "запись доски почёта"
        verbose_name_plural = "доска почёта"
        ordering = ["-year", "person__name_key", "pk"]
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "year", "reason"],
                name="honour_stands_once",
                violation_error_message="Эта запись уже есть на доске почёта.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"

    def get_absolute_url(self) -> str:
        """The board."""
        return reverse("public:honour")
