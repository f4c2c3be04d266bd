"""Cells as the template writes them: each distinct one is worded once, a thousand schools share few."""

from collections.abc import Iterable

from django.utils.html import format_html

from mentorship.roadmap.heat import Cell, Row

Face = dict[str, str]


def faces_of(rows: Iterable[Row]) -> list[tuple[Row, list[Face | None]]]:
    """Every row with the words of its cells; dictionaries of text are what a template reads fastest."""
    known: dict[Cell, Face] = {}

    def face(cell: Cell | None) -> Face | None:
        if cell is None:
            return None
        return known.get(cell) or known.setdefault(cell, _words(cell))

    return [(row, [face(cell) for cell in row.cells]) for row in rows]


def _words(cell: Cell) -> Face:
    late = format_html("<small>+{} дн.</small>", cell.days_late) if cell.days_late else ""
    text = format_html("{} %<small>{}</small>{}", cell.percent, cell.words, late)
    return {"look": cell.look, "number": cell.stage.number, "text": text}
