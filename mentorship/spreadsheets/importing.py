"""The engine of an import: gate, headings, cells, keys, then the layout's own work; all rows or none."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.spreadsheets import journal, registry
from mentorship.spreadsheets.gate import MAX_FILE, FormulaErrors, WorkbookRefused, check_workbook
from mentorship.spreadsheets.layout import Context, FurtherSheet, Layout, LayoutRefused
from mentorship.spreadsheets.parsing import parse_sheet
from mentorship.spreadsheets.reader import Sheet, read_sheet, visible_titles
from mentorship.spreadsheets.report import WHOLE_FILE, ImportReport
from mentorship.spreadsheets.uncollected import uncollected
from mentorship.spreadsheets.upsert import ImportStopped
from mentorship.spreadsheets.watch import Phase, Watch
from mentorship.spreadsheets.words import fold

# A sheet with the layout it is read by; the first is the kind's own.
Sheets = list[tuple[Layout, Sheet]]


def run_import(
    kind: str,
    source: Path | bytes,
    *,
    by: Any,
    municipality: Any = None,
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
    name: str = "",
    watch: Watch | None = None,
) -> ImportReport:
    """Import a workbook of the kind and return what it did; nothing is stored on a dry run or with errors.

    `by` is the account (None: a command), `municipality` what the rows must belong to (None: any), `name` the
    file's name for messages and the journal, `watch` whoever looks on. LayoutRefused for an unknown kind or
    option.
    """
    layout = registry.get(kind)
    _check_options(layout, options or {})
    return import_layout(
        layout,
        source,
        by=by,
        municipality=municipality,
        dry_run=dry_run,
        options=options,
        name=name,
        watch=watch,
    )


def count_rows(kind: str, data: bytes) -> int:
    """How many rows an import of the kind would look through; the bytes have passed the gate.

    Blank rows between filled ones count; 0 for a workbook without a readable sheet.
    """
    try:
        return sum(sheet.below for _, sheet in _sheets(registry.get(kind), data, {}))
    except WorkbookRefused:
        return 0


def import_layout(
    layout: Layout,
    source: Path | bytes,
    *,
    by: Any,
    municipality: Any = None,
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
    name: str = "",
    watch: Watch | None = None,
) -> ImportReport:
    """The same of a layout that stands in no list of kinds: the workbook of one page (a roadmap's plan)."""
    context = Context(municipality, by, timezone.localdate(), ImportReport(layout.kind, by), options or {})
    context.watch = watch or context.watch
    context.watch.enter(Phase.READING)
    data = source if isinstance(source, bytes) else _read(source)
    try:
        sheets = list(_sheets(layout, data, check_workbook(data, name)))
    except WorkbookRefused as refusal:
        context.report.error(WHOLE_FILE, "", str(refusal), value=name)
    else:
        file = {"name": name, "sha256": hashlib.sha256(data).hexdigest()}
        with uncollected():
            _store(layout, sheets, context, file, dry_run=dry_run)
    return context.report


def _check_options(layout: Layout, options: Mapping[str, Any]) -> None:
    for name in options:
        if name not in layout.option_names:
            raise LayoutRefused(f"Вид «{layout.kind}» не понимает параметра --{name.replace('_', '-')}.")


def _read(path: Path) -> bytes:
    """Read the file, but not much more than the gate lets through."""
    with path.open("rb") as file:
        return file.read(MAX_FILE + 1)


def _sheets(layout: Layout, data: bytes, errors: FormulaErrors) -> Iterator[tuple[Layout, Sheet]]:
    """Yield the kind's sheet, then those of its further layouts that the workbook has."""
    known = {fold(title): title for title in visible_titles(data)} if layout.further else {}
    others = [(further(), known.get(fold(further.title), "")) for further in layout.further]
    for part, title in [(layout, ""), *((part, title) for part, title in others if title)]:
        required = [column.heading for column in part.required_columns()]
        yield part, read_sheet(data, required, [column.heading for column in part.columns], errors, title)


def _store(layout: Layout, sheets: Sheets, context: Context, file: dict[str, str], *, dry_run: bool) -> None:
    """Import the sheets in one transaction, entered into the journal; or take all of it back."""
    report = context.report
    with transaction.atomic():
        _import_sheets(sheets, context)
        for further in context.further.values():
            report.take_in(further.context.report, further.title)
        report.sort()
        if dry_run or report.errors:
            transaction.set_rollback(True)
        else:
            data = {"kind": layout.kind, **file, **report.counts()}
            journal.record("import", by=context.by, text=layout.title, data=data)
            context.watch.store(report)


def _import_sheets(sheets: Sheets, context: Context) -> None:
    """Read the rows and let the layout write the good ones, so that its objections are heard, too."""
    (layout, sheet), *others = sheets
    context.watch.enter(Phase.CHECKING, sum(part.below for _, part in sheets))
    rows = parse_sheet(layout, sheet, context)
    for part, further in others:
        inner = replace(context, report=ImportReport(part.kind, context.by), further={})
        found = parse_sheet(part, further, inner) or []
        context.further[part.kind] = FurtherSheet(part.title, found, inner)
    if rows is None:
        return
    context.watch.enter(Phase.WRITING)
    try:
        layout.apply(rows, context)
    except ImportStopped:
        # the report says which rows the database refused
        return
    except ValidationError as error:
        context.report.error(WHOLE_FILE, "", " ".join(error.messages))
