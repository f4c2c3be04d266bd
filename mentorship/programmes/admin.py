"""Programmes with their passports, forms of mentoring, directions and the centre in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from mentorship.programmes.models import (
    BudgetLine,
    Centre,
    CentreGroup,
    CentreMember,
    Focus,
    FormVariant,
    IndicatorSet,
    MentoringForm,
    Programme,
)
from mentorship.programmes.reference import centre_texts
from schools.admin_base import DictionaryAdmin, PortalModelAdmin, PortalTabularInline, ReadOnlyInline

PASSPORT = (
    "goal",
    "tasks",
    "expected_results",
    "developers",
    "executors",
    "mechanism",
    "control",
    "budget",
    "published_at_url",
    "explanatory_note",
    "normative_base",
    "management",
)


class BudgetInline(PortalTabularInline):
    """The budget by years and sources."""

    model = BudgetLine
    fields = ("year", "source", "amount")


@admin.register(Programme)
class ProgrammeAdmin(PortalModelAdmin):
    """Passports of programmes; a new programme comes with its targets by `create_programme`."""

    list_display = ("title", "code", "municipality", "start_date", "end_date")
    list_filter = ("municipality",)
    list_select_related = ("municipality",)
    search_fields = ("code", "title")
    readonly_fields = ("code", "municipality", "set_names")
    fieldsets = (
        (None, {"fields": ("title", "code", "municipality", "start_date", "end_date", "baseline_year")}),
        ("Показатели", {"fields": ("set_names",)}),
        ("Паспорт программы", {"fields": PASSPORT}),
        ("Утверждение", {"fields": ("order_number", "order_date")}),
    )
    inlines = (BudgetInline,)

    @admin.display(description="наборы показателей")
    def set_names(self, programme: Programme) -> str:
        """The sets in words."""
        return "; ".join(str(IndicatorSet(name).label) for name in programme.sets)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A programme without targets would measure nothing."""
        return False


class VariantInline(ReadOnlyInline):
    """Variants of a form at a glance."""

    model = FormVariant
    fields = ("name", "goal")
    show_change_link = True


@admin.register(MentoringForm)
class MentoringFormAdmin(PortalModelAdmin):
    """Forms of mentoring: a closed list, whose goals may be worded anew."""

    list_display = ("title", "is_for_adults", "order")
    search_fields = ("key",)
    readonly_fields = ("code", "title", "is_for_adults")
    inlines = (VariantInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The forms are those of the documents."""
        return False


@admin.register(FormVariant)
class FormVariantAdmin(PortalModelAdmin):
    """Variants of forms; the list is open."""

    add_title = "Новый вариант формы"
    list_display = ("name", "form")
    list_filter = ("form",)
    list_select_related = ("form",)
    search_fields = ("key",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A variant stays in its form, once it has one."""
        return ("form",) if isinstance(obj, FormVariant) and obj.form_id else ()


@admin.register(Focus)
class FocusAdmin(DictionaryAdmin):
    """Directions of joint work."""

    add_title = "Новое направление"


class GroupInline(PortalTabularInline):
    """Groups and directions of the centre."""

    model = CentreGroup


class MemberInline(PortalTabularInline):
    """Who belongs to the centre; an order that is registered on the portal moves these rows itself."""

    model = CentreMember
    fields = ("person", "part", "group", "duties", "start_date", "end_date", "basis")
    autocomplete_fields = ("person",)


@admin.register(Centre)
class CentreAdmin(PortalModelAdmin):
    """The centre: texts, groups, composition."""

    add_title = "Новый наставнический центр"
    list_display = ("title", "municipality", "base")
    list_select_related = ("municipality",)
    inlines = (GroupInline, MemberInline)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A centre begins with the texts of the programme's document."""
        return {**centre_texts(), **super().get_changeform_initial_data(request)}
