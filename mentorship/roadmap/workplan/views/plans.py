"""The centre's work plan: the year's plans, one plan by sections, its rows, its approval, its Excel."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.audit.log import record_export
from mentorship.roadmap.enums import EventState, Section
from mentorship.roadmap.forms import NothingForm
from mentorship.roadmap.models import WorkPlan, WorkPlanItem
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.views.meetings import own_towns
from mentorship.roadmap.workplan import workflow
from mentorship.roadmap.workplan.forms import ApproveForm, DropForm, LineForm, MarkForm, NewPlanForm
from mentorship.roadmap.workplan.sheet import plan_sheet
from mentorship.roadmap.workplan.standing import of_item
from mentorship.spreadsheets.downloads import workbook_download
from schools import years
from schools.guards import area_required

PAGE_SIZE = 50
CHANGES_SHOWN = 100


@area_required("meetings")
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans in sight; those who lead may begin the next one."""
    on = timezone.localdate()
    plans = (
        WorkPlan.objects.visible_to(request.user)
        .with_counts(on)
        .select_related("municipality")
        .order_by("-year", "municipality__name")
    )
    page = Paginator(plans, PAGE_SIZE).get_page(request.GET.get("page"))
    towns = own_towns(request)
    this_year = years.year_of(on)
    form = None
    if towns:
        data = request.POST if request.method == "POST" else None
        form = NewPlanForm(data, municipalities=towns, known_years=[this_year, this_year + 1])
    status = 200
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and (made := _attempt(form, _create, form, request)):
            messages.success(request, "План составлен: проверьте сроки и ответственных.")
            return redirect(made)
        status = 400
    return render(request, "roadmap/plans.html", {"page_obj": page, "form": form}, status=status)


def _create(form: NewPlanForm, request: HttpRequest) -> WorkPlan:
    return workflow.create_plan(by=request.user, **form.plan())


def _attempt(form: Form, perform: Callable[..., Any], *arguments: Any) -> Any:
    """Call a change; its refusal becomes an error of the form and None comes back."""
    try:
        return perform(*arguments) or True
    except ValidationError as error:
        blame(form, error)
        return None


def _visible(request: HttpRequest, pk: int) -> WorkPlan:
    rows = WorkPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("municipality", "approved_by__person"), pk=pk)


def _leads(request: HttpRequest, plan: WorkPlan) -> bool:
    scope = request.user.access.scope("meetings", change=True)
    return scope.reaches(municipality=plan.municipality_id)


