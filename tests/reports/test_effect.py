"""«Было и стало»: groups, medians, intervals, quartiles of the start, who is left out, words."""

import re
from decimal import Decimal

import pytest

from reports.record.dumbbell import Dumbbell, Scale
from reports.record.effect import (
    FEWEST_FOR_INTERVAL,
    Comparison,
    Gap,
    Group,
    Range,
    Standing,
    Track,
    best_covered,
    effect_of,
    group_of,
)

CAUSAL = re.compile("благодаря|вызвал|повлиял|эффект от|привело", re.IGNORECASE)


def d(text: str) -> Decimal:
    return Decimal(text)


def track(before="0.3", after="0.4", quartiles=(1, 1), covered: bool | None = True) -> Track[str]:
    ends = (
        Standing(d(end) if end else None, place)
        for end, place in zip((before, after), quartiles, strict=True)
    )
    return Track("школа", *ends, covered)


def test_a_group_of_nobody_has_no_figures():
    assert group_of([]) == Group(0, None, None, None, 0, 0, 0)


def test_one_school_is_its_own_median_and_has_no_interval():
    assert group_of([track("0.3", "0.35", (1, 2))]) == Group(1, d("0.3"), d("0.05"), None, 1, 0, 0)


def test_medians_are_exact_also_between_two_schools():
    found = group_of([track("0.30", "0.31"), track("0.41", "0.44")])
    assert (found.start, found.change) == (d("0.355"), d("0.02"))


def test_interval_begins_at_six_schools():
    changes = ["0.01", "0.02", "0.03", "0.04", "0.05", "0.06"]
    tracks = [track("0.1", str(d("0.1") + d(change))) for change in changes]
    assert group_of(tracks[:5]).interval is None
    assert group_of(tracks).interval == Range(d("0.01"), d("0.06"))
    assert len(tracks) == FEWEST_FOR_INTERVAL


def test_moves_by_quartile_are_counted_and_what_has_no_quartile_apart():
    tracks = [track(quartiles=places) for places in [(1, 2), (1, 4), (2, 2), (3, 1), (None, 2), (2, None)]]
    found = group_of(tracks)
    assert (found.rose, found.stayed, found.fell, found.unplaced) == (2, 1, 1, 2)


def test_equal_indices_are_no_change():
    assert track("0.3", "0.3").change == 0


@pytest.mark.parametrize(
    ("one", "gap"),
    [
        (track(), None),
        (track(covered=False), None),
        (track(before=""), Gap.NO_START),
        (track(after=""), Gap.NO_END),
        (track(before="", after=""), Gap.NEITHER),
        (track(before="", covered=None), Gap.NO_START),
        (track(covered=None), Gap.NO_HEADCOUNT),
    ],
)
def test_a_school_that_lacks_a_year_is_left_out_with_the_reason(one, gap):
    assert one.gap is gap
    found = effect_of([one, track()])
    assert (found.whole.schools, found.left_out) == ((2, []) if gap is None else (1, [one]))


def test_ends_of_a_school_without_a_year_are_refused():
    with pytest.raises(ValueError, match="both"):
        _ = track(before="").ends


def test_schools_are_split_by_coverage_and_by_the_quartile_of_the_start():
    found = effect_of(
        [
            track("0.1", "0.3", (1, 2)),
            track("0.2", "0.2", (1, 1), covered=False),
            track("0.8", "0.7", (4, 3), covered=False),
            track("0.5", "0.6", (None, 3)),
        ]
    )
    assert (found.whole.quartile, found.whole.covered.schools, found.whole.others.schools) == (0, 2, 2)
    parts = [(part.quartile, part.covered.schools, part.others.schools) for part in found.by_quartile]
    assert parts == [(1, 1, 1), (4, 0, 1), (None, 1, 0)]
    assert found.by_quartile[0].covered.change == d("0.2")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([False, False], False),
        ([False, True], True),
        ([None, True], True),
        ([False, None], None),
        ([], False),
    ],
)
def test_one_covered_year_of_several_is_enough(answers, found):
    assert best_covered(answers) is found


def group(schools, low=None, high=None) -> Group:
    interval = Range(d(low), d(high)) if low and high else None
    return Group(schools, d("0.3"), d("0.01"), interval, 0, schools, 0)


@pytest.mark.parametrize(
    ("covered", "others", "words"),
    [
        (group(0), group(9), "Сравнивать не с чем: охваченных школ здесь нет."),
        (group(9), group(0), "Сравнивать не с чем: неохваченных школ здесь нет."),
        (group(5), group(9, "0", "0.1"), "Школ мало (охваченных 5, без охвата 9)"),
        (group(9, "0", "0.1"), group(9, "0.1", "0.2"), "Интервалы перекрываются"),
        (group(9, "0.11", "0.2"), group(9, "0", "0.1"), "медиана изменения у охваченных школ больше"),
        (group(9, "0", "0.1"), group(9, "0.11", "0.2"), "медиана изменения у охваченных школ меньше"),
    ],
)
def test_words_say_what_the_figures_allow_by_the_number_of_schools(covered, others, words):
    said = Comparison(covered, others).words
    assert words in said
    assert not CAUSAL.search(said)


def test_two_values_stand_on_one_scale():
    scale = Scale.around([d("0.21"), d("0.78")])
    assert (scale.words, scale.dumbbell(d("0.2"), d("0.8"))) == ("от 0,2 до 0,8", Dumbbell("8.0", "232.0"))
    assert Scale.around([d("0.3")]).dumbbell(d("0.3"), d("0.3")) == Dumbbell("120.0", "120.0")
    assert Scale.around([d("1")]).words == "от 0,9 до 1"
    assert Scale.around([]) is None
