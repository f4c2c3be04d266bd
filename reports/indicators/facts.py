"""What the indicators of one programme are made of on a day: each fact is asked of the database once.

A number and the list behind it come from the same QuerySet; definitions are contract §4.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from mentorship.bank.models import Mentor, Training
from mentorship.pairs.models import PairMember
from mentorship.programmes.models import Programme
from reports.models import Statistic
from reports.record.diagnostics import Teacher, teachers_of
from reports.thresholds import thresholds
from schools import years
from schools.enums import ListKind
from schools.models import Person, RoleAssignment, School, SchoolYear
from schools.models.people import PersonQuerySet
from schools.models.places import SchoolQuerySet
from schools.models.years import listed
from surveys.models import Response
from surveys.models.responses import ResponseQuerySet, Verdicts

HAS_RESOURCE_SECTION = ~Q(resource_section="")
IS_BASE = Q(is_base=True)


@dataclass
class Facts:
    """Facts of a municipality, or of one of its schools, on the day `on`."""

    programme: Programme
    on: date
    school: School | None = None

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
        return thresholds(self.on, self.programme.municipality_id)

    @cached_property
    def school_counts(self) -> dict[str, int]:
        """How many schools are spoken of, and how many of them have what the sets ask for."""
        return self.schools.order_by().aggregate(
            all=Count("pk"),
            fresh_page=Count("pk", filter=self._has_fresh_page),
            resource_section=Count("pk", filter=HAS_RESOURCE_SECTION),
            base=Count("pk", filter=IS_BASE),
        )

    @property
    def school_count(self) -> int:
        """How many schools are spoken of."""
        return 1 if self.school else self.school_counts["all"]

    @cached_property
    def headcounts(self) -> dict[str, int]:
        """Sums over the year's rows: teachers, novices, and how many schools gave them."""
        low = listed(ListKind.LOW_RESULTS, self.on)
        return self._years(self.year).aggregate(
            teachers=Sum("teacher_count", default=0),
            teachers_given=Count("teacher_count"),
            low_teachers=Sum("teacher_count", filter=low, default=0),
            low_teachers_given=Count("teacher_count", filter=low),
            novices=Sum("novice_count", default=0),
            novices_given=Count("novice_count"),
        )

    @cached_property
    def low_counts(self) -> dict[int, tuple[int, int]]:
        """Per school year: (ШНОР, schools with a row); of this year on the day, of the last and the baseline.

        A year that is over counts every school of its list, also one that was taken off before its end.
        """
        wanted = {self.year, self.year - 1, self.programme.baseline_year}
        now, whole_year = listed(ListKind.LOW_RESULTS, self.on), listed(ListKind.LOW_RESULTS)
        is_low = Q(now, year=self.year) | Q(whole_year, ~Q(year=self.year))
        rows = (
            SchoolYear.objects.filter(school__in=self.schools, year__in=wanted)
            .order_by()
            .values("year")
            .annotate(low=Count("pk", filter=is_low), rows=Count("pk"))
        )
        return {row["year"]: (row["low"], row["rows"]) for row in rows}

    def _years(self, year: int) -> QuerySet[SchoolYear]:
        return SchoolYear.objects.filter(school__in=self.schools, year=year)

    @property
    def people(self) -> PersonQuerySet:
        """People of the schools on the day; for a whole municipality also its staff without a school."""
        people = Person.objects.working_in(self.schools, self.on)
        if self.school:
            return people
        own_staff = Person.objects.filter(school=None, municipality=self.programme.municipality_id)
        return Person.objects.filter(Q(pk__in=people.values("pk")) | Q(pk__in=own_staff.values("pk")))

    def _entered(self) -> QuerySet[PairMember]:
        return PairMember.objects.entered(self.programme.start_date, self.on)

    @property
    def mentees(self) -> PersonQuerySet:
        """Those who entered the programme as mentee."""
        return self.people.filter(Exists(self._entered().filter(mentee=OuterRef("pk"))))

    @property
    def mentors(self) -> PersonQuerySet:
        """Those who entered the programme as mentor."""
        return self.people.filter(Exists(self._entered().filter(mentor=OuterRef("pk"))))

    @property
    def low_schools(self) -> SchoolQuerySet:
        """ШНОР of the day's year."""
        return self.schools.low_results(self.year, self.on)

    @property
    def low_mentees(self) -> PersonQuerySet:
        """Mentees whose school on the day is ШНОР."""
        return self.mentees.working_in(self.low_schools, self.on)

    @property
    def teaching_mentors(self) -> PersonQuerySet:
        """Mentors who are teachers."""
        return self.mentors.teachers()

    @property
    def novice_mentees(self) -> PersonQuerySet:
        """Mentees whose teaching started less than three years before the day."""
        return self.mentees.novices(self.on)

    @property
    def curators_and_mentors(self) -> PersonQuerySet:
        """School curators in office on the day and mentors who entered, each once."""
        office = RoleAssignment.objects.in_force(self.on).curators().filter(school__in=self.schools)
        return Person.objects.filter(Q(pk__in=office.values("person")) | Q(pk__in=self.mentors.values("pk")))

    @property
    def trained(self) -> PersonQuerySet:
        """Of these, those with a training on or before the day."""
        return self.curators_and_mentors.filter(self._has_training)

    @property
    def _has_training(self) -> Exists:
        return Exists(Training.objects.done_by(self.on).filter(person=OuterRef("pk")))

    @cached_property
    def training_counts(self) -> dict[str, int]:
        """Curators and mentors, and how many of them are trained."""
        return (
            self.curators_and_mentors.order_by()
            .annotate(is_trained=self._has_training)
            .aggregate(all=Count("pk"), trained=Count("pk", filter=Q(is_trained=True)))
        )

    @property
    def fresh_page_schools(self) -> SchoolQuerySet:
        """Schools whose mentoring page was updated in the last days (a threshold, 180 by default)."""
        return self.schools.filter(self._has_fresh_page)

    @property
    def _has_fresh_page(self) -> Q:
        oldest = self.on - timedelta(days=int(self.thresholds["page_fresh_days"]))
        return ~Q(mentoring_page="") & Q(page_updated_date__range=(oldest, self.on))

    @property
    def resource_section_schools(self) -> SchoolQuerySet:
        """Schools with the section «Ресурсный центр наставнических практик»."""
        return self.schools.filter(HAS_RESOURCE_SECTION)

    @property
    def base_schools(self) -> SchoolQuerySet:
        """Base schools (опорные ОО)."""
        return self.schools.filter(IS_BASE)

    @property
    def published_mentors(self) -> PersonQuerySet:
        """Mentors whose card the public page shows."""
        return self.people.filter(pk__in=Mentor.objects.published().values("pk"))

    @cached_property
    def teaching_mentor_count(self) -> int:
        """Asked by two sets, counted once."""
        return self.teaching_mentors.count()

    @cached_property
    def novice_mentee_count(self) -> int:
        """Asked by two sets, counted once."""
        return self.novice_mentees.count()

    @property
    def after_forms(self) -> ResponseQuerySet:
        """After-forms of the day's year, sent up to the day, of all schools: one masks another."""
        return Response.objects.submitted(self.on).filter(
            municipality=self.programme.municipality_id, year=self.year, phase="after"
        )

    @cached_property
    def verdicts(self) -> dict[str, dict[int | None, Verdicts]]:
        """Per role and school of the municipality: what the after-forms say of taking part."""
        return self.after_forms.verdicts(int(self.thresholds["satisfied_from"]))

    @cached_property
    def invited(self) -> dict[str, int]:
        """Per role: distinct persons with a membership that touches the day's year."""
        members = PairMember.objects.touching_year(self.year)
        roles = {role: Exists(members.filter(**{role: OuterRef("pk")})) for role in ("mentee", "mentor")}
        counts = {role: Count("pk", filter=Q(**{f"as_{role}": True})) for role in roles}
        marked = self.people.order_by().annotate(**{f"as_{role}": held for role, held in roles.items()})
        return marked.aggregate(**counts)

    @cached_property
    def low_teachers(self) -> list[Teacher]:
        """Teachers of ШНОР with their testings up to the day."""
        return teachers_of(self.low_schools, self.on)

    @cached_property
    def statistics(self) -> dict[str, list[Statistic]]:
        """Entered figures of the day's year known on the day, by indicator, the latest first."""
        rows = Statistic.objects.known_on(self.on).filter(
            municipality=self.programme.municipality_id, year=self.year
        )
        if self.school:
            rows = rows.filter(school=self.school)
        grouped: dict[str, list[Statistic]] = {}
        for row in rows.order_by("-date", "-pk"):
            grouped.setdefault(row.indicator, []).append(row)
        return grouped
