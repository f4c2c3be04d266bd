"""The catalogue of indicators: names and targets of the documents, every row says where it is answered."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.programmes.models import IndicatorSet
from reports.indicators.beyond import BEYOND, KNOWN, beyond_of
from reports.indicators.catalogue import DOCUMENTS, ENTRIES, PRINTED, How, entries
from reports.indicators.decisions import CHANGES, QUESTIONS, changes_of
from reports.indicators.registry import REGISTRY, indicators_of
from reports.indicators.targets import (
    FIRST_YEAR_TARGETS,
    MAINTAINED_TARGETS,
    ORDER_TARGETS,
    YEARLY_FIRST_YEAR_TARGETS,
)
from reports.scoring.criteria import CRITERIA
from reports.threshold_rules import RULES
from tests.sources import SOURCE_TEXTS

OWN = Path(__file__).parent / "source_indicators.json"
DUE_OF = {
    "Июнь 2023": MAINTAINED_TARGETS,
    "Первый год": FIRST_YEAR_TARGETS,
    "Ежегодно": YEARLY_FIRST_YEAR_TARGETS,
}
BY_CODE = {entry.code: entry for entry in ENTRIES}
SignIn = Callable[[str], Client]


@pytest.fixture(params=[OWN, SOURCE_TEXTS], ids=["frozen copy", "sources"])
def source(request: pytest.FixtureRequest) -> dict[str, list[list]]:
    """The tables of the documents: an own copy, and the sources where they are at hand."""
    if not request.param.exists():
        pytest.skip(f"{request.param} is not here: the own copy is compared alone")
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_order_of_document_001_by_name_and_target(source: dict) -> None:
    codes = [indicator.code for indicator in indicators_of([IndicatorSet.DISTRICT_ORDER])]

    printed = [[PRINTED[code]["wording"], *PRINTED[code]["values"]] for code in codes]
    held = [[float(value) * 100 for value in ORDER_TARGETS[code]] for code in codes]

    assert printed == source["kpi_001"]
    assert held == [row[1:] for row in source["kpi_001"]]


def test_targets_of_document_004_by_name_value_and_day(source: dict) -> None:
    codes = [indicator.code for indicator in indicators_of([IndicatorSet.MUNICIPAL_TARGETS])]

    for code, (wording, value, due) in zip(codes, source["kpi_004"], strict=True):
        printed = PRINTED[code]
        assert (printed["wording"], printed["due"]) == (wording, due)
        targets = next(targets for start, targets in DUE_OF.items() if due.startswith(start))
        share = value.endswith("%")
        assert float(targets[code]) * (100 if share else 1) == float(value.rstrip("%")), code
        assert REGISTRY[code].unit == ("%" if share else "шт."), code


def test_criteria_of_document_004_word_for_word(source: dict) -> None:
    held = [[row.wording, row.looks_at, row.instrument] for row in CRITERIA.values()]

    assert held == source["score_004"]


def test_every_row_names_its_source_formula_and_where_it_is_answered() -> None:
    for entry in ENTRIES:
        assert entry.document in DOCUMENTS, entry
        assert entry.source.startswith(f"Документ {entry.document}"), entry
        assert all((entry.title, entry.formula)), entry
        if entry.how is How.ELSEWHERE:
            assert all((reverse(entry.page), entry.page_title)), entry
    assert len(BY_CODE) == len(ENTRIES)


def test_codes_of_the_documents_are_all_there() -> None:
    assert KNOWN.keys() <= BY_CODE.keys()
    assert CRITERIA.keys() <= BY_CODE.keys()
    assert len(entries("001")) == 8 + 2
    assert len(entries("004")) == 13 + 10
    appendix = [code for code in BY_CODE if code.startswith("p000_pe_")]
    assert len(appendix) == (8 + 2) + (7 + 2)
    assert {code for code in BY_CODE if code.startswith("s000_")} == {
        "s000_ior_quartile", "s000_stable_low", "s000_stable_high", "s000_risk_unstable",
        "s000_risk_differentiation", "s000_risk_advanced", "s000_effective",
    }  # fmt: skip


def test_rows_beside_the_contract_stay_out_of_its_sets() -> None:
    assert not BEYOND.keys() & REGISTRY.keys()
    assert [row.code for row in beyond_of([])] == ["q003_roadmap"]
    assert [row.code for row in beyond_of([IndicatorSet.DISTRICT_ORDER])] == [
        "p001_roadmap", "p001_annual_monitoring", "q003_roadmap",
    ]  # fmt: skip


def test_decisions_and_changes_speak_of_rows_and_settings_that_exist() -> None:
    assert {code for question in QUESTIONS for code in question.codes} <= BY_CODE.keys()
    assert {code for question in QUESTIONS for code in question.thresholds} <= RULES.keys()
    assert {code for change in CHANGES for code in change.codes} <= KNOWN.keys()
    assert all(changes_of(code) for code in KNOWN)


@pytest.mark.parametrize(
    ("chosen", "count"), [({}, 79), ({"document": "001"}, 10), ({"document": "001", "how": "entered"}, 5)]
)
def test_page_shows_the_chosen_rows(chosen: dict, count: int, client_as: SignIn) -> None:
    page = client_as("department").get("/reports/indicators/", chosen)

    assert (page.status_code, page.context["total"]) == (200, count)


def test_page_without_a_match_says_so(client_as: SignIn) -> None:
    page = client_as("head").get("/reports/indicators/", {"document": "004", "how": "words"})

    assert "Таких показателей нет" in page.content.decode()


def test_page_of_a_choice_that_is_none_shows_all(client_as: SignIn) -> None:
    page = client_as("curator").get("/reports/indicators/", {"document": "нет такого", "how": "9" * 20})

    assert (page.status_code, page.context["total"]) == (200, len(ENTRIES))
