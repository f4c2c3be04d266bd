"""Classes of stored schools: against one's own municipality, within one's own years, in two queries."""

from decimal import Decimal

import pytest

from schools.classes import classes_by_municipality, classes_of
from schools.models import School, SchoolYear
from schools.rating import RatingParameters
from tests.cast import YEAR


@pytest.fixture
def make_years(municipality):
    """Schools of the municipality with an ИОР each: `make_years(0.1, 0.2, …)` for a year."""

    def make(*indices: str, year: int = YEAR, **fields) -> None:
        for place, index in enumerate(indices, 1):
            school, _ = School.objects.get_or_create(
                code=f"S{place}", defaults={"name": f"Школа {place}", "municipality": municipality}
            )
            SchoolYear.objects.create(school=school, year=year, results_index=Decimal(index), **fields)

    return make


def quartiles(municipality, year=YEAR) -> list[int | None]:
    return [found.quartile for found in classes_of(municipality, year).values()]


def test_quartiles_are_those_of_the_municipality(make_years, municipality, foreign_school):
    make_years("0.1", "0.2", "0.3", "0.4", "0.5")
    SchoolYear.objects.create(school=foreign_school, year=YEAR, results_index=Decimal("0.99"))
    assert quartiles(municipality) == [1, 1, 2, 3, 4]


def test_three_schools_are_too_few(make_years, municipality):
    make_years("0.1", "0.2", "0.3")
    found = classes_of(municipality, YEAR)["S1"]
    assert (found.quartile, found.quartile_source) == (None, None)
    assert found.why["quartile"] == "Школ с ИОР за 2025/2026: 3, квартили считаются от 4."


def test_school_without_a_row_has_a_class_without_data(make_years, municipality, school):
    make_years("0.1", "0.2", "0.3", "0.4")
    found = classes_of(municipality, YEAR)["901"]
    assert (found.quartile, found.risk_unstable, found.risk_below_average) == (None, None, False)


def test_own_quartile_of_a_row_wins(make_years, municipality):
    make_years("0.1", "0.2", "0.3", "0.4")
    SchoolYear.objects.filter(school__code="S1").update(results_quartile=4)
    found = classes_of(municipality, YEAR)["S1"]
    assert (found.quartile, found.quartile_source) == (4, "imported")


def test_years_before_count_and_others_do_not(make_years, municipality):
    for year in (YEAR - 3, YEAR - 2, YEAR - 1, YEAR):
        low = "0.9" if year == YEAR - 3 else "0.1"
        make_years(low, "0.2", "0.3", "0.4", year=year)
    assert classes_of(municipality, YEAR)["S1"].stable_low is True
    assert classes_of(municipality, YEAR - 1)["S1"].stable_low is False


def test_elevated_school_below_the_mean_is_at_risk(make_years, municipality):
    make_years("0.1", "0.2", "0.3", "0.4")
    School.objects.filter(code="S1").update(is_elevated=True)
    found = classes_of(municipality, YEAR)
    assert (found["S1"].risk_below_average, found["S2"].risk_below_average) == (True, False)


def test_thresholds_are_parameters(make_years, municipality):
    make_years("0.1", "0.2", "0.3", "0.4", final_exams=Decimal("0.6"), national_tests=Decimal("0.4"))
    at_limit, above = (
        classes_of(municipality, YEAR, RatingParameters(spread_ratio=Decimal(ratio)))["S1"].risk_spread
        for ratio in ("1.5", "1.51")
    )
    assert (at_limit, above) == (True, False)


def test_classes_take_two_queries_whatever_the_size(
    make_years, municipality, other_municipality, django_assert_num_queries
):
    make_years(*(f"0.{place:03}" for place in range(1, 60)))
    with django_assert_num_queries(2):
        found = classes_by_municipality([municipality, other_municipality], YEAR)
    assert [len(classes) for classes in found.values()] == [59, 0]
