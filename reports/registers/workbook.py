"""Both sheets of the register as a file: the columns of the document, codes where names are not enough."""

from collections.abc import Iterable, Sequence

from mentorship.spreadsheets.layout import Layout
from mentorship.spreadsheets.writer import Sheet
from reports.registers import mentees, mentors
from reports.registers.choice import MARK, Choice
from reports.registers.keys import needs_keys
from reports.registers.layouts import MentorsSheet, RegisterLayout

KEY_WIDTH = 16


def register_sheets(choice: Choice) -> list[Sheet]:
    """The sheets of mentees and mentors; their rows are lists."""
    of_mentees, of_mentors = list(mentees.all_mentee_rows(choice)), list(mentors.all_mentor_rows(choice))
    has_keys = needs_keys(of_mentees, of_mentors)
    return [
        _sheet(RegisterLayout, mentees.HEADINGS, mentees.WIDTHS, of_mentees, has_keys=has_keys),
        _sheet(MentorsSheet, mentors.HEADINGS, mentors.WIDTHS, of_mentors, has_keys=has_keys),
    ]


def _sheet(
    layout: type[Layout],
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[mentees.MenteeRow] | Iterable[mentors.MentorRow],
    *,
    has_keys: bool,
) -> Sheet:
    keys = [column.heading for column in layout.columns[len(headings) :]] if has_keys else []
    cells = [(*row.cells, *row.keys) if has_keys else row.cells for row in rows]
    title = layout.sheet_title or layout.title
    return Sheet(title, [*headings, *keys], cells, [*widths, *(KEY_WIDTH for _ in keys)], MARK)
