"""Papers printed whenever somebody asks: the passport, the centre's work plan, the protocol of a meeting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from mentorship.audit.log import record_export
from mentorship.documents import pdf
from mentorship.documents.enums import Kind
from mentorship.documents.facts import printed
from mentorship.documents.rendering import render
from mentorship.documents.templates import template_for
from mentorship.documents.views.papers import paper_response
from mentorship.documents.vocabulary import VOCABULARY
from mentorship.programmes.models import Programme
from mentorship.roadmap.models import CoordinationMeeting, WorkPlan
from schools import years
from schools.guards import area_required
from schools.models import Municipality

ENDINGS = ("docx", "pdf")


@area_required("programmes")
def passport(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """The passport of a programme."""
    rows = Programme.objects.visible_to(request.user).select_related("municipality")  # type: ignore[arg-type]
    programme = get_object_or_404(rows, code=code)
    data = printed.passport(programme)
    return sheet(request, Kind.PASSPORT, programme, data, f"passport-{programme.code}", ending)


@area_required("meetings")
def work_plan(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The centre's work plan; `?marks=1` prints how it is fulfilled."""
    rows = WorkPlan.objects.visible_to(request.user)  # type: ignore[arg-type]
    plan = get_object_or_404(rows.select_related("municipality", "approved_by__person"), pk=pk)
    first, last = years.first_day(plan.year), years.last_day(plan.year)
    programme = Programme.objects.filter(
        municipality=plan.municipality, start_date__lte=last, end_date__gte=first
    ).first()
    marks = request.GET.get("marks") == "1"
    data = printed.work_plan(plan, programme, marks=marks, on=timezone.localdate())
    return sheet(request, Kind.WORK_PLAN, plan, data, f"work-plan-{plan.year}", ending)


@area_required("meetings")
def protocol(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The protocol of a coordination meeting."""
    rows = CoordinationMeeting.objects.visible_to(request.user)  # type: ignore[arg-type]
    meeting = get_object_or_404(rows.select_related("municipality"), pk=pk)
    data = printed.protocol(meeting, timezone.localdate())
    return sheet(request, Kind.PROTOCOL, meeting, data, f"protocol-{meeting.date:%Y-%m-%d}", ending)


def sheet(
    request: HttpRequest, kind: Kind, row: Any, data: dict[str, Any], name: str, ending: str
) -> HttpResponseBase:
    """The paper of the row by the municipality's template or the portal's; a refusal leads back."""
    if ending not in ENDINGS:
        raise Http404
    municipality: Municipality = row.municipality
    try:
        made = render(template_for(kind, municipality).data, data, VOCABULARY[kind])
        response = paper_response(made, title=str(kind.label), name=name, ending=ending)
    except ValidationError as refusal:
        # the template was kept under an older list of names
        messages.error(request, " ".join(refusal.messages))
        return redirect(row)
    except pdf.NoPango as missing:
        messages.warning(request, str(missing))
        return redirect(row)
    record_export(
        by=request.user, action="documents.paper_printed", rows=1, chosen=str(kind.label), target=row
    )
    return response
