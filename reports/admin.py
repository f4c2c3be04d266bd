"""Targets, entered figures, thresholds and papers in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reports.models import IndicatorTarget, ScoreSheet, Setting, Snapshot, Statistic
from schools.admin_base import PortalModelAdmin


class LookedUpAdmin(PortalModelAdmin):
    """What is made and changed on its own page by the workflow: here it is only looked up."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New ones come by the page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changes come by the page."""
        return False


@admin.register(IndicatorTarget)
class IndicatorTargetAdmin(PortalModelAdmin):
    """Targets of the programmes; their days can be edited (contract §4)."""

    list_display = ("indicator", "programme", "value", "due_date", "rule")
    list_filter = ("rule", "due_date")
    search_fields = ("indicator",)
    list_select_related = ("programme",)


@admin.register(Statistic)
class StatisticAdmin(LookedUpAdmin):
    """Entered figures; new ones come by the page and by import."""

    list_display = (
        "indicator",
        "municipality",
        "school",
        "year",
        "numerator",
        "denominator",
        "date",
        "source",
    )
    list_filter = ("indicator", "year")
    search_fields = ("indicator", "source")
    list_select_related = ("municipality", "school")


@admin.register(Setting)
class SettingAdmin(PortalModelAdmin):
    """Thresholds with their history: a change is a new row."""

    list_display = ("code", "value", "from_date", "changed_by", "reason")
    list_filter = ("code",)
    list_select_related = ("changed_by__person",)
    readonly_fields = ("changed_by",)

    def save_model(self, request: HttpRequest, obj: Setting, form: Any, change: bool) -> None:
        """A threshold keeps who set it (decisions.md §3)."""
        obj.changed_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


@admin.register(Snapshot)
class SnapshotAdmin(LookedUpAdmin):
    """Snapshots are taken and approved on their page; here they are only looked up."""

    list_display = ("programme", "as_of", "state", "taken_at", "approved_at")
    list_filter = ("state",)
    list_select_related = ("programme",)


@admin.register(ScoreSheet)
class ScoreSheetAdmin(LookedUpAdmin):
    """Sheets of the ten criteria; marks are given on their page."""

    list_display = ("municipality", "year")
    list_filter = ("year",)
    list_select_related = ("municipality",)
