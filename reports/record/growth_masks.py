"""Which means of tested teachers a reader without names does not see; the rule of `surveys.suppression`.

A mean over fewer than k teachers tells of persons, and so does one that follows by subtraction: from the
means and the numbers of a municipality, of its ШНОР and the rest, of schools, subjects and both at once,
which the filters of the page can lay side by side. So every sum between them is a line of one table.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from enum import Enum, auto
from typing import NamedTuple

from surveys.suppression import K, hidden_cells

# The group of teachers whose subjects are not recorded; keys of the database begin with 1.
NO_SUBJECT = 0


class Place(Enum):
    """Schools that the page sums up; a school of its own stands by its key."""

    ALL = auto()
    LOW = auto()
    OTHER = auto()


class GroupKey(NamedTuple):
    """Teachers of a place and of a subject (None: of all subjects)."""

    place: Place | int
    subject: int | None = None


class Repeated(NamedTuple):
    """A teacher tested twice or more: the schools and the subjects (or NO_SUBJECT)."""

    schools: Collection[int]
    subjects: Collection[int]


def hidden_groups(repeated: Iterable[Repeated], low: Collection[int], k: int = K) -> frozenset[GroupKey]:
    """Return the groups whose means are hidden; `low` are the ШНОР, `k` is never below the survey's own."""
    sizes: Counter[GroupKey] = Counter()
    for teacher in repeated:
        places: set[Place | int] = {Place.ALL, *teacher.schools}
        places |= {Place.LOW if school in low else Place.OTHER for school in teacher.schools}
        sizes.update(GroupKey(place, subject) for place in places for subject in {None, *teacher.subjects})
    return hidden_cells(sizes, _lines(sizes, low), max(k, K))


def _lines(sizes: Collection[GroupKey], low: Collection[int]) -> list[list[GroupKey]]:
    """Every sum of the table: the parts together with their total, which may be hidden like a part."""
    places = {key.place for key in sizes}
    subjects = {key.subject for key in sizes}
    schools = {place for place in places if isinstance(place, int)}
    sums: list[list[GroupKey]] = [[GroupKey(place, subject) for subject in subjects] for place in places]
    for subject in subjects:
        parts = {Place.LOW: schools & set(low), Place.OTHER: schools - set(low)}
        parts_of_all: dict[Place, Collection[Place | int]] = {**parts, Place.ALL: (Place.LOW, Place.OTHER)}
        sums += [
            [GroupKey(place, subject) for place in (total, *members)]
            for total, members in parts_of_all.items()
        ]
    return [[key for key in line if key in sizes] for line in sums]
