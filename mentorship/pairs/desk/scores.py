"""Scores of many requests with many mentors as arrays; numpy comes in with this module, so import it late.

The rules stay where they are said in words: each criterion and each hard rule is asked once for every two
values that differ, and the answers are laid out by index. A test holds the result to `matching.fit`.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mentorship.pairs.desk.conditions import RULES, Conditions, Rule, excluded
from mentorship.pairs.desk.sides import Need, Offer
from mentorship.pairs.matching import CRITERIA, WHOLE, Criterion, counted

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Row(NamedTuple):
    """One request: the score of every mentor, and whether no hard rule bars him (places left aside)."""

    scores: Ints
    allowed: Bools


class Scores:
    """Requests × mentors, in the order given."""

    def __init__(self, needs: Sequence[Need], offers: Sequence[Offer]) -> None:
        self.needs, self.offers = needs, offers
        self._cards = [(offer, card) for offer in offers for card in offer.known_cards]
        counts = [len(offer.known_cards) for offer in offers]
        self._first_cards = np.cumsum([0, *counts[:-1]]) if offers else np.zeros(0, np.int64)
        self._listed = np.array([offer.is_listed for offer in offers], dtype=bool)
        self._shares = {code: self._grid(criterion) for code, criterion in CRITERIA.items()}
        self._breaches = cache(self._rule_grid)
        self._excluded = _by_person(offers)

    def row(self, number: int, conditions: Conditions) -> Row:
        """The scores and the bars of one request."""
        return Row(self._scores(number, conditions), self._allowed(number, conditions))

    def rows(self, numbers: Iterable[int], conditions: Conditions) -> Row:
        """The same of several, a line each."""
        rows = [self.row(number, conditions) for number in numbers]
        shape = (len(rows), len(self.offers))
        scores = np.array([row.scores for row in rows], dtype=np.int64).reshape(shape)
        return Row(scores, np.array([row.allowed for row in rows], dtype=bool).reshape(shape))

    def _scores(self, number: int, conditions: Conditions) -> Ints:
        weights = counted(self.needs[number], conditions)
        points = np.zeros(len(self.offers), dtype=np.int64)
        by_card = np.zeros(len(self._cards), dtype=np.int64)
        for code, weight in weights.items():
            shares = self._shares[code].of(number)
            if CRITERIA[code].by_card:
                by_card += weight * shares
            else:
                points += weight * shares
        whole = sum(weights.values())
        if not whole or not self.offers:
            return points
        points += np.maximum.reduceat(by_card, self._first_cards)
        # halves upwards, as `matching.score_of`, in whole numbers
        return (200 * points + WHOLE * whole) // (2 * WHOLE * whole)

    def _allowed(self, number: int, conditions: Conditions) -> Bools:
        allowed = self._listed.copy()
        allowed[self._excluded.get(self.needs[number].mentee, [])] = False
        for rule in RULES:
            if rule.is_on(conditions):
                allowed &= self._breaches(rule).of(number) == 0
        return allowed

    def _grid(self, criterion: Criterion) -> "_Grid":
        rows = [(criterion.wanted(need), need) for need in self.needs]

        def share(need: Need, held: tuple[Offer, Any]) -> int:
            return 0 if criterion.wanted(need) is None else criterion.judge(need, *held).share

        if criterion.by_card:
            return _Grid(rows, [(criterion.held(*held), held) for held in self._cards], share)
        firsts = [(offer, offer.known_cards[0]) for offer in self.offers]
        return _Grid(rows, [(criterion.held(*held), held) for held in firsts], share)

    def _rule_grid(self, rule: Rule) -> "_Grid":
        rows = [(rule.wanted(need), need) for need in self.needs]
        columns = [(rule.held(offer), offer) for offer in self.offers]
        return _Grid(rows, columns, lambda need, offer: int(bool(rule.breach(need, offer))))


class _Grid:
    """A number for each row and column that depends on their keys alone."""

    def __init__(
        self,
        rows: list[tuple[Hashable, Need]],
        columns: list[tuple[Hashable, Any]],
        value: Callable[[Need, Any], int],
    ) -> None:
        self._rows, row_kinds = _kinds(rows)
        column_numbers, column_kinds = _kinds(columns)
        table = [[value(row, column) for column in column_kinds] for row in row_kinds]
        kinds = np.array(table, dtype=np.int64).reshape(len(row_kinds), len(column_kinds))
        self._by_kind = kinds[:, np.array(column_numbers, dtype=np.int64)]

    def of(self, number: int) -> Ints:
        """The numbers of one row, column by column."""
        return self._by_kind[self._rows[number]]


def _kinds(keyed: list[tuple[Hashable, Any]]) -> tuple[list[int], list[Any]]:
    """The kind of each item by its key, and the first item of each kind."""
    numbers: dict[Hashable, int] = {}
    kinds: list[Any] = []
    for key, item in keyed:
        if key not in numbers:
            numbers[key] = len(kinds)
            kinds.append(item)
    return [numbers[key] for key, _ in keyed], kinds


def _by_person(offers: Sequence[Offer]) -> dict[int, list[int]]:
    """The mentors whom a person may not have, by the person's key."""
    found: dict[int, list[int]] = {}
    for number, offer in enumerate(offers):
        for person in excluded(offer):
            found.setdefault(person, []).append(number)
    return found
