"""Who has named whom after the group meeting (document 001, steps 18–19): read for a school year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q, QuerySet

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorPreference
from mentorship.bank.models.preferences import Side
from schools.models import Person

# Keys of people in the order of their choice, by the key of who chooses.
Choices = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Wishes:
    """The mentors whom mentees have named, the mentees whom mentors have; the first choice first."""

    of_mentees: Choices = field(default_factory=dict)
    of_mentors: Choices = field(default_factory=dict)

    @cached_property
    def suitors(self) -> Mapping[int, frozenset[int]]:
        """The mentors who have named a mentee, by the mentee's key."""
        found: dict[int, set[int]] = defaultdict(set)
        for mentor, mentees in self.of_mentors.items():
            for mentee in mentees:
                found[mentee].add(mentor)
        return {mentee: frozenset(mentors) for mentee, mentors in found.items()}


# For who is judged without regard to wishes.
NO_WISHES = Wishes()


def wishes(municipality: int | None, year: int) -> Wishes:
    """Everything the people of a municipality have named in a school year; one query."""
    rows = MentorPreference.objects.filter(person__municipality=municipality, year=year)
    return wishes_in(rows)


def wishes_about(mentees: Iterable[int], year: int) -> Wishes:
    """What some mentees have named, and which mentors have named them; one query."""
    people = list(mentees)
    rows = MentorPreference.objects.filter(year=year)
    return wishes_in(
        rows.filter(Q(side=Side.MENTEE, person__in=people) | Q(side=Side.MENTOR, chosen__in=people))
    )


def wishes_in(rows: QuerySet[MentorPreference]) -> Wishes:
    """The choices of the rows, in order; one query."""
    found: dict[str, dict[int, list[int]]] = {side: defaultdict(list) for side in Side}
    for side, person, chosen in rows.order_by("rank").values_list("side", "person", "chosen"):
        found[side][person].append(chosen)
    mentees, mentors = (
        {person: tuple(named) for person, named in found[side].items()} for side in (Side.MENTEE, Side.MENTOR)
    )
    return Wishes(mentees, mentors)


def who_chooses(side: Side) -> QuerySet[Person]:
    """Who may name somebody: teachers with an accepted request, or mentors of the bank."""
    if side == Side.MENTEE:
        asking = MenteeRequest.objects.filter(state=RequestState.ACCEPTED)
        return Person.objects.filter(pk__in=asking.values("person"))
    return Person.objects.filter(pk__in=Mentor.objects.listed().values("pk"))


def who_is_chosen(side: Side, person: Person, year: int) -> QuerySet[Person]:
    """Whom the person may name: the other side of the own municipality, and who was named already."""
    other = Side.MENTOR if side == Side.MENTEE else Side.MENTEE
    named = MentorPreference.objects.filter(person=person, side=side, year=year)
    near = who_chooses(other).filter(municipality=person.municipality_id)
    return (near | Person.objects.filter(pk__in=named.values("chosen"))).exclude(pk=person.pk)


def sides_of(person: Person) -> list[Side]:
    """As what the person may choose: nothing, one or both."""
    return [side for side in Side if who_chooses(side).filter(pk=person.pk).exists()]
