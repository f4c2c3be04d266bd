"""Cells as the page shows them: each distinct one is drawn once, a thousand schools share few."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import escape, format_html

from mentorship.roadmap.heat import Cell, Row
from schools.markup import Markup

_NONE = '<td class="h0">—</td>'


class Face(NamedTuple):
    """A drawn cell, before and after the part of its address that is the row's own."""

    before: str
    after: str


def faces_of(rows: Iterable[Row]) -> list[tuple[Row, Markup]]:
    """Every row with its cells in one piece, since a template takes long over seven thousand of them."""
    known: dict[Cell, Face] = {}
    return [(row, _drawn(row, known)) for row in rows]


def _drawn(row: Row, known: dict[Cell, Face]) -> Markup:
    link = escape(row.link)
    faces = [cell and (known.get(cell) or known.setdefault(cell, _face(cell))) for cell in row.cells]
    return Markup("".join(f"{face.before}{link}{face.after}" if face else _NONE for face in faces))


def _face(cell: Cell) -> Face:
    late = format_html("<small>+{} дн.</small>", cell.days_late) if cell.days_late else ""
    text = format_html("{} %<small>{}</small>{}", cell.percent, cell.words, late)
    return Face(
        format_html('<td class="{}"><a href="', cell.look),
        format_html('{}">{}</a></td>', cell.stage.number, text),
    )
