"""Lists of ШНОР and ШССУ by order: entered and adopted on their pages, here only looked up."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from schools.admin.filters import YearFilter
from schools.admin.looked_up import LookedUpAdmin
from schools.admin.places import year_label
from schools.admin_base import ReadOnlyInline
from schools.models import ListedSchool, SchoolList


class ListedSchoolInline(ReadOnlyInline):
    """The schools of an order."""

    model = ListedSchool
    fields = ("school",)
    verbose_name_plural = "школы перечня"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The lines with what they print, in one query."""
        return super().get_queryset(request).select_related("list", "school")


@admin.register(SchoolList)
class SchoolListAdmin(LookedUpAdmin):
    """Orders with their schools."""

    list_display = ("number", "date", "kind", year_label, "issuer", "municipality", "adopted_at")
    list_filter = (YearFilter, "kind", "municipality")
    list_select_related = ("municipality",)
    search_fields = ("number", "issuer")
    search_help_text = "Номер приказа или ведомство"
    inlines = (ListedSchoolInline,)
    fields = (
        "municipality",
        "kind",
        year_label,
        "number",
        "date",
        "issuer",
        "created_at",
        "created_by",
        "adopted_at",
        "adopted_by",
    )
    readonly_fields = fields
