"""What data an indicator waits for, and who gives it: sources by name, schools that are silent."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BooleanField, OuterRef, Subquery

from reports.enums import Status
from reports.indicators.definitions import Indicator
from reports.indicators.facts import Facts
from reports.indicators.plan_lists import PLANS, is_school_plan
from reports.indicators.readings import Reading
from schools.enums import ListKind
from schools.models import School, SchoolYear
from schools.models.years import listed

METHODIST, CURATOR = "методист", "школьный куратор"
# So many schools are named in a row; of the rest the number is told.
NAMED = 8


@dataclass(frozen=True)
class Source:
    """Where figures come from: what is missing, who gives it, the name of the page where it is entered."""

    missing: str
    giver: str
    page: str
    verb: str


HEADCOUNT = Source("число педагогов за учебный год", METHODIST, "reports:schools", "Школы")
NOVICES = Source("число молодых специалистов за учебный год", METHODIST, "reports:schools", "Школы")
LISTS = Source("перечни ШНОР и ШССУ за учебный год", METHODIST, "reports:schools", "Школы")
TESTINGS = Source("повторная диагностика педагогов ШНОР", METHODIST, "reports:diagnostics", "Диагностика")
ANSWERS = Source("ответы на анкеты «после»", CURATOR, "reports:surveys", "Удовлетворённость")
PLAN_EVENTS = Source("согласованная карта с наступившими сроками", CURATOR, "roadmap:list", "Дорожные карты")
TOWN_PLAN = Source("согласованный план с наступившими сроками", METHODIST, "roadmap:list", "Дорожные карты")
PAIRS = Source("пары и кураторы", METHODIST, "pairs:list", "Пары")
ENTERED = Source("внесённая цифра с источником", METHODIST, "reports:statistics", "Внести цифру")
ENTERED_BY_SCHOOLS = Source("внесённая цифра с источником", CURATOR, "reports:statistics", "Внести цифру")

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


@dataclass
class Debt:
    """What one source owes: the indicators that wait, the schools that are silent."""

    source: Source
    schools: list[School]
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def named(self) -> list[School]:
        """The schools a row names."""
        return self.schools[:NAMED]

    @property
    def more(self) -> int:
        """How many more there are."""
        return max(0, len(self.schools) - NAMED)


def debts(facts: Facts, readings: Iterable[Reading]) -> list[Debt]:
    """What is owed for these readings: without data at all, or without that of some schools; one query."""
    waiting = [reading for reading in readings if _waits(reading)]
    if not waiting:
        return []
    silent = _Silent(facts)
    found: dict[tuple[Source, tuple[int, ...]], Debt] = {}
    for reading in waiting:
        source = _source_of(reading)
        schools = silent.of(reading, source)
        debt = found.setdefault((source, tuple(school.pk for school in schools)), Debt(source, schools))
        debt.indicators.append(reading.indicator)
    return sorted(found.values(), key=lambda debt: -len(debt.indicators))


def _waits(reading: Reading) -> bool:
    coverage = reading.ratio.coverage
    if reading.ratio.value is None:
        return reading.status is not Status.HIDDEN
    # not every school has answers, plans or repeated testings: only what each of them owes is asked for
    owes = _source_of(reading) in {HEADCOUNT, NOVICES, LISTS, ENTERED_BY_SCHOOLS}
    return owes and coverage is not None and coverage.schools_with_data < coverage.schools


def _source_of(reading: Reading) -> Source:
    coverage = reading.ratio.coverage
    if reading.indicator.is_entered:
        by_schools = coverage is not None and 0 < coverage.schools_with_data < coverage.schools
        return ENTERED_BY_SCHOOLS if by_schools else ENTERED
    return SOURCES.get(reading.indicator.code, ENTERED)


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

    def of(self, reading: Reading, source: Source) -> list[School]:
        """The schools that owe what the reading needs of the source."""
        if source is HEADCOUNT:
            only_low = reading.indicator.code == "p000_shnor_mentee_share"
            return [row for row in self.schools if row.teachers is None and (row.is_low or not only_low)]
        if source is NOVICES:
            return [row for row in self.schools if row.novices is None]
        if source is LISTS:
            return [row for row in self.schools if row.row is None]
        if source is ENTERED_BY_SCHOOLS:
            given = {row.school_id for row in self.facts.statistics.get(reading.indicator.code, ())}
            return [row for row in self.schools if row.pk not in given]
        return []
