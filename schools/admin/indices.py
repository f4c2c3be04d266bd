"""Where indices come from: studies are written down here too, runs are only looked up."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from schools.admin.filters import YearFilter
from schools.admin.looked_up import LookedUpAdmin
from schools.admin.places import year_label
from schools.admin_base import PortalModelAdmin
from schools.models import IndexRun, IndexStudy


@admin.register(IndexStudy)
class IndexStudyAdmin(PortalModelAdmin):
    """Studies, their orders and populations; what a run of the portal wrote is not reworded."""

    add_title = "Новый источник индекса"
    list_display = ("study", "index", year_label, "order", "population", "municipality")
    list_filter = ("index", YearFilter, "municipality")
    list_select_related = ("municipality",)
    fields = ("municipality", "year", "index", "study", "order", "population", "run")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """What it is the source of stays; a run's own words stay, too."""
        if not isinstance(obj, IndexStudy):
            return ("run",)
        words = ("study", "order", "population") if obj.run_id else ()
        return ("municipality", "year", "index", *words, "run")


@admin.register(IndexRun)
class IndexRunAdmin(LookedUpAdmin):
    """Runs are made and applied on their page; here they are only looked up."""

    list_display = ("__str__", "population", "municipality", "created_at", "applied_at")
    list_filter = ("index", YearFilter, "municipality")
    list_select_related = ("municipality",)
    fields = (
        "municipality", year_label, "index", "population", "created_at", "created_by", "applied_at",
        "applied_by",
    )  # fmt: skip
    readonly_fields = fields
