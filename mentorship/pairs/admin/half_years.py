"""Reporting periods and half-year reports; effects that reports name."""

from django.contrib import admin
from django.http import HttpRequest

from mentorship.pairs.models import Effect, HalfYearReport, ReportingPeriod
from schools.admin.looked_up import LookedUpAdmin
from schools.admin_base import DictionaryAdmin, PortalModelAdmin


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(PortalModelAdmin):
    """Periods; a new one is opened on its page, where the drafts are made with it."""

    list_display = ("__str__", "municipality", "start_date", "end_date", "due_date")
    list_filter = ("municipality", "year", "half")
    list_select_related = ("municipality",)
    fields = ("municipality", "year", "half", "start_date", "end_date", "due_date")
    readonly_fields = ("municipality", "year", "half")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Opened by the workflow."""
        return False


@admin.register(HalfYearReport)
class HalfYearReportAdmin(LookedUpAdmin):
    """Reports are only looked up here: they are written and checked on their own pages."""

    list_display = ("pair", "period", "state", "submitted_at", "checked_at")
    list_filter = ("state", "period")
    list_select_related = ("pair", "period__municipality")
    search_fields = ("pair__number_key", "pair__mentor__person__name_key")
    search_help_text = "№ пары или фамилия наставника"


@admin.register(Effect)
class EffectAdmin(DictionaryAdmin):
    """Effects that reports and closing protocols name."""

    add_title = "Новый эффект"
