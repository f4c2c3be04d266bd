"""The yearly record of a school: indices, flags, headcounts, context characteristics."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from schools import years
from schools.enums import ListKind
from schools.fields import AcademicYearField, FoldedField
from schools.models.places import School

if TYPE_CHECKING:
    from schools.models.accounts import User

UNIT_RANGE = [MinValueValidator(0), MaxValueValidator(1)]
QUARTILES = [(1, "1 — низкий"), (2, "2 — ниже среднего"), (3, "3 — выше среднего"), (4, "4 — высокий")]


def listed(kind: str, on: date | None = None, *, path: str = "") -> Q:
    """The condition that a school's year stands on a list of the kind, on a day also not taken off by then.

    Without a day: the school stood on the year's list, if only for a part of it. `path` leads to the year.
    """
    stands = Q(**{f"{path}has_{kind}": True})
    if on is None:
        return stands
    ended = f"{path}{kind}_ended"
    return stands & (Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gt": on}))


class SchoolYearQuerySet(models.QuerySet["SchoolYear"]):
    """Questions about schools' years."""

    def visible_to(self, user: "User", area: str = "reports") -> Self:
        """Years of the schools within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="school__municipality", school="school"))

    def listed(self, kind: str, on: date | None = None) -> Self:
        """Years of schools that stand on a list of the kind (see `listed`)."""
        return self.filter(listed(kind, on))


def _within_unit(field: str, name: str, title: str) -> models.CheckConstraint:
    """An index lies in 0…1 (document 000 §2)."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0, f"{field}__lte": 1}),
        name=name,
        violation_error_message=f"{title} — число от 0 до 1.",
    )


def _ended_only_where_listed(kind: ListKind) -> models.CheckConstraint:
    """Nobody is taken off a list without having stood on it."""
    return models.CheckConstraint(
        condition=Q(**{f"{kind.value}_ended__isnull": True}) | Q(**{f"has_{kind.value}": True}),
        name=f"{kind.value}_ended_only_where_listed",
        violation_error_message=f"Дата исключения из {kind.label} — только у школы, которая в перечне.",
    )


class SchoolYear(models.Model):
    """One school in one school year; a flag without an order is possible and is listed as a gap."""

    school = models.ForeignKey(School, models.CASCADE, related_name="years", verbose_name="школа")
    year = AcademicYearField("учебный год")
    results_index = models.DecimalField(
        "ИОР", max_digits=7, decimal_places=6, null=True, blank=True, validators=UNIT_RANGE
    )
    results_quartile = models.PositiveSmallIntegerField(
        "квартиль ИОР",
        null=True,
        blank=True,
        choices=QUARTILES,
        help_text="Из приказа; пусто — считает портал.",
    )
    wellbeing_index = models.DecimalField(
        "ИСБШ", max_digits=7, decimal_places=6, null=True, blank=True, validators=UNIT_RANGE
    )
    wellbeing_quartile = models.PositiveSmallIntegerField(
        "квартиль ИСБШ",
        null=True,
        blank=True,
        choices=QUARTILES,
        help_text="Из приказа; пусто — считает портал.",
    )
    final_exams = models.DecimalField("ГИА", max_digits=9, decimal_places=6, null=True, blank=True)
    national_tests = models.DecimalField("ВПР", max_digits=9, decimal_places=6, null=True, blank=True)
    has_low_results = models.BooleanField("ШНОР", default=False)
    has_hard_conditions = models.BooleanField("ШССУ", default=False)
    low_results_ended = models.DateField(
        "исключена из ШНОР с", null=True, blank=True, help_text="Первый день вне перечня; пусто — весь год."
    )
    hard_conditions_ended = models.DateField(
        "исключена из ШССУ с", null=True, blank=True, help_text="Первый день вне перечня; пусто — весь год."
    )
    order = models.CharField("приказ", max_length=250, blank=True)
    teacher_count = models.PositiveIntegerField("педагогов всего", null=True, blank=True)
    novice_count = models.PositiveIntegerField("молодых специалистов", null=True, blank=True)
    student_count = models.PositiveIntegerField("обучающихся всего", null=True, blank=True)
    student_10_19_count = models.PositiveIntegerField("обучающихся 10–19 лет", null=True, blank=True)
    student_15_19_count = models.PositiveIntegerField("обучающихся 15–19 лет", null=True, blank=True)

    objects = SchoolYearQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "учебный год школы"
        verbose_name_plural = "учебные годы школ"
        ordering = ["-year", "school__name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"],
                name="school_has_one_row_a_year",
                violation_error_message="У школы уже есть запись за этот учебный год.",
            ),
            _within_unit("results_index", "results_index_lies_in_0_to_1", "ИОР"),
            _within_unit("wellbeing_index", "wellbeing_index_lies_in_0_to_1", "ИСБШ"),
            *(_ended_only_where_listed(kind) for kind in ListKind),
            models.CheckConstraint(
                condition=Q(results_quartile__isnull=True) | Q(results_quartile__range=(1, 4)),
                name="results_quartile_is_1_to_4",
                violation_error_message="Квартиль ИОР — целое число от 1 до 4.",
            ),
            models.CheckConstraint(
                condition=Q(wellbeing_quartile__isnull=True) | Q(wellbeing_quartile__range=(1, 4)),
                name="wellbeing_quartile_is_1_to_4",
                violation_error_message="Квартиль ИСБШ — целое число от 1 до 4.",
            ),
        ]
        indexes = [models.Index(fields=["year", "has_low_results"], name="schoolyear_low_results")]

    def __str__(self) -> str:
        return f"{self.school} · {years.label(self.year)}"

    def is_listed(self, kind: str, on: date | None = None) -> bool:
        """Whether the school stands on a list of the kind in this year, on a day also still then."""
        ended = getattr(self, f"{kind}_ended")
        return getattr(self, f"has_{kind}") and (on is None or ended is None or on < ended)


class ContextValueQuerySet(models.QuerySet["ContextValue"]):
    """Questions about context characteristics."""

    def visible_to(self, user: "User", area: str = "schools") -> Self:
        """Characteristics of the schools within the user's scope."""
        return self.filter(user.access.scope(area).q(municipality="school__municipality", school="school"))


class ContextValue(models.Model):
    """A context characteristic of a school in a year, from which ИСБШ is computed."""

    school = models.ForeignKey(School, models.CASCADE, related_name="context_values", verbose_name="школа")
    year = AcademicYearField("учебный год")
    characteristic = models.CharField("характеристика", max_length=200)
    characteristic_key = FoldedField("ключ поиска", max_length=200, of=("characteristic",))
    value = models.DecimalField("значение", max_digits=18, decimal_places=6)

    objects = ContextValueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "характеристика школы"
        verbose_name_plural = "характеристики школ"
        ordering = ["-year", "school__name_key", "characteristic_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "characteristic_key"],
                name="characteristic_is_given_once_a_year",
                violation_error_message="Эта характеристика школы за год уже записана.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.characteristic}"
