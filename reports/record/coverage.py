"""Who of the schools took part in pairs, by school and school year: many schools as cheaply as one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q, QuerySet

from mentorship.pairs.enums import ENTERED_STATES
from mentorship.pairs.models import PairMember
from schools import years
from schools.models import Employment, School
from schools.russian import NO_VALUE, percent


@dataclass(frozen=True)
class Involvement:
    """How many took part in begun pairs in a school year; people of the school as of its last day."""

    pairs: int
    mentors: int
    mentees: int
    people: int


NOBODY = Involvement(0, 0, 0, 0)


class Coverage(NamedTuple):
    """Distinct mentees of a school in a year beside «Педагогов всего», None where nobody has counted them."""

    mentees: int
    teachers: int | None

    @property
    def share(self) -> Fraction | None:
        """Mentees ÷ teachers; None without teachers."""
        return Fraction(self.mentees, self.teachers) if self.teachers else None

    @property
    def words(self) -> str:
        """«19 из 27, 70,4 %»; without a headcount the mentees alone."""
        if self.teachers:
            return f"{self.mentees} из {self.teachers}, {percent(self.share)}"
        return f"{self.mentees}, численность не указана" if self.mentees else NO_VALUE

    def is_above(self, threshold: Decimal) -> bool | None:
        """Whether the share is above the threshold, strictly; None where that cannot be told.

        Nobody in pairs is no coverage, and anybody is some, also of an unknown number of teachers.
        """
        if self.share is not None:
            return self.share > Fraction(threshold)
        if not self.mentees:
            return False
        return True if not threshold else None


class _Member(NamedTuple):
    """A membership of a begun pair."""

    pair: int
    mentor: int
    mentee: int
    start: date
    end: date | None


def involvements(
    schools: QuerySet[School], wanted: Collection[int], on: date
) -> dict[tuple[int, int], Involvement]:
    """Who took part up to the day, by school (its key) and year; two queries, absent pairs are `NOBODY`.

    People count for the school where they worked on the year's last day, or on the day while it ran.
    """
    if not wanted:
        return {}
    keys = schools.order_by().values("pk")
    ever = Employment.objects.filter(school__in=keys).order_by().values("person")
    reached = PairMember.objects.filter(
        Q(mentee__in=ever) | Q(mentor__in=ever),
        Q(end_date__isnull=True) | Q(end_date__gte=years.first_day(min(wanted))),
        pair__state__in=ENTERED_STATES,
        start_date__lte=min(years.last_day(max(wanted)), on),
    ).order_by()
    fields = ("pair", "mentor", "mentee", "start_date", "end_date")
    members = [_Member(*row) for row in reached.values_list(*fields)]
    stays = list(
        Employment.objects.filter(
            Q(person__in=reached.values("mentor")) | Q(person__in=reached.values("mentee")), school__in=keys
        )
        .order_by()
        .values_list("person", "school", "start_date", "end_date")
    )
    return {
        (school, year): counted
        for year in wanted
        for school, counted in _of_year(members, stays, year, on).items()
    }


def _of_year(
    members: Iterable[_Member], stays: Iterable[tuple], year: int, on: date
) -> dict[int, Involvement]:
    """The counts of one year, by school; none of a year to come."""
    first, last = years.first_day(year), min(years.last_day(year), on)
    if first > last:
        return {}
    places: dict[int, set[int]] = defaultdict(set)
    for person, school, start, end in stays:
        if (start is None or start <= last) and (end is None or end > last):
            places[person].add(school)
    pairs: dict[int, set[int]] = defaultdict(set)
    mentors: dict[int, set[int]] = defaultdict(set)
    mentees: dict[int, set[int]] = defaultdict(set)
    for member in _touching(members, first, last):
        for people, person in ((mentors, member.mentor), (mentees, member.mentee)):
            for school in places.get(person, ()):
                people[school].add(person)
                pairs[school].add(member.pair)
    return {
        school: Involvement(
            len(found), len(mentors[school]), len(mentees[school]), len(mentors[school] | mentees[school])
        )
        for school, found in pairs.items()
    }


def _touching(members: Iterable[_Member], first: date, last: date) -> Iterator[_Member]:
    """Those with at least one day from `first` to `last`."""
    return (
        member for member in members if member.start <= last and (member.end is None or member.end >= first)
    )
