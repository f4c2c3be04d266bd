"""Rules of schools' classes set by hand: looked up in the admin, set and withdrawn on the school's page."""

from django.contrib import admin

from schools.admin.filters import YearFilter
from schools.admin.looked_up import LookedUpAdmin
from schools.admin.places import year_label
from schools.models import ClassOverride


@admin.register(ClassOverride)
class ClassOverrideAdmin(LookedUpAdmin):
    """Who set which rule, why, and whether it still stands."""

    list_display = ("school", year_label, "rule", "value", "reason", "set_by", "set_at", "withdrawn_at")
    list_filter = (YearFilter, "rule", "value")
    list_select_related = ("school", "set_by")
    search_fields = ("school__name_key", "school__code")
    search_help_text = "Название или код ОО"
