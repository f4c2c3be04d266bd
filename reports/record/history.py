"""One school over the years as a day knew them: its ИОР beside the quartiles, who took part in pairs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reports.record.class_display import quartile_words
from reports.record.coverage import NOBODY, Involvement, involvements
from reports.record.municipality_then import MunicipalityThen, Thresholds
from schools.models import School, SchoolYear
from schools.quartiles import Cuts
from schools.versions import first_recorded

MEDIAN = 1


@dataclass(frozen=True)
class Entry:
    """A year of the school: the stored row, the cuts Q1–Q3 it is held against, the quartile, the pairs.

    `recorded` is the day the row was first recorded where that is after the day asked for.
    """

    row: SchoolYear
    cuts: Cuts | None
    quartile: str
    participation: Involvement
    recorded: date | None = None

    @property
    def median(self) -> Decimal | None:
        """The median of the schools the school is held against."""
        return self.cuts[MEDIAN] if self.cuts else None

    @property
    def share(self) -> Fraction | None:
        """People in pairs ÷ teachers of the year; None without a headcount."""
        return self._of_teachers(self.participation.people)

    @property
    def mentor_share(self) -> Fraction | None:
        """Mentors ÷ teachers of the year."""
        return self._of_teachers(self.participation.mentors)

    @property
    def mentee_share(self) -> Fraction | None:
        """Mentees ÷ teachers of the year."""
        return self._of_teachers(self.participation.mentees)

    def _of_teachers(self, count: int) -> Fraction | None:
        teachers = self.row.teacher_count
        return Fraction(count, teachers) if teachers else None


def history_of(school: School, then: MunicipalityThen, held: Thresholds) -> list[Entry]:
    """The years of the school as the day knew them, the latest first; two or three queries for any number."""
    known = then.years_of(school)
    wanted = [row.year for row in known]
    populations = then.populations(wanted, held)
    recorded = first_recorded(SchoolYear, [row.pk for row in known if row.pk in then.years.later])
    taken_part = participation(school, wanted, then.on)
    entries = []
    for row in known:
        population = populations[row.year]
        placing = population.place(row.results_index, row.results_quartile)
        words = quartile_words(placing.quartile, placing.source)
        entries.append(Entry(row, population.cuts, words, taken_part[row.year], recorded.get(row.pk)))
    return entries


def participation(school: School, wanted: Iterable[int], on: date) -> dict[int, Involvement]:
    """Who of the school took part in pairs up to the day, by school year: two queries."""
    asked = list(wanted)
    found = involvements(School.objects.filter(pk=school.pk), asked, on)
    return {year: found.get((school.pk, year), NOBODY) for year in asked}
