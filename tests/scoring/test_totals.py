"""Adding up the 0–20 sheet, at the limits of its bands (document 004)."""

import pytest

from reports.scoring.totals import OPEN, Span, level_of, span_of, total_of


@pytest.mark.parametrize(
    ("points", "level"),
    [(0, "низкая"), (11, "низкая"), (12, "средняя"), (16, "средняя"), (17, "высокая"), (20, "высокая")],
)
def test_level_changes_between_11_and_12_and_between_16_and_17(points, level):
    assert level_of(points) == level


@pytest.mark.parametrize(
    ("marks", "decided", "span"),
    [
        ([], None, OPEN),
        ([1], None, Span(1, 1)),
        ([2, 2], None, Span(2, 2)),
        ([0, 2], None, Span(0, 2)),
        ([0, 2], 1, Span(1, 1)),
    ],
)
def test_criterion_brings_what_was_decided_else_what_lies_between_the_marks(marks, decided, span):
    assert span_of(marks, decided) == span


def test_whole_sheet_has_its_sum_and_level():
    total = total_of({str(number): Span(1, 1) for number in range(10)} | {"9": Span(2, 2)})
    assert (total.least, total.most, total.words, total.level) == (11, 11, "11 из 20", "низкая")


def test_open_sheet_has_a_level_only_where_both_ends_fall_into_one_band():
    seven = {str(number): Span(2, 2) for number in range(7)}
    assert total_of(seven).words == "от 14 до 20, оценено 7 из 10"
    assert total_of(seven).level == ""
    assert total_of(seven | {"7": Span(2, 2), "8": Span(1, 2)}).level == "высокая"


def test_marks_that_differ_are_not_settled():
    total = total_of({str(number): Span(1, 1) for number in range(9)} | {"9": Span(0, 1)})
    assert (total.words, total.is_complete) == ("от 9 до 10, оценено 9 из 10", False)
