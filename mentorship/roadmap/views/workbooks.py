"""The workbook of a roadmap: taken out, filled in, given back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mentorship.roadmap.rights import may
from mentorship.roadmap.views.roadmaps import visible_roadmap
from mentorship.roadmap.workbook import RoadmapLayout
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.exporting import layout_workbook
from mentorship.spreadsheets.gate import MAX_FILE
from mentorship.spreadsheets.importing import import_layout
from schools.forms import PortalForm
from schools.guards import area_required

# A template has fewer events than this.
SHOWN = 200


class WorkbookForm(PortalForm):
    """The workbook as it comes back."""

    file = forms.FileField(
        label="Заполненный файл (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Выберите файл.", "empty": "Файл пуст: в нём ноль байт."},
    )


@area_required("roadmap")
def workbook_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The events of the roadmap as a workbook."""
    roadmap = visible_roadmap(request, pk)
    data = layout_workbook(RoadmapLayout(roadmap, timezone.localdate()), by=request.user)
    return workbook_download(f"roadmap-{roadmap.pk}", data)


@area_required("roadmap", change=True)
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the filled workbook back: all rows, or none and what is wrong with each cell."""
    roadmap = visible_roadmap(request, pk)
    if not may(request.user, "plan" if roadmap.is_draft else "mark", roadmap):  # type: ignore[arg-type]
        raise PermissionDenied
    form = WorkbookForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        layout = RoadmapLayout(roadmap, timezone.localdate())
        report = import_layout(
            layout,
            file.read(MAX_FILE + 1),
            by=request.user,
            municipality=roadmap.municipality,
            name=file.name,
        )
        if not report.errors:
            messages.success(request, f"Файл принят: изменено мероприятий — {report.updated}.")
            return redirect(roadmap)
    status = 400 if request.method == "POST" else 200
    context = {"roadmap": roadmap, "form": form, "report": report, "shown": SHOWN, "limit": f":{SHOWN}"}
    return render(request, "roadmap/workbook.html", context, status=status)
