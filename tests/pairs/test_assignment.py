"""The best assignment over the whole pool: scipy's own optimum, a brute force, locks, a fixed answer."""

import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from statistics import median

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from mentorship.pairs.assignment import NOBODY, assign
from mentorship.pairs.desk.conditions import WEIGHTS, Conditions, barred
from mentorship.pairs.desk.plan import TWICE, make_plan
from mentorship.pairs.desk.scores import Scores
from mentorship.pairs.enums import Objective
from mentorship.pairs.matching import Named, Need, Offer, fit, judged
from tests.architecture.files import ROOT
from tests.pairs.pools import best_of, cells_of, make_need, make_offer, make_pool

PEOPLE, FIT = Objective.PEOPLE, Objective.FIT
CASES = 200
ROUNDS = 9


def drawn(seed, rows, mentors, places, share=0.9):
    """A matrix of scores, what is allowed, places and waits."""
    dice = np.random.default_rng(seed)
    scores = dice.integers(0, 101, (rows, mentors))
    allowed = dice.random((rows, mentors)) < share
    return scores, allowed, np.full(mentors, places), dice.integers(0, 400, rows)


@pytest.mark.parametrize(("rows", "mentors", "places"), [(60, 20, 3), (40, 40, 1), (90, 20, 3), (7, 50, 2)])
def test_fit_finds_the_optimum_that_scipy_finds(rows, mentors, places):
    scores, allowed, seats, waits = drawn(1, rows, mentors, places)
    chosen = assign(scores, allowed, seats, waits, FIT)
    plain = np.repeat(np.where(allowed, scores, 0), places, axis=1)
    best = plain[linear_sum_assignment(plain, maximize=True)].sum()
    served = chosen != NOBODY
    assert scores[served, chosen[served]].sum() == best
    assert allowed[served, chosen[served]].all()
    assert (np.bincount(chosen[served], minlength=mentors) <= places).all()


def test_people_serves_as_many_as_can_be():
    """One mentor whom both may have, another whom only the first may: the first gives way."""
    scores, allowed = np.array([[100, 1], [100, 0]]), np.array([[True, True], [True, False]])
    one, waits = np.array([1, 1]), np.array([0, 0])
    assert assign(scores, allowed, one, waits, PEOPLE).tolist() == [1, 0]
    assert assign(scores, allowed, one, waits, FIT).tolist() == [1, 0]
    scores[1, 0] = 98
    assert assign(scores, allowed, one, waits, PEOPLE).tolist() == [1, 0]
    assert assign(scores, allowed, one, waits, FIT).tolist() == [0, NOBODY]


def test_among_equals_the_longer_wait_comes_first():
    scores, allowed = np.full((3, 1), 70), np.ones((3, 1), dtype=bool)
    for waits in ([3, 9, 1], [9, 3, 1], [1, 3, 9]):
        for objective in Objective:
            chosen = assign(scores, allowed, np.array([1]), np.array(waits), objective)
            assert chosen.tolist() == [0 if days == 9 else NOBODY for days in waits]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nothing_to_assign(shape):
    scores = np.zeros(shape, dtype=np.int64)
    chosen = assign(scores, scores == 0, np.zeros(shape[1], np.int64), np.zeros(shape[0], np.int64), PEOPLE)
    assert chosen.tolist() == [NOBODY] * shape[0]


@pytest.mark.parametrize("objective", Objective)
def test_brute_force_agrees_on_random_pools(objective):
    dice = random.Random(f"пулы {objective}")
    served = Counter()
    for _ in range(CASES):
        needs, offers, conditions = make_pool(dice)
        plan = make_plan(needs, offers, conditions, objective)
        cells = [cells_of(need, offers, conditions, objective) for need in needs]
        places = [offer.places for offer in offers]
        assert (len(plan.matches), plan.total) == best_of(needs, cells, places, objective)
        answered = [item.need.request for item in (*plan.matches, *plan.unmatched)]
        assert sorted(answered) == [need.request for need in needs]
        held = Counter(match.mentor.pk for match in plan.matches)
        assert all(held[offer.pk] <= offer.places for offer in offers)
        served[len(plan.matches)] += 1
    assert len(served) > 3  # the pools are neither all empty nor all easy


@pytest.mark.parametrize("objective", Objective)
def test_order_of_the_input_changes_nothing(objective):
    dice = random.Random(4)
    for _ in range(30):
        needs, offers, conditions = make_pool(dice)
        plan = make_plan(needs, offers, conditions, objective)
        for _ in range(3):
            dice.shuffle(needs)
            dice.shuffle(offers)
            assert make_plan(needs, offers, conditions, objective) == plan


