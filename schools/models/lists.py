"""Lists of ШНОР and ШССУ as orders: what the ministry printed; the flags of the year follow from them."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models

from schools import years
from schools.enums import ListKind
from schools.fields import AcademicYearField
from schools.models.indices import OfMunicipality
from schools.models.places import Municipality, School

if TYPE_CHECKING:
    from schools.models.accounts import User


class SchoolList(models.Model):
    """An order with a list of schools for a school year; once adopted it is not changed, but followed."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="school_lists", verbose_name="муниципалитет"
    )
    kind = models.CharField("перечень", max_length=20, choices=ListKind)
    year = AcademicYearField("учебный год")
    number = models.CharField("номер приказа", max_length=50)
    date = models.DateField("дата приказа")
    issuer = models.CharField(
        "кто издал", max_length=250, help_text="Регион и ведомство, например «Минобр области»."
    )
    schools: models.ManyToManyField = models.ManyToManyField(
        School, through="ListedSchool", related_name="lists", verbose_name="школы"
    )
    created_at = models.DateTimeField("внесён", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто внёс", null=True
    )
    adopted_at = models.DateTimeField("применён", null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто применил",
        null=True,
        editable=False,
    )

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "перечень школ"
        verbose_name_plural = "перечни школ"
        ordering = ["-year", "kind", "-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "year", "number", "date"],
                name="list_stands_once",
                violation_error_message="Этот приказ с этим перечнем уже внесён.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {years.label(self.year)}: {self.order_words}"

    @property
    def order_words(self) -> str:
        """«№ 145 от 14.08.2025, Минобр области»."""
        return f"№\xa0{self.number} от {self.date:%d.%m.%Y}, {self.issuer}"


class ListedSchoolQuerySet(models.QuerySet["ListedSchool"]):
    """Questions about lines of lists."""

    def visible_to(self, user: "User", area: str = "schools") -> Self:
        """Lines of the schools within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="school__municipality", school="school"))


class ListedSchool(models.Model):
    """A line of a list."""

    list = models.ForeignKey(SchoolList, models.CASCADE, related_name="lines", verbose_name="перечень")
    school = models.ForeignKey(School, models.PROTECT, related_name="listings", verbose_name="школа")

    objects: Any = ListedSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа перечня"
        verbose_name_plural = "школы перечня"
        ordering = ["school__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "school"],
                name="school_is_listed_once",
                violation_error_message="Школа в этом перечне уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.list}: {self.school}"
