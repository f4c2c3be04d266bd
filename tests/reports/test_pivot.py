"""The pivot: each thing once a cell and once a total; small cells and what they follow from are hidden."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reports.question.pivot import TOTAL, Unit, masked, pivot


def table_of(cells, rows, columns, wholes=()):
    units = [
        Unit(row, column, (row, column, number))
        for (row, column), size in cells.items()
        for number in range(size)
    ]
    return pivot(units, rows, columns, wholes)


def test_a_thing_in_two_cells_counts_once_in_the_totals():
    units = [Unit("A", "x", 1), Unit("A", "y", 1), Unit("B", "x", 1), Unit("B", "x", 2)]
    table = pivot(units, ["A", "B"], ["x", "y"])
    assert [table.count(row, column) for row in "AB" for column in "xy"] == [1, 1, 2, 0]
    assert [table.count("A"), table.count("B"), table.count(TOTAL, "x"), table.count(TOTAL)] == [1, 2, 2, 2]


def test_coverage_of_totals_is_sum_over_sum():
    table = table_of({("A", "x"): 40, ("B", "x"): 20}, ["A", "B"], ["x"], [("A", "x", 50), ("B", "x", 50)])
    assert table.share(TOTAL) == Fraction(60, 100)
    assert (table.share("A"), table.whole(TOTAL, "x")) == (Fraction(4, 5), 100)
    assert table_of({("A", "x"): 1}, ["A"], ["x"]).share("A") is None


def test_small_cell_takes_the_next_smallest_with_it():
    """surveys_and_indicators.md §7: A=12, B=7, C=3, D=9, total 31 → C hides, then B."""
    table = masked(
        table_of({(name, TOTAL): n for name, n in zip("ABCD", (12, 7, 3, 9), strict=True)}, list("ABCD"), []),
        5,
    )
    assert [table.count(name) for name in "ABCD"] == [12, None, None, 9]
    assert table.count(TOTAL) == 31


def test_two_way_cells_hide_both_neighbours():
    """The portal's case of §7: 14/6, 9/3, 11/7, 8/5 → both of school 4, both of school 8."""
    sizes = {("2", "a"): 14, ("2", "b"): 6, ("4", "a"): 9, ("4", "b"): 3,
             ("5", "a"): 11, ("5", "b"): 7, ("8", "a"): 8, ("8", "b"): 5}  # fmt: skip
    table = masked(table_of(sizes, list("2458"), ["a", "b"]), 5)
    assert {place for place in sizes if place in table.hidden} == {
        ("4", "a"), ("4", "b"), ("8", "a"), ("8", "b")
    }  # fmt: skip
    assert [table.count(row) for row in "2458"] == [20, 12, 18, 13]


def test_zero_and_large_hide_nothing():
    table = masked(table_of({("A", "x"): 5, ("A", "y"): 0}, ["A", "B"], ["x", "y"]), 5)
    assert table.hidden == frozenset()
    assert table.count("B") == 0


SIZES = st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")), st.integers(0, 12))


@given(SIZES)
def test_nothing_small_is_shown_or_follows_from_one_sum(sizes):
    rows, columns = list("ABC"), list("xyz")
    table = masked(table_of(sizes, rows, columns), 5)
    shown = {place: n for place, n in table.counts.items() if place not in table.hidden and n}
    assert all(n >= 5 for n in shown.values())
    lines = [[(row, column) for column in (*columns, TOTAL)] for row in (*rows, TOTAL)]
    lines += [[(row, column) for row in (*rows, TOTAL)] for column in (*columns, TOTAL)]
    for line in lines:
        unknown = [place for place in line if place in table.hidden]
        assert len(unknown) != 1
