"""ИСБШ by least squares: against numpy, by hand, at its limits, refused in its words."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from schools.indices.measured import LeftOut, Measured, Refused
from schools.indices.regression import RESULTS_INDEX, social_index
from schools.indices.spelling import rounded

CLOSE = 1e-9


def made(columns, results, codes=None):
    """Schools from columns of figures; None is a value that is missing."""
    schools = []
    for place, result in enumerate(results):
        values = {RESULTS_INDEX: result, **{name: column[place] for name, column in columns.items()}}
        exact = {name: None if value is None else Fraction(str(value)) for name, value in values.items()}
        code = codes[place] if codes else f"{place:03}"
        schools.append(Measured(code, f"Школа {code}", exact))
    return schools


def names(columns):
    return {source: source.upper() for source in columns}


def social(columns, results):
    return social_index(names(columns), made(columns, results))


def refusal(columns, results):
    with pytest.raises(Refused) as caught:
        social(columns, results)
    return caught.value.sentences


def invented(seed, schools, characteristics):
    """Characteristics of very different sizes, some of which go with lower results, and noise."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(schools, characteristics))
    sides = rng.choice([-1, 1], size=characteristics)
    results = np.clip(0.5 + z @ sides / 10 + rng.normal(scale=0.08, size=schools), 0, 1)
    sizes = 10.0 ** np.arange(characteristics)
    columns = {f"c{place}": np.round(column, 6).tolist() for place, column in enumerate((z * sizes).T)}
    return columns, np.round(results, 6).tolist()


def standardised(column):
    values = np.array(column, dtype=float)
    return (values - values.mean()) / values.std()


@pytest.mark.parametrize(("seed", "schools", "characteristics"), [(1, 9, 1), (2, 30, 3), (3, 120, 6)])
def test_model_equals_least_squares_of_numpy(seed, schools, characteristics):
    columns, results = invented(seed, schools, characteristics)
    z, y = np.column_stack([standardised(c) for c in columns.values()]), standardised(results)
    betas = np.linalg.lstsq(z, y, rcond=None)[0]
    correlations = np.array([np.corrcoef(z[:, place], y)[0, 1] for place in range(characteristics)])
    raw = z @ (betas * np.abs(correlations))
    expected = (raw - raw.min()) / (raw.max() - raw.min())

    found = social(columns, results)

    assert [float(term.beta) for term in found.terms] == pytest.approx(betas.tolist(), abs=CLOSE)
    assert [float(term.correlation) for term in found.terms] == pytest.approx(
        correlations.tolist(), abs=CLOSE
    )
    assert [float(term.contribution) for term in found.terms] == pytest.approx(
        (betas * correlations).tolist(), abs=CLOSE
    )
    assert float(found.r_squared) == pytest.approx(1 - np.var(y - z @ betas), abs=CLOSE)
    assert [float(value) for value in found.indices.values()] == pytest.approx(expected.tolist(), abs=CLOSE)


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_contributions_sum_to_r_squared_exactly(seed):
    found = social(*invented(seed, 24, 5))
    assert sum(term.contribution for term in found.terms) == found.r_squared
    assert 0 < found.r_squared < 1
    assert min(found.indices.values()) == 0
    assert max(found.indices.values()) == 1


# Orthogonal by hand: β equals r, contributions are r² — 6/7 and 9/112, together 15/16.
BY_HAND = {"a": [0, 0, 0, 2, 2, 2], "b": [0, 1, 2, 0, 1, 2]}
RESULTS = [0.1, 0.3, 0.2, 0.5, 0.6, 0.7]


def test_model_worked_by_hand():
    found = social(BY_HAND, RESULTS)
    assert [term.contribution for term in found.terms] == [Fraction(6, 7), Fraction(9, 112)]
    assert found.r_squared == Fraction(15, 16)
    assert [term.coefficient for term in found.terms] == [Fraction(6, 7), Fraction(9, 112)]
    for term in found.terms:
        assert rounded(Fraction(term.beta), 40) == rounded(Fraction(term.correlation), 40)
        assert rounded(Fraction(term.beta) ** 2, 30) == rounded(term.contribution, 30)


def test_index_worked_by_hand():
    """Of a, z is ±1, of b −√1.5, 0, √1.5: the sum runs from −(6/7 + w) to 6/7 + w, w = 9/112·√1.5."""
    with localcontext(prec=40):
        step = Decimal(9) / 112 * Decimal("1.5").sqrt()
        whole = 2 * (Decimal(6) / 7 + step)
        expected = [Decimal(0), step / whole, 2 * step / whole]
        expected += [1 - value for value in reversed(expected)]
    found = social(BY_HAND, RESULTS)
    assert [rounded(value, 20) for value in found.indices.values()] == [
        rounded(Fraction(value), 20) for value in expected
    ]


