"""How the admin finds rows by words: over a list, in a box with a script and in one without."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from mentorship.spreadsheets.words import fold


def holding_words(queryset: QuerySet, fields: Iterable[str], words: str) -> QuerySet:
    """The rows that hold every word in any of the fields, on both databases alike; a row may come twice."""
    for word in words.split():
        queryset = queryset.filter(_holds(fields, word))
    return queryset


def _holds(fields: Iterable[str], word: str) -> Q:
    """The condition that one of the fields holds the word.

    SQLite compares Cyrillic letter by letter: a key is asked folded, a code in the cases people type.
    """
    condition = Q()
    for field in fields:
        folded = field.endswith("key")
        for spelling in {fold(word)} if folded else {word, word.lower(), word.upper(), word.capitalize()}:
            condition |= Q(**{f"{field}__{'contains' if folded else 'icontains'}": spelling})
    return condition
