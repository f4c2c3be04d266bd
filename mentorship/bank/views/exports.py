"""Excel files of the bank in the columns of document 004: what the filter shows, and one for the region."""

import io
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone

from mentorship.bank.filters import BankFilter
from mentorship.bank.models import Mentor
from mentorship.bank.views.bank import answers_for_candidates
from mentorship.spreadsheets.downloads import XLSX
from mentorship.spreadsheets.exporting import export_layout
from schools.guards import area_required


@area_required("import")
def export(request: HttpRequest) -> HttpResponse:
    """The mentors of the bank that the filter shows; a file of the bank holds nobody else."""
    mentors = Mentor.objects.visible_to(request.user)
    chosen = BankFilter(
        data=request.GET, queryset=mentors, request=request, answers=answers_for_candidates(request.user)
    )
    shown = chosen.qs if chosen.form.is_valid() else mentors.none()
    wanted = {name: value for name, value in request.GET.items() if value and name in chosen.form.fields}
    return _file(request, "bank", shown, {"filter": wanted})


@area_required("import")
def region(request: HttpRequest) -> HttpResponse:
    """The banks of all municipalities within reach in one file, by municipality (document 004)."""
    mentors = Mentor.objects.visible_to(request.user, "import")
    return _file(request, "region-bank", mentors, {"for": "region"})


def _file(request: HttpRequest, name: str, mentors: QuerySet[Mentor], noted: dict[str, Any]) -> HttpResponse:
    """Send the layout; the journal says what was filtered and how many rows went out."""
    stream = io.BytesIO()
    export_layout(
        "bank", stream, municipality=None, by=request.user, options={"mentors": mentors}, noted=noted
    )
    stream.seek(0)
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=f"{name}-{timezone.localdate():%Y-%m-%d}.xlsx",
        content_type=XLSX,
    )
    response["Cache-Control"] = "no-store"
    return response
