"""Who of a school's mentors and curators is trained, by school year; the rule is that of the indicators."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, FilteredRelation, IntegerField, Q, QuerySet, Value

from mentorship.programmes.models import Programme
from reports.indicators.facts import Facts
from schools import years
from schools.models import Person, School


@dataclass(frozen=True)
class YearTraining:
    """Mentors who entered and curators in office at the end of a school year, those trained by then."""

    year: int
    trained: frozenset[int]
    everyone: frozenset[int]

    @property
    def share(self) -> Fraction | None:
        """The trained ÷ everyone; None where there is nobody."""
        return Fraction(len(self.trained), len(self.everyone)) if self.everyone else None


class Course(NamedTuple):
    """A training somebody has passed."""

    day: date
    programme: str
    hours: int | None


class TrainedPerson(NamedTuple):
    """A mentor or curator and what was passed up to the day, the latest first; nothing: not trained."""

    name: str
    trainings: list[Course]


def trainings_by_year(
    programme: Programme | None, school: School, wanted: Collection[int], on: date
) -> list[YearTraining]:
    """Count the school's people on the last day of each year, of the running one on the day; one query.

    Years that have not begun are left out; without a programme nobody has entered it.
    """
    begun = sorted((year for year in wanted if years.first_day(year) <= on), reverse=True)
    if programme is None or not begun:
        return []
    marked = []
    for year in begun:
        facts = Facts(programme, min(years.last_day(year), on), school)
        marked.append(_marked(facts.curators_and_mentors, year, trained=False))
        marked.append(_marked(facts.trained, year, trained=True))
    people: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for person, year, trained in marked[0].union(*marked[1:], all=True):
        people[year, trained].add(person)
    return [
        YearTraining(year, frozenset(people[year, True]), frozenset(people[year, False])) for year in begun
    ]


def _marked(people: QuerySet[Person], year: int, *, trained: bool) -> QuerySet[Any, Any]:
    flag, number = Value(trained, BooleanField()), Value(year, IntegerField())
    marked = people.order_by().annotate(of_year=number, is_trained=flag)
    return marked.values_list("pk", "of_year", "is_trained")


def trained_people(people: Collection[int], on: date) -> list[TrainedPerson]:
    """The people by name, each with the trainings up to the day, the latest first; one query."""
    done = FilteredRelation("trainings", condition=Q(trainings__date__lte=on))
    joined = Person.objects.filter(pk__in=people).annotate(done=done)
    rows = joined.annotate(day=F("done__date"), programme=F("done__programme__name"), hours=F("done__hours"))
    found: dict[int, TrainedPerson] = {}
    for row in rows.order_by("name_key", "pk", "-day", "programme"):
        person = found.setdefault(row.pk, TrainedPerson(row.full_name, []))
        if row.day:
            person.trainings.append(Course(row.day, row.programme, row.hours))
    return list(found.values())
