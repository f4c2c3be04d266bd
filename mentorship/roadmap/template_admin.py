"""Templates of roadmaps in the admin: copied, edited as drafts stage by stage, published as versions."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse

from mentorship.roadmap import workflow
from mentorship.roadmap.models import RoadmapTemplate, TemplateEvent, TemplateStage
from mentorship.roadmap.workflow.templates import may_edit
from schools.admin_base import PortalModelAdmin, PortalTabularInline
from schools.models import Municipality

TWO_ROWS: dict[Any, dict[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 48})}
}


def _template_of(row: Any) -> RoadmapTemplate:
    """The template a row belongs to."""
    if isinstance(row, TemplateEvent):
        return row.stage.template
    return row.template if isinstance(row, TemplateStage) else row


def _may_edit(request: HttpRequest, template: RoadmapTemplate) -> bool:
    return may_edit(request.user, template)  # type: ignore[arg-type]


class _DraftOnly:
    """Only a draft within reach is changed; what is published or came with the portal is only looked at."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A draft of one's own."""
        allowed = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or obj.pk is None or _may_edit(request, _template_of(obj)))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What may be changed may be thrown away."""
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are added under the draft they belong to."""
        return obj is not None and self.has_change_permission(request, obj)


class StageInline(_DraftOnly, PortalTabularInline):
    """Stages under their template; each has a page with its events."""

    model = TemplateStage
    fields = ("order", "number", "title", "short_title", "phase")
    show_change_link = True


class EventInline(_DraftOnly, PortalTabularInline):
    """Events under their stage; form and result stand on the event's own page."""

    model = TemplateEvent
    fields = ("order", "code", "title", "term_kind", "start_month", "due_month", "responsible")
    formfield_overrides = TWO_ROWS
    show_change_link = True


class _PartAdmin(_DraftOnly, PortalModelAdmin):
    """A stage or an event: reached from its template, left out of the index."""

    formfield_overrides = TWO_ROWS
    deletable = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The way leads through the template."""
        return False

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to what the part stands under."""
        above = obj.stage if isinstance(obj, TemplateEvent) else obj.template
        return redirect(
            reverse(f"admin:{above._meta.app_label}_{above._meta.model_name}_change", args=[above.pk])
        )


@admin.register(TemplateStage)
class TemplateStageAdmin(_PartAdmin):
    """A stage with its task, its result and its events."""

    list_display = ("number", "title", "template")
    list_select_related = ("template",)
    fields = (("order", "number", "phase"), "title", "short_title", "goal", "task", "result")
    inlines = (EventInline,)


@admin.register(TemplateEvent)
class TemplateEventAdmin(_PartAdmin):
    """An event with all its fields."""

    list_display = ("code", "title", "stage", "term_text", "term_kind", "responsible")
    list_filter = ("term_kind",)
    list_select_related = ("stage__template",)
    search_fields = ("code",)
    fields = (
        ("order", "code"),
        "title",
        "form",
        ("term_kind", "start_month", "due_month"),
        "term_text",
        "responsible",
        "result",
    )


class CopyForm(forms.Form):
    """Under which name, for whom."""

    title = forms.CharField(label="Название", max_length=250)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label="для всех"
    )


class NoteForm(forms.Form):
    """What is new."""

    note = forms.CharField(
        label="Что изменилось",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Это увидят школы с прежней версией. После публикации версия не меняется.",
    )


class Step(NamedTuple):
    """A button over a template: its words, its form, what it does, what is said."""

    words: str
    form: type[forms.Form]
    perform: Callable[..., RoadmapTemplate]
    done: str


STEPS = {
    "copy": Step("Скопировать", CopyForm, workflow.copy_template, "Копия готова: правьте её и опубликуйте."),
    "version": Step("Новая версия", forms.Form, workflow.new_version, "Черновик новой версии готов."),
    "publish": Step("Опубликовать", NoteForm, workflow.publish, "Версия опубликована."),
}


@admin.register(RoadmapTemplate)
class RoadmapTemplateAdmin(_DraftOnly, PortalModelAdmin):
    """Templates that come with the portal are copied; copies are edited and published."""

    list_display = ("title", "level", "version", "state", "owner", "event_count", "roadmap_count")
    list_filter = ("state", "level", "is_builtin")
    list_select_related = ("municipality",)
    fields = ("title", "source", "level", "version", "state", "municipality", "note")
    readonly_fields = ("level", "version", "state", "municipality")
    inlines = (StageInline,)
    deletable = True
    change_form_template = "admin/roadmap/template_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoadmapTemplate]:
        """With the counts of the list."""
        return super().get_queryset(request).with_counts()  # type: ignore[attr-defined]

    @admin.display(description="для кого")
    def owner(self, template: RoadmapTemplate) -> str:
        """The municipality, or all; the portal's own are named so."""
        if template.is_builtin:
            return "с порталом"
        return str(template.municipality or "для всех")

    @admin.display(description="мероприятий", ordering="event_count")
    def event_count(self, template: Any) -> int:
        """Events of all stages."""
        return template.event_count

    @admin.display(description="карт", ordering="roadmap_count")
    def roadmap_count(self, template: Any) -> int:
        """Roadmaps made from this version."""
        return template.roadmap_count

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A draft goes with its stages and events; no roadmap is made from one."""
        return [str(template) for template in objs], {"шаблон": len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: RoadmapTemplate) -> None:
        """By the workflow."""
        workflow.delete_template(template=obj, by=request.user)  # type: ignore[arg-type]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The form with the steps that fit the template's state."""
        template = kwargs.get("obj")
        context["steps"] = self._steps(request, template) if template else []
        return super().render_change_form(request, context, *args, **kwargs)

    def _steps(self, request: HttpRequest, template: RoadmapTemplate) -> list[tuple[str, str]]:
        if not super(_DraftOnly, self).has_change_permission(request):
            return []
        codes = ["publish"] if _may_edit(request, template) else []
        codes += [] if template.is_draft or template.is_builtin else ["version"]
        return [(code, STEPS[code].words) for code in [*codes, "copy"]]

    def get_urls(self) -> list[Any]:
        """Addresses of the steps."""
        step = path(
            "<path:object_id>/step/<slug:code>/",
            self.admin_site.admin_view(self.step_view),
            name="roadmap_template_step",
        )
        return [step, *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: str, code: str) -> HttpResponse:
        """Ask once more, then take the step; a refusal shows the form again."""
        template = self.get_object(request, object_id)
        if code not in STEPS:
            raise Http404
        if not super(_DraftOnly, self).has_change_permission(request):
            raise PermissionDenied
        step, is_post = STEPS[code], request.method == "POST"
        form = self._form_of(request, step, template)
        if is_post and form.is_valid():
            try:
                made = step.perform(template=template, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, step.done)
                return redirect("admin:roadmap_roadmaptemplate_change", made.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{step.words}: {template}",
            "button": step.words,
            "opts": self.opts,
            "template": template,
            "form": form,
        }
        return render(request, "admin/roadmap/template_step.html", context, status=400 if is_post else 200)

    def _form_of(self, request: HttpRequest, step: Step, template: Any) -> forms.Form:
        initial = {"title": f"{template.title} (копия)", "municipality": request.user.access.municipality}  # type: ignore[union-attr]
        form = step.form(request.POST if request.method == "POST" else None, initial=initial)
        if "municipality" in form.fields:
            offered = Municipality.objects.visible_to(request.user, "roadmap")  # type: ignore[arg-type]
            form.fields["municipality"].queryset = offered  # type: ignore[attr-defined]
        return form
