"""Writing the stored rows of a kind back into its layout: importing that file changes nothing."""

import io
from collections.abc import Mapping
from typing import IO, Any

from django.utils import timezone

from mentorship.spreadsheets import journal, registry
from mentorship.spreadsheets.layout import Context, Layout
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.writer import Sheet, stream_sheets


def export_layout(
    kind: str,
    target: IO[bytes],
    *,
    municipality: Any,
    by: Any,
    options: Mapping[str, Any] | None = None,
    noted: Mapping[str, Any] | None = None,
) -> int:
    """Write the kind's rows (of one municipality, None: of all) to a binary stream and return their number.

    `options` narrow the rows in the layout's own terms; `noted` stands in the journal beside kind and number.
    LayoutRefused for an unknown kind and for one that does not leave the portal.
    """
    layout = registry.get(kind)
    context = Context(municipality, by, timezone.localdate(), ImportReport(kind), options or {})
    layout.check_export()
    sheets = [_sheet(part, context) for part in (layout, *(further() for further in layout.further))]
    count = stream_sheets(target, sheets)
    journal.record("export", by=by, text=layout.title, data={"kind": kind, "rows": count, **(noted or {})})
    return count


def layout_workbook(layout: Layout, *, by: Any, municipality: Any = None) -> bytes:
    """The same of a layout that stands in no list of kinds: the workbook of one page (a roadmap's plan)."""
    target = io.BytesIO()
    context = Context(municipality, by, timezone.localdate(), ImportReport(layout.kind))
    count = stream_sheets(target, [_sheet(layout, context)])
    journal.record("export", by=by, text=layout.title, data={"kind": layout.kind, "rows": count})
    return target.getvalue()


def _sheet(layout: Layout, context: Context) -> Sheet:
    """A layout's rows, each written when its turn comes."""
    columns = layout.export_columns(context)
    rows = (
        [column.cell.write(values.get(column.name)) for column in columns]
        for values in layout.export(context)
    )
    headings, widths = zip(*((column.heading, column.cell.width) for column in columns), strict=True)
    return Sheet(layout.sheet_title or layout.title, headings, rows, widths, layout.mark)
