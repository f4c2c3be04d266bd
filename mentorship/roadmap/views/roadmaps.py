"""One roadmap: its page and its way from draft to closing, its plan, making a new one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.roadmap import overview, standing, workflow
from mentorship.roadmap.board import board_of
from mentorship.roadmap.enums import RoadmapState
from mentorship.roadmap.forms import CommentForm, NewRoadmapForm, NothingForm, SummaryForm, TermForm
from mentorship.roadmap.models import Remark, Roadmap, RoadmapTemplate
from mentorship.roadmap.rights import acts_of, is_own, may
from mentorship.roadmap.views.acting import Act, Offer, attempt, blame, form_of, offers
from mentorship.roadmap.views.agenda import agenda_of
from mentorship.roadmap.workplan.behind import behind_roadmap
from schools import years
from schools.guards import area_required
from schools.models import Municipality, School

ACTS: dict[str, Act] = {
    "submit": Act(
        "submit",
        NothingForm,
        workflow.submit,
        "Карта отправлена на согласование.",
        "Отправить на согласование",
    ),
    "agree": Act("agree", NothingForm, workflow.agree, "Карта согласована.", "Согласовать"),
    "return": Act(
        "return",
        CommentForm,
        workflow.return_for_rework,
        "Карта возвращена на доработку.",
        "Вернуть на доработку",
    ),
    "start": Act("start", NothingForm, workflow.start, "Работа по карте начата.", "Начать работу"),
    "close": Act("close", SummaryForm, workflow.close, "Карта закрыта.", "Закрыть карту"),
    "delete": Act("delete", NothingForm, workflow.delete_draft, "Черновик удалён.", "Удалить черновик"),
}

# From this month on a school plans its next year.
PLANNING_MONTH = 5

# What each state offers, to those who have the right.
OFFERED: dict[str, tuple[str, ...]] = {
    RoadmapState.DRAFT: ("submit", "delete"),
    RoadmapState.SUBMITTED: ("agree", "return"),
    RoadmapState.AGREED: ("start", "close"),
    RoadmapState.IN_PROGRESS: ("close",),
    RoadmapState.CLOSED: (),
}


def visible_roadmap(request: HttpRequest, pk: int) -> Roadmap:
    """The roadmap, or 404 where it lies outside the user's scope."""
    return get_object_or_404(readable_roadmaps(request), pk=pk)


def readable_roadmaps(request: HttpRequest) -> QuerySet[Roadmap]:
    """The roadmaps in sight with what their pages name."""
    rows = Roadmap.objects.visible_to(request.user)
    return rows.select_related(
        "school", "municipality", "template", "seen_template", "agreed_by__person", "submitted_by__person"
    )


@area_required("roadmap")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a roadmap."""
    return show(request, visible_roadmap(request, pk))


def show(request: HttpRequest, roadmap: Roadmap, refused: Offer | None = None) -> HttpResponse:
    """Stages, nearest events, all events; a refused act is shown with its errors."""
    on = timezone.localdate()
    rights = acts_of(request.user, roadmap)
    board = board_of(roadmap, on)
    context = {
        "roadmap": roadmap,
        "standing": standing.of_roadmap(roadmap),
        "board": board,
        "rights": rights,
        "offers": {offer.code: offer for offer in offers(ACTS, _codes(request, roadmap), refused)},
        "refused": refused,
        "own_conflict": "agree" in rights and is_own(request.user, roadmap),
        "curators": overview.curators_of([roadmap.school_id], on)[roadmap.school_id],
        "agenda": agenda_of(board, on, may_mark="mark" in rights),
        **_plan_notes(roadmap, rights),
        **_other_years(roadmap, on, may_create="create" in rights),
        "behind": behind_roadmap(roadmap, on),
        "today": on,
    }
    return render(request, "roadmap/detail.html", context, status=400 if refused else 200)


def _plan_notes(roadmap: Roadmap, rights: frozenset[str]) -> dict[str, Any]:
    """What happens to the plan: remarks, proposed changes, a later version of the template."""
    may_take = roadmap.is_running and "revise" in rights
    remarks = Remark.objects.open().filter(event__roadmap=roadmap).order_by("event__order")
    return {
        "remarks": remarks.select_related("event") if not roadmap.is_running else [],
        "revision": roadmap.revisions.open().first() if roadmap.is_running else None,
        "template_offer": workflow.offer_for(roadmap) if may_take else None,
    }


def _codes(request: HttpRequest, roadmap: Roadmap) -> list[str]:
    """The acts that the state offers and the user may do."""
    rights = acts_of(request.user, roadmap)
    codes = [code for code in OFFERED[roadmap.state] if ACTS[code].right in rights]
    if roadmap.submitted_at is not None and "delete" in codes:
        codes.remove("delete")
    return codes


def _other_years(roadmap: Roadmap, on: date, *, may_create: bool) -> dict[str, Any]:
    """The owner's other roadmaps; from May on also the way to next year's, where there is none yet."""
    same = Roadmap.objects.filter(municipality=roadmap.municipality_id, school=roadmap.school_id)
    others = list(same.exclude(pk=roadmap.pk).order_by("-year"))
    next_year = years.year_of(on) + 1
    is_time = may_create and on >= date(next_year, PLANNING_MONTH, 1)
    known = {roadmap.year, *(other.year for other in others)}
    return {"other_years": others, "next_year": next_year if is_time and next_year not in known else None}


@require_POST
@area_required("roadmap", change=True)
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Do what a button of the page says; a refusal shows the page again with what was typed."""
    roadmap = visible_roadmap(request, pk)
    if code not in ACTS:
        raise Http404
    if not may(request.user, ACTS[code].right, roadmap):
        raise PermissionDenied
    offer = Offer(code, ACTS[code], form_of(code, ACTS[code], request.POST))
    if not attempt(request, offer, roadmap=roadmap):
        return show(request, roadmap, offer)
    return redirect("roadmap:list") if code == "delete" else redirect(roadmap)


