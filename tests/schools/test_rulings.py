"""Words of a class for readers of one school, the wider population, answers set by hand: pure rules."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.quartiles import METHODS, Population
from schools.rating import RESULTS, RatingParameters, YearProfile, classify
from schools.rulings import Ruling, ruled

YEARS = (2023, 2024, 2025)
RULING = Ruling(True, "Решение совета от 01.11.2025.", "Липова З. М., 03.11.2025")


def steady(*indices: str) -> dict[str, list[YearProfile]]:
    """Schools with the same ИОР and ИСБШ for three years."""
    return {
        f"S{place}": [
            YearProfile(year, results_index=Decimal(index), wellbeing_index=Decimal(index)) for year in YEARS
        ]
        for place, index in enumerate(indices, 1)
    }


def test_reader_of_one_school_gets_no_border_and_no_mean():
    schools = steady("0.11", "0.27", "0.38", "0.52", "0.69")
    found = classify(schools, 2025, elevated=schools)["S2"]
    assert found.why["quartile"] == "ИОР 0,27 при границах 0,27; 0,38; 0,52 (КВАРТИЛЬ.ВКЛ, школ: 5)."
    assert found.why_own["quartile"] == "ИОР 0,27: первый квартиль среди 5 школ."
    assert found.why_own["wellbeing_quartile"] == "ИСБШ 0,27: первый квартиль среди 5 школ."
    assert found.why["risk_below_average"].endswith("ИОР 0,27 ниже среднего 0,394 (школ: 5).")
    assert found.why_own["risk_below_average"] == (
        "Школа повышенного уровня: ИОР 0,27 ниже среднего (школ: 5)."
    )


def test_school_not_below_the_mean_is_told_so_without_it():
    schools = steady("0.1", "0.2", "0.3", "0.4")
    found = classify(schools, 2025, elevated={"S4"})
    assert found["S4"].why_own["risk_below_average"] == (
        "Школа повышенного уровня: ИОР 0,4 не ниже среднего (школ: 4)."
    )
    assert found["S1"].why_own["risk_below_average"] == "Школа не повышенного уровня."


def test_elevated_school_without_index_keeps_its_words():
    schools = steady("0.1", "0.2", "0.3", "0.4") | {"S5": []}
    found = classify(schools, 2025, elevated={"S5"})["S5"]
    assert found.why_own == found.why


INDICES = st.lists(
    st.decimals(min_value=0, max_value=1, places=6), min_size=4, max_size=20, unique=True
)  # fmt: skip


@given(INDICES, st.sampled_from(list(METHODS)))
def test_own_words_hold_only_figures_of_the_school(indices, method):
    schools = {f"S{n}": [YearProfile(2025, index)] for n, index in enumerate(indices)}
    parameters = RatingParameters(method=method)
    classes = classify(schools, 2025, elevated=schools, parameters=parameters)
    population = Population.of(RESULTS, 2025, indices, 4, method)
    for code, found in classes.items():
        (profile,) = schools[code]
        said = " ".join(found.why_own.values())
        figures = {Decimal(figure.replace(",", ".")) for figure in re.findall(r"\d+,\d+", said)}
        assert figures <= {profile.results_index}
        assert found.quartile == population.place(profile.results_index, None).quartile


def test_schools_beside_move_cuts_and_mean_but_are_not_classed():
    own = steady("0.5", "0.6", "0.7", "0.8")
    others = list(steady("0.1", "0.2", "0.3", "0.4").values())
    alone = classify(own, 2025, elevated=own)
    parameters = RatingParameters(is_portal=True)
    among = classify(own, 2025, elevated=own, parameters=parameters, beside=others)
    assert [found.quartile for found in alone.values()] == [1, 2, 3, 4]
    assert [found.quartile for found in among.values()] == [3, 3, 4, 4]
    assert (alone["S1"].risk_below_average, among["S1"].risk_below_average) == (True, False)
    assert (
        among["S1"]
        .why["risk_below_average"]
        .endswith("не ниже среднего 0,45 (школ всех муниципалитетов: 8).")
    )
    few = classify({"S1": []}, 2025, elevated=(), parameters=parameters)["S1"]
    assert few.why["quartile"] == "Нет ИОР за 2025/2026."


def test_too_few_schools_of_the_whole_portal_are_counted_in_words():
    parameters = RatingParameters(is_portal=True)
    found = classify(steady("0.1", "0.2"), 2025, elevated=(), parameters=parameters)["S1"]
    assert found.why["quartile"] == (
        "Школ всех муниципалитетов с ИОР за 2025/2026: 2, квартили считаются от 4."
    )


def test_answer_by_hand_wins_and_the_computed_one_stays_in_words():
    schools = steady("0.1", "0.2", "0.3", "0.4")
    computed = classify(schools, 2025, elevated={"S1"})["S1"]
    found = ruled(computed, {"effective": RULING, "risk_below_average": RULING})
    assert (computed.effective, found.effective, found.by_hand) == (
        False,
        True,
        {"effective", "risk_below_average"},
    )
    assert found.why["effective"] == (
        "Установлено вручную: Решение совета от 01.11.2025 (Липова З. М., 03.11.2025). "
        "По расчёту: нет – квартили: ИОР — 1, ИСБШ — 1; нужен 4-й у обоих."
    )
    assert "0,25" in found.why["risk_below_average"]
    assert "0,25" not in found.why_own["risk_below_average"]
    assert (found.stable_low, found.why["stable_low"]) == (computed.stable_low, computed.why["stable_low"])


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (YearProfile(2025), "По расчёту: нет данных – недостаточно данных: нет ГИА, нет ВПР."),
        (
            YearProfile(2025, final_exams=Decimal("0.6"), national_tests=Decimal("0.4")),
            "По расчёту: да – ГИА 0,6, ВПР 0,4: ГИА выше ВПР, отношение 1,5 при пороге 1,5.",
        ),
    ],
)
def test_computed_answer_is_named_whatever_it_is(profile, words):
    computed = classify({"S1": [profile]}, 2025, elevated=())["S1"]
    found = ruled(computed, {"risk_spread": Ruling(False, "Ошибка в протоколе ВПР", "Липова З. М.")})
    assert found.risk_spread is False
    assert found.why["risk_spread"].endswith(words)


def test_nothing_by_hand_leaves_the_class_as_it_is():
    computed = classify(steady("0.1"), 2025, elevated=())["S1"]
    assert ruled(computed, {}) is computed
