"""What a day knew of the schools of one municipality: read once, for the years, the band and the class."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.record.classes import classes_at_hand, day_of, parameters_of
from reports.thresholds import thresholds_on_days
from schools import years
from schools.models import Municipality, School, SchoolYear
from schools.quartiles import Population
from schools.rating import RESULTS, RatingParameters, SchoolClass
from schools.versions import AsAt, as_at

Thresholds = dict[date, dict[str, Decimal]]


@dataclass(frozen=True)
class MunicipalityThen:
    """Schools and their years as they stood at the end of the day `on`, with the keys recorded later."""

    municipality: Municipality
    on: date
    schools: AsAt[School]
    years: AsAt[SchoolYear]

    @classmethod
    def read(cls, municipality: Municipality, on: date) -> "MunicipalityThen":
        """Two queries of today, four of a day before."""
        schools = as_at(School, on, municipality=municipality)
        return cls(municipality, on, schools, as_at(SchoolYear, on, school__municipality=municipality))

    def years_of(self, school: School) -> list[SchoolYear]:
        """The years of a school, the latest first.

        A year that had not begun and was recorded later is left out: on the day nobody could know of it.
        """
        own = [row for row in self.years.rows if row.school_id == school.pk]
        begun = years.year_of(self.on)
        known = [row for row in own if row.pk not in self.years.later or row.year <= begun]
        return sorted(known, key=lambda row: row.year, reverse=True)

    def others_later(self, school: School) -> int:
        """How many years of the other schools were first recorded after the day."""
        return sum(row.pk in self.years.later and row.school_id != school.pk for row in self.years.rows)

    def thresholds(self, wanted: Collection[int]) -> Thresholds:
        """The thresholds of the school years and of the day itself, by day; one query."""
        days = {self.on, *(day_of(year, self.on) for year in wanted)}
        return thresholds_on_days(days, self.municipality.pk)

    def populations(self, wanted: Collection[int], held: Thresholds) -> dict[int, Population]:
        """ИОР by year of the schools a school is held against, under the settings of each year.

        The rows of the whole portal are read only where a year asks for them.
        """
        parameters = {year: parameters_of(held[day_of(year, self.on)]) for year in wanted}
        wide = [year for year in wanted if parameters[year].is_portal]
        everywhere = as_at(SchoolYear, self.on, year__in=wide).rows if wide else []
        return {
            year: _population(year, everywhere if found.is_portal else self.years.rows, found)
            for year, found in parameters.items()
        }

    def school_class(self, school: School, year: int, held: Thresholds) -> SchoolClass:
        """The class of a school of these in a year, by the function of all pages; one query or a few."""
        found = classes_at_hand(
            self.municipality,
            self.schools.rows,
            self.years.rows,
            year,
            on=self.on,
            held=held[day_of(year, self.on)],
        )
        then = self.school(school)
        return found[then.code] if then.code in found else found[school.code]

    def school(self, school: School) -> School:
        """The school as the day knew it, with the municipality and the kind that are at hand."""
        then = next((row for row in self.schools.rows if row.pk == school.pk), school)
        then.municipality = school.municipality
        if then.kind_id == school.kind_id:
            then.kind = school.kind
        return then


def _population(year: int, rows: Collection[SchoolYear], parameters: RatingParameters) -> Population:
    values = [row.results_index for row in rows if row.year == year]
    how = (parameters.fewest_schools, parameters.method, parameters.is_portal)
    return Population.of(RESULTS, year, values, *how)
