"""ИОР as a weighted sum: exact values, bounds, directions, refusals in their words."""

from fractions import Fraction
from itertools import permutations

import pytest

from schools.indices.measured import LeftOut, Measured, Refused
from schools.indices.spelling import plain, read, rounded, spoken
from schools.indices.weighted import Indicator, weighted_index

EXAMS, TESTS = "final_exams", "national_tests"


def school(code, exams, tests):
    given = {EXAMS: exams, TESTS: tests}
    values = {source: None if text is None else Fraction(text) for source, text in given.items()}
    return Measured(code, f"Школа {code}", values)


def indicator(source=EXAMS, weight="1", **kwargs):
    name = {EXAMS: "ГИА", TESTS: "ВПР"}[source]
    bounds = {key: Fraction(kwargs.pop(key)) for key in ("low", "high") if key in kwargs}
    return Indicator(source, name, Fraction(weight), **bounds, **kwargs)


THREE = [school("1", "0.4", "30"), school("2", "0.5", "60"), school("3", "0.8", "50")]
SET = [indicator(EXAMS, "2"), indicator(TESTS, "1", low="0", high="100")]


def refusal(indicators, schools=None):
    with pytest.raises(Refused) as caught:
        weighted_index(indicators, THREE if schools is None else schools)
    return caught.value.sentences


def test_index_is_the_weighted_mean_of_normalised_values():
    """ГИА by the population 0.4…0.8 counts two thirds, ВПР by 0…100 one third."""
    found = weighted_index(SET, THREE)
    assert found.indices == {"1": Fraction(1, 10), "2": Fraction(11, 30), "3": Fraction(5, 6)}
    assert found.shares == {EXAMS: Fraction(2, 3), TESTS: Fraction(1, 3)}
    assert found.bounds == {EXAMS: (Fraction("0.4"), Fraction("0.8")), TESTS: (0, 100)}
    assert found.left_out == []


def test_weights_count_by_their_ratio_alone():
    tenfold = [indicator(EXAMS, "20"), indicator(TESTS, "10", low="0", high="100")]
    assert weighted_index(tenfold, THREE) == weighted_index(SET, THREE)


def test_lower_is_better_turns_the_scale():
    found = weighted_index([indicator(higher_is_better=False)], THREE)
    assert found.indices == {"1": 1, "2": Fraction(3, 4), "3": 0}


def test_one_given_bound_leaves_the_other_to_the_population():
    found = weighted_index([indicator(high="1.2")], THREE)
    assert found.bounds == {EXAMS: (Fraction("0.4"), Fraction("1.2"))}
    assert found.indices == {"1": 0, "2": Fraction(1, 8), "3": Fraction(1, 2)}


def test_values_on_the_bounds_are_within():
    found = weighted_index([indicator(low="0.4", high="0.8")], THREE)
    assert (found.indices["1"], found.indices["3"]) == (0, 1)


def test_constant_indicator_with_bounds_counts():
    same = [school("1", "0.5", "30"), school("2", "0.5", "60")]
    assert weighted_index([indicator(low="0", high="1")], same).indices == {
        "1": Fraction(1, 2),
        "2": Fraction(1, 2),
    }


def test_order_of_schools_and_indicators_does_not_matter():
    for shuffled in permutations(THREE):
        assert weighted_index(SET, shuffled) == weighted_index(SET, THREE)
    assert weighted_index(SET[::-1], THREE).indices == weighted_index(SET, THREE).indices


def test_school_without_a_value_is_left_out_and_sets_no_bound():
    """Its ГИА of 0.1 would be the lowest, were it counted."""
    found = weighted_index(SET, [*THREE, school("4", "0.1", None), school("0", None, None)])
    assert found.indices == weighted_index(SET, THREE).indices
    assert found.left_out == [
        LeftOut("0", "Школа 0", "Нет данных: ГИА, ВПР."),
        LeftOut("4", "Школа 4", "Нет данных: ВПР."),
    ]


def test_two_schools_are_enough_and_one_is_not():
    assert weighted_index([indicator()], THREE[:2]).indices == {"1": 0, "2": 1}
    assert refusal(SET, [THREE[0], school("2", "0.5", None)]) == [
        "Школ, у которых есть все показатели: 1. Для ИОР нужно не меньше двух.",
        "Школа 2: нет данных: ВПР.",
    ]


def test_empty_population_is_refused():
    assert refusal(SET, []) == ["Школ, у которых есть все показатели: 0. Для ИОР нужно не меньше двух."]


def test_value_outside_given_bounds_is_named():
    assert refusal([indicator(low="0.5", high="0.7")]) == [
        "Показатель «ГИА»: у школы «Школа 1» 0,4 — вне границ 0,5–0,7. Исправьте границы или данные.",
        "Показатель «ГИА»: у школы «Школа 3» 0,8 — вне границ 0,5–0,7. Исправьте границы или данные.",
    ]


def test_bound_on_the_wrong_side_of_all_values_is_refused():
    assert refusal([indicator(high="0.1")])[0] == (
        "Показатель «ГИА»: у школы «Школа 1» 0,4 — вне границ 0,4–0,1. Исправьте границы или данные."
    )


def test_many_refusals_are_counted():
    crowd = [school(f"{place:02}", place, "1") for place in range(1, 15)]
    sentences = refusal([indicator(low="100", high="200")], crowd)
    assert len(sentences) == 11
    assert sentences[-1] == "Других таких замечаний: 4."


def test_constant_indicator_without_bounds_is_refused():
    same = [school("1", "0.5", "30"), school("2", "0.5", "60")]
    (sentence,) = refusal([indicator()], same)
    assert sentence == (
        "Показатель «ГИА» у всех школ одинаков (0,5): без границ он не различает школы. "
        "Задайте границы или уберите показатель."
    )


@pytest.mark.parametrize(
    ("indicators", "sentence"),
    [
        ([], "Не выбрано ни одного показателя: укажите вес хотя бы у одного."),
        ([indicator(weight="0")], "Показатель «ГИА»: вес должен быть больше нуля."),
        ([indicator(weight="-1")], "Показатель «ГИА»: вес должен быть больше нуля."),
        ([indicator(), indicator()], "Показатель «ГИА» назван дважды."),
        (
            [indicator(low="1", high="1")],
            "Показатель «ГИА»: нижняя граница 1 не меньше верхней 1.",
        ),
        (
            [indicator(low="0.9", high="-0.1")],
            "Показатель «ГИА»: нижняя граница 0,9 не меньше верхней −0,1.",
        ),
    ],
)
def test_set_that_cannot_be_is_refused(indicators, sentence):
    assert refusal(indicators) == [sentence]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1/3", 6, "0.333333"),
        ("2/3", 6, "0.666667"),
        ("0.0000005", 6, "0.000001"),
        ("0.0000004999", 6, "0.000000"),
        ("-0.0000005", 6, "-0.000001"),
        ("-0.0000004", 6, "0.000000"),
        ("0.9999995", 6, "1.000000"),
        ("1", 12, "1.000000000000"),
    ],
)
def test_rounding_is_half_away_from_zero(value, places, text):
    assert rounded(Fraction(value), places) == text


@pytest.mark.parametrize("text", ["0", "100", "0.5", "-3.25", "12345678901.000001"])
def test_plain_text_is_read_back_to_the_digit(text):
    assert plain(read(text)) == text


def test_blank_is_no_value():
    assert (read(""), read(None)) == (None, None)


def test_spoken_numbers_have_a_comma_and_a_minus():
    assert spoken(Fraction("-1.50")) == "−1,5"
