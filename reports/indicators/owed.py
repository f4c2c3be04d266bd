"""What data an indicator waits for, and who gives it: sources by name, schools that are silent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, OuterRef, Subquery

from reports.indicators.definitions import Indicator
from reports.indicators.facts import Facts
from reports.indicators.plan_lists import PLANS, is_school_plan
from reports.indicators.ratio import Ratio
from schools.enums import ListKind
from schools.models import School, SchoolYear
from schools.models.years import listed

METHODIST, CURATOR = "методист", "школьный куратор"
# So many schools are named in a row; of the rest the number is told.
NAMED = 8


@dataclass(frozen=True)
class Source:
    """Where figures come from: what is missing, who gives it, the name of the page where it is entered."""

    code: str
    missing: str
    giver: str
    page: str
    verb: str


HEADCOUNT = Source("headcount", "число педагогов за учебный год", METHODIST, "reports:schools", "Школы")
NOVICES = Source(
    "novices", "число молодых специалистов за учебный год", METHODIST, "reports:schools", "Школы"
)
LISTS = Source("lists", "перечни ШНОР и ШССУ за учебный год", METHODIST, "reports:schools", "Школы")
TESTINGS = Source(
    "testings", "повторная диагностика педагогов ШНОР", METHODIST, "reports:diagnostics", "Диагностика"
)
ANSWERS = Source("answers", "ответы на анкеты «после»", CURATOR, "reports:surveys", "Удовлетворённость")
PLAN_EVENTS = Source(
    "plan_events", "согласованная карта с наступившими сроками", CURATOR, "roadmap:list", "Дорожные карты"
)
TOWN_PLAN = Source(
    "town_plan", "согласованный план с наступившими сроками", METHODIST, "roadmap:list", "Дорожные карты"
)
PAIRS = Source("pairs", "пары и кураторы", METHODIST, "pairs:list", "Пары")
ENTERED = Source("entered", "внесённая цифра с источником", METHODIST, "reports:statistics", "Внести цифру")
ENTERED_BY_SCHOOLS = Source(
    "entered_by_schools", "внесённая цифра с источником", CURATOR, "reports:statistics", "Внести цифру"
)

SOURCES: dict[str, Source] = {
    "p000_shnor_mentee_share": HEADCOUNT,
    "p000_mentor_share": HEADCOUNT,
    "p001_teacher_mentor": HEADCOUNT,
    "p001_young_teacher_mentee": NOVICES,
    "p004_03_young_teachers_mentee": NOVICES,
    "p000_shnor_share_decline": LISTS,
    "p000_shnor_count_decline": LISTS,
    "p000_school_transition": LISTS,
    "p000_competence_growth": TESTINGS,
    "p000_mentee_satisfaction": ANSWERS,
    "p000_mentor_satisfaction": ANSWERS,
    "p001_mentee_satisfaction": ANSWERS,
    "p001_mentor_satisfaction": ANSWERS,
    "p004_13_trained": PAIRS,
    **{code: PLAN_EVENTS if is_school_plan(code) else TOWN_PLAN for code in PLANS},
}


EVERY_SOURCE = {
    source.code: source
    for source in (
        HEADCOUNT, NOVICES, LISTS, TESTINGS, ANSWERS, PLAN_EVENTS, TOWN_PLAN, PAIRS, ENTERED,
        ENTERED_BY_SCHOOLS,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Debt:
    """What one source owes: the schools that are silent, of many the first by name; who waits for it."""

    source: Source
    named: tuple[str, ...]
    more: int
    indicators: tuple[Indicator, ...]


def debts(facts: Facts, ratios: Mapping[Indicator, Ratio]) -> list[Debt]:
    """What is owed for these figures: without data at all, or without that of some schools; one query."""
    waiting = [(indicator, ratio) for indicator, ratio in ratios.items() if _waits(indicator, ratio)]
    if not waiting:
        return []
    silent = _Silent(facts)
    found: dict[tuple[Source, tuple[School, ...]], list[Indicator]] = defaultdict(list)
    for indicator, ratio in waiting:
        source = _source_of(indicator, ratio)
        found[source, tuple(silent.of(indicator, source))].append(indicator)
    owed = [
        Debt(source, tuple(school.name for school in schools[:NAMED]), len(schools[NAMED:]), tuple(waiters))
        for (source, schools), waiters in found.items()
    ]
    return sorted(owed, key=lambda debt: -len(debt.indicators))


def _waits(indicator: Indicator, ratio: Ratio) -> bool:
    if ratio.value is None:
        return not ratio.is_hidden
    # not every school has answers, plans or repeated testings: only what each of them owes is asked for
    owes = _source_of(indicator, ratio) in {HEADCOUNT, NOVICES, LISTS, ENTERED_BY_SCHOOLS}
    return owes and ratio.coverage is not None and ratio.coverage.schools_with_data < ratio.coverage.schools


def _source_of(indicator: Indicator, ratio: Ratio) -> Source:
    coverage = ratio.coverage
    if indicator.is_entered:
        by_schools = coverage is not None and 0 < coverage.schools_with_data < coverage.schools
        return ENTERED_BY_SCHOOLS if by_schools else ENTERED
    return SOURCES.get(indicator.code, ENTERED)


class _Silent:
    """Which schools have not given a figure of the year; asked once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        rows = SchoolYear.objects.filter(school=OuterRef("pk"), year=facts.year)
        low = rows.filter(listed(ListKind.LOW_RESULTS, facts.on))
        self.schools = list(
            facts.schools.annotate(
                teachers=Subquery(rows.values("teacher_count")[:1]),
                novices=Subquery(rows.values("novice_count")[:1]),
                row=Subquery(rows.values("pk")[:1]),
                is_low=Subquery(low.values("has_low_results")[:1], output_field=BooleanField()),
            ).order_by("name_key", "pk")
        )

    def of(self, indicator: Indicator, source: Source) -> list[School]:
        """The schools that owe what the indicator needs of the source."""
        if source is HEADCOUNT:
            only_low = indicator.code == "p000_shnor_mentee_share"
            return [row for row in self.schools if row.teachers is None and (row.is_low or not only_low)]
        if source is NOVICES:
            return [row for row in self.schools if row.novices is None]
        if source is LISTS:
            return [row for row in self.schools if row.row is None]
        if source is ENTERED_BY_SCHOOLS:
            given = {row.school_id for row in self.facts.statistics.get(indicator.code, ())}
            return [row for row in self.schools if row.pk not in given]
        return []
