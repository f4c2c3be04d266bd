"""A plan for the whole pool: who gets whom and why, who gets nobody and what would help; pure.

The same requests, mentors and conditions give the same plan whatever the order they come in.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from mentorship.pairs.assignment import NOBODY, assign
from mentorship.pairs.desk.answers import Match, Plan, Unmatched
from mentorship.pairs.desk.conditions import Conditions
from mentorship.pairs.desk.market import Market
from mentorship.pairs.desk.recruiting import recruits
from mentorship.pairs.desk.scores import Ints, Row, Scores
from mentorship.pairs.desk.sides import Need, Offer
from mentorship.pairs.enums import Objective
from mentorship.pairs.matching import judged

TWICE = "у этого педагога наставник подобран по другому запросу"
TWICE_WAY_OUT = "другая форма наставничества: в одной форме у педагога одна пара"


def make_plan(
    needs: Iterable[Need],
    offers: Iterable[Offer],
    conditions: Conditions,
    objective: Objective,
    locked: Mapping[int, int | None] | None = None,
) -> Plan:
    """Find the best assignment. `locked` maps requests to their mentors (None: to nobody).

    A locked pair stays whatever the rules say, takes its place and keeps other requests of its mentee out;
    it is not repeated in the plan.
    """
    locked = locked or {}
    offers = sorted(offers, key=lambda offer: offer.pk)
    known = sorted(needs, key=lambda need: (need.mentee, need.request))
    seated = {need.mentee for need in known if locked.get(need.request) is not None}
    asking = [need for need in known if need.request not in locked]
    open_needs = [need for need in asking if not need.obstacle and need.mentee not in seated]
    held = [pk for pk in locked.values() if pk is not None]
    places = np.array([max(item.places - held.count(item.pk), 0) for item in offers], dtype=np.int64)
    solved = _Solved(Scores(open_needs, offers), places, conditions, objective)
    matches = [_match(open_needs[row], offers[mentor], conditions) for row, mentor in solved.pairs]
    served = seated | {match.need.mentee for match in matches}
    unmatched = [
        *(_barred_need(need) for need in asking if need.obstacle or need.mentee in seated),
        *(
            _barred_need(need) if need.mentee in served else solved.explain(row)
            for row, need in enumerate(open_needs)
            if row not in solved.rows_served
        ),
    ]
    unmatched.sort(key=lambda item: item.need.request)
    return Plan(
        tuple(sorted(matches, key=lambda match: match.need.request)),
        tuple(unmatched),
        sum(match.fit.score for match in matches),
        recruits(item.need for item in unmatched if item.lacks_mentor),
    )


class _Solved:
    """The assignment of people (a person may have several requests, one of which is served)."""

    def __init__(self, scores: Scores, places: Ints, conditions: Conditions, objective: Objective) -> None:
        self._scores, self._conditions, self._objective = scores, conditions, objective
        self._places = places
        rows = scores.rows(range(len(scores.needs)), conditions)
        lowest = max(conditions.minimum, 1) if objective == Objective.FIT else 0
        self._cells = Row(rows.scores, rows.allowed & (rows.scores >= lowest))
        self._people = _people(scores.needs)
        self._best, self._row_of = self._by_person()
        waits = np.array(
            [max(scores.needs[row].waited for row in rows) for rows in self._people], dtype=np.int64
        )
        self._chosen = assign(*self._best, places, waits, objective)
        self.pairs = [
            (int(self._row_of[person, mentor]), int(mentor))
            for person, mentor in enumerate(self._chosen)
            if mentor != NOBODY
        ]
        self.rows_served = {row for row, _ in self.pairs}
        self._market: Market | None = None

    def explain(self, row: int) -> Unmatched:
        """Why the request got nobody, and what would help."""
        if self._market is None:
            self._market = Market(
                self._scores, self._conditions, self._objective, self._best, self._chosen, self._places
            )
        need = self._scores.needs[row]
        relaxation, reason = self._market.relaxation(row), self._market.reason(row)
        return Unmatched(need, reason, relaxation, lacks_mentor=True)

    def _by_person(self) -> tuple[Row, Ints]:
        """The best cell of each person with each mentor, and the request it belongs to."""
        if len(self._people) == len(self._scores.needs):
            numbers = np.arange(len(self._people))[:, None]
            return self._cells, np.broadcast_to(numbers, self._cells.scores.shape)
        worth = np.where(self._cells.allowed, self._cells.scores, -1)
        row_of = np.array([_best_rows(rows, worth) for rows in self._people], dtype=np.int64)
        columns = np.arange(worth.shape[1])
        return Row(self._cells.scores[row_of, columns], self._cells.allowed[row_of, columns]), row_of


def _people(needs: Sequence[Need]) -> list[list[int]]:
    """The rows of each person, the person's longest wait first; needs come by mentee."""
    rows: dict[int, list[int]] = {}
    for number, need in enumerate(needs):
        rows.setdefault(need.mentee, []).append(number)
    return [sorted(found, key=lambda row: (-needs[row].waited, row)) for found in rows.values()]


def _best_rows(rows: list[int], worth: Ints) -> Ints:
    """For each mentor the person's row that fits best, the longest wait among equals."""
    return np.array(rows)[worth[rows].argmax(axis=0)]


def _match(need: Need, mentor: Offer, conditions: Conditions) -> Match:
    return Match(need, mentor, judged(need, mentor, conditions))


def _barred_need(need: Need) -> Unmatched:
    """A request that could be given to nobody, or whose teacher is served by another one."""
    if need.obstacle:
        return Unmatched(need, need.obstacle, need.way_out)
    return Unmatched(need, TWICE, TWICE_WAY_OUT)
