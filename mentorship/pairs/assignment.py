"""The best assignment of mentors to requests over the whole pool (docs/adr/0010); pure.

Scipy solves it: mentors are repeated by their free places, so a place is a column and a pair is a cell.
Numpy and scipy come in with this module: whoever needs an assignment imports it then, not at the start.
"""

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentorship.pairs.desk.scores import Bools, Floats, Ints
from mentorship.pairs.enums import Objective

NOBODY = -1
HIGHEST = 100
LONGEST_WAIT = 365
# Whole numbers up to here are exact in the floating point that scipy computes in.
EXACT = 2**53


def assign(scores: Ints, allowed: Bools, places: Ints, waits: Ints, objective: Objective) -> Ints:
    """Return the mentor of each row, `NOBODY` where there is none.

    `scores` (0…100) and `allowed` are rows × mentors, `places` by mentor, `waits` in days by row. People: as
    many rows as can be, then the highest sum of scores. Fit: the highest sum, then as many as can be. Among
    equals those who wait longer come first; what is left is decided by the order, so that who wants the same
    answer gives the same order.
    """
    chosen = np.full(len(scores), NOBODY, dtype=np.int64)
    seats = _seats(np.clip(places, 0, len(scores)))
    if not len(scores) or not len(seats):
        return chosen
    costs = _costs(scores, allowed, waits, objective, most=min(len(scores), len(seats)))
    # `take` keeps the rows together in memory, as scipy wants them; costs[:, seats] would not
    rows, taken = linear_sum_assignment(np.take(costs, seats, axis=1))
    chosen[rows] = seats[taken]
    # a cell that costs nothing only says that nothing was left for its row
    chosen[rows[~allowed[rows, chosen[rows]]]] = NOBODY
    return chosen


def _seats(places: Ints) -> Ints:
    """The mentor of each place: everybody's first place, then everybody's second."""
    most = int(places.max(initial=0))
    return np.concatenate([np.flatnonzero(places > number) for number in range(most)] or [places[:0]])


def _costs(scores: Ints, allowed: Bools, waits: Ints, objective: Objective, most: int) -> Floats:
    """One number a cell that weighs as the aims do, one after the other; a pair always costs less than none.

    `most` pairs at most can come about: an aim's step is above all that the lesser aims can bring together.
    """
    waits = np.clip(waits, 0, LONGEST_WAIT)
    step = int(waits.max()) * most + 1
    if (HIGHEST + 1) * (most + 1) * step * most >= EXACT:
        # beyond thousands of requests in one municipality the wait no longer fits beside the exact rest
        waits, step = waits * 0, 1
    by_score, by_count = (1, HIGHEST * most + 1) if objective == Objective.PEOPLE else (most + 1, 1)
    # in place: a matrix of a thousand by a thousand is not copied for every step
    costs = scores.astype(np.float64)
    costs *= -by_score * step
    costs -= (by_count * step + waits)[:, None]
    costs *= allowed
    return costs
