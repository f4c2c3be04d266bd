"""What the checks look at, read once: two queries for the whole ledger, a third where quartiles came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.quality.rows import APART, PERSON, SOURCE, Row, rows_of
from reports.record.classes import day_of, parameters_of
from reports.thresholds import thresholds_of
from schools import years
from schools.access import Scope
from schools.doubles import Double, Record, find_doubles
from schools.enums import IndexKind, ListKind, PaperKind, PaperState
from schools.models import Employment, ListedSchool, RoleAssignment, School, SchoolPaper, SchoolYear
from schools.rating import RatingParameters

_YEAR_FIELDS = tuple(item.attname for item in SchoolYear._meta.concrete_fields)

# Thresholds of the day by municipality.
Held = Mapping[int, Mapping[str, Decimal]]


class Place(NamedTuple):
    """A school with its row of the year (None: there is none) and what stands beside it on the day.

    `orders` are the kinds of lists whose order was entered and names the school.
    """

    school: School
    row: SchoolYear | None
    teachers: int
    has_curator: bool
    has_programme: bool
    orders: frozenset[str]


@dataclass
class Facts:
    """Schools within a scope on a day, and all the others of their municipalities beside them."""

    scope: Scope
    on: date
    held: Held = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The school year that holds the day."""
        return years.year_of(self.on)

    @cached_property
    def every_place(self) -> list[Place]:
        """The schools of whole municipalities by name: a quartile is judged among all of them."""
        seen = School.objects.filter(self.scope.q(municipality="municipality", school="pk"))
        near = School.objects.filter(municipality__in=seen.order_by().values("municipality"))
        return [_place(school) for school in _with_year(near, self.year, self.on)]

    @cached_property
    def places(self) -> list[Place]:
        """The schools in sight."""
        return [place for place in self.every_place if self._is_seen(place.school)]

    def _is_seen(self, school: School) -> bool:
        return self.scope.reaches(municipality=school.municipality_id, school=school.pk)

    @cached_property
    def by_key(self) -> dict[int, School]:
        """The schools in sight by key, in the order of their names."""
        return {place.school.pk: place.school for place in self.places}

    @cached_property
    def in_municipality(self) -> dict[int, list[Place]]:
        """Every school by municipality."""
        found: dict[int, list[Place]] = {}
        for place in self.every_place:
            found.setdefault(place.school.municipality_id, []).append(place)
        return found

    @property
    def has_own_quartiles(self) -> bool:
        """Whether any row brings a quartile of its own; without one nothing can contradict the indices."""
        rows = (place.row for place in self.every_place if place.row)
        return any(getattr(row, f"{kind.value}_quartile") for row in rows for kind in IndexKind)

    @cached_property
    def parameters(self) -> dict[int, RatingParameters]:
        """The thresholds of the year by municipality."""
        unknown = sorted(set(self.in_municipality) - set(self.held))
        asked = thresholds_of(day_of(self.year, self.on), unknown) if unknown else {}
        return {
            key: parameters_of(self.held[key] if key in self.held else asked[key])
            for key in self.in_municipality
        }

    @cached_property
    def portal_rows(self) -> list[SchoolYear]:
        """The rows of the year of the whole portal; asked only where a setting holds schools against them."""
        return list(SchoolYear.objects.filter(year=self.year))

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """People with what they, their pairs and requests lack, by check or kind."""
        found: dict[str, list[Row]] = {}
        for row in rows_of(self.scope, self.on, self.year):
            found.setdefault(row.kind, []).append(row)
        return found

    @property
    def sources(self) -> set[tuple[int | None, str]]:
        """Municipality and index with a source in the year."""
        return {(row.municipality, row.detail) for row in self.rows.get(SOURCE, ())}

    @cached_property
    def people(self) -> dict[int, Row]:
        """Everybody in sight who may be a double, by key; `detail` is the code."""
        return {row.key: row for row in self.rows.get(PERSON, ())}

    @cached_property
    def doubles(self) -> tuple[Double, ...]:
        """Pairs of people who may be one, those told apart left out."""
        apart = frozenset((row.key, int(row.detail)) for row in self.rows.get(APART, ()))
        return _doubles_among(tuple(self.rows.get(PERSON, ())), apart)

    def sees_municipality(self, key: int) -> bool:
        """Whether the scope holds the whole municipality, not only a school of it."""
        return self.scope.reaches(municipality=key)

    def with_rows(self) -> Iterable[tuple[Place, SchoolYear]]:
        """The schools in sight that have a row of the year, with it."""
        return ((place, place.row) for place in self.places if place.row is not None)


@lru_cache(maxsize=4)
def _doubles_among(people: tuple[Row, ...], apart: frozenset[tuple[int, int]]) -> tuple[Double, ...]:
    """What the people's names say, remembered by the process: every workplace asks, names change seldom."""
    records = (Record.of(row.key, row.municipality or 0, row.school, *row.names) for row in people)
    return tuple(find_doubles(records, apart))


def _with_year(schools: QuerySet[School], year: int, on: date) -> QuerySet:
    """Annotate the fields of the year's row (`year_…`), and what `Place` says of the school; one query."""
    curators = RoleAssignment.objects.in_force(on).curators().filter(school=OuterRef("pk"))
    working = Employment.objects.current(on).filter(school=OuterRef("pk"), person__is_teacher=True)
    counted = working.order_by().values("school").annotate(found=Count("person", distinct=True))
    papers = SchoolPaper.objects.filter(school=OuterRef("pk"), year=year, kind=PaperKind.TRANSITION)
    lists = ListedSchool.objects.filter(
        school=OuterRef("pk"), list__year=year, list__adopted_at__isnull=False
    )
    return (
        schools.select_related("municipality")
        .annotate(of_year=FilteredRelation("years", condition=Q(years__year=year)))
        .annotate(
            has_curator=Exists(curators),
            teachers=Coalesce(Subquery(counted.values("found")), 0),
            has_programme=Exists(papers.exclude(state=PaperState.DRAFT)),
            **{f"order_{kind.value}": Exists(lists.filter(list__kind=kind)) for kind in ListKind},
            **{f"year_{name}": F(f"of_year__{name}") for name in _YEAR_FIELDS},
        )
    )


def _place(school: School) -> Place:
    values = {name: getattr(school, f"year_{name}") for name in _YEAR_FIELDS}
    said = vars(school)
    return Place(
        school=school,
        row=SchoolYear(**values) if values["id"] is not None else None,
        teachers=said["teachers"],
        has_curator=said["has_curator"],
        has_programme=said["has_programme"],
        orders=frozenset(kind.value for kind in ListKind if said[f"order_{kind.value}"]),
    )
