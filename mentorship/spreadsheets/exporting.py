"""Writing the stored rows of a kind back into its layout: importing that file changes nothing."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils import timezone

from mentorship.spreadsheets import journal, registry
from mentorship.spreadsheets.layout import Context
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.writer import stream_workbook


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
    columns = layout.export_columns(context)

    def rows() -> Iterator[list[Any]]:
        for values in layout.export(context):
            yield [column.cell.write(values.get(column.name)) for column in columns]

    headings, widths = zip(*((column.heading, column.cell.width) for column in columns), strict=True)
    count = stream_workbook(target, layout.title, headings, rows(), widths=widths)
    journal.record("export", by=by, text=layout.title, data={"kind": kind, "rows": count, **(noted or {})})
    return count
