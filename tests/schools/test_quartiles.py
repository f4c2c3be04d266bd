"""Quartiles by the inclusive method: cuts, ties, the school's own quartile, too few schools."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.quartiles import FEWEST_VALUES, METHODS, Population, cuts_of, quartile

INDICES = st.decimals(min_value=0, max_value=1, places=6)


def decimals(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_cuts_are_those_of_excel():
    # КВАРТИЛЬ.ВКЛ({1;2;4;7;8;9;10;12};1…3) of Excel's own help is 3,5; 7,5; 9,25
    cuts = cuts_of(decimals("1", "2", "4", "7", "8", "9", "10", "12"))
    assert cuts == (Decimal("3.5"), Decimal("7.5"), Decimal("9.25"))


def test_exclusive_cuts_are_those_of_excel():
    # КВАРТИЛЬ.ИСКЛ of Excel's own help: 15 is the first and 43 the third
    values = decimals("6", "7", "15", "36", "39", "40", "41", "42", "43", "47", "49")
    assert cuts_of(values, "exclusive") == (Decimal(15), Decimal(40), Decimal(43))
    assert cuts_of(decimals("0.1", "0.2", "0.3"), "exclusive") == tuple(decimals("0.1", "0.2", "0.3"))


def test_cuts_are_exact_in_decimals():
    assert cuts_of(decimals("0.1", "0.2", "0.3", "0.4")) == tuple(decimals("0.175", "0.25", "0.325"))


def test_fourteen_schools_fall_into_4_3_3_4():
    values = [Decimal(n) / 100 for n in range(1, 15)]
    cuts = cuts_of(values)
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
    cuts = cuts_of(decimals("0.1", "0.2", "0.3", "0.4", "0.5"))
    assert quartile(Decimal(x), cuts) == expected


@pytest.mark.parametrize("method", METHODS)
@given(values=st.lists(INDICES, min_size=4, max_size=40), random=st.randoms(use_true_random=False))
def test_quartiles_do_not_depend_on_order_and_ties_share_one(method, values, random):
    shuffled = values[:]
    random.shuffle(shuffled)
    first, second = cuts_of(values, method), cuts_of(shuffled, method)
    placed = {value: quartile(value, first) for value in values}
    assert {value: quartile(value, second) for value in shuffled} == placed
    ordered = [placed[value] for value in sorted(values)]
    assert ordered == sorted(ordered)


@pytest.mark.parametrize("method", METHODS)
@given(values=st.lists(INDICES, min_size=4, max_size=40, unique=True))
def test_quartiles_of_distinct_values_are_nearly_equal_groups(method, values):
    sizes = Counter(quartile(value, cuts_of(values, method)) for value in values)
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


def test_exclusive_method_is_named_and_moves_the_cuts():
    values = decimals("0.1", "0.2", "0.3", "0.4")
    placing = Population.of("ИОР", 2025, values, 4, "exclusive").place(Decimal("0.13"), None)
    assert placing.why == "ИОР 0,13 при границах 0,125; 0,25; 0,375 (КВАРТИЛЬ.ИСКЛ, школ: 4)."
    assert placing.quartile == 2
    assert Population.of("ИОР", 2025, values, 4).place(Decimal("0.13"), None).quartile == 1


@pytest.mark.parametrize("method", METHODS)
def test_no_method_is_asked_of_fewer_values_than_excel_takes(method):
    fewest = FEWEST_VALUES[method]
    values = decimals("0.1", "0.2", "0.3")
    assert Population.of("ИОР", 2025, values[:fewest], 2, method).cuts is not None
    too_few = Population.of("ИОР", 2025, values[: fewest - 1], 2, method).place(Decimal("0.1"), None)
    assert too_few.quartile is None
    assert too_few.why.endswith(f"квартили считаются от {fewest}.")


def test_population_of_the_whole_portal_is_named():
    values = decimals("0.1", "0.2", "0.3", "0.4", "0.5")
    placing = Population.of("ИОР", 2025, values, 4, is_portal=True).place(Decimal("0.1"), None)
    assert placing.why.endswith("(КВАРТИЛЬ.ВКЛ, школ всех муниципалитетов: 5).")
    assert placing.why_own == "ИОР 0,1: первый квартиль среди 5 школ всех муниципалитетов."


@pytest.mark.parametrize(("count", "words"), [(4, "среди 4 школ"), (21, "среди 21 школы")])
def test_own_words_hold_no_borders(count, words):
    population = Population.of("ИОР", 2025, [Decimal(place) / 100 for place in range(1, count + 1)], 4)
    placing = population.place(Decimal("0.01"), None)
    assert placing.why_own == f"ИОР 0,01: первый квартиль {words}."


@pytest.mark.parametrize(("index", "own"), [(None, None), (None, 3), (Decimal("0.1"), 3)])
def test_words_without_borders_are_the_same_for_everybody(index, own):
    placing = Population.of("ИОР", 2025, decimals("0.1", "0.2", "0.3", "0.4"), 4).place(index, own)
    assert placing.why == placing.why_own
