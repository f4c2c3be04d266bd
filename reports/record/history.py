"""One school over the years: its ИОР beside the quartiles of the municipality, who took part in pairs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from mentorship.pairs.enums import ENTERED_STATES
from mentorship.pairs.models import PairMember
from reports.record.class_display import quartile_words
from schools import years
from schools.models import Employment, School, SchoolYear
from schools.quartiles import Cuts, Population
from schools.rating import DEFAULT_PARAMETERS, RESULTS


@dataclass(frozen=True)
class Participation:
    """How many took part in begun pairs in a school year; people of the school as of its last day."""

    pairs: int
    mentors: int
    mentees: int
    people: int


@dataclass(frozen=True)
class Entry:
    """A year of the school: the stored row, the cuts Q1–Q3 of the municipality, the quartile, the pairs."""

    row: SchoolYear
    cuts: Cuts | None
    quartile: str
    participation: Participation

    @property
    def share(self) -> Fraction | None:
        """People in pairs ÷ teachers of the year; None without a headcount."""
        teachers = self.row.teacher_count
        return Fraction(self.participation.people, teachers) if teachers else None


def history_of(school: School, today: date) -> list[Entry]:
    """The years of the school, the latest first; four queries whatever their number."""
    rows = list(school.years.order_by("-year"))
    populations = _populations(school, {row.year for row in rows})
    taken_part = participation(school, (row.year for row in rows), today)
    entries = []
    for row in rows:
        population = populations[row.year]
        placing = population.place(row.results_index, row.results_quartile)
        words = quartile_words(placing.quartile, placing.source)
        entries.append(Entry(row, population.cuts, words, taken_part[row.year]))
    return entries


def _populations(school: School, wanted: set[int]) -> dict[int, Population]:
    """ИОР of all schools of the municipality by year."""
    values: dict[int, list[Decimal | None]] = {year: [] for year in wanted}
    stored = SchoolYear.objects.filter(school__municipality=school.municipality_id, year__in=wanted)
    for year, index in stored.order_by().values_list("year", "results_index"):
        values[year].append(index)
    fewest = DEFAULT_PARAMETERS.fewest_schools
    return {year: Population.of(RESULTS, year, known, fewest) for year, known in values.items()}


def participation(school: School, wanted: Iterable[int], today: date) -> dict[int, Participation]:
    """Who of the school took part in pairs, by school year: two queries."""
    stays = list(Employment.objects.filter(school=school).values_list("person", "start_date", "end_date"))
    ever = Employment.objects.filter(school=school).order_by().values("person")
    members = list(
        PairMember.objects.filter(Q(mentee__in=ever) | Q(mentor__in=ever), pair__state__in=ENTERED_STATES)
        .order_by()
        .values_list("pair", "mentor", "mentee", "start_date", "end_date")
    )
    counted = {}
    for year in wanted:
        day = min(years.last_day(year), today)
        here = {
            person
            for person, start, end in stays
            if (start is None or start <= day) and (end is None or end > day)
        }
        counted[year] = _participation(here, members, year)
    return counted


def _participation(here: set[int], members: Iterable[tuple], year: int) -> Participation:
    pairs, mentors, mentees = set(), set(), set()
    for pair, mentor, mentee, start, end in members:
        touches = start and start <= years.last_day(year) and (end is None or end >= years.first_day(year))
        if not touches:
            continue
        if mentor in here:
            mentors.add(mentor)
        if mentee in here:
            mentees.add(mentee)
        if mentor in here or mentee in here:
            pairs.add(pair)
    return Participation(len(pairs), len(mentors), len(mentees), len(mentors | mentees))
