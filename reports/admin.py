"""Targets, entered figures, thresholds and papers in the admin."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from reports.forms import SettingForm
from reports.models import IndicatorTarget, ScoreSheet, Setting, Snapshot, Statistic
from reports.threshold_rules import RULES
from schools.admin.looked_up import LookedUpAdmin
from schools.admin_base import PortalModelAdmin
from schools.models import Municipality


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
    """Thresholds with their history: a change is a new row, only one that is still to come is withdrawn."""

    add_title = "Новое значение порога"
    form = SettingForm
    fields = ("municipality", "code", "value", "from_date", "reason")
    list_display = ("code", "words", "value", "whose", "from_date", "changed_by", "reason")
    list_filter = ("code", "municipality")
    list_select_related = ("changed_by__person", "municipality")
    deletable = True

    @admin.display(description="что это")
    def words(self, row: Setting) -> str:
        """The threshold in words; a code of an older portal has none."""
        return RULES[row.code].words if row.code in RULES else "больше не используется"

    @admin.display(description="для кого", ordering="municipality")
    def whose(self, row: Setting) -> str:
        """The municipality, or everyone."""
        return str(row.municipality) if row.municipality else "весь портал"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the municipalities one answers for; only who answers for all of them leaves it open."""
        if db_field.name == "municipality":
            scope = request.user.access.scope("settings", change=True)  # type: ignore[union-attr]
            offered = Municipality.objects.filter(scope.q(municipality="pk"))
            kwargs |= {"queryset": offered, "required": not scope.everywhere}
            if not scope.everywhere:
                kwargs["help_text"] = "Для всего портала порог меняет тот, кто отвечает за весь портал."
                if len(offered) == 1:
                    kwargs |= {"empty_label": None, "initial": offered[0]}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was in force stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A value that is not in force yet is withdrawn by whom it belongs to."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (obj.from_date > timezone.localdate() and _owns(request, obj)))

    def save_model(self, request: HttpRequest, obj: Setting, form: Any, change: bool) -> None:
        """A threshold keeps who set it (decisions.md §3); nobody sets it for others."""
        if not _owns(request, obj):
            raise PermissionDenied
        obj.changed_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


def _owns(request: HttpRequest, setting: Setting) -> bool:
    """Whether the account answers for the municipality of a threshold, or for the whole portal."""
    scope = request.user.access.scope("settings", change=True)  # type: ignore[union-attr]
    return scope.everywhere or setting.municipality_id in scope.municipalities


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
