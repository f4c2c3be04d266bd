"""A roadmap as .docx and PDF, to be signed or with marks of fulfilment."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mentorship.documents.enums import Kind
from mentorship.documents.facts import roadmaps
from mentorship.documents.views.printed import sheet
from mentorship.roadmap.models import Roadmap
from schools.guards import area_required


@area_required("roadmap")
def plan(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The roadmap in force; `?marks=1` prints what is done."""
    rows = Roadmap.objects.visible_to(request.user)  # type: ignore[arg-type]
    found = rows.select_related("municipality", "school", "agreed_by__person")
    roadmap = get_object_or_404(found, pk=pk)
    data = roadmaps.plan(
        roadmap,
        marks=request.GET.get("marks") == "1",
        on=timezone.localdate(),
        has_names=request.user.has_perm("people.view"),
    )
    return sheet(request, Kind.PLAN, roadmap, data, f"roadmap-{roadmap.pk}", ending)