@area_required("roadmap", change=True)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Terms and responsible people of a draft, all on one page."""
    roadmap = visible_roadmap(request, pk)
    if not may(request.user, "plan", roadmap):
        raise PermissionDenied
    if not roadmap.is_draft:
        messages.error(request, "План правят только в черновике: эту карту уже отправили на согласование.")
        return redirect(roadmap)
    remarks = Prefetch("remarks", queryset=Remark.objects.open(), to_attr="open_remarks")
    events = roadmap.events.open().select_related("stage").prefetch_related("persons", remarks)
    forms = [
        TermForm(request.POST or None, event=event, initial=_terms_of(event))
        for event in events.order_by("order")
    ]
    if request.method == "POST" and _save_plan(request, roadmap, forms):
        return redirect(roadmap)
    errors = [error for form in forms if form.is_bound for error in form.named_errors()]
    context = {"roadmap": roadmap, "forms": forms, "errors": errors}
    return render(request, "roadmap/plan.html", context, status=400 if request.method == "POST" else 200)


def _terms_of(event: Any) -> dict[str, Any]:
    return workflow.Term(event.start_date, event.due_date, event.responsible)._asdict()


def _save_plan(request: HttpRequest, roadmap: Roadmap, forms: list[TermForm]) -> bool:
    """Store what changed in the plan; each refusal stands in its own row."""
    if [form for form in forms if not form.is_valid()]:
        return False
    changed = [form for form in forms if form.has_changed()]
    terms = {form.event.pk: workflow.Term(**form.cleaned_data) for form in changed}
    for form in changed:
        try:
            workflow.check_term(event=form.event, term=terms[form.event.pk], roadmap=roadmap)
        except ValidationError as error:
            blame(form, error)
    if any(form.errors for form in changed):
        return False
    count = workflow.edit_plan(roadmap=roadmap, terms=terms, by=request.user)
    messages.success(request, f"План сохранён, изменено мероприятий: {count}.")
    return True


@area_required("roadmap", change=True)
def add(request: HttpRequest) -> HttpResponse:
    """A new roadmap from a template, for the own school or (a methodist) for any."""
    form = _new_form(request)
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("template", "year")}
        try:
            last = _last_year(form) if form.cleaned_data["follow"] else None
            roadmap = workflow.create_from_template(**chosen, **form.owner(), by=request.user, like=last)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Черновик создан: проверьте сроки и ответственных.")
            return redirect(roadmap)
    status = 400 if request.method == "POST" else 200
    return render(request, "roadmap/add.html", {"form": form}, status=status)


def _last_year(form: NewRoadmapForm) -> Roadmap | None:
    """The owner's roadmap of the year before, if there is one."""
    owner = form.owner()
    own = {"school": owner["school"]} if "school" in owner else {**owner, "school": None}
    rows = Roadmap.objects.of_year(form.cleaned_data["year"] - 1).filter(**own)
    return rows.select_related("template__origin__origin").first()


def _new_form(request: HttpRequest) -> NewRoadmapForm:
    """The form with what the user may choose; who only agrees roadmaps makes none."""
    scope = request.user.access.scope("roadmap", change=True)
    planners = {
        held for held in request.user.access.held if held.role in ("methodist", "curator", "director")
    }
    if not planners:
        raise PermissionDenied
    this_year = years.year_of(timezone.localdate())
    schools = School.objects.filter(scope.q(municipality="municipality", school="pk"))
    is_methodist = any(held.role == "methodist" for held in planners)
    towns = Municipality.objects.visible_to(request.user, "roadmap") if is_methodist else []
    initial = {"year": years.label(this_year), "school": request.GET.get("school") or _only(schools)}
    return NewRoadmapForm(
        request.POST or None,
        schools=schools,
        municipalities=list(towns),
        known_years=[this_year, this_year + 1],
        templates=RoadmapTemplate.objects.visible_to(request.user).newest(),
        initial=initial,
    )


def _only(schools: QuerySet[School]) -> School | None:
    """The school of those who have one."""
    found = list(schools[:2])
    return found[0] if len(found) == 1 else None