def test_table_of_scores_says_what_fit_says():
    dice = random.Random(5)
    for _ in range(60):
        needs, offers, conditions = make_pool(dice)
        weights = {code: dice.choice([0, 7, 50, 100]) for code in WEIGHTS}
        conditions = replace(conditions, weights=weights)
        table = Scores(needs, offers)
        for row, need in enumerate(needs):
            found = table.row(row, conditions)
            assert found.scores.tolist() == [judged(need, offer, conditions).score for offer in offers]
            free = [replace(offer, free=1) for offer in offers]
            assert found.allowed.tolist() == [not barred(need, offer, conditions) for offer in free]


@pytest.mark.parametrize("objective", Objective)
def test_locked_pairs_stay_and_take_their_places(objective):
    dice = random.Random(6)
    offers = [make_offer(dice, pk, free=1, capacity=1) for pk in range(1, 4)]
    needs = [make_need(dice, request, mentee=200 + request, waited=0) for request in range(1, 4)]
    conditions = Conditions(bars_director=False, minimum=0)
    plan = make_plan(needs, offers, conditions, objective, {1: 2})
    assert {match.mentor.pk for match in plan.matches} <= {1, 3}
    assert {match.need.request for match in plan.matches} == {2, 3}
    left_out = make_plan(needs, offers, conditions, objective, {1: None})
    assert {match.need.request for match in left_out.matches} == {2, 3}
    assert all(item.need.request != 1 for item in left_out.unmatched)


def test_locked_optimum_is_the_optimum_of_the_rest():
    dice = random.Random(7)
    offers = [make_offer(dice, pk) for pk in range(1, 7)]
    needs = [make_need(dice, request, mentee=200 + request) for request in range(1, 9)]
    plan = make_plan(needs, offers, Conditions(), PEOPLE)
    kept = {match.need.request: match.mentor.pk for match in plan.matches[:2]}
    again = make_plan(needs, offers, Conditions(), PEOPLE, kept)
    locked = sum(match.fit.score for match in plan.matches[:2])
    assert (len(again.matches) + 2, again.total + locked) == (len(plan.matches), plan.total)


def test_teacher_of_two_requests_gets_one_mentor():
    offer = Offer(pk=1, name="Клёнова", capacity=3, free=3, school=Named(1, "Школа"))
    needs = [Need(mentee=9, request=1), Need(mentee=9, request=2, school=Named(1, "Школа"))]
    plan = make_plan(needs, [offer], Conditions(), PEOPLE)
    assert [match.need.request for match in plan.matches] == [2]  # the request that fits better
    assert [(item.need.request, item.reason) for item in plan.unmatched] == [(1, TWICE)]
    assert plan.recruits == ()
    locked = make_plan(needs, [offer], Conditions(), PEOPLE, {1: 1})
    assert (locked.matches, [item.reason for item in locked.unmatched]) == ((), [TWICE])


def test_reasons_name_real_attributes():
    dice = random.Random(8)
    for _ in range(40):
        needs, offers, conditions = make_pool(dice)
        for match in make_plan(needs, offers, conditions, PEOPLE).matches:
            assert match.fit == fit(match.need, match.mentor, conditions)
            told = " ".join((*match.fit.reasons_for, *match.fit.reasons_against))
            if "та же школа" in told:
                assert match.need.school == match.mentor.school
            if match.mentor.trained_year:
                assert "обучение наставников: 2025 год" in match.fit.reasons_for


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@pytest.mark.parametrize("objective", Objective)
def test_thousand_by_thousand_takes_no_more_than_twice_scipy(objective):
    """The same matrix with mentors repeated by three places; the rounds take turns, so load hits both."""
    scores, allowed, places, waits = drawn(9, 1000, 1000, 3)
    plain = np.repeat(np.where(allowed, scores, 0).astype(np.float64), 3, axis=1)
    times = [
        (
            timed(lambda: linear_sum_assignment(plain, maximize=True)),
            timed(lambda: assign(scores, allowed, places, waits, objective)),
        )
        for _ in range(ROUNDS)
    ]
    alone, ours = (median(column) for column in zip(*times, strict=True))
    assert ours <= 2 * alone, f"{ours / alone:.2f} of scipy's time"


@pytest.mark.parametrize("objective", Objective)
def test_thousand_by_thousand_finds_the_total_that_scipy_finds(objective):
    scores, allowed, places, waits = drawn(9, 1000, 1000, 3)
    plain = np.repeat(np.where(allowed, scores, 0).astype(np.float64), 3, axis=1)
    chosen = assign(scores, allowed, places, waits, objective)
    assert (chosen != NOBODY).all()
    assert allowed[np.arange(1000), chosen].all()
    assert np.bincount(chosen, minlength=1000).max() <= 3
    assert scores[np.arange(1000), chosen].sum() == plain[linear_sum_assignment(plain, maximize=True)].sum()


def test_portal_starts_without_numpy_and_scipy():
    code = (
        "import sys, django; django.setup(); "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    )
    env = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
