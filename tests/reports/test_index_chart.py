"""The drawing of ИОР over the years: points, runs and labels in units of the drawing."""

from decimal import Decimal
from fractions import Fraction

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
    assert index_chart([year(2025, "0", None)]).words == "ИОР: 2025/2026 — 0."


def test_median_alone_is_one_line_without_a_band():
    alone = (Decimal("0.5"),)
    chart = index_chart([year(2024, "0.4", alone), year(2025, "0.6", alone)])
    assert chart.bands == []
    assert chart.cut_lines == ["74.0,129.0 600.0,129.0"]
    assert [label.words for label in chart.cut_labels] == ["медиана 0,5"]


def test_coverage_stands_under_its_year_as_a_bar():
    shares = [Fraction(0), Fraction(19, 27), Fraction(21, 20)]
    history = [YearIndex(2023 + place, Decimal("0.5"), None, share) for place, share in enumerate(shares)]
    chart = index_chart(history)
    assert [(bar.mark_x, bar.height, bar.words) for bar in chart.bars] == [
        ("74.0", "0.0", "0,0\xa0%"),
        ("337.0", "42.2", "70,3\xa0%"),
        ("600.0", "60.0", "105,0\xa0%"),
    ]
    assert [dot.x for dot in chart.dots] == [bar.mark_x for bar in chart.bars]
    assert chart.words.endswith(
        "Охват парами: 2023/2024 — 0,0\xa0%; 2024/2025 — 70,3\xa0%; 2025/2026 — 105,0\xa0%."
    )
    assert (chart.height, index_chart([year(2025, "0.5")]).height) == (396, 270)


def test_of_many_years_the_latest_are_drawn_and_every_second_label_is_spare():
    chart = index_chart([year(2010 + place, "0.5") for place in range(16)])
    assert [label.words for label in chart.year_labels][:2] == ["2016/17", "2017/18"]
    assert [label.is_spare for label in chart.year_labels] == [True, False] * 5
    few = index_chart([year(2020 + place, "0.5") for place in range(5)])
    assert [label.is_spare for label in few.year_labels] == [False] * 5


def test_years_too_old_to_be_drawn_make_no_chart():
    assert index_chart([year(2010, "0.5"), *(year(2011 + place, None) for place in range(10))]) is None
