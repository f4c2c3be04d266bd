"""What the Excel screens show: one page in the admin's frame, the preview, the words of what was done."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.kept_report import SHOWN, KeptReport
from mentorship.spreadsheets.layout import Layout


def page(
    request: HttpRequest, template: str, title: str, found: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the folder `spreadsheets`."""
    context = {**site.each_context(request), "title": title, **found}
    return render(request, f"spreadsheets/{template}.html", context, status=status)


def preview(
    request: HttpRequest, layout: Layout, name: str, report: KeptReport, status: int = 200
) -> HttpResponse:
    """What a workbook would do, or why it did nothing."""
    found = {"layout": layout, "report": report, "name": name, "shown": SHOWN}
    return page(request, "preview", f"{layout.title}: проверка файла", found, status=status)


def gone(request: HttpRequest, kind: str) -> HttpResponse:
    """The workbook is kept no more."""
    messages.warning(request, uploads.GONE)
    return redirect("admin:import_kind", kind=kind)


def done(report: KeptReport) -> str:
    """What an import did, in words."""
    return (
        f"Таблица загружена. Строк: {report.rows}, новых: {report.created}, "
        f"изменённых: {report.updated}, без изменений: {report.unchanged}."
    )
