"""The search itself: counts of every kind in one query, then the first rows of each kind that has any."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db.models import CharField, Count, QuerySet, Value

from mentorship.spreadsheets.words import fold
from schools.models import User
from schools.parts import parts_named
from schools.search.contract import Hit, Kind

SHOWN: Final = 5
SHORTEST: Final = 2
MOST_WORDS: Final = 8


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first rows, how many there are, where all of them stand."""

    kind: Kind
    count: int
    hits: tuple[Hit, ...]
    more: str

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.hits)


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of every app, in the order of the page."""
    found = (kind for part in parts_named("searched") for kind in part.KINDS)
    return tuple(sorted(found, key=lambda kind: kind.order))


def asked(text: str) -> str:
    """The words that are looked for: folded, the first eight."""
    return " ".join(fold(text).split()[:MOST_WORDS])


def is_too_short(words: str) -> bool:
    """One letter finds everybody; one digit may be the number of a pair."""
    return len(words) < SHORTEST and not words.isdigit()


def search(user: User, words: str) -> list[Group]:
    """What the account finds by folded words: one query for the counts, one for each kind that has rows."""
    open_kinds = [kind for kind in kinds() if kind.is_sought and kind.is_open_to(user)]
    found = {kind.code: kind.rows(user, words) for kind in open_kinds}
    counts = _counts(found)
    return [
        Group(
            kind,
            counts[kind.code],
            tuple(kind.hit(row, user) for row in found[kind.code][:SHOWN]),
            kind.more(user, words),
        )
        for kind in open_kinds
        if counts.get(kind.code)
    ]


def _counts(found: "dict[str, QuerySet[Any]]") -> dict[str, int]:
    """How many rows each kind has; a kind without any is absent."""
    parts = [
        rows.order_by().values(sought=Value(code, output_field=CharField())).annotate(found=Count("pk"))
        for code, rows in found.items()
    ]
    if not parts:
        return {}
    first, *others = parts
    return {row["sought"]: row["found"] for row in first.union(*others, all=True)}
