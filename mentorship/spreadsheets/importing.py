"""The engine of an import: gate, headings, cells, keys, then the layout's own work; all rows or none."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.spreadsheets import journal, registry
from mentorship.spreadsheets.cells import CLEAR, CellError, is_blank, is_clear
from mentorship.spreadsheets.gate import MAX_FILE, WorkbookRefused, check_workbook
from mentorship.spreadsheets.layout import Column, Context, Layout, LayoutRefused, Row
from mentorship.spreadsheets.reader import Sheet, read_sheet
from mentorship.spreadsheets.report import WHOLE_FILE, ImportReport
from mentorship.spreadsheets.upsert import ImportStopped


def run_import(
    kind: str,
    source: Path | bytes,
    *,
    by: Any,
    municipality: Any = None,
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
    name: str = "",
) -> ImportReport:
    """Import a workbook of the kind and return what it did; nothing is stored on a dry run or with errors.

    `by` is the account (None: a command), `municipality` what the rows must belong to (None: any), `name` the file's
    name for messages and the journal. LayoutRefused for an unknown kind or option.
    """
    layout = registry.get(kind)
    check_options(layout, options or {})
    report = ImportReport(kind)
    context = Context(municipality, by, timezone.localdate(), report, options or {})
    try:
        data = _bytes_of(source)
        check_workbook(data, name)
        sheet = read_sheet(
            data,
            [column.heading for column in layout.required_columns()],
            [column.heading for column in layout.columns],
        )
    except WorkbookRefused as refusal:
        report.error(WHOLE_FILE, "", str(refusal), value=name)
        return report
    _import_sheet(layout, sheet, context, dry_run=dry_run)
    if not dry_run and not report.errors:
        journal.record_import(report, by=by, name=name, sha256=hashlib.sha256(data).hexdigest())
    return report


def check_options(layout: Layout, options: Mapping[str, Any]) -> None:
    """Raise LayoutRefused for an option that the layout does not understand."""
    for name in options:
        if name not in layout.option_names:
            raise LayoutRefused(f"Вид «{layout.kind}» не понимает параметра --{name.replace('_', '-')}.")


def _bytes_of(source: Path | bytes) -> bytes:
    """Read the file, but never much more than the gate lets through."""
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        return file.read(MAX_FILE + 1)


def _import_sheet(layout: Layout, sheet: Sheet, context: Context, *, dry_run: bool) -> None:
    """Read the rows and let the layout write them, in one transaction."""
    columns = _columns_of(layout, sheet, context.report)
    rows = list(_read_rows(layout, sheet, columns, context.report))
    context.report.rows = len({row.number for row, _ in rows})
    good = [row for row, is_good in rows if is_good]
    _check_headings(layout, sheet, context.report)
    if sheet.missing or sheet.repeated:
        return
    _check_keys(layout, [row for row, _ in rows], context)
    with transaction.atomic():
        try:
            layout.apply(good, context)
        except ImportStopped:
            pass  # the report says which rows the database refused
        except ValidationError as error:
            context.report.error(WHOLE_FILE, "", " ".join(error.messages))
        if dry_run or context.report.errors:
            transaction.set_rollback(True)
