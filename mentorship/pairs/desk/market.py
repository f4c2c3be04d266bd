"""Why a request got nobody in the best assignment, and the smallest change by which it would; pure."""

from collections import Counter

import numpy as np

from mentorship.bank.models.mentors import MOST_PLACES
from mentorship.pairs.assignment import NOBODY
from mentorship.pairs.desk.conditions import Conditions, breach, name_of
from mentorship.pairs.desk.recruiting import school_of, subject_of
from mentorship.pairs.desk.relaxation import PLACE, Relaxed, combinations_for, loosened, slack, words_of
from mentorship.pairs.desk.scores import Bools, Ints, Row, Scores
from mentorship.pairs.enums import Objective, SchoolRule
from mentorship.pairs.matching import judged
from schools.russian import plural


class Market:
    """What is left of places and of wishes once the best assignment stands."""

    def __init__(
        self,
        scores: Scores,
        conditions: Conditions,
        objective: Objective,
        cells: Row,
        chosen: Ints,
        places: Ints,
    ) -> None:
        self._scores, self._conditions = scores, conditions
        self._by_score = objective == Objective.FIT
        self._places = places
        self._slack = slack(*cells, chosen, places)
        self._may_grow = np.array([offer.capacity < MOST_PLACES for offer in scores.offers], dtype=bool)
        idle = np.flatnonzero(chosen == NOBODY)
        # the highest score with which somebody who was left without would claim a new place
        self._claims = np.where(cells.allowed[idle], cells.scores[idle], -1).max(axis=0, initial=-1)

    def relaxation(self, row: int) -> str:
        """The smallest relaxation that would help, in words; where none does, whom to recruit."""
        need = self._scores.needs[row]
        found = self._find(row)
        if found is not None:
            score = int(self._scores.row(row, self._conditions).scores[found.mentor])
            return words_of(found, self._conditions, self._name(found.mentor), score)
        where = {SchoolRule.OWN: "в этой школе: ", SchoolRule.OTHER: "из другой школы: "}
        place = where.get(SchoolRule(self._conditions.school_rule), "")
        return f"пригласить в банк ещё одного наставника — {place}{subject_of(need)}, {school_of(need)}"

    def reason(self, row: int) -> str:
        """Why nobody was left for the request."""
        if not self._scores.offers:
            return "в банке нет ни одного наставника"
        found = self._scores.row(row, self._conditions)
        if not found.allowed.any():
            return self._all_barred(row)
        fitting = self._wanted(found, self._conditions)
        if not fitting.any():
            return self._too_low(row, found)
        count = int(fitting.sum())
        fit = f"{plural(count, 'подходит', 'подходят', 'подходят')} {count}"
        places = int(self._places[fitting].sum())
        if not places:
            return f"{fit}, но свободных мест у них нет"
        return f"{fit}, но все их места ({places}) отданы другим запросам"

    def _find(self, row: int) -> Relaxed | None:
        need = self._scores.needs[row]
        for codes in combinations_for(need, self._conditions, by_score=self._by_score):
            conditions = loosened(self._conditions, codes)
            found = self._scores.row(row, conditions)
            seat = np.where(self._may_grow, 0, self._slack) if PLACE in codes else self._slack
            helping = self._wanted(found, conditions) & np.isfinite(seat)
            if self._by_score:
                helping &= found.scores + seat > 0
            if helping.any():
                own = self._scores.row(row, self._conditions).scores
                return Relaxed(codes, self._best(own, helping, PLACE in codes))
        return None

    def _best(self, scores: Ints, helping: Bools, by_place: bool) -> int:
        """The best of the helping mentors; for a new place one whom nobody left without wants more."""
        numbers = np.flatnonzero(helping)
        if by_place:
            uncontested = numbers[self._claims[numbers] <= scores[numbers]]
            numbers = uncontested if len(uncontested) else numbers
        return int(numbers[scores[numbers].argmax()])

    def _wanted(self, row: Row, conditions: Conditions) -> Bools:
        """Mentors whom the rules and the lowest score let pass, places left aside."""
        lowest = max(conditions.minimum, 1) if self._by_score else 0
        return row.allowed & (row.scores >= lowest)

    def _all_barred(self, row: int) -> str:
        need = self._scores.needs[row]
        words = Counter(name_of(breach(need, offer, self._conditions)) for offer in self._scores.offers)
        told = ", ".join(f"{rule} — {count}" for rule, count in sorted(words.items()))
        return f"правила не оставляют никого: {told}"

    def _too_low(self, row: int, found: Row) -> str:
        """The best score and what speaks against it."""
        number = int(np.where(found.allowed, found.scores, -1).argmax())
        fit = judged(self._scores.needs[row], self._scores.offers[number], self._conditions)
        against = f" ({'; '.join(fit.reasons_against)})" if fit.reasons_against else ""
        return (
            f"лучшее совпадение — {self._name(number)}, {fit.score} из 100: "
            f"ниже порога {self._conditions.minimum}{against}"
        )

    def _name(self, number: int) -> str:
        return self._scores.offers[number].name
