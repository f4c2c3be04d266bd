"""School classes: the vectors of domain.md §1.3 and the limits of every rule of contract.md §5."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.quartiles import Placing
from schools.rating import (
    RatingParameters,
    YearProfile,
    classify,
    effective,
    risk_below_average,
    risk_spread,
    risk_unstable,
    stably,
)

ONE_PERCENT = Decimal("0.01")
HALF_AS_MUCH_AGAIN = Decimal("1.5")
YEARS = (2023, 2024, 2025)


def decimals(*values: str | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


def by_year(*values: str | None) -> dict[int, Decimal | None]:
    return dict(zip(YEARS, decimals(*values), strict=True))


def placings(*quartiles: int | None) -> list[Placing]:
    return [
        Placing(year, found, None if found is None else "computed", f"Нет ИОР за {year}/{year + 1}.")
        for year, found in zip(YEARS, quartiles, strict=True)
    ]


@pytest.mark.parametrize(
    ("indices", "expected", "percent"),
    [
        (("0.50", "0.60", "0.70"), False, "0,93"),
        (("0.50", "0.60", "0.71"), True, "1,02"),
        (("0.50", "0.55", "0.60"), False, "0,28"),
        (("0.45", "0.60", "0.72"), True, "1,81"),
        (("0.40", "0.49", "0.51"), False, "0,55"),
        (("0.62", "0.62", "0.62"), False, "0"),
        (("0.00", "0.50", "0.50"), True, "100"),
        (("0.16", "0.20", "0.25"), True, "1,64"),
    ],
)
def test_unstable_by_the_vectors_of_the_domain(indices, expected, percent):
    verdict = risk_unstable(by_year(*indices), ONE_PERCENT)
    assert verdict.value is expected
    assert f" {percent}\xa0%: " in verdict.why


def test_unstable_says_that_a_year_was_zero():
    verdict = risk_unstable(by_year("0", "0.5", "0.5"), ONE_PERCENT)
    assert verdict.why == (
        "Среднее геометрическое ИОР отклоняется от среднего арифметического на "
        "100\xa0%: больше 1\xa0%. В одном из годов ИОР равен 0."
    )


def test_three_zeros_deviate_by_nothing():
    verdict = risk_unstable(by_year("0", "0", "0"), ONE_PERCENT)
    assert verdict == (False, "ИОР во все годы равен 0: отклонения нет.")


def test_unstable_is_exact_at_the_limit():
    # GM = 0.06 and AM = 0.12: a deviation of exactly one half
    indices = by_year("0.01", "0.08", "0.27")
    assert risk_unstable(indices, Decimal("0.5")).value is False
    assert risk_unstable(indices, Decimal("0.4999999999999999999999")).value is True


def test_unstable_close_to_the_limit_shows_enough_digits():
    verdict = risk_unstable(by_year("0.01", "0.08", "0.27"), Decimal("0.49999"))
    assert verdict.why.endswith("на 50\xa0%: больше 49,999\xa0%.")
    verdict = risk_unstable(by_year("0.01", "0.08", "0.270001"), Decimal("0.5"))
    assert verdict == (
        True,
        "Среднее геометрическое ИОР отклоняется от среднего арифметического на 50,0001\xa0%: больше 50\xa0%.",
    )


def test_unstable_without_a_year_names_it():
    verdict = risk_unstable(by_year(None, "0.5", None), ONE_PERCENT)
    assert verdict == (None, "Недостаточно данных: нет ИОР за 2023/2024, 2025/2026.")


@pytest.mark.parametrize(
    ("final_exams", "national_tests", "expected", "words"),
    [
        ("0.60", "0.40", True, "ГИА 0,6, ВПР 0,4: ГИА выше ВПР, отношение 1,5 при пороге 1,5."),
        ("0.59", "0.40", False, "ГИА 0,59, ВПР 0,4: ГИА выше ВПР, отношение 1,48 при пороге 1,5."),
        ("0.40", "0.60", True, "ГИА 0,4, ВПР 0,6: ВПР выше ГИА, отношение 1,5 при пороге 1,5."),
        ("0.599999", "0.4", False, "ГИА 0,599999, ВПР 0,4: ГИА выше ВПР, отношение 1,499998 при пороге 1,5."),
        ("60", "40", True, "ГИА 60, ВПР 40: ГИА выше ВПР, отношение 1,5 при пороге 1,5."),
        ("0.5", "0.5", False, "ГИА 0,5, ВПР 0,5: ГИА и ВПР равны, отношение 1 при пороге 1,5."),
        ("0.5", "0", None, "Недостаточно данных: ВПР равен 0."),
        ("0.5", None, None, "Недостаточно данных: нет ВПР."),
        (None, "0", None, "Недостаточно данных: нет ГИА, ВПР равен 0."),
    ],
)
def test_spread_counts_from_one_and_a_half_times(final_exams, national_tests, expected, words):
    assert risk_spread(*decimals(final_exams, national_tests), HALF_AS_MUCH_AGAIN) == (expected, words)


@pytest.mark.parametrize(("index", "expected"), [("0.399999", True), ("0.4", False), ("0.400001", False)])
def test_elevated_school_is_at_risk_strictly_below_the_mean(index, expected):
    verdict = risk_below_average(True, Decimal(index), decimals("0.2", "0.4", "0.6"))
    assert verdict.value is expected


def test_mean_that_is_no_finite_decimal_is_compared_exactly():
    verdict = risk_below_average(True, Decimal("0.333333"), decimals("0.333333", "0.333333", "0.333334"))
    assert verdict == (
        True,
        "Школа повышенного уровня: ИОР 0,333333 ниже среднего 0,3333333 (школ: 3).",
    )


def test_elevated_school_without_index_is_undecided():
    verdict = risk_below_average(True, None, decimals("0.2", "0.4"))
    assert verdict == (None, "Недостаточно данных: у школы повышенного уровня нет ИОР.")


@pytest.mark.parametrize("index", [None, Decimal("0.1")])
def test_ordinary_school_is_never_below_average(index):
    assert risk_below_average(False, index, decimals("0.5")) == (False, "Школа не повышенного уровня.")


@pytest.mark.parametrize(
    ("quartiles", "low", "high"),
    [
        ((1, 1, 1), True, False),
        ((4, 4, 4), False, True),
        ((1, 1, 2), False, False),
        ((3, 4, 4), False, False),
        ((None, 1, 1), None, False),
        ((4, None, 4), False, None),
        ((None, 2, None), False, False),
        ((None, None, None), None, None),
    ],
)
def test_stable_takes_all_three_years(quartiles, low, high):
    placed = placings(*quartiles)
    assert (stably(1, placed).value, stably(4, placed).value) == (low, high)


def test_stable_says_its_years():
    assert stably(1, placings(1, 1, 1)).why == "Квартили ИОР: 2023/2024 — 1, 2024/2025 — 1, 2025/2026 — 1."
    assert stably(4, placings(None, 3, 4)).why == (
        "Квартили ИОР: 2023/2024 — нет, 2024/2025 — 3, 2025/2026 — 4; нужен 4-й во все годы."
    )
    assert stably(1, placings(None, 1, 1)).why == "Недостаточно данных. Нет ИОР за 2023/2024."


@pytest.mark.parametrize(
    ("results", "wellbeing", "expected"),
    [
        (4, 4, True),
        (4, 3, False),
        (3, 4, False),
        (3, None, False),
        (4, None, None),
        (None, 4, None),
        (None, 3, False),
        (None, None, None),
    ],
)
def test_effective_needs_both_fourth_quartiles(results, wellbeing, expected):
    first = Placing(2025, results, None, "Нет ИОР за 2025/2026.")
    second = Placing(2025, wellbeing, None, "Нет ИСБШ за 2025/2026.")
    assert effective(first, second).value is expected


def test_effective_says_what_is_missing():
    first, second = Placing(2025, 4, None, ""), Placing(2025, None, None, "Нет ИСБШ за 2025/2026.")
    assert effective(first, second).why == "Недостаточно данных. Нет ИСБШ за 2025/2026."


def municipality() -> dict[str, list[YearProfile]]:
    """Five schools A…E whose ИОР and ИСБШ rise from 0.1 to 0.5 and stay so for three years."""
    return {
        code: [
            YearProfile(
                year,
                results_index=Decimal(place) / 10,
                wellbeing_index=Decimal(place) / 10,
                final_exams=Decimal("0.6"),
                national_tests=Decimal("0.4"),
            )
            for year in YEARS
        ]
        for place, code in enumerate("ABCDE", start=1)
    }


def test_classify_answers_every_rule_of_every_school():
    classes = classify(municipality(), 2025, elevated={"B", "C"})
    answers = {
        code: (
            c.quartile,
            c.wellbeing_quartile,
            c.stable_low,
            c.stable_high,
            c.risk_below_average,
            c.effective,
        )
        for code, c in classes.items()
    }
    assert answers == {
        "A": (1, 1, True, False, False, False),
        "B": (1, 1, True, False, True, False),
        "C": (2, 2, False, False, False, False),
        "D": (3, 3, False, False, False, False),
        "E": (4, 4, False, True, False, True),
    }
    assert {c.quartile_source for c in classes.values()} == {"computed"}
    assert {(c.risk_unstable, c.risk_spread) for c in classes.values()} == {(False, True)}


def test_classify_gives_a_reason_for_every_answer():
    why = classify(municipality(), 2025, elevated=())["A"].why
    assert sorted(why) == [
        "effective",
        "quartile",
        "risk_below_average",
        "risk_spread",
        "risk_unstable",
        "stable_high",
        "stable_low",
        "wellbeing_quartile",
    ]
    assert all(sentence.endswith(".") for sentence in why.values())


def test_index_of_a_school_with_its_own_quartile_still_counts_in_the_cuts():
    schools = municipality()
    schools["E"] = [YearProfile(year, Decimal("0.5"), results_quartile=2) for year in YEARS]
    classes = classify(schools, 2025, elevated=())
    assert [c.quartile for c in classes.values()] == [1, 1, 2, 3, 2]
    assert classes["E"].quartile_source == "imported"


def test_own_quartile_of_an_earlier_year_counts_for_stability():
    schools = municipality()
    schools["A"][0] = YearProfile(2023, Decimal("0.1"), results_quartile=2)
    assert classify(schools, 2025, elevated=())["A"].stable_low is False


def test_schools_of_another_year_do_not_move_the_cuts():
    schools = municipality()
    schools["F"] = [YearProfile(2024, Decimal("0.9"))]
    classes = classify(schools, 2025, elevated=())
    assert [classes[code].quartile for code in "ABCDE"] == [1, 1, 2, 3, 4]
    assert classes["F"].quartile is None
    assert classes["F"].why["quartile"] == "Нет ИОР за 2025/2026."


def test_few_schools_leave_every_computed_rule_open():
    schools = {code: municipality()[code] for code in "ABC"}
    found = classify(schools, 2025, elevated=())["A"]
    assert (found.quartile, found.quartile_source, found.stable_low, found.effective) == (
        None,
        None,
        None,
        None,
    )
    assert found.why["effective"] == (
        "Недостаточно данных. Школ с ИОР за 2025/2026: 3, квартили считаются от 4. "
        "Школ с ИСБШ за 2025/2026: 3, квартили считаются от 4."
    )


def test_parameters_move_the_limits():
    parameters = RatingParameters(Decimal("0.001"), Decimal("1.6"), fewest_schools=6)
    schools = municipality()
    schools["A"][0] = YearProfile(2023, Decimal("0.12"))
    found = classify(schools, 2025, elevated=(), parameters=parameters)["A"]
    assert (found.risk_unstable, found.risk_spread, found.quartile) == (True, False, None)


def test_quartiles_of_a_single_school_are_refused_as_a_setting():
    with pytest.raises(ValueError, match="не меньше двух школ"):
        RatingParameters(fewest_schools=1)


def test_municipality_without_schools_has_no_classes():
    assert classify({}, 2025, elevated=()) == {}


@given(
    st.lists(st.none() | st.decimals(min_value=0, max_value=1, places=4), min_size=1, max_size=20),
    st.randoms(use_true_random=False),
)
def test_classes_do_not_depend_on_order_and_equal_schools_are_classed_alike(indices, random):
    schools = {f"{n:03}": [YearProfile(2025, index)] for n, index in enumerate(indices)}
    codes = list(schools)
    random.shuffle(codes)
    classes = classify(schools, 2025, elevated=schools)
    assert classify({code: schools[code] for code in codes}, 2025, elevated=schools) == classes
    for index in set(indices):
        alike = [classes[code] for code, (profile,) in schools.items() if profile.results_index == index]
        assert all(found == alike[0] for found in alike)
