"""What would help a request that got nobody: found by trying, not by guessing; pure.

A relaxation helps when an assignment with it serves the request and everyone who was served before. Whether
it does is read from the residue of the best assignment: the mentors at whom a place can be had, if need be
after those who sit there have moved on.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from mentorship.pairs.assignment import NOBODY
from mentorship.pairs.desk.conditions import Conditions
from mentorship.pairs.desk.scores import Bools, Floats, Ints
from mentorship.pairs.desk.sides import Need
from mentorship.pairs.enums import SchoolRule, SubjectRule

PLACE, MINIMUM = "place", "minimum"


class Wish(NamedTuple):
    """A wish or a rule that may be loosened: the words, and the conditions without it."""

    words: str
    loosen: Callable[[Conditions], Conditions]


# From the smallest to the biggest; one is tried before two.
WISHES: dict[str, Wish] = {
    "focus": Wish("согласиться на другое направление", lambda rules: rules.without("focus")),
    "mentee_category": Wish(
        "согласиться на наставника других педагогов", lambda rules: rules.without("mentee_category")
    ),
    "difficulty": Wish(
        "не ждать помощи именно с этим затруднением", lambda rules: rules.without("difficulty")
    ),
    "subject": Wish(
        "согласиться на другой предмет",
        lambda rules: replace(rules.without("subject"), subject_rule=SubjectRule.ANY),
    ),
    "school": Wish(
        "согласиться на другую школу",
        lambda rules: replace(rules.without("school"), school_rule=SchoolRule.ANY),
    ),
    PLACE: Wish("+1 место", lambda rules: rules),
    MINIMUM: Wish("снизить порог", lambda rules: replace(rules, minimum=0)),
}
OWN_SCHOOL_WORDS = "согласиться на свою школу"


class Relaxed(NamedTuple):
    """What to loosen, and the number of the mentor who would then serve the request."""

    codes: tuple[str, ...]
    mentor: int


def slack(scores: Ints, allowed: Bools, chosen: Ints, places: Ints) -> Floats:
    """What it costs, in points (0 or less), to have a place at each mentor; −∞ where none can be had.

    0 stands where a place is free. Elsewhere somebody who sits there moves on to another mentor, and so on
    to a free place: the longest path, free of gainful circles since the assignment is the best one.
    """
    count = len(places)
    taken = np.bincount(chosen[chosen != NOBODY], minlength=count)
    best = np.where(places > taken, 0.0, -np.inf)
    moves = np.full((count, count), -np.inf)
    for row in np.flatnonzero(chosen != NOBODY):
        mentor = chosen[row]
        gains = np.where(allowed[row], scores[row] - scores[row, mentor], -np.inf)
        np.maximum(moves[mentor], gains, out=moves[mentor])
    while True:
        better = np.maximum(best, (moves + best).max(axis=1, initial=-np.inf))
        if np.array_equal(better, best):
            return best
        best = better


def combinations_for(need: Need, conditions: Conditions, *, by_score: bool) -> list[tuple[str, ...]]:
    """The relaxations that mean anything to the request, from the smallest on: one, then two at once.

    What only adds points matters where a lowest score is asked for (`by_score`), a rule matters always.
    """
    rules = {
        "subject": conditions.subject_rule == SubjectRule.SAME,
        "school": conditions.school_rule != SchoolRule.ANY,
        PLACE: True,
        MINIMUM: by_score,
    }
    asked = {"focus": need.focus, "mentee_category": need.mentee_category, "difficulty": need.difficulty}
    asked |= {"subject": need.subject, "school": need.school}
    codes = [code for code in WISHES if rules.get(code) or (by_score and asked.get(code) is not None)]
    return [(code,) for code in codes] + list(combinations(codes, 2))


def loosened(conditions: Conditions, codes: tuple[str, ...]) -> Conditions:
    """The conditions without what the codes name."""
    for code in codes:
        conditions = WISHES[code].loosen(conditions)
    return conditions


def words_of(relaxed: Relaxed, conditions: Conditions, name: str, score: int) -> str:
    """«согласиться на другой предмет: подойдёт Клёнова Э. С. (43 из 100)»."""
    told = {code: WISHES[code].words for code in relaxed.codes}
    if "school" in told and conditions.school_rule == SchoolRule.OTHER:
        told["school"] = OWN_SCHOOL_WORDS
    if PLACE in told:
        told[PLACE] = f"+1 место у наставника {name}"
    if MINIMUM in told:
        told[MINIMUM] = f"снизить порог с {conditions.minimum} до {score}"
    ending = f" ({score} из 100)" if PLACE in told else f": подойдёт {name} ({score} из 100)"
    return " и ".join(told.values()) + ending
