"""Municipalities and schools."""

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Self

from django.db import models
from simple_history.models import HistoricalRecords

from mentorship.spreadsheets.searching import holding
from schools.enums import ListKind
from schools.fields import FoldedField, WebAddressField
from schools.models import finding
from schools.words import Word

if TYPE_CHECKING:
    from schools.models.accounts import User


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Questions about municipalities."""

    def visible_to(self, user: "User", area: str = "workplace") -> Self:
        """The municipalities in which the user has a role that reaches the area."""
        scope = user.access.scope(area)
        if scope.everywhere:
            return self
        return self.filter(
            models.Q(pk__in=scope.municipalities) | models.Q(schools__in=scope.schools)
        ).distinct()


class Municipality(Word):
    """A municipality: the boundary nothing is seen across (decisions.md §1)."""

    objects = MunicipalityQuerySet.as_manager()

    class Meta(Word.Meta):
        verbose_name = "муниципалитет"
        verbose_name_plural = "муниципалитеты"


class SchoolKind(Word):
    """Kinds of schools (вид): СОШ, ООШ, лицей, гимназия and what else is met."""

    class Meta(Word.Meta):
        verbose_name = "вид ОО"
        verbose_name_plural = "виды ОО"


class SchoolQuerySet(models.QuerySet["School"]):
    """Questions about schools."""

    def visible_to(self, user: "User", area: str = "reports") -> Self:
        """Schools within the user's scope of an area."""
        return self.filter(user.access.scope(area).q(municipality="municipality", school="pk"))

    def of_municipality(self, municipality: Municipality | None) -> Self:
        """Schools of one municipality, or of all when it is None."""
        return self.filter(municipality=municipality) if municipality else self

    def called(self, text: str) -> Self:
        """Schools that the text is the code or the whole name of, whatever the spelling."""
        return self.filter(finding.called(text))

    def holding(self, text: str, most: int) -> Self:
        """So many of the schools whose name, with that of the municipality, holds every word of the text."""
        words = finding.words_of(text)
        if not words:
            return self.none()
        found = holding(self, " ".join(words), "name_key", "municipality__key")
        if not any(word.isdecimal() for word in words):
            return found[:most]
        rows = found.values_list("pk", "name_key", "municipality__key")
        alone = (pk for pk, *keys in rows.iterator() if finding.stand_alone(words, *keys))
        return self.filter(pk__in=list(islice(alone, most)))

    def low_results(self, year: int, on: date | None = None) -> Self:
        """ШНОР of a school year, on a day those not taken off the list by then."""
        from schools.models.years import listed

        return self.filter(listed(ListKind.LOW_RESULTS, on, path="years__"), years__year=year)


class School(models.Model):
    """A school (ОО) of a municipality."""

    code = models.CharField("код ОО", max_length=30, unique=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="schools", verbose_name="муниципалитет"
    )
    name = models.CharField("наименование", max_length=250)
    name_key = FoldedField("ключ поиска", db_index=True)
    kind = models.ForeignKey(
        SchoolKind, models.PROTECT, related_name="schools", verbose_name="вид", null=True, blank=True
    )
    is_elevated = models.BooleanField("повышенный уровень", default=False)
    is_base = models.BooleanField("опорная ОО", default=False)
    site = WebAddressField("сайт", blank=True, max_length=500)
    mentoring_page = WebAddressField("страница «Наставничество»", blank=True, max_length=500)
    page_updated_date = models.DateField("дата обновления страницы", null=True, blank=True)
    resource_section = WebAddressField(
        "раздел «Ресурсный центр наставнических практик»", blank=True, max_length=500
    )

    objects = SchoolQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школы"
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def has_fresh_page(self, on: date, days: int = 180) -> bool:
        """Whether the mentoring page was updated in the last `days` days (contract §4, p004_06)."""
        if not self.mentoring_page or self.page_updated_date is None:
            return False
        return 0 <= (on - self.page_updated_date).days <= days
