"""Excel files that pages give away."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from mentorship.spreadsheets.writer import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_download(
    name: str,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    widths: Sequence[int] | None = None,
) -> HttpResponse:
    """A workbook of one sheet, for the browser to save; `name` is ASCII, without its ending."""
    return workbook_download(name, write_workbook(title, headings, rows, widths=widths))


def workbook_download(name: str, workbook: bytes) -> HttpResponse:
    """The same of a workbook that is written already."""
    response = HttpResponse(workbook, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
