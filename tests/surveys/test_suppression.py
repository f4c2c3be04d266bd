"""The masks at their limits: 4/5, 9/10 and 19/20, and groups that follow by subtraction."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.suppression import ItemSummary, YesSummary, hidden_cells, is_yes_no_hidden, mask_item, mask_yes

FIGURES = {
    "median_before": 7.0,
    "median_after": 8.0,
    "median_change": 1.0,
    "higher": 3,
    "same": 1,
    "lower": 0,
    "hodges_lehmann": 1.0,
    "rank_biserial": 1.0,
    "p_value": 0.25,
    "p_holm": 0.5,
}
MASKED_BELOW_TEN = {"higher", "same", "lower", "hodges_lehmann", "rank_biserial", "p_value", "p_holm"}


def item(n: int) -> ItemSummary:
    return ItemSummary(n=n, **FIGURES)


def yes(count: int, answered: int) -> YesSummary:
    return YesSummary(answered, count, 0.5, 0.4, 0.6)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_item_below_five_pairs_shows_their_number_alone(n):
    assert asdict(mask_item(item(n))) == {"n": n, **dict.fromkeys(FIGURES), "hidden": True}


@pytest.mark.parametrize("n", [5, 9])
def test_item_of_five_to_nine_pairs_shows_the_medians(n):
    medians = {key: None if key in MASKED_BELOW_TEN else value for key, value in FIGURES.items()}
    assert asdict(mask_item(item(n))) == {"n": n, **medians, "hidden": False}


@pytest.mark.parametrize("n", [10, 19, 20])
def test_item_from_ten_pairs_on_shows_everything(n):
    assert asdict(mask_item(item(n))) == {"n": n, **FIGURES, "hidden": False}


@pytest.mark.parametrize(
    ("count", "answered", "expected"),
    [
        (0, 0, True),
        (4, 4, True),
        (5, 5, True),
        (5, 9, True),
        (4, 9, True),
        (5, 10, False),
        (4, 10, True),
        (6, 10, True),
        (5, 19, False),
        (14, 19, False),
        (4, 19, True),
        (15, 19, True),
        (19, 19, True),
        (0, 20, False),
        (4, 20, False),
        (20, 20, False),
    ],
)
def test_yes_no_item_is_hidden_by_its_answers(count, answered, expected):
    assert is_yes_no_hidden(count, answered) is expected


def test_hidden_yes_no_item_shows_its_answers_alone():
    assert asdict(mask_yes(yes(15, 19))) == {
        "answered": 19,
        "yes": None,
        "share": None,
        "wilson_low": None,
        "wilson_high": None,
        "hidden": True,
    }


def test_shown_yes_no_item_is_unchanged_and_a_hidden_one_stays_hidden():
    assert mask_yes(yes(5, 10)) == yes(5, 10)
    hidden = mask_yes(yes(4, 10))
    assert mask_yes(hidden) == hidden


def test_threshold_can_be_raised():
    assert mask_item(item(11), k=12).hidden is True
    assert mask_item(item(12), k=12) == item(12)
    assert (is_yes_no_hidden(6, 12, k=6), is_yes_no_hidden(5, 12, k=6)) == (False, True)


@pytest.mark.parametrize(
    "masked",
    [lambda: mask_item(item(4), k=4), lambda: mask_yes(yes(4, 4), k=4), lambda: hidden_cells({}, [], k=1)],
)
def test_threshold_cannot_be_lowered(masked):
    with pytest.raises(ValueError, match="не бывает меньше 5"):
        masked()


def test_single_hidden_group_of_a_total_takes_the_next_smallest_with_it():
    sizes = {"A": 12, "B": 7, "C": 3, "D": 9}
    assert hidden_cells(sizes, [list(sizes)]) == {"B", "C"}


def test_groups_without_a_published_total_are_hidden_for_themselves():
    assert hidden_cells({"A": 12, "B": 4, "C": 5}, []) == {"B"}


def test_table_of_two_totals_hides_rows_and_columns():
    counts = {"СОШ 2": (14, 6), "СОШ 4": (9, 3), "СОШ 5": (11, 7), "СОШ 8": (8, 5)}
    sizes = {(school, role): row[role] for school, row in counts.items() for role in (0, 1)}
    rows = [[(school, 0), (school, 1)] for school in counts]
    columns = [[(school, role) for school in counts] for role in (0, 1)]
    expected = {("СОШ 4", 0), ("СОШ 4", 1), ("СОШ 8", 0), ("СОШ 8", 1)}
    assert hidden_cells(sizes, [*rows, *columns]) == expected
    assert hidden_cells(sizes, [*columns, *rows]) == expected


def test_two_tiny_groups_do_not_cover_each_other():
    assert hidden_cells({"A": 2, "B": 2, "C": 8, "D": 30}, ["ABCD"]) == {"A", "B", "C"}


def test_empty_group_covers_nothing():
    assert hidden_cells({"A": 4, "B": 0, "C": 8}, ["ABC"]) == {"A", "C"}


def test_groups_large_enough_are_all_shown():
    assert hidden_cells({"A": 5, "B": 0, "C": 8}, ["ABC"]) == frozenset()


@given(st.lists(st.integers(min_value=0, max_value=12), min_size=1, max_size=8))
def test_hidden_part_of_a_total_is_never_a_small_group(counts):
    sizes = dict(enumerate(counts))
    hidden = hidden_cells(sizes, [list(sizes)])
    assert {cell for cell, size in sizes.items() if 0 < size < 5} <= hidden
    filled = [cell for cell, size in sizes.items() if size]
    if hidden and len(hidden) < len(filled):
        assert len(hidden) >= 2
        assert sum(sizes[cell] for cell in hidden) >= 5
