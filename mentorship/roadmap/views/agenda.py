"""The curator's agenda on the page of a roadmap: each pressing event with its form under one button."""

from datetime import date
from typing import NamedTuple

from mentorship.roadmap.board import Board, Line
from mentorship.roadmap.forms import DoneForm

# So many of the pressing events are marked without leaving the page.
MOST_FORMS = 5


class Item(NamedTuple):
    """A line of the agenda and the form that marks its event; without one the page of the event does it."""

    line: Line
    form: DoneForm | None
    is_first: bool


class Group(NamedTuple):
    """A part of the agenda under its own heading."""

    code: str
    title: str
    lines: list[Item]


def agenda_of(board: Board, on: date, *, may_mark: bool) -> list[Group]:
    """The parts of the agenda that are not empty: what is late, what is due soon, what comes after."""
    items = [
        Item(line, _form(line, on) if may_mark and index < MOST_FORMS else None, index == 0)
        for index, line in enumerate(board.agenda)
    ]
    first, second = len(board.late), len(board.late) + len(board.soon)
    groups = (
        Group("late", "Просрочено", items[:first]),
        Group("soon", "Срок в ближайшие две недели", items[first:second]),
        Group("later", "Дальше по плану", items[second:]),
    )
    return [group for group in groups if group.lines]


def _form(line: Line, on: date) -> DoneForm:
    """The date is filled in already: on a phone only the photo is left to choose."""
    return DoneForm(auto_id=f"done{line.event.pk}_%s", initial={"done_date": on})
