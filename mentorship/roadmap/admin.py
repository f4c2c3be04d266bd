"""Roadmaps in the admin: looked up here, changed by the workflow."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from mentorship.roadmap import workflow
from mentorship.roadmap.models import (
    Evidence,
    Occurrence,
    PlanChange,
    Roadmap,
    RoadmapEvent,
)
from mentorship.roadmap.template_admin import RoadmapTemplateAdmin, TemplateEventAdmin, TemplateStageAdmin
from mentorship.roadmap.workplan import admin as workplan_admin
from schools.admin.looked_up import LookedUpAdmin
from schools.admin_base import PortalModelAdmin, ReadOnlyInline

__all__ = ["RoadmapTemplateAdmin", "TemplateEventAdmin", "TemplateStageAdmin", "workplan_admin"]


@admin.register(Roadmap)
class RoadmapAdmin(PortalModelAdmin):
    """Roadmaps of the years: looked up here; sent and started in bulk by those who may change them."""

    list_display = ("owner", "year_label", "level", "state", "version", "submitted_at", "agreed_at")
    list_filter = ("year", "level", "state", "template")
    list_select_related = ("school", "municipality")
    search_fields = ("school__name_key", "school__code")
    actions = ("submit", "start")
    readonly_fields = [field.name for field in Roadmap._meta.fields if not field.auto_created]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A roadmap is made from a template on its own page."""
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The page without buttons that would save nothing."""
        nothing = dict.fromkeys(("show_save", "show_save_and_continue", "show_save_and_add_another"), False)
        return super().changeform_view(request, object_id, form_url, {**nothing, **(extra_context or {})})

    @admin.display(description="чья", ordering="school__name_key")
    def owner(self, roadmap: Roadmap) -> str:
        """The school or the municipality."""
        return str(roadmap.owner)

    @admin.display(description="учебный год", ordering="year")
    def year_label(self, roadmap: Roadmap) -> str:
        """«2025/2026»."""
        return f"{roadmap.year}/{roadmap.year + 1}"

    @admin.action(description="Отправить на согласование")
    def submit(self, request: HttpRequest, queryset: QuerySet[Roadmap]) -> None:
        """Send drafts to be agreed."""
        self.run_action(
            request, queryset, lambda row: workflow.submit(roadmap=row, by=request.user), done="Отправлено"
        )

    @admin.action(description="Начать работу")
    def start(self, request: HttpRequest, queryset: QuerySet[Roadmap]) -> None:
        """Begin the work by agreed roadmaps."""
        self.run_action(
            request, queryset, lambda row: workflow.start(roadmap=row, by=request.user), done="Начато"
        )


class EvidenceInline(ReadOnlyInline):
    """What proves the event; files are opened on the event's page."""

    model = Evidence
    fields = ("portal_words", "link", "file_name", "added_at", "added_by")
    readonly_fields = fields


class OccurrenceInline(ReadOnlyInline):
    """Times that a recurring event was held."""

    model = Occurrence
    fields = ("date", "text", "added_by")


class ChangeInline(ReadOnlyInline):
    """How the plan was changed after its agreement."""

    model = PlanChange
    fields = ("kind", "old_due_date", "new_due_date", "reason", "state", "answer")


@admin.register(RoadmapEvent)
class RoadmapEventAdmin(LookedUpAdmin):
    """Events of all roadmaps: to find one and to see its history."""

    list_display = ("code", "title", "roadmap", "due_date", "state", "done_date")
    list_filter = ("state", "term_kind", "roadmap__year", "roadmap__state")
    list_select_related = ("roadmap__school", "roadmap__municipality")
    search_fields = ("code", "roadmap__school__name_key")
    date_hierarchy = "due_date"
    inlines = (EvidenceInline, OccurrenceInline, ChangeInline)
