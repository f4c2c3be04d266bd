"""One event of the plan: its words and term, who answers for it; in a draft at once, later as a proposal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mentorship.roadmap import workflow
from mentorship.roadmap.forms import ReasonForm
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.plan_forms import PersonsForm, PlannedEventForm, ProposedEventForm
from mentorship.roadmap.rights import may
from mentorship.roadmap.views.acting import Act, Offer, attempt, blame
from mentorship.roadmap.views.events import visible_event
from mentorship.roadmap.views.roadmaps import visible_roadmap
from mentorship.roadmap.workflow.people import alike_events, staff_of
from schools.guards import area_required
from schools.models import Person
from schools.stamps import OPEN, REFUSED, status_of

LEAVE_OUT = Act(
    "revise",
    ReasonForm,
    workflow.propose_cancel,
    "Исключение мероприятия внесено в предлагаемую версию.",
    "Предложить исключить",
    "Исключить из плана",
)


@area_required("roadmap", change=True)
def event_new(request: HttpRequest, pk: int) -> HttpResponse:
    """An event of one's own."""
    roadmap = visible_roadmap(request, pk)
    _require_planner(request, roadmap)
    form = _form(request, roadmap, {"term_kind": "month"})
    if request.method == "POST" and _save(request, form, roadmap):
        return _back(roadmap)
    return _page(request, roadmap, form)


@area_required("roadmap", change=True)
def event_edit(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """An event of the plan anew; `act=leave_out` proposes to leave it out."""
    event = visible_event(request, pk, event_pk)
    roadmap = event.roadmap
    _require_planner(request, roadmap)
    line = None if roadmap.is_draft else _line_of(event)
    form = _form(request, roadmap, _initial(line or event) | ({"reason": line.reason} if line else {}))
    is_leaving = request.method == "POST" and request.POST.get("act") == "leave_out"
    leaving = Offer(
        "leave_out", LEAVE_OUT, ReasonForm(request.POST if is_leaving else None, auto_id="out_%s")
    )
    if is_leaving and not roadmap.is_draft:
        form = _form(request, roadmap, _initial(line or event), bound=False)
        if attempt(request, leaving, event=event):
            return _back(roadmap)
    elif request.method == "POST" and _save(request, form, roadmap, event):
        return _back(roadmap)
    return _page(request, roadmap, form, event=event, line=line, leaving=leaving)


def _require_planner(request: HttpRequest, roadmap: Roadmap) -> None:
    if not may(request.user, "plan" if roadmap.is_draft else "revise", roadmap):
        raise PermissionDenied


def _line_of(event: RoadmapEvent) -> Any:
    return event.revision_lines.filter(revision__in=event.roadmap.revisions.open()).first()


def _initial(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PLAN_FIELDS}


def _form(
    request: HttpRequest, roadmap: Roadmap, initial: dict[str, Any], *, bound: bool = True
) -> PlannedEventForm:
    kind = PlannedEventForm if roadmap.is_draft else ProposedEventForm
    return kind(
        request.POST if bound and request.method == "POST" else None, roadmap=roadmap, initial=initial
    )


def _save(
    request: HttpRequest, form: PlannedEventForm, roadmap: Roadmap, event: RoadmapEvent | None = None
) -> bool:
    """Store the event in a draft, propose it in an agreed plan; a refusal becomes errors of the form."""
    if not form.is_valid():
        return False
    values = dict(form.cleaned_data)
    reason = {"reason": values.pop("reason")} if "reason" in values else {}
    target = {"event": event} if event else {"roadmap": roadmap}
    if roadmap.is_draft:
        change: Any = workflow.edit_event if event else workflow.add_event
    else:
        change = workflow.propose_edit if event else workflow.propose_event
    try:
        change(**target, values=values, by=request.user, **reason)
    except ValidationError as error:
        blame(form, error)
        return False
    words = "План сохранён." if roadmap.is_draft else "Изменение внесено в предлагаемую версию."
    messages.success(request, words)
    return True


def _back(roadmap: Roadmap) -> HttpResponse:
    return redirect("roadmap:plan" if roadmap.is_draft else "roadmap:changes", roadmap.pk)


def _page(request: HttpRequest, roadmap: Roadmap, form: PlannedEventForm, **known: Any) -> HttpResponse:
    context = {"roadmap": roadmap, "form": form, **known}
    status = max(status_of(form), REFUSED if request.method == "POST" else OPEN)
    return render(request, "roadmap/event_plan.html", context, status=status)


@area_required("roadmap", change=True)
def responsible(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """Who of the staff answers for the event, and for the others of the same post."""
    event = visible_event(request, pk, event_pk)
    if not may(request.user, "mark", event.roadmap):
        raise PermissionDenied
    on = timezone.localdate()
    known = Q(pk__in=staff_of(event.roadmap, on).values("pk")) | Q(pk__in=event.persons.values("pk"))
    form = PersonsForm(
        request.POST if request.method == "POST" else None,
        event=event,
        staff=Person.objects.filter(known).order_by("name_key"),
        others=alike_events(event).count() if event.responsible else 0,
        initial={"persons": event.persons.all()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = workflow.set_persons(event=event, on=on, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, f"Ответственные лица записаны, мероприятий: {count}.")
            return redirect(event)
    context = {"event": event, "roadmap": event.roadmap, "form": form}
    status = 400 if request.method == "POST" else 200
    return render(request, "roadmap/responsible.html", context, status=status)
