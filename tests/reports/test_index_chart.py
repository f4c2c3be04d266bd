"""The drawing of ИОР over the years: points, runs and labels in units of the drawing."""

from decimal import Decimal

from reports.record.index_chart import YearIndex, index_chart

CUTS = (Decimal("0.4"), Decimal("0.5"), Decimal("0.6"))


def year(number: int, index: str | None, cuts=CUTS) -> YearIndex:
    return YearIndex(number, None if index is None else Decimal(index), cuts)


def test_nothing_is_drawn_without_an_index():
    assert index_chart([]) is None
    assert index_chart([year(2024, None), year(2025, None)]) is None


def test_points_stand_between_the_ends_of_the_scales():
    chart = index_chart([year(2024, "0.4"), year(2025, "0.6")])
    assert [(dot.x, dot.y, dot.words, dot.is_last) for dot in chart.dots] == [
        ("74.0", "240.0", "0,40", False),
        ("600.0", "18.0", "0,60", True),
    ]
    assert chart.lines == ["74.0,240.0 600.0,18.0"]
    assert [label.words for label in chart.levels] == ["0,4", "0,5", "0,6"]
    assert [label.words for label in chart.year_labels] == ["2024/25", "2025/26"]


def test_band_goes_along_q1_and_back_along_q3():
    chart = index_chart([year(2024, "0.5"), year(2025, "0.5")])
    assert chart.bands == ["74.0,240.0 600.0,240.0 600.0,18.0 74.0,18.0"]
    assert len(chart.cut_lines) == 3
    assert [label.words for label in chart.cut_labels] == ["Q1 0,4", "медиана 0,5", "Q3 0,6"]


def test_missing_year_breaks_the_line_and_keeps_its_place():
    chart = index_chart([year(2022, "0.5"), year(2023, None), year(2024, "0.5"), year(2025, "0.6")])
    assert [dot.x for dot in chart.dots] == ["74.0", "424.7", "600.0"]
    assert chart.lines == ["424.7,129.0 600.0,18.0"]


def test_years_without_cuts_have_no_band():
    chart = index_chart([year(2024, "0.5", None), year(2025, "0.6", None)])
    assert (chart.bands, chart.cut_lines, chart.cut_labels) == ([], [], [])


def test_single_year_stands_in_the_middle():
    chart = index_chart([year(2025, "0.5", None)])
    assert [(dot.x, dot.is_last) for dot in chart.dots] == [("337.0", True)]
    assert chart.lines == []


def test_close_cuts_keep_their_labels_apart():
    close = (Decimal("0.500"), Decimal("0.501"), Decimal("0.502"))
    chart = index_chart([year(2024, "0.1", close), year(2025, "0.9", close)])
    heights = [float(label.y) for label in chart.cut_labels]
    assert heights[0] - heights[1] >= 17
    assert heights[1] - heights[2] >= 17


def test_index_of_zero_is_named():
    assert index_chart([year(2025, "0", None)]).words == "2025/2026 — 0"
