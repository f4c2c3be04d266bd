"""The history of a mentor or a request, read from the journal of actions."""

from datetime import datetime
from typing import NamedTuple

from mentorship.audit.models import Entry
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.journal.words import words_of

SHOWN = 20


class Line(NamedTuple):
    """One act: when, what, in which words, by whom («портал» for a command or an import)."""

    at: datetime
    words: str
    text: str
    by: str


def history(row: Mentor | MenteeRequest) -> list[Line]:
    """The last acts with the row, the newest first; one query."""
    entries = Entry.objects.filter(target_model=row._meta.label_lower, target_id=row.pk)
    return [
        Line(
            entry.at,
            words_of(entry.action),
            "" if entry.action.startswith("admin.") else entry.text,
            entry.by.get_full_name() if entry.by else "портал",
        )
        for entry in entries.select_related("by__person")[:SHOWN]
    ]
