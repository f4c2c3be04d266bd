"""Quartiles by the inclusive method: cuts, ties, the school's own quartile, too few schools."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.quartiles import Population, inclusive_cuts, quartile

INDICES = st.decimals(min_value=0, max_value=1, places=6)


def decimals(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_cuts_are_those_of_excel():
    # КВАРТИЛЬ.ВКЛ({1;2;4;7;8;9;10;12};1…3) of Excel's own help is 3,5; 7,5; 9,25
    cuts = inclusive_cuts(decimals("1", "2", "4", "7", "8", "9", "10", "12"))
    assert cuts == (Decimal("3.5"), Decimal("7.5"), Decimal("9.25"))


def test_cuts_are_exact_in_decimals():
    assert inclusive_cuts(decimals("0.1", "0.2", "0.3", "0.4")) == tuple(decimals("0.175", "0.25", "0.325"))


def test_fourteen_schools_fall_into_4_3_3_4():
    values = [Decimal(n) / 100 for n in range(1, 15)]
    cuts = inclusive_cuts(values)
    assert Counter(quartile(value, cuts) for value in values) == {1: 4, 2: 3, 3: 3, 4: 4}


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ("0.2", 1),
        ("0.200001", 2),
        ("0.3", 2),
        ("0.300001", 3),
        ("0.4", 3),
        ("0.400001", 4),
        ("0", 1),
        ("1", 4),
    ],
)
def test_quartile_includes_its_upper_cut(x, expected):
    cuts = inclusive_cuts(decimals("0.1", "0.2", "0.3", "0.4", "0.5"))
    assert quartile(Decimal(x), cuts) == expected


@given(st.lists(INDICES, min_size=4, max_size=40), st.randoms(use_true_random=False))
def test_quartiles_do_not_depend_on_order_and_ties_share_one(values, random):
    shuffled = values[:]
    random.shuffle(shuffled)
    first, second = inclusive_cuts(values), inclusive_cuts(shuffled)
    placed = {value: quartile(value, first) for value in values}
    assert {value: quartile(value, second) for value in shuffled} == placed
    ordered = [placed[value] for value in sorted(values)]
    assert ordered == sorted(ordered)


@given(st.lists(INDICES, min_size=4, max_size=40, unique=True))
def test_quartiles_of_distinct_values_are_nearly_equal_groups(values):
    sizes = Counter(quartile(value, inclusive_cuts(values)) for value in values)
    assert set(sizes) == {1, 2, 3, 4}
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_population_places_a_school_with_its_figures():
    population = Population.of("ИОР", 2025, decimals("0.1", "0.2", "0.3", "0.4"), 4)
    placing = population.place(Decimal("0.2"), None)
    assert (placing.quartile, placing.source) == (2, "computed")
    assert placing.why == "ИОР 0,2 при границах 0,175; 0,25; 0,325 (КВАРТИЛЬ.ВКЛ, школ: 4)."


def test_own_quartile_wins_over_the_computed_one():
    population = Population.of("ИОР", 2025, decimals("0.1", "0.2", "0.3", "0.4"), 4)
    placing = population.place(Decimal("0.1"), 3)
    assert (placing.quartile, placing.source) == (3, "imported")
    assert placing.why == "Квартиль ИОР за 2025/2026 загружен готовым."


def test_own_quartile_counts_without_an_index():
    placing = Population.of("ИСБШ", 2024, [], 4).place(None, 4)
    assert (placing.quartile, placing.source) == (4, "imported")


def test_three_schools_get_no_quartile_and_four_do():
    three = Population.of("ИОР", 2025, [*decimals("0.1", "0.2", "0.3"), None], 4)
    four = Population.of("ИОР", 2025, decimals("0.1", "0.2", "0.3", "0.4"), 4)
    refused = three.place(Decimal("0.1"), None)
    assert (refused.quartile, refused.source) == (None, None)
    assert refused.why == "Школ с ИОР за 2025/2026: 3, квартили считаются от 4."
    assert four.place(Decimal("0.1"), None).quartile == 1


def test_school_without_index_gets_no_quartile_and_is_told_why():
    population = Population.of("ИСБШ", 2025, decimals("0.1", "0.2", "0.3", "0.4"), 4)
    placing = population.place(None, None)
    assert (placing.quartile, placing.why) == (None, "Нет ИСБШ за 2025/2026.")


def test_equal_schools_are_all_at_or_below_the_first_cut():
    population = Population.of("ИОР", 2025, decimals("0.5", "0.5", "0.5", "0.5"), 4)
    assert population.place(Decimal("0.5"), None).quartile == 1
