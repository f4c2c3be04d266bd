"""Pairs as numbers without names: by the mentees' schools and by state (contract §2, «V counts»)."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Count

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember


class CountRow(NamedTuple):
    """A school's line: how many pairs in each state (its word, the number), and together."""

    school: str
    counts: list[tuple[str, int]]
    total: int


def counts_by_school(pairs: Any) -> tuple[list[CountRow], CountRow]:
    """Lines by school and the line of all; a pair across schools stands in each of its mentees' schools.

    Two queries whatever the number of pairs.
    """
    cells: dict[str, dict[str, int]] = defaultdict(dict)
    found = (
        PairMember.objects.filter(pair__in=pairs)
        .order_by("mentee__school__name_key")
        .values_list("mentee__school__name", "pair__state")
        .annotate(pairs=Count("pair", distinct=True))
    )
    for school, state, count in found:
        cells[school or "Без школы"][state] = count
    together = dict(pairs.order_by().values_list("state").annotate(count=Count("pk")))
    return [_row(school, counts) for school, counts in cells.items()], _row("Всего", together)


def _row(title: str, counts: dict[str, int]) -> CountRow:
    by_state = [(str(state.label), counts.get(state, 0)) for state in PairState]
    return CountRow(title, by_state, sum(count for _, count in by_state))
