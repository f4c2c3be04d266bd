"""The department reads a plan event by event and returns it with remarks; the school answers them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mentorship.roadmap import workflow
from mentorship.roadmap.enums import RoadmapState
from mentorship.roadmap.models import Remark, Roadmap
from mentorship.roadmap.plan_forms import RemarkAnswerForm, RemarkForm, WholeRemarkForm
from mentorship.roadmap.rights import may
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.views.roadmaps import visible_roadmap
from schools.forms import error_list
from schools.guards import area_required


@area_required("roadmap", change=True)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Every event with its term, its people and room for a remark."""
    roadmap = visible_roadmap(request, pk)
    if not may(request.user, "return", roadmap):
        raise PermissionDenied
    if roadmap.state != RoadmapState.SUBMITTED:
        messages.error(
            request, f"Карта сейчас в состоянии «{roadmap.get_state_display()}»: проверять нечего."
        )
        return redirect(roadmap)
    data = request.POST if request.method == "POST" else None
    rows = roadmap.events.in_plan().select_related("stage").prefetch_related("persons", "remarks")
    forms = [RemarkForm(data, event=event) for event in rows.order_by("order")]
    whole = WholeRemarkForm(data)
    if data is not None and _send(request, roadmap, forms, whole):
        return redirect(roadmap)
    context = {"roadmap": roadmap, "forms": forms, "whole": whole, "errors": error_list(whole, *forms)}
    return render(request, "roadmap/review.html", context, status=400 if data is not None else 200)


def _send(request: HttpRequest, roadmap: Roadmap, forms: list[RemarkForm], whole: WholeRemarkForm) -> bool:
    if not all([whole.is_valid(), *(form.is_valid() for form in forms)]):
        return False
    texts = {form.event.pk: form.cleaned_data["text"] for form in forms}
    try:
        workflow.return_for_rework(roadmap=roadmap, texts=texts, by=request.user, **whole.cleaned_data)
    except ValidationError as error:
        blame(whole, error)
        return False
    messages.success(request, "Карта возвращена на доработку: школа увидит замечания у мероприятий.")
    return True


@area_required("roadmap", change=True)
def remark(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    """The school says why an event stays as it is."""
    roadmap = visible_roadmap(request, pk)
    if not may(request.user, "plan", roadmap):
        raise PermissionDenied
    rows = Remark.objects.filter(event__roadmap=roadmap).select_related("event__stage", "made_by__person")
    found = get_object_or_404(rows, pk=remark_pk)
    found.event.roadmap = roadmap
    is_post = request.method == "POST"
    form = RemarkAnswerForm(request.POST if is_post else None, initial={"answer": found.answer})
    if is_post and form.is_valid():
        try:
            workflow.answer_remark(remark=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Ответ записан: его увидят при следующем согласовании.")
            return redirect(roadmap)
    context = {"roadmap": roadmap, "remark": found, "form": form}
    return render(request, "roadmap/remark.html", context, status=400 if is_post else 200)
