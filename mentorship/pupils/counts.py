"""Numbers of pairs and pupils without names: what everybody outside the school sees, what reports can use."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from mentorship.pupils.enums import PupilForm, PupilPairState
from mentorship.pupils.masking import masked, masked_total
from mentorship.pupils.models import Pupil, PupilPair
from schools.models import School

# School, form and state of a pair.
Key = tuple[str, str, str]


class Row(NamedTuple):
    """A line of numbers, each with the words of its column."""

    words: str
    cells: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True)
class Participation:
    """How many pupils of some schools took part within a time, each counted once a role."""

    mentees: int
    mentors: int
    mentees_by_form: Mapping[str, int]


def participation(*, schools: QuerySet[School], since: date, until: date) -> Participation:
    """Pupils of pairs that worked on at least one day from `since` to `until`."""
    worked = PupilPair.objects.filter(school__in=schools, start_date__lte=until).filter(
        Q(end_date__isnull=True) | Q(end_date__gte=since)
    )
    found = worked.aggregate(
        mentees=Count("mentee", distinct=True), mentors=Count("mentor_pupil", distinct=True)
    )
    by_form = worked.order_by().values("form").annotate(count=Count("mentee", distinct=True))
    return Participation(
        found["mentees"], found["mentors"], {line["form"]: line["count"] for line in by_form}
    )


class Destruction(NamedTuple):
    """How many pupils' data wait to be destroyed, how many of them longer than allowed."""

    waiting: int
    overdue: int


def destruction(pupils: Iterable[Pupil], on: date) -> Destruction:
    """Count those whose data must go; the school destroys, the municipality sees that it is done."""
    days = [day for pupil in pupils if (day := pupil.due_day(on))]
    return Destruction(len(days), sum(day < on for day in days))


def tables(pairs: QuerySet[PupilPair], *, is_masked: bool) -> dict[str, Any]:
    """Pairs at work by school and form, all pairs by form and state; one query.

    Who sees masked numbers gets one row of each instead of crossings, and no total over the states: the
    pairs at work stand in the other rows, and what is hidden must not be the rest.
    """
    counted = pairs.order_by().values_list("school__name", "form", "state").annotate(count=Count("pk"))
    whole: Counter[Key] = Counter()
    for school, form, state, count in counted:
        whole[school, form, state] += count
    schools = {name: name for name in sorted({key[0] for key in whole})}
    forms, states = dict(PupilForm.choices), dict(PupilPairState.choices)
    active = Counter({key: count for key, count in whole.items() if key[2] == PupilPairState.ACTIVE})
    if is_masked:
        return {
            "is_masked": True,
            "rows_of_schools": _line(active, 0, schools),
            "rows_of_forms": _line(active, 1, forms),
            "rows_of_states": _apart(whole, 2, states),
        }
    return {
        "is_masked": False,
        "forms": forms.values(),
        "states": states.values(),
        "rows_of_schools": _crossing(active, (0, schools), (1, forms)),
        "rows_of_forms": _crossing(whole, (1, forms), (2, states)),
    }


def _sums(counts: Counter[Key], place: int, words: Mapping[str, Any]) -> dict[str, int]:
    """The numbers along one part of the key."""
    sums = dict.fromkeys(words, 0)
    for key, count in counts.items():
        sums[key[place]] += count
    return sums


def _line(counts: Counter[Key], place: int, words: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    """The masked numbers along one part of the key, the total last."""
    sums = _sums(counts, place, words)
    shown = masked(sums)
    return [*((str(label), shown[key]) for key, label in words.items()), ("Всего", masked_total(sums))]


def _apart(counts: Counter[Key], place: int, words: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    """Numbers each masked for itself, without a total."""
    sums = _sums(counts, place, words)
    return [(str(label), masked_total({key: sums[key]})) for key, label in words.items()]


def _crossing(
    counts: Counter[Key], down: tuple[int, Mapping[str, Any]], across: tuple[int, Mapping[str, Any]]
) -> list[Row]:
    """The numbers of two parts of the key as they are, the sum of all lines last."""
    (row_place, rows), (column_place, columns) = down, across
    sums: Counter[tuple[str, str]] = Counter()
    for key, count in counts.items():
        sums[key[row_place], key[column_place]] += count
        sums["", key[column_place]] += count
    return [_row(sums, row, words, columns) for row, words in (*rows.items(), ("", "Всего"))]


def _row(sums: Counter[tuple[str, str]], row: str, words: Any, columns: Mapping[str, Any]) -> Row:
    cells = tuple((str(label), sums[row, column]) for column, label in columns.items())
    return Row(str(words), cells, sum(count for _, count in cells))
