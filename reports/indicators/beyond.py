"""Indicators of the documents beside the codes of the contract, shown in a group of their own.

They never stand in `indicators --json`, in its workbook, in targets or in stored reports.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from mentorship.programmes.models import IndicatorSet
from reports.indicators import plan_lists
from reports.indicators.definitions import YES_NO, Direction, Indicator
from reports.indicators.facts import Facts
from reports.indicators.ratio import Coverage, Ratio
from reports.indicators.registry import REGISTRY

PROGRAMME = IndicatorSet.MUNICIPAL_PROGRAMME
ORDER = IndicatorSet.DISTRICT_ORDER

IN_TIME = "мероприятия, выполненные не позже срока (по нынешнему плану)"
DUE = "мероприятия согласованных карт, срок которых внутри программы и уже наступил"


def _plan_share(code: str) -> Callable[[Facts], Ratio]:
    """Events done in time ÷ events due by the day."""

    def share(facts: Facts) -> Ratio:
        due = facts.length(f"due_{code}")
        if plan_lists.is_school_plan(code):
            coverage = Coverage(facts.length(f"planning_{code}"), facts.school_count)
        else:
            coverage = None
        return Ratio(part=facts.length(f"done_{code}"), whole=due, coverage=coverage)

    return share


def _done_events(code: str) -> Callable[[Facts], QuerySet[Any]]:
    return lambda facts: plan_lists.done_in_time(facts, code)


def school_transition(facts: Facts) -> Ratio:
    """Schools that left the category ÷ schools in it in the baseline year; without rows of now no data."""
    whole, known = facts.length("category"), facts.length("category_known")
    coverage = Coverage(known, whole)
    if not known:
        return Ratio(coverage=coverage)
    return Ratio(part=facts.length("category_left"), whole=whole, coverage=coverage)


_ROWS = (
    Indicator(
        "p000_school_transition", PROGRAMME, "Школы, вышедшие из ШНОР и ШССУ",
        "Документ 000, ожидаемые результаты", "школы, которых в этот день нет ни в одном из двух перечней",
        "школы, стоявшие в перечне ШНОР или ШССУ в базовом году",
        formula=school_transition, schools=plan_lists.schools_that_left,
    ),
    Indicator(
        "p000_stage_plan", PROGRAMME, "Мероприятия муниципальной программы, выполненные в срок",
        "Документ 000, раздел 6 (40 мероприятий)", IN_TIME, DUE,
        formula=_plan_share("p000_stage_plan"), events=_done_events("p000_stage_plan"),
    ),
    Indicator(
        "p000_competence_monitoring", PROGRAMME, "Ежегодный мониторинг компетенций проведён",
        "Документ 000, задача 3", "1 — проведён (в источнике: дата и протокол), 0 — не проведён", "", YES_NO,
    ),
    Indicator(
        "p000_student_failure", PROGRAMME, "Неуспешность обучающихся",
        "Документ 000, ожидаемые результаты", "обучающиеся с неудовлетворительной ГИА или ВПР",
        "обучающиеся, писавшие ГИА и ВПР", direction=Direction.DOWN,
    ),
    Indicator(
        "p001_roadmap", ORDER, "Мероприятия школьных дорожных карт (34), выполненные в срок",
        "Документ 001, приложение 2", IN_TIME, DUE,
        formula=_plan_share("p001_roadmap"), events=_done_events("p001_roadmap"),
    ),
    Indicator(
        "p001_annual_monitoring", ORDER, "Ежегодный мониторинг реализации проведён",
        "Документ 001, пункт 5.2", "1 — проведён (в источнике: отчёт), 0 — не проведён", "", YES_NO,
    ),
    Indicator(
        "q003_roadmap", None, "Мероприятия школьных дорожных карт по этапам (35), выполненные в срок",
        "Документ 003, дорожная карта", IN_TIME, DUE,
        formula=_plan_share("q003_roadmap"), events=_done_events("q003_roadmap"),
    ),
)  # fmt: skip

BEYOND: dict[str, Indicator] = {indicator.code: indicator for indicator in _ROWS}
KNOWN: dict[str, Indicator] = REGISTRY | BEYOND


def beyond_of(sets: Iterable[str]) -> list[Indicator]:
    """What stands beside the chosen sets; a row of no set goes with every programme."""
    chosen = set(sets)
    return [indicator for indicator in _ROWS if indicator.set is None or indicator.set in chosen]


def entered_titles() -> dict[str, str]:
    """Titles of the figures that people enter, by code."""
    return {code: indicator.title for code, indicator in KNOWN.items() if indicator.is_entered}
