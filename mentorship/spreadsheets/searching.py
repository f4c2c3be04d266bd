"""How lists are searched: every word of a text, in any case and spelling, in one of the folded columns."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from mentorship.spreadsheets.words import fold

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def holding(rows: Rows, text: str, *keys: str) -> Rows:
    """The rows each word of the text stands in one of the folded columns of; all rows for an empty text."""
    for word in fold(text).split():
        rows = rows.filter(Q(*((f"{key}__contains", word) for key in keys), _connector=Q.OR))
    return rows
