"""The files and links that prove an event, one by one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mentorship.audit.log import record_view
from mentorship.roadmap import workflow
from mentorship.roadmap.forms import NothingForm
from mentorship.roadmap.models import Evidence, Occurrence, RoadmapEvent
from mentorship.roadmap.rights import acts_of
from mentorship.roadmap.views.acting import Act, Offer, attempt
from mentorship.roadmap.views.roadmaps import visible_roadmap
from schools.attachments import sent
from schools.guards import area_required


@area_required("roadmap")
def evidence_file(request: HttpRequest, pk: int, evidence_pk: int) -> FileResponse:
    """Send a file to whoever sees its roadmap; always as a download, never shown within the portal."""
    evidence = _visible_evidence(request, pk, evidence_pk)
    record_view(by=request.user, target=evidence, what="evidence")
    return sent(evidence.file, evidence.file_name)


@area_required("roadmap", change=True)
def remove_evidence(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Ask once more, then take a wrong file or link away."""
    evidence = _visible_evidence(request, pk, evidence_pk)
    act = Act(
        "mark", NothingForm, workflow.remove_evidence, "Подтверждение удалено.", "Удалить подтверждение"
    )
    return _remove(request, evidence.event, act, evidence=evidence)


@area_required("roadmap", change=True)
def remove_occurrence(request: HttpRequest, pk: int, occurrence_pk: int) -> HttpResponse:
    """Ask once more, then take away a record made by mistake."""
    roadmap = visible_roadmap(request, pk)
    rows = Occurrence.objects.select_related("event")
    occurrence = get_object_or_404(rows, pk=occurrence_pk, event__roadmap=roadmap)
    occurrence.event.roadmap = roadmap
    act = Act("mark", NothingForm, workflow.remove_occurrence, "Запись удалена.", "Удалить запись")
    return _remove(request, occurrence.event, act, occurrence=occurrence)


def _remove(request: HttpRequest, event: RoadmapEvent, act: Act, **thing: Any) -> HttpResponse:
    """The page that asks, and the deletion."""
    if act.right not in acts_of(request.user, event.roadmap):
        raise PermissionDenied
    is_post = request.method == "POST"
    form = NothingForm(request.POST if is_post else None)
    if is_post and attempt(request, Offer("remove", act, form), **thing):
        return redirect(event)
    (row,) = thing.values()
    context = {"thing": row, "act": act, "event": event, "roadmap": event.roadmap, "form": form}
    return render(request, "roadmap/remove.html", context, status=400 if is_post else 200)


def _visible_evidence(request: HttpRequest, pk: int, evidence_pk: int) -> Evidence:
    roadmap = visible_roadmap(request, pk)
    rows = Evidence.objects.select_related("event")
    evidence = get_object_or_404(rows, pk=evidence_pk, event__roadmap=roadmap)
    evidence.event.roadmap = roadmap
    return evidence
