"""The lists of ШНОР and ШССУ of a school year for a page: who stands, who was taken off, what changed.

Everything is read as the portal held it at the end of a day; within the school year also as of that day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reports.record.classes import school_classes
from reports.record.list_suggestions import Ground, suggestions
from schools import years
from schools.enums import ListKind
from schools.list_changes import Changes, compare, known_orders, roll_of_rows
from schools.models import Municipality, School, SchoolYear
from schools.rating import SchoolClass
from schools.versions import as_at


@dataclass(frozen=True)
class Standing:
    """A school of the year's list: its order, the first day off it, whether it was recorded after the day."""

    school: School
    order: str
    ended: date | None
    is_later: bool


@dataclass(frozen=True)
class Hint:
    """A school that the classes point to, with the reasons."""

    school: School
    grounds: list[Ground]


@dataclass(frozen=True)
class ListOfYear:
    """A list of a school year; `day` is None where the whole year is meant."""

    kind: ListKind
    year: int
    day: date | None
    standing: list[Standing]
    removed: list[Standing]
    changes: Changes
    hints: list[Hint]

    @property
    def order(self) -> str:
        """The orders of the list in words."""
        return self.changes.after.order

    @property
    def has_later(self) -> bool:
        """Whether a line was first recorded after the day the list is asked for."""
        return any(line.is_later for line in (*self.standing, *self.removed))


def lists_of_year(municipality: Municipality, year: int, on: date) -> dict[ListKind, ListOfYear]:
    """Both lists of the year as the portal held them on the day, beside those of the year before.

    Within the school year a school taken off by the day is no longer standing; of any other year the whole
    of it is meant. A dozen queries, whatever the number of schools.
    """
    schools = {school.pk: school for school in School.objects.filter(municipality=municipality)}
    held = as_at(SchoolYear, on, school__municipality=municipality, year__in=[year - 1, year])
    rows = [row for row in held.rows if row.school_id in schools]
    classes = school_classes([municipality], year, on)
    reader = _Reader(municipality, year, on, schools, rows, held.later, classes)
    return {kind: reader.read(kind) for kind in ListKind}


@dataclass(frozen=True)
class _Reader:
    """What both lists are read from."""

    municipality: Municipality
    year: int
    on: date
    schools: Mapping[int, School]
    rows: list[SchoolYear]
    later: frozenset[int]
    classes: Mapping[str, SchoolClass]

    def read(self, kind: ListKind) -> ListOfYear:
        """One list with its changes and hints."""
        changes = self._changes(kind)
        lines = self._lines(changes.after.schools, kind)
        day = self.on if years.year_of(self.on) == self.year else None
        return ListOfYear(
            kind=kind,
            year=self.year,
            day=day,
            standing=[line for line in lines if _stands(line, day)],
            removed=[line for line in lines if not _stands(line, day)],
            changes=changes,
            hints=self._hints(kind, {line.school.code for line in lines}),
        )

    def _changes(self, kind: ListKind) -> Changes:
        wanted = (self.year - 1, self.year)
        orders = known_orders(self.municipality, kind, wanted)
        before, after = (roll_of_rows(self.rows, self.schools, kind, year, orders) for year in wanted)
        return compare(before, after)

    def _lines(self, listed: Iterable[School], kind: ListKind) -> list[Standing]:
        """The schools of the list in the order of their names."""
        known = {row.school_id: row for row in self.rows if row.year == self.year}
        of_list = ((school, known[school.pk]) for school in listed)
        return [
            Standing(school, row.order, getattr(row, f"{kind}_ended"), row.pk in self.later)
            for school, row in of_list
        ]

    def _hints(self, kind: ListKind, listed: set[str]) -> list[Hint]:
        """Schools in the order of their names."""
        pointed = {item.code: item.grounds for item in suggestions(self.classes, kind, listed)}
        found = [school for school in self.schools.values() if school.code in pointed]
        found.sort(key=lambda school: (school.name_key, school.pk))
        return [Hint(school, pointed[school.code]) for school in found]


def _stands(line: Standing, day: date | None) -> bool:
    return day is None or line.ended is None or day < line.ended


def years_with_rows(municipality: Municipality) -> list[int]:
    """School years of which anything is stored, the latest first."""
    stored = SchoolYear.objects.filter(school__municipality=municipality).order_by()
    return sorted(stored.values_list("year", flat=True).distinct(), reverse=True)
