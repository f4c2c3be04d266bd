"""The tables and charts of the dashboard, and of all municipalities: equal figures are drawn once a process.

What is drawn follows from the figures and the choice in the addresses alone, and both are the key; nobody's
name is among them.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from django.template import Template
from django.template.loader import get_template

from mentorship.programmes.models import IndicatorSet
from reports.board import Board
from reports.display import BAR_STEP, BAR_WIDTH, Tile, bars, main_tiles
from reports.region.today import Line
from schools.markup import Markup, template_of

BOARD: Final = "reports/_board.html"
LINES: Final = "reports/_lines.html"
# Some 60 KB each: the programmes, days and schools that are looked at again and again.
_KEPT: Final = 100


def drawn_board(board: Board, query: str) -> Markup:
    """The figures of a board with links that carry the choice `query`."""
    return _board(template_of(BOARD), board, query)


def drawn_lines(lines: tuple[Line, ...]) -> Markup:
    """The table of all municipalities together."""
    return _lines(template_of(LINES), lines)


# `_template` tells a template that was edited from the one before.
@lru_cache(_KEPT)
def _board(_template: Template, board: Board, query: str) -> Markup:
    context = {
        "board": board,
        "main": main_tiles(board.tiles),
        "sets": list(_by_set(board.tiles)),
        "query": query,
    }
    return Markup(get_template(BOARD).render(context))


@lru_cache(_KEPT)
def _lines(_template: Template, lines: tuple[Line, ...]) -> Markup:
    return Markup(get_template(LINES).render({"lines": lines}))


def _by_set(tiles: Iterable[Tile]) -> Iterator[dict[str, Any]]:
    """Every set as a chart and its table."""
    for name, group in groupby(tiles, key=lambda tile: tile.reading.indicator.set):
        members = list(group)
        lines = bars(members)
        yield {
            "code": name,
            "title": IndicatorSet(name).label,
            "tiles": members,
            "bars": lines,
            "height": 10 + len(lines) * BAR_STEP,
            "width": BAR_WIDTH,
        }
