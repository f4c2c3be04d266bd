"""Municipalities, schools, their years and characteristics, kinds of schools."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from schools import years
from schools.admin.filters import YearFilter
from schools.admin_base import DictionaryAdmin, PortalModelAdmin, ReadOnlyInline
from schools.enums import ListKind
from schools.list_removal import check_within
from schools.models import ContextValue, Municipality, School, SchoolKind, SchoolYear


@admin.display(description="учебный год", ordering="year")
def year_label(row: SchoolYear | ContextValue) -> str:
    """2025 as «2025/2026»."""
    return years.label(row.year)


@admin.register(Municipality)
class MunicipalityAdmin(PortalModelAdmin):
    """Municipalities; a new one is made by those who answer for the whole portal."""

    add_title = "Новый муниципалитет"
    list_display = ("name",)
    search_fields = ("key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new one lies outside the reach of the roles of any other."""
        everywhere = request.user.access.scope("schools", change=True).everywhere  # type: ignore[union-attr]
        return super().has_add_permission(request) and everywhere


@admin.register(SchoolKind)
class SchoolKindAdmin(DictionaryAdmin):
    """Kinds of schools."""

    add_title = "Новый вид ОО"


class SchoolYearInline(ReadOnlyInline):
    """The years of a school at a glance; «Изменить» leads to the whole record."""

    model = SchoolYear
    fields = (
        year_label,
        "results_index",
        "wellbeing_index",
        "has_low_results",
        "has_hard_conditions",
        "order",
        "teacher_count",
    )
    readonly_fields = (year_label,)
    show_change_link = True
    verbose_name_plural = "по учебным годам"


@admin.register(School)
class SchoolAdmin(PortalModelAdmin):
    """Schools."""

    add_title = "Новая школа"
    list_display = ("name", "code", "kind", "is_elevated", "is_base", "municipality")
    list_filter = ("municipality", "kind", "is_elevated", "is_base")
    list_select_related = ("kind", "municipality")
    search_fields = ("name_key", "code")
    search_help_text = "Название или код ОО"
    fieldsets = (
        (None, {"fields": ("code", "municipality", "name", "kind", "is_elevated", "is_base")}),
        ("Сайт", {"fields": ("site", "mentoring_page", "page_updated_date", "resource_section")}),
    )
    inlines = (SchoolYearInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """The code is what files and other tables know a school by; its municipality owns its people."""
        return ("code", "municipality") if obj else ()


class SchoolYearForm(forms.ModelForm):
    """A school's year: the day it was taken off a list is one of that year."""

    def clean(self) -> dict[str, Any]:
        """Said beside the day."""
        data = super().clean() or {}
        year = data.get("year", self.instance.year)
        for field in (f"{kind}_ended" for kind in ListKind):
            day = data.get(field)
            if day and year is not None:
                try:
                    check_within(year, day, field)
                except ValidationError as error:
                    self.add_error(None, error)
        return data


@admin.register(SchoolYear)
class SchoolYearAdmin(PortalModelAdmin):
    """What is known of schools year by year."""

    form = SchoolYearForm
    add_title = "Новый учебный год школы"
    list_display = (
        "school",
        year_label,
        "results_index",
        "wellbeing_index",
        "has_low_results",
        "has_hard_conditions",
        "teacher_count",
    )
    list_filter = (YearFilter, "has_low_results", "has_hard_conditions")
    list_select_related = ("school",)
    search_fields = ("school__name_key", "school__code")
    search_help_text = "Название или код ОО"
    autocomplete_fields = ("school",)
    deletable = True
    fieldsets = (
        (None, {"fields": ("school", "year")}),
        (
            "Индексы и результаты",
            {
                "fields": (
                    ("results_index", "results_quartile"),
                    ("wellbeing_index", "wellbeing_quartile"),
                    ("final_exams", "national_tests"),
                )
            },
        ),
        (
            "Списки министерства",
            {
                "fields": (
                    ("has_low_results", "low_results_ended"),
                    ("has_hard_conditions", "hard_conditions_ended"),
                    "order",
                )
            },
        ),
        (
            "Численность",
            {
                "fields": (
                    ("teacher_count", "novice_count"),
                    ("student_count", "student_10_19_count", "student_15_19_count"),
                )
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[Any, ...]:
        """What a row is known by is not edited: its versions would be looked for in another year."""
        return ("school", year_label) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """A stored year as people write it."""
        head, *others = super().get_fieldsets(request, obj)
        return [(None, {"fields": ("school", year_label)}) if obj else head, *others]


@admin.register(ContextValue)
class ContextValueAdmin(PortalModelAdmin):
    """Context characteristics, from which ИСБШ is computed."""

    add_title = "Новая характеристика школы"
    list_display = ("school", year_label, "characteristic", "value")
    list_filter = (YearFilter,)
    list_select_related = ("school",)
    search_fields = ("characteristic_key", "school__name_key", "school__code")
    autocomplete_fields = ("school",)
    deletable = True