@area_required("meetings")
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan by its four sections, its approval and what was changed since."""
    return _show_plan(request, _visible(request, pk))


def _show_plan(request: HttpRequest, plan: WorkPlan, refused: Form | None = None) -> HttpResponse:
    on = timezone.localdate()
    items = list(plan.items.select_related("owner").order_by("order", "pk"))
    live = [item for item in items if item.state != EventState.CANCELLED]
    may_approve = not plan.is_approved and workflow.may_approve(request.user, plan)
    lines = [{"item": item, "standing": of_item(item, on, running=plan.is_approved)} for item in items]
    context = {
        "plan": plan,
        "sections": [
            (section, [line for line in lines if line["item"].section == section]) for section in Section
        ],
        "total": len(live),
        "done": sum(item.state == EventState.DONE for item in live),
        "late": sum(line["standing"].tone == "bad" for line in lines),
        "leads": _leads(request, plan),
        "approve_form": (refused or ApproveForm()) if may_approve else None,
        "refused": refused,
        "changes": plan.changes.select_related("item", "made_by__person")[:CHANGES_SHOWN],
    }
    return render(request, "roadmap/plan_of_work.html", context, status=400 if refused else 200)


@require_POST
@area_required("meetings", change=True)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """«УТВЕРЖДАЮ»: the head puts the plan in force."""
    plan = _visible(request, pk)
    if not workflow.may_approve(request.user, plan):
        raise PermissionDenied
    form = ApproveForm(request.POST)
    if form.is_valid() and _attempt(form, _approve, plan, form, request):
        messages.success(
            request, "План утверждён: теперь отмечают выполнение, а изменения сохраняют прежнее."
        )
        return redirect(plan)
    plan.refresh_from_db()
    if plan.is_approved:
        messages.error(request, "План уже утверждён.")
        return redirect(plan)
    return _show_plan(request, plan, form)


def _approve(plan: WorkPlan, form: ApproveForm, request: HttpRequest) -> WorkPlan:
    return workflow.approve_plan(plan=plan, on=timezone.localdate(), by=request.user, **form.cleaned_data)


@area_required("meetings", change=True)
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new row of the plan."""
    plan = _visible(request, pk)
    if not _leads(request, plan):
        raise PermissionDenied
    section = request.GET.get("section", "")
    initial = {"section": section if section in Section.values else Section.RESEARCH}
    form = LineForm(request.POST or None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid() and _attempt(form, _save, plan, None, form, request):
        messages.success(request, "Строка добавлена.")
        return redirect(plan)
    status = 400 if request.method == "POST" else 200
    return render(request, "roadmap/plan_item_add.html", {"plan": plan, "form": form}, status=status)


def _save(plan: WorkPlan, item: WorkPlanItem | None, form: LineForm, request: HttpRequest) -> WorkPlanItem:
    return workflow.save_item(plan=plan, item=item, by=request.user, **form.line())


def _visible_item(request: HttpRequest, pk: int, item_pk: int) -> WorkPlanItem:
    items = _visible(request, pk).items.select_related("plan__municipality", "owner")
    return get_object_or_404(items, pk=item_pk)


def _item_forms(request: HttpRequest, item: WorkPlanItem, data: Any = None) -> dict[str, Form]:
    """The forms of the acts that are the account's in the row's state."""
    leads = _leads(request, item.plan)
    forms: dict[str, Form] = {}
    if item.is_open and item.plan.is_approved and workflow.may_mark(request.user, item):
        forms["mark"] = MarkForm(data, auto_id="mark_%s", initial={"done_date": timezone.localdate()})
    if item.is_open and leads:
        forms["edit"] = LineForm(data, plan=item.plan, auto_id="edit_%s", initial=LineForm.of(item))
        forms["drop"] = DropForm(data, plan=item.plan, auto_id="drop_%s")
    if item.state == EventState.DONE and leads:
        forms["unmark"] = NothingForm(data, auto_id="unmark_%s")
    return forms


@area_required("meetings")
def item_page(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One row: what it says, how it stands, how it was changed, what can be done."""
    return _show_item(request, _visible_item(request, pk, item_pk))


def _show_item(
    request: HttpRequest, item: WorkPlanItem, code: str = "", refused: Form | None = None
) -> HttpResponse:
    forms = _item_forms(request, item)
    if refused is not None:
        forms[code] = refused
    context = {
        "item": item,
        "plan": item.plan,
        "standing": of_item(item, timezone.localdate(), running=item.plan.is_approved),
        "forms": forms,
        "refused": refused,
        "changes": item.changes.select_related("made_by__person"),
    }
    return render(request, "roadmap/plan_item.html", context, status=400 if refused is not None else 200)


@require_POST
@area_required("meetings")
def item_act(request: HttpRequest, pk: int, item_pk: int, code: str) -> HttpResponse:
    """Mark as done, change, take out, take the mark back."""
    item = _visible_item(request, pk, item_pk)
    if code not in ITEM_ACTS:
        raise Http404
    if not (_leads(request, item.plan) or (code == "mark" and workflow.may_mark(request.user, item))):
        raise PermissionDenied
    form = _item_forms(request, item, request.POST).get(code)
    if form is None:
        messages.error(request, "Строку уже изменили в другом окне: вот как она выглядит сейчас.")
        return redirect(item)
    if form.is_valid() and _attempt(form, ITEM_ACTS[code], item, form, request):
        messages.success(request, "Записано.")
        return redirect(item.plan if code == "drop" else item)
    return _show_item(request, item, code, form)


def _mark(item: WorkPlanItem, form: Any, request: HttpRequest) -> object:
    return workflow.mark_item(item=item, on=timezone.localdate(), by=request.user, **form.cleaned_data)


def _drop(item: WorkPlanItem, form: Any, request: HttpRequest) -> object:
    return workflow.cancel_item(item=item, by=request.user, **form.cleaned_data)


def _unmark(item: WorkPlanItem, form: Any, request: HttpRequest) -> object:
    return workflow.unmark_item(item=item, by=request.user)


def _edit(item: WorkPlanItem, form: Any, request: HttpRequest) -> object:
    return _save(item.plan, item, form, request)


ITEM_ACTS: dict[str, Callable[[WorkPlanItem, Any, HttpRequest], object]] = {
    "mark": _mark,
    "edit": _edit,
    "drop": _drop,
    "unmark": _unmark,
}


@area_required("meetings")
def plan_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as Excel in the form of the document; `?marks=1` adds how it is fulfilled."""
    plan = _visible(request, pk)
    marks = request.GET.get("marks") == "1"
    record_export(
        by=request.user,
        action="work_plan.exported",
        rows=plan.items.count(),
        chosen="с отметками" if marks else "без отметок",
        target=plan,
    )
    return workbook_download(f"work-plan-{plan.year}", plan_sheet(plan, marks=marks, on=timezone.localdate()))
