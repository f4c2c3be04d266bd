"""Targets of a new programme: values of the documents, days of the programme (contract §4)."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from reports.enums import TargetRule
from reports.indicators.registry import REGISTRY, indicators_of
from reports.indicators.status import Goal
from reports.indicators.targets import default_targets

START, END = date(2023, 9, 1), date(2026, 8, 31)
SETS = ["municipal_programme", "district_order", "municipal_targets"]


def goals(sets: list[str], start: date = START, end: date = END) -> dict[str, list[Goal]]:
    """Default goals by indicator."""
    found = defaultdict(list)
    for code, goal in default_targets(sets, start, end):
        found[code].append(goal)
    return dict(found)


def test_programme_targets_are_due_on_its_last_day() -> None:
    assert goals(SETS)["p000_shnor_mentee_share"] == [Goal(Decimal("0.70"), END)]


def test_yearly_target_is_due_each_31_august_of_the_programme() -> None:
    assert goals(SETS)["p000_shnor_share_decline"] == [
        Goal(Decimal("0.40"), date(year, 8, 31), TargetRule.YEARLY) for year in (2024, 2025, 2026)
    ]


def test_order_targets_are_due_at_the_end_of_the_first_and_the_third_calendar_year() -> None:
    assert goals(SETS)["p001_teacher_mentor"] == [
        Goal(Decimal("0.50"), date(2023, 12, 31)),
        Goal(Decimal("0.80"), date(2025, 12, 31)),
    ]


def test_municipal_targets_are_due_on_30_june_of_the_first_school_year_and_kept() -> None:
    assert goals(SETS)["p004_13_trained"] == [Goal(Decimal("0.50"), date(2024, 6, 30), TargetRule.MAINTAINED)]
    assert goals(SETS, date(2024, 1, 9))["p004_13_trained"][0].due == date(2024, 6, 30)


def test_first_year_targets_are_due_one_year_after_the_first_day() -> None:
    assert goals(SETS)["p004_04_centre"] == [Goal(Decimal(1), date(2024, 9, 1))]
    assert goals(SETS, date(2024, 2, 29))["p004_04_centre"][0].due == date(2025, 2, 28)


def test_only_chosen_sets_bring_targets() -> None:
    assert {REGISTRY[code].set for code in goals(["district_order"])} == {"district_order"}


def test_every_target_belongs_to_a_registered_indicator() -> None:
    assert goals(SETS).keys() <= REGISTRY.keys()
    assert [indicator.code for indicator in indicators_of(SETS)] == list(REGISTRY)
