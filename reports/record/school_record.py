"""The whole record of one school on a day: one reading for the page, the print and the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mentorship.programmes.models import Programme
from reports.choosing import NoProgramme, choose_programme
from reports.record.diagnostics import school_growth
from reports.record.growth import Growth
from reports.record.history import Entry, history_of
from reports.record.municipality_then import MunicipalityThen
from reports.record.roadmap import RoadmapOfYear, roadmap_of
from reports.record.satisfaction import Satisfaction, satisfaction_of
from reports.record.trainings import TrainedPerson, YearTraining, trained_people, trainings_by_year
from schools import years
from schools.enums import IndexKind, ListKind
from schools.flag_intervals import Interval, intervals
from schools.index_sources import sources
from schools.models import IndexStudy, School, SchoolPaper, User
from schools.rating import SchoolClass
from schools.versions import first_recorded

AREA = "school_reports"


@dataclass(frozen=True)
class Reader:
    """Whose eyes the record is for; `own_only`: of other schools nothing but the median is shown."""

    user: User
    own_only: bool
    sees_people: bool
    keeps_papers: bool

    @classmethod
    def of(cls, user: User, school: School) -> "Reader":
        """What an account sees of a school: roles held elsewhere open nothing here."""
        place = school.municipality_id
        wide = user.access.scope(AREA).reaches(municipality=place)
        people = user.access.scope("people").reaches(municipality=place, school=school.pk)
        kept = user.access.scope("schools", change=True).reaches(municipality=place)
        return cls(user, not wide, people, kept and user.has_perm("schools.change_schoolpaper"))


@dataclass(frozen=True)
class IndexSource:
    """Where an index of a year comes from; no study: nobody has written it down."""

    year: int
    index: IndexKind
    study: IndexStudy | None

    @property
    def words(self) -> str:
        """«ИОР за 2025/2026»."""
        return f"{self.index.label} за {years.label(self.year)}"


@dataclass(frozen=True)
class SchoolRecord:
    """All figures of a school on the day `on`; the year's own ones are those of `year`.

    `school` is as the day knew it; `recorded` is the day it was first recorded where that is later; `current`
    is as it is stored now: its code is the one in addresses. `others_later` counts the years of other schools
    of the municipality that were recorded after the day and stand in its quartiles as they are now.
    """

    reader: Reader
    current: School
    school: School
    recorded: date | None
    others_later: int
    on: date
    year: int
    history: list[Entry]
    school_class: SchoolClass
    satisfaction: list[Satisfaction]
    roadmap: RoadmapOfYear
    trainings: list[YearTraining]
    trained: list[TrainedPerson]
    sources: list[IndexSource]
    growth: Growth
    papers: list[SchoolPaper]
    page_fresh_days: int
    thresholds: Mapping[str, Decimal]

    @property
    def entry(self) -> Entry | None:
        """The stored year, if there is one."""
        return next((entry for entry in self.history if entry.row.year == self.year), None)

    @property
    def flags(self) -> dict[ListKind, list[Interval]]:
        """The school's time on each list it ever stood on, ШНОР and ШССУ, the latest first."""
        rows = [entry.row for entry in self.history]
        found = {kind: intervals(rows, kind)[::-1] for kind in ListKind}
        return {kind: times for kind, times in found.items() if times}

    @property
    def named_sources(self) -> list[IndexSource]:
        """The indices whose study is written down."""
        return [source for source in self.sources if source.study]

    @property
    def unnamed_sources(self) -> str:
        """Those whose study is not, in words; "" where there are none."""
        return ", ".join(source.words for source in self.sources if source.study is None)

    @property
    def year_day(self) -> date:
        """The day the year is shown on: its last one, or the day asked for while it ran."""
        return min(years.last_day(self.year), self.on)

    @property
    def has_fresh_page(self) -> bool:
        """Whether the mentoring page was updated in the last days of the threshold."""
        return self.school.has_fresh_page(self.on, self.page_fresh_days)


def read_record(reader: Reader, school: School, then: MunicipalityThen, *, year: int) -> SchoolRecord:
    """Read the record of what the day knew; the number of queries does not depend on years or schools."""
    on, day = then.on, min(years.last_day(year), then.on)
    wanted = [row.year for row in then.years_of(school)]
    held = then.thresholds([*wanted, year])
    programme = _latest_programme(school)
    trainings = trainings_by_year(programme, school, wanted, on)
    shown = next((found for found in trainings if found.year == year), None)
    history = history_of(school, then, held)
    is_later = school.pk in then.schools.later
    return SchoolRecord(
        reader=reader,
        current=school,
        school=then.school(school),
        recorded=first_recorded(School, [school.pk]).get(school.pk) if is_later else None,
        others_later=then.others_later(school),
        on=on,
        year=year,
        history=history,
        school_class=then.school_class(school, year, held),
        satisfaction=satisfaction_of(programme, school, day, held[day]),
        roadmap=roadmap_of(reader.user, school, year, on),
        trainings=trainings,
        trained=trained_people(shown.everyone, day) if shown and reader.sees_people else [],
        sources=_sources(school, history),
        growth=school_growth(school, on, reader.user),
        papers=list(SchoolPaper.objects.filter(school=school).order_by("-year", "kind")),
        page_fresh_days=int(held[on]["page_fresh_days"]),
        thresholds=held[on],
    )


def _sources(school: School, history: list[Entry]) -> list[IndexSource]:
    """A line for every index that is stored, the latest year first; one query."""
    known = sources(school.municipality, [entry.row.year for entry in history])
    return [
        IndexSource(entry.row.year, kind, known.get((entry.row.year, kind)))
        for entry in history
        for kind in IndexKind
        if getattr(entry.row, f"{kind.value}_index") is not None
    ]


def visible_schools(user: User) -> QuerySet[School, Any]:
    """The schools whose record the account may open."""
    return School.objects.visible_to(user, AREA).select_related("municipality", "kind")


def _latest_programme(school: School) -> Programme | None:
    try:
        return choose_programme(municipality=school.municipality)
    except NoProgramme:
        return None
