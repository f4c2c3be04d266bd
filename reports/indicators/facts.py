"""What the indicators of one programme are made of on a day: each fact is asked of the database once.

A number and the list behind it come from the same QuerySet; definitions are contract §4.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from mentorship.bank.models import Mentor
from mentorship.pairs.models import PairMember
from mentorship.programmes.models import Programme
from mentorship.roadmap.models import Attendance
from reports.indicators import people_lists
from reports.indicators.together import Together
from reports.models import Statistic
from reports.record.diagnostics import Teacher, hidden_among, low_results_of, teachers_of
from reports.record.growth_masks import GroupKey, Place
from schools import years
from schools.models import Person, RoleAssignment, School
from schools.models.people import PersonQuerySet
from schools.models.places import SchoolQuerySet
from surveys.models import Response
from surveys.models.responses import ResponseQuerySet, SaidByRole


@dataclass
class Facts:
    """Facts of a municipality, or of one of its schools, on the day `on`.

    Without `has_names` means of few teachers stay hidden, as on the page of diagnostics.
    """

    programme: Programme
    on: date
    school: School | None = None
    has_names: bool = True
    together: Together = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Alone, until facts of other days are asked together with these."""
        self.together = Together([self])

    @classmethod
    def on_days(
        cls,
        programme: Programme,
        days: Iterable[date],
        school: School | None = None,
        *,
        has_names: bool = True,
        first: Iterable[Collection[str]] = (),
    ) -> "list[Facts]":
        """Facts of several days that ask the database together; `first`: see `Together`."""
        found = [cls(programme, day, school, has_names) for day in days]
        shared = Together(found, first)
        for facts in found:
            facts.together = shared
        return found

    @cached_property
    def year(self) -> int:
        """The school year that holds the day."""
        return years.year_of(self.on)

    @cached_property
    def schools(self) -> SchoolQuerySet:
        """The schools spoken of."""
        schools = School.objects.filter(municipality=self.programme.municipality_id)
        return schools.filter(pk=self.school.pk) if self.school else schools

    @cached_property
    def thresholds(self) -> dict[str, Decimal]:
        """The thresholds in force on the day."""
        return self.together.thresholds(self)

    def length(self, name: str) -> int:
        """How many rows a list has (see `together.LISTS`)."""
        return self.together.length(self, name)

    @property
    def school_count(self) -> int:
        """How many schools are spoken of."""
        return 1 if self.school else self.length("schools")

    @cached_property
    def headcounts(self) -> dict[str, int]:
        """Sums over the year's rows: teachers, novices, and how many schools gave them."""
        return self.together.headcounts(self)

    @cached_property
    def low_counts(self) -> dict[int, tuple[int, int]]:
        """Per school year: (ШНОР, schools with a row)."""
        return self.together.low_counts(self)

    @property
    def own_staff(self) -> Q:
        """The condition of the municipality's staff without a school; nobody where one school is chosen."""
        if self.school:
            return Q(pk__in=())
        return Q(school=None, municipality=self.programme.municipality_id)

    @property
    def people(self) -> PersonQuerySet:
        """People of the schools on the day; for a whole municipality also its staff without a school."""
        return people_lists.people_of(self)

    @property
    def entered(self) -> QuerySet[PairMember]:
        """Memberships that began within the programme and by the day."""
        return PairMember.objects.entered(self.programme.start_date, self.on)

    @property
    def offices(self) -> QuerySet[RoleAssignment]:
        """Offices of the schools' curators on the day."""
        return RoleAssignment.objects.in_force(self.on).curators().filter(school__in=self.schools)

    @property
    def mentees(self) -> PersonQuerySet:
        """Those who entered the programme as mentee."""
        return people_lists.listed(self, "mentees")

    @property
    def mentors(self) -> PersonQuerySet:
        """Those who entered the programme as mentor."""
        return people_lists.listed(self, "mentors")

    @property
    def low_schools(self) -> SchoolQuerySet:
        """ШНОР of the day's year."""
        return self.schools.low_results(self.year, self.on)

    @property
    def low_mentees(self) -> PersonQuerySet:
        """Mentees whose school on the day is ШНОР."""
        return people_lists.listed(self, "low_mentees")

    @property
    def low_involved(self) -> PersonQuerySet:
        """Teachers of ШНОР who took part in an event by name, or entered the programme in a pair.

        Nobody where no lists are kept: people enter the figure then, and there is no list behind it.
        """
        return people_lists.listed(self, "low_involved") if self.keeps_attendance else Person.objects.none()

    @property
    def attendance_by_name(self) -> QuerySet[Attendance]:
        """Who is written down by name at events of the municipality."""
        kept = Attendance.objects.between(self.programme.start_date, self.on).order_by()
        return kept.filter(person__isnull=False, event__roadmap__municipality=self.programme.municipality_id)

    @property
    def keeps_attendance(self) -> bool:
        """Whether the municipality writes down by name who took part in events."""
        return self.length("attendance") > 0

    @property
    def teaching_mentors(self) -> PersonQuerySet:
        """Mentors who are teachers."""
        return people_lists.listed(self, "teaching_mentors")

    @property
    def novice_mentees(self) -> PersonQuerySet:
        """Mentees whose teaching started less than three years before the day."""
        return people_lists.listed(self, "novice_mentees")

    @property
    def curators_and_mentors(self) -> PersonQuerySet:
        """School curators in office on the day and mentors who entered, each once."""
        return people_lists.listed(self, "curators_and_mentors")

    @property
    def trained(self) -> PersonQuerySet:
        """Of these, those with a training on or before the day."""
        return people_lists.listed(self, "trained")

    @property
    def fresh_page_schools(self) -> SchoolQuerySet:
        """Schools whose mentoring page was updated in the last days (a threshold, 180 by default)."""
        oldest = self.on - timedelta(days=int(self.thresholds["page_fresh_days"]))
        return self.schools.filter(~Q(mentoring_page=""), page_updated_date__range=(oldest, self.on))

    @property
    def resource_section_schools(self) -> SchoolQuerySet:
        """Schools with the section «Ресурсный центр наставнических практик»."""
        return self.schools.exclude(resource_section="")

    @property
    def base_schools(self) -> SchoolQuerySet:
        """Base schools (опорные ОО)."""
        return self.schools.filter(is_base=True)

    @property
    def published_mentors(self) -> PersonQuerySet:
        """Mentors whose card the public page shows."""
        shown = Person.objects.filter(pk__in=Mentor.objects.published().order_by().values("pk"))
        return shown.filter(people_lists.MARKS[people_lists.HERE](self))

    @property
    def after_forms(self) -> ResponseQuerySet:
        """After-forms of the day's year, sent up to the day, of all schools: one masks another."""
        return Response.objects.submitted(self.on).filter(
            municipality=self.programme.municipality_id, year=self.year, phase="after"
        )

    @cached_property
    def verdicts(self) -> SaidByRole:
        """Per role and school of the municipality: what the after-forms say of taking part."""
        return self.together.verdicts(self)

    @property
    def invited(self) -> dict[str, int]:
        """Distinct persons with a membership of the role that touches the day's year: how many they are."""
        lists = {"mentee": "invited_mentees", "mentor": "invited_mentors"}
        self.together.ask(*lists.values())
        return {role: self.length(name) for role, name in lists.items()}

    @cached_property
    def low_teachers(self) -> list[Teacher]:
        """Teachers of ШНОР with their testings up to the day."""
        if self.has_names or self.school:
            return teachers_of(self.low_schools, self.on)
        # the mask asks for every teacher; these are among them
        among = (teacher.within(self._low) for teacher in self._every_teacher)
        return [teacher for teacher in among if teacher.schools]

    @cached_property
    def _every_teacher(self) -> list[Teacher]:
        """Teachers of the whole municipality, whichever school is chosen."""
        return teachers_of(School.objects.filter(municipality=self.programme.municipality_id), self.on)

    @cached_property
    def _low(self) -> set[int]:
        """ШНОР of the whole municipality."""
        return low_results_of(self.programme.municipality_id, self.on)

    @cached_property
    def is_growth_hidden(self) -> bool:
        """Whether the mean of the teachers tested twice is kept from who sees no names."""
        if self.has_names:
            return False
        hidden = hidden_among(self._every_teacher, self._low, int(self.thresholds["minimum_group"]))
        return GroupKey(Place.LOW if self.school is None else self.school.pk) in hidden

    @cached_property
    def statistics(self) -> dict[str, list[Statistic]]:
        """Entered figures of the day's year known on the day, by indicator, the latest first."""
        return self.together.statistics(self)


def facts_on_days(
    programme: Programme,
    days: Iterable[date],
    school: School | None = None,
    *,
    has_names: bool = True,
    first: Iterable[Collection[str]] = (),
) -> list[Facts]:
    """Facts of several days that ask the database together; `first`: see `Together`."""
    return Facts.on_days(programme, days, school, has_names=has_names, first=first)
