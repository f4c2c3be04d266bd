"""The workbook of one's own school: taken out, filled in, given back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.pupils.forms import WorkbookForm
from mentorship.pupils.rights import require_school
from mentorship.pupils.workbook import PupilsLayout
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.exporting import layout_workbook
from mentorship.spreadsheets.gate import MAX_FILE
from mentorship.spreadsheets.importing import import_layout
from schools.guards import area_required

SHOWN = 200
# A file's own name may be a child's: the journal keeps this one.
FILE = "ученики.xlsx"


@area_required("pupils")
def export(request: HttpRequest, school: str) -> HttpResponse:
    """The pupils of an own school whose names are not hidden."""
    user: Any = request.user
    found = get_object_or_404(require_school(user), code=school)
    data = layout_workbook(PupilsLayout(found, timezone.localdate()), by=user)
    return workbook_download("ucheniki", data)


@area_required("pupils", change=True)
def workbook(request: HttpRequest) -> HttpResponse:
    """Take the filled workbook back: all rows, or none and what is wrong with each cell."""
    user: Any = request.user
    schools = list(require_school(user, change=True))
    form = WorkbookForm(
        request.POST or None, request.FILES or None, schools=require_school(user, change=True)
    )
    report = None
    if request.method == "POST" and form.is_valid():
        layout = PupilsLayout(form.cleaned_data.get("school") or schools[0], timezone.localdate())
        data = form.cleaned_data["file"].read(MAX_FILE + 1)
        report = import_layout(layout, data, by=user, name=FILE)
        if not report.errors:
            words = f"Файл принят: новых — {report.created}, дополнено — {report.updated}."
            messages.success(request, words)
            return redirect("pupils:list")
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "report": report, "shown": SHOWN, "limit": f":{SHOWN}", "schools": schools}
    return render(request, "pupils/workbook.html", context, status=status)
