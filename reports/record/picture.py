"""The schools in a reader's sight as a day knew them: records, classes and coverage of some school years."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reports.record.classes import school_classes
from reports.record.coverage import NOBODY, Coverage, Involvement, involvements
from schools import years
from schools.models import Municipality, School, SchoolKind, SchoolYear, User
from schools.rating import SchoolClass
from schools.versions import as_at


@dataclass(frozen=True)
class SchoolInYear:
    """A school with its record, class and coverage of one year; `stored` is None without a record."""

    school: School
    year: int
    stored: SchoolYear | None
    school_class: SchoolClass
    participation: Involvement
    own_only: bool

    @property
    def results(self) -> Decimal | None:
        """The ИОР; None where it is not known."""
        return self.stored.results_index if self.stored else None

    @property
    def wellbeing(self) -> Decimal | None:
        """The ИСБШ; None where it is not known."""
        return self.stored.wellbeing_index if self.stored else None

    @property
    def coverage(self) -> Coverage:
        """Mentees beside the teachers of the year."""
        return Coverage(self.participation.mentees, self.stored.teacher_count if self.stored else None)


@dataclass(frozen=True)
class Picture:
    """What is known of the schools; `later` counts the records that were first made after the day."""

    schools: list[School]
    later: int
    own: frozenset[int]
    rows: Mapping[tuple[int, int], SchoolYear] = field(repr=False)
    classes: Mapping[int, Mapping[str, SchoolClass]] = field(repr=False)
    taken_part: Mapping[tuple[int, int], Involvement] = field(repr=False)

    def of_year(self, year: int) -> list[SchoolInYear]:
        """Every school in a year, in the order of names."""
        return [
            SchoolInYear(
                school=school,
                year=year,
                stored=self.rows.get((school.pk, year)),
                school_class=self.classes[year][school.code],
                participation=self.taken_part.get((school.pk, year), NOBODY),
                own_only=school.pk in self.own,
            )
            for school in self.schools
        ]

    def coverage(self, school: School, year: int) -> Coverage:
        """The coverage of a school in a year whose class need not be known."""
        stored = self.rows.get((school.pk, year))
        mentees = self.taken_part.get((school.pk, year), NOBODY).mentees
        return Coverage(mentees, stored.teacher_count if stored else None)


def picture_of(
    user: User,
    area: str,
    places: list[Municipality],
    on: date,
    *,
    classed: Collection[int],
    covered: Collection[int],
    kinds: Iterable[SchoolKind] = (),
) -> Picture:
    """Read the schools of the municipalities within the user's scope; no more queries for more schools.

    `classed` are the years of which classes are wanted, `covered` those of which participation is. The kinds
    of the schools are at hand where `kinds` brings them.
    """
    found = as_at(School, on, municipality__in=places)
    schools = _within_scope(user, area, found.rows, places, kinds)
    keys = {school.pk for school in schools}
    wanted = {*classed, *covered}
    stored = as_at(SchoolYear, on, school__municipality__in=places, year__in=wanted)
    rows = {(row.school_id, row.year): row for row in stored.rows if row.school_id in keys}
    reached = School.objects.visible_to(user, area).filter(municipality__in=places)
    scope = user.access.scope(area)
    return Picture(
        schools=schools,
        later=len(found.later & keys) + sum(row.pk in stored.later for row in rows.values()),
        own=frozenset(row.pk for row in schools if not scope.reaches(municipality=row.municipality_id)),
        rows=rows,
        classes={year: school_classes(places, year, on) for year in classed},
        taken_part=involvements(reached, covered, on),
    )


def _within_scope(
    user: User,
    area: str,
    schools: Iterable[School],
    places: Iterable[Municipality],
    kinds: Iterable[SchoolKind],
) -> list[School]:
    """Those the user may see, in the order of names, with municipality and known kind at hand."""
    scope = user.access.scope(area)
    by_kind = {kind.pk: kind for kind in kinds}
    by_key = {place.pk: place for place in places}
    seen = []
    for school in schools:
        if scope.reaches(municipality=school.municipality_id, school=school.pk):
            if school.kind_id in by_kind:
                school.kind = by_kind[school.kind_id]
            school.municipality = by_key[school.municipality_id]
            seen.append(school)
    return sorted(seen, key=lambda school: (school.name_key, school.pk))


def stored_years(user: User, area: str, on: date, today: date) -> list[int]:
    """School years of which anything is stored in sight, the latest first; of a past day those begun."""
    rows = SchoolYear.objects.visible_to(user, area).order_by()
    known = sorted(rows.values_list("year", flat=True).distinct(), reverse=True)
    return known if on >= today else [year for year in known if year <= years.year_of(on)]