def test_one_perfect_characteristic_gives_the_results_themselves():
    found = social({"a": [10, 20, 40]}, [0.2, 0.4, 0.8])
    assert found.r_squared == 1
    assert list(found.indices.values()) == [0, Fraction(1, 3), 1]


def test_characteristic_that_goes_with_lower_results_lowers_the_index():
    found = social({"poor": [10, 20, 40]}, [0.8, 0.4, 0.3])
    (term,) = found.terms
    assert term.correlation < 0 < term.contribution
    assert term.coefficient == -term.contribution
    assert list(found.indices.values()) == [1, Fraction(2, 3), 0]


def test_order_of_schools_and_characteristics_does_not_matter():
    columns, results = invented(7, 20, 3)
    schools = made(columns, results)
    shuffled = [*schools[::-2], *schools[::2]]
    backwards = dict(reversed(names(columns).items()))
    assert sorted(school.code for school in shuffled) == [school.code for school in schools]
    assert social_index(backwards, shuffled) == social_index(names(columns), schools)


def test_units_of_a_characteristic_do_not_matter():
    columns, results = invented(8, 20, 2)
    in_thousands = {**columns, "c0": [Fraction(str(value)) / 1000 for value in columns["c0"]]}
    assert social(in_thousands, results) == social(columns, results)


def test_callers_decimal_context_changes_no_digit():
    columns, results = invented(9, 20, 2)
    with localcontext(prec=5):
        coarse = social(columns, results)
    assert coarse == social(columns, results)


def test_school_without_data_is_left_out_and_named():
    columns = {"a": [1, 2, 4, None, 9]}
    found = social_index(names(columns), made(columns, [0.1, 0.2, 0.4, 0.5, None]))
    assert list(found.indices) == ["000", "001", "002"]
    assert found.left_out == [
        LeftOut("003", "Школа 003", "Нет данных: A."),
        LeftOut("004", "Школа 004", "Нет данных: ИОР."),
    ]


def test_three_schools_a_characteristic_are_enough():
    columns, results = invented(10, 6, 2)
    assert len(social(columns, results).indices) == 6


def test_one_school_fewer_is_refused():
    columns, results = invented(10, 6, 2)
    columns["c1"][3] = None
    few = (
        "Школ с полными данными: 5, характеристик: 2. Нужно не меньше трёх школ на характеристику, "
        "то есть 6: выберите меньше характеристик или дополните данные."
    )
    assert refusal(columns, results) == [few, "Школа 003: нет данных: C1."]


def test_nothing_chosen_is_refused():
    assert refusal({}, [0.1, 0.2]) == ["Не выбрано ни одной характеристики."]


def test_constant_characteristic_is_refused():
    assert refusal({"a": [1, 2, 3, 4, 5, 6], "b": [2.5] * 6}, RESULTS) == [
        "Характеристика «B» у всех школ одинакова (2,5): уберите её."
    ]


def test_constant_results_are_refused():
    assert refusal({"a": [1, 2, 3]}, [0.5, 0.5, 0.5]) == [
        "ИОР у всех школ одинаков (0,5): его связь с характеристиками не определить."
    ]


def test_collinear_characteristics_are_named():
    """Here c = 2a − b; d is nobody's."""
    rows = {"a": [1, 2, 3, 5, 8, 1, 2, 7, 4, 4, 6, 9], "b": [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]}
    rows["c"] = [2 * a - b for a, b in zip(rows["a"], rows["b"], strict=True)]
    rows["d"] = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5]
    (sentence,) = refusal(rows, [round(0.05 * place, 2) for place in range(12)])
    assert sentence == (
        "Характеристики повторяют друг друга: «A», «B», «C» — одна точно выражается через другие. "
        "Уберите одну из них."
    )


def test_shares_that_make_up_the_whole_are_collinear():
    rows = {"town": [10, 20, 30, 40, 50, 60], "village": [90, 80, 70, 60, 50, 40]}
    assert refusal(rows, RESULTS)[0].startswith("Характеристики повторяют друг друга: «TOWN», «VILLAGE»")


def test_nearly_equal_characteristics_are_still_solved_exactly():
    """Floats lose half their digits here; fractions do not."""
    base = [1, 2, 3, 5, 8, 13]
    near = [value + (0.000001 if place == 2 else 0) for place, value in enumerate(base)]
    found = social({"a": base, "b": near}, RESULTS)
    assert sum(term.contribution for term in found.terms) == found.r_squared


def test_characteristic_unrelated_to_results_gives_no_index():
    assert refusal({"a": [1, 2, 1]}, [0.1, 0.5, 0.9]) == [
        "Ни одна из выбранных характеристик не связана с ИОР: вклад каждой равен нулю."
    ]
