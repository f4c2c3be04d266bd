"""Young teachers hired in the last three years: how many still work, with and without a mentor.

Criterion 1 of document 004 («сколько молодых учителей принято в ОО за последние 3 года; % оставшихся»). What
is counted says nothing of causes: a teacher with a mentor may stay for other reasons.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q

from mentorship.pairs.models import PairMember
from schools.models import Employment, Municipality, Person, School
from schools.models.people import PersonQuerySet

# Below this a share changes by more than five points with one person: it is told as «3 из 4» only.
FEW = 20


@dataclass(frozen=True)
class Group:
    """Teachers hired, and how many of them still work in the municipality."""

    hired: int
    stayed: int

    @property
    def share(self) -> Fraction | None:
        """The share of those who stayed; None for nobody, and for so few that a share misleads."""
        return Fraction(self.stayed, self.hired) if self.hired >= FEW else None


@dataclass(frozen=True)
class Retention:
    """All of them, those who had a mentor at some time, those who never had."""

    all: Group
    mentored: Group
    alone: Group


def hired(municipality: Municipality, on: date, school: School | None = None) -> PersonQuerySet:
    """Teachers whose teaching began less than three years before the day and who worked here in that time."""
    places = Employment.objects.filter(
        Q(start_date__isnull=True) | Q(start_date__lte=on),
        Q(end_date__isnull=True) | Q(end_date__gt=OuterRef("teaching_since")),
        person=OuterRef("pk"),
        school__municipality=municipality,
    )
    if school:
        places = places.filter(school=school)
    return Person.objects.teachers().novices(on).filter(Exists(places))


def retention(municipality: Municipality, on: date, school: School | None = None) -> Retention:
    """Count the three groups; one query."""
    here = School.objects.filter(municipality=municipality)
    if school:
        here = here.filter(pk=school.pk)
    works = Employment.objects.current(on).filter(person=OuterRef("pk"), school__in=here)
    had_mentor = PairMember.objects.entered(date.min, on).filter(mentee=OuterRef("pk"))
    people = hired(municipality, on, school).order_by()
    counted = people.annotate(works=Exists(works), had_mentor=Exists(had_mentor)).aggregate(
        all=Count("pk"),
        stayed=Count("pk", filter=Q(works=True)),
        mentored=Count("pk", filter=Q(had_mentor=True)),
        mentored_stayed=Count("pk", filter=Q(works=True, had_mentor=True)),
    )
    everyone = Group(counted["all"], counted["stayed"])
    mentored = Group(counted["mentored"], counted["mentored_stayed"])
    alone = Group(everyone.hired - mentored.hired, everyone.stayed - mentored.stayed)
    return Retention(everyone, mentored, alone)
