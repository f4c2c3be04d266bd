"""Invented pools for tests of the assignment, and the best answer found by trying everything."""

import random
from dataclasses import replace

from mentorship.pairs.desk.conditions import Conditions, breach
from mentorship.pairs.enums import Objective, SchoolRule, SubjectRule
from mentorship.pairs.matching import Card, Named, Need, Offer, judged

SCHOOLS = [Named(number, f"Школа {number}") for number in range(1, 4)]
SUBJECTS = [Named(number, f"Предмет {number}") for number in range(1, 4)]
FOCUSES = [Named(number, f"Направление {number}") for number in range(1, 3)]
CATEGORIES = [Named(number, f"Категория {number}") for number in range(1, 3)]
DIFFICULTIES = [Named(number, f"Затруднение {number}") for number in range(1, 3)]


def some(dice: random.Random, things: list, share: float = 0.3) -> frozenset[int]:
    return frozenset(thing.pk for thing in things if dice.random() < share)


def make_offer(dice: random.Random, pk: int, **fields) -> Offer:
    capacity = dice.randint(1, 3)
    cards = tuple(
        Card(dice.choice([*SUBJECTS, None]), dice.choice([*FOCUSES, None]), dice.choice([*CATEGORIES, None]))
        for _ in range(dice.randint(0, 2))
    )
    made = Offer(
        pk=pk,
        name=f"Наставник {pk}",
        capacity=capacity,
        free=dice.randint(0, capacity),
        school=dice.choice([*SCHOOLS, None]),
        subjects=some(dice, SUBJECTS),
        cards=cards,
        experience=dice.choice([None, 1, 5, 9, 10, 30]),
        category=dice.choice(["", "none", "fits_position", "first", "highest"]),
        trained_year=dice.choice([None, 2025]),
        difficulties=some(dice, DIFFICULTIES),
        directs=some(dice, SCHOOLS, 0.15),
        apart=frozenset({101}) if dice.random() < 0.15 else frozenset(),
        partners=frozenset({102}) if dice.random() < 0.1 else frozenset(),
        chosen=frozenset({103}) if dice.random() < 0.3 else frozenset(),
    )
    return replace(made, **fields)


def make_need(dice: random.Random, request: int, mentee: int, **fields) -> Need:
    made = Need(
        mentee=mentee,
        school=dice.choice([*SCHOOLS, None]),
        subject=dice.choice([*SUBJECTS, None]),
        focus=dice.choice([*FOCUSES, None]),
        mentee_category=dice.choice([*CATEGORIES, None]),
        experience=dice.choice([None, 0, 3, 9]),
        difficulty=dice.choice(DIFFICULTIES),
        chosen=tuple(dice.sample(range(1, 5), dice.randint(0, 2))),
        named_by=frozenset({dice.randint(1, 4)}) if dice.random() < 0.2 else frozenset(),
        request=request,
        waited=dice.choice([0, 0, 7, 30, 400]),
    )
    return replace(made, **fields)


def make_pool(dice: random.Random) -> tuple[list[Need], list[Offer], Conditions]:
    """Up to five requests (some of one teacher) and four mentors, one of whom may ask for a mentor, too."""
    offers = [make_offer(dice, pk) for pk in range(1, dice.randint(0, 4) + 1)]
    mentees = [dice.choice([1, 101, 102, 103, 104, 105]) for _ in range(dice.randint(0, 5))]
    needs = [make_need(dice, request, mentee) for request, mentee in enumerate(mentees, start=1)]
    conditions = Conditions(
        school_rule=dice.choice(SchoolRule.values),
        subject_rule=dice.choice(SubjectRule.values),
        bars_director=dice.random() < 0.5,
        minimum=dice.choice([0, 40, 60]),
    )
    return needs, offers, conditions


def cells_of(need: Need, offers: list[Offer], conditions: Conditions, objective: Objective) -> dict[int, int]:
    """The mentors the request may have, by number, with the scores; by the scalar rules."""
    lowest = max(conditions.minimum, 1) if objective == Objective.FIT else 0
    found = {}
    for number, offer in enumerate(offers):
        score = judged(need, offer, conditions).score
        if not need.obstacle and not breach(need, offer, conditions) and score >= lowest:
            found[number] = score
    return found


def best_of(
    needs: list[Need], cells: list[dict[int, int]], places: list[int], objective: Objective
) -> tuple[int, int]:
    """The best (count, sum) over every assignment there is; a teacher is served once."""

    def worth(count: int, total: int) -> tuple[int, int]:
        return (count, total) if objective == Objective.PEOPLE else (total, count)

    def search(row: int, left: tuple[int, ...], served: frozenset[int], count: int, total: int):
        if row == len(needs):
            return worth(count, total)
        best = search(row + 1, left, served, count, total)
        if needs[row].mentee in served:
            return best
        for number, score in cells[row].items():
            if left[number]:
                rest = (*left[:number], left[number] - 1, *left[number + 1 :])
                now = served | {needs[row].mentee}
                best = max(best, search(row + 1, rest, now, count + 1, total + score))
        return best

    first, second = search(0, tuple(places), frozenset(), 0, 0)
    return (first, second) if objective == Objective.PEOPLE else (second, first)
