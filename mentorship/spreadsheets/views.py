"""The admin's Excel screens: choose a kind, upload, look at what would happen, confirm; and the way out."""

import tempfile
from contextlib import ExitStack
from typing import IO, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mentorship.spreadsheets import background, pages, registry, task_pages, uploads, waiting
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.forms import PlaceForm, UploadForm
from mentorship.spreadsheets.importing import count_rows, run_import
from mentorship.spreadsheets.kept_report import KeptReport
from mentorship.spreadsheets.layout import Column, Layout, LayoutRefused
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.places import may_import
from mentorship.spreadsheets.waiting import Waiting


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The kinds of workbooks the account may import and export."""
    layouts = [layout for layout in map(registry.get, registry.kinds()) if may_import(request.user, layout)]
    if not request.user.has_perm("import.change"):
        raise PermissionDenied
    found = {"layouts": layouts, "tasks": task_pages.listed(request.user)}
    return pages.page(request, "index", "Загрузка из Excel", found)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for a file; what passes the gate is kept and previewed."""
    layout = _layout(request, kind)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, layout=layout, user=request.user)
        if form.is_valid():
            return _keep(request, kind, form)
    else:
        form = UploadForm(layout=layout, user=request.user)
    found = {
        "layout": layout,
        "form": form,
        "export_form": PlaceForm(user=request.user, auto_id="export_%s"),
        "sheets": [_sheet(part) for part in (layout, *(further() for further in layout.further))],
    }
    return pages.page(request, "upload", layout.title, found, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, kind: str, token: str) -> HttpResponse:
    """Show what a kept workbook would do; POST does it, once."""
    layout = _layout(request, kind)
    task = ImportTask.objects.visible_to(request.user).of(kind, token)
    if task is not None:
        return task_pages.answer(request, layout, task)
    held = waiting.recall(request, kind, token)
    municipality = held.municipality_of(request.user)
    is_confirmed = request.method == "POST"
    data = uploads.take(token) if is_confirmed else uploads.read(token)
    if is_confirmed or data is None:
        waiting.forget(request, token)
    if data is None:
        return pages.gone(request, kind)
    chosen = {"municipality": municipality, "options": held.options, "name": held.name}
    report = run_import(kind, data, by=request.user, dry_run=not is_confirmed, **chosen)
    if is_confirmed and not report.errors:
        messages.success(request, pages.done(KeptReport.of(report)))
        return redirect("admin:import")
    return pages.preview(
        request, layout, held.name, KeptReport.of(report), status=400 if is_confirmed else 200
    )


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Send the kind's rows as a workbook."""
    layout = _layout(request, kind)
    form = PlaceForm(request.GET, user=request.user)
    if not form.is_valid():
        messages.error(request, "Выберите муниципалитет, сведения которого выгрузить.")
        return redirect("admin:import_kind", kind=kind)
    try:
        file = _exported(kind, form.chosen_municipality, request.user)
    except LayoutRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:import_kind", kind=kind)
    name = f"{layout.title} {timezone.localdate():%d.%m.%Y}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


def _exported(kind: str, municipality: Any, by: Any) -> IO[bytes]:
    """Write an export into a scratch file that goes with the response; an exception closes it."""
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        export_layout(kind, file, municipality=municipality, by=by)
        file.seek(0)
        stack.pop_all()
    return file


def _layout(request: HttpRequest, kind: str) -> Layout:
    """The layout of the address: 404 for an unknown kind, 403 without the right."""
    if not request.user.has_perm("import.change"):
        raise PermissionDenied
    if kind not in registry.kinds():
        raise Http404
    layout = registry.get(kind)
    if not may_import(request.user, layout):
        raise PermissionDenied
    return layout


def _sheet(layout: Layout) -> tuple[str, list[tuple[Column, bool]]]:
    """The title of a sheet where a workbook has several, and its columns with whether each must be there."""
    required = layout.required_columns()
    title = (
        (layout.sheet_title or layout.title) if layout.further or layout.kind not in registry.kinds() else ""
    )
    return title, [(column, column in required) for column in layout.columns]


def _keep(request: HttpRequest, kind: str, form: UploadForm) -> HttpResponse:
    """Keep the very bytes that were looked through, and show what they would do."""
    token = uploads.keep(form.data_of_file)
    municipality = form.chosen_municipality
    name = form.cleaned_data["file"].name
    held = Waiting(kind, name, municipality.pk if municipality else None, form.options)
    rows = count_rows(kind, form.data_of_file)
    if rows > background.LONG:
        background.begin(by=request.user, token=token, held=held, rows=rows)
    else:
        waiting.remember(request, token, held)
    return redirect("admin:import_preview", kind=kind, token=token)
