"""Who could still bring an indicator nearer, by school: counts, never names; each fact is asked once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from mentorship.pairs.models import PairMember
from reports.indicators.facts import Facts
from schools.enums import ListKind
from schools.models import Employment, RoleAssignment, School, SchoolYear
from schools.models.years import listed

# School key → how many there could do it; a school that gave no figure stands with None.
Supply = Mapping[int, int | None]


@dataclass
class Reserve:
    """What the schools of the facts still have."""

    facts: Facts

    @cached_property
    def schools(self) -> dict[int, School]:
        """The schools by key, with the two signs of their sites."""
        fresh, sections = self.facts.fresh_page_schools, self.facts.resource_section_schools
        rows = self.facts.schools.annotate(
            is_fresh=Exists(fresh.filter(pk=OuterRef("pk"))),
            has_section=Exists(sections.filter(pk=OuterRef("pk"))),
        )
        return {school.pk: school for school in rows}

    @cached_property
    def _years(self) -> list[tuple[int, int | None, int | None, bool]]:
        """School, teachers, novices, whether it is ШНОР on the day."""
        is_low = Case(When(listed(ListKind.LOW_RESULTS, self.facts.on), then=True), default=False)
        rows = SchoolYear.objects.filter(school__in=self.facts.schools, year=self.facts.year)
        return list(
            rows.annotate(is_low=is_low).values_list("school", "teacher_count", "novice_count", "is_low")
        )

    @cached_property
    def low_mentees(self) -> Supply:
        """Teachers of ШНОР who have not entered as mentee."""
        taken = self._by_school(self.facts.low_mentees)
        return _left({school: count for school, count, _, is_low in self._years if is_low}, taken)

    @cached_property
    def mentors(self) -> Supply:
        """Teachers who have not entered as mentor."""
        whole = {school: count for school, count, _, _ in self._years}
        return _left(whole, self._by_school(self.facts.teaching_mentors))

    @cached_property
    def novices(self) -> Supply:
        """Young teachers who have not entered as mentee."""
        whole = {school: count for school, _, count, _ in self._years}
        return _left(whole, self._by_school(self.facts.novice_mentees))

    @cached_property
    def low_schools(self) -> Supply:
        """Schools on the list of ШНОР."""
        return {school: 1 for school, _, _, is_low in self._years if is_low}

    @cached_property
    def stale_pages(self) -> Supply:
        """Schools whose page is missing or was not updated for long."""
        return {pk: 1 for pk, school in self.schools.items() if not school.is_fresh}  # type: ignore[attr-defined]

    @cached_property
    def without_section(self) -> Supply:
        """Schools without the section."""
        return {pk: 1 for pk, school in self.schools.items() if not school.has_section}  # type: ignore[attr-defined]

    @cached_property
    def untrained(self) -> Supply:
        """Curators in office and mentors without a training."""
        trained = self.facts.trained.order_by().values("pk")
        people = self.facts.curators_and_mentors.exclude(pk__in=trained).order_by().values("pk")
        work = Employment.objects.current(self.facts.on).filter(person__in=people)
        # a curator need not be a teacher: the office names the school
        office = RoleAssignment.objects.in_force(self.facts.on).curators().filter(person__in=people)
        places = set(work.values_list("school", "person")) | set(office.values_list("school", "person"))
        return Counter(place for place, _ in places if place in self.schools)

    @cached_property
    def silent_mentees(self) -> Supply:
        """Mentees of the year who have not sent the form «после»."""
        return self._silent("mentee")

    @cached_property
    def silent_mentors(self) -> Supply:
        """Mentors of the year who have not sent the form «после»."""
        return self._silent("mentor")

    def _silent(self, role: str) -> Supply:
        members = PairMember.objects.touching_year(self.facts.year)
        invited = self.facts.people.filter(Exists(members.filter(Q(**{role: OuterRef("pk")}))))
        sent = {place: said.sent for place, said in self.facts.verdicts.get(role, {}).items()}
        return {
            place: max(0, count - sent.get(place, 0)) for place, count in self._by_school(invited).items()
        }

    def _by_school(self, people: QuerySet[Any]) -> dict[int, int]:
        """People by the school they work in on the day; who works in two counts in both."""
        work = Employment.objects.current(self.facts.on).filter(
            school__in=self.facts.schools, person__in=people.order_by().values("pk")
        )
        return dict(work.order_by().values_list("school").annotate(count=Count("person", distinct=True)))


def _left(whole: Mapping[int, int | None], taken: Mapping[int, int]) -> Supply:
    """What remains of each school's number; without the number nothing can be said of it."""
    return {
        school: None if count is None else max(0, count - taken.get(school, 0))
        for school, count in whole.items()
    }
