"""How a run of an index is spelled for people."""

import pytest

from reports.record.run_display import figure, listed


def test_long_lists_of_names_are_cut():
    assert listed([str(place) for place in range(10)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert listed([str(place) for place in range(12)]).endswith("8, 9 и ещё 2")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("0.937500000000", "0,9375"),
        ("0.937450000000", "0,9375"),
        ("-0.000050000000", "−0,0001"),
        ("-0.000040000000", "0,0000"),
    ],
)
def test_figures_are_shown_with_four_places(kept, shown):
    assert figure(kept) == shown
