"""Targets, entered figures, thresholds and papers in the admin."""

from django.contrib import admin

from reports.models import IndicatorTarget, ScoreSheet, Setting, Snapshot, Statistic
from schools.admin_base import PortalModelAdmin


@admin.register(IndicatorTarget)
class IndicatorTargetAdmin(PortalModelAdmin):
    """Targets of the programmes; their days can be edited (contract §4)."""

    list_display = ("indicator", "programme", "value", "due_date", "rule")
    list_filter = ("rule", "due_date")
    search_fields = ("indicator",)
    list_select_related = ("programme",)


@admin.register(Statistic)
class StatisticAdmin(PortalModelAdmin):
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
    readonly_fields = ("entered_by",)


@admin.register(Setting)
class SettingAdmin(PortalModelAdmin):
    """Thresholds with their history: a change is a new row."""

    list_display = ("code", "value", "from_date", "changed_by", "reason")
    list_filter = ("code",)
    list_select_related = ("changed_by__person",)
    readonly_fields = ("changed_by",)


@admin.register(Snapshot)
class SnapshotAdmin(PortalModelAdmin):
    """Snapshots are taken and approved on their page; here they are only looked up."""

    list_display = ("programme", "as_of", "state", "taken_at", "approved_at")
    list_filter = ("state",)
    list_select_related = ("programme",)
    readonly_fields = ("programme", "as_of", "state", "taken_by", "approved_at", "approved_by")


@admin.register(ScoreSheet)
class ScoreSheetAdmin(PortalModelAdmin):
    """Sheets of the ten criteria; marks are given on their page."""

    list_display = ("municipality", "year")
    list_filter = ("year",)
    list_select_related = ("municipality",)
