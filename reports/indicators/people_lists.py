"""Lists of people behind the indicators, told by marks: what one has to be, or to have done, to stand on one.

A list and its length follow from the same marks. Of a list the database is asked for those who bear them; of
all lengths together it is asked, in one pass over the people, how many bear which marks at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from mentorship.bank.models import Training
from mentorship.pairs.models import PairMember
from mentorship.roadmap.models import Attendance
from reports.indicators import prepared
from schools.models import Employment, Person
from schools.models.people import PersonQuerySet, is_novice, works_in

if TYPE_CHECKING:
    from reports.indicators.facts import Facts

Condition = Q | Exists
Rows = tuple[frozenset[str], ...]

HERE, CURATOR = "is_here", "is_curator"
MENTEE, MENTOR, TEACHER, NOVICE = "is_mentee", "is_mentor", "teaches", "is_young"
LOW, CAME, TRAINED = "is_of_low", "came", "is_trained"
INVITED_MENTEE, INVITED_MENTOR = "is_invited_mentee", "is_invited_mentor"


def _mentored(members: Any, role: str) -> Exists:
    return Exists(members.filter(Q(**{role: OuterRef("pk")})))


def _curates(facts: "Facts") -> Exists:
    return Exists(facts.offices.filter(person=OuterRef("pk")))


def _came(facts: "Facts") -> Exists:
    attended = Attendance.objects.between(facts.programme.start_date, facts.on)
    return Exists(attended.filter(person=OuterRef("pk")))


MARKS: "dict[str, Callable[[Facts], Condition]]" = {
    # a school of the choice on the day, or, of a whole municipality, its staff without a school
    HERE: lambda facts: works_in(facts.schools, facts.on) | facts.own_staff,
    CURATOR: _curates,
    MENTEE: lambda facts: _mentored(facts.entered, "mentee"),
    MENTOR: lambda facts: _mentored(facts.entered, "mentor"),
    TEACHER: lambda facts: Q(is_teacher=True),
    NOVICE: lambda facts: is_novice(facts.on),
    LOW: lambda facts: works_in(facts.low_schools, facts.on),
    CAME: _came,
    TRAINED: lambda facts: Exists(Training.objects.done_by(facts.on).filter(person=OuterRef("pk"))),
    INVITED_MENTEE: lambda facts: _mentored(PairMember.objects.touching_year(facts.year), "mentee"),
    INVITED_MENTOR: lambda facts: _mentored(PairMember.objects.touching_year(facts.year), "mentor"),
}


def _rows(*rows: Iterable[str]) -> Rows:
    return tuple(frozenset(row) for row in rows)


# Whoever bears all the marks of one of the rows stands on the list.
PEOPLE_LISTS: dict[str, Rows] = {
    "mentees": _rows({HERE, MENTEE}),
    "mentors": _rows({HERE, MENTOR}),
    "low_mentees": _rows({HERE, LOW, MENTEE}),
    "low_involved": _rows(*({HERE, TEACHER, LOW, mark} for mark in (CAME, MENTEE, MENTOR))),
    "teaching_mentors": _rows({HERE, TEACHER, MENTOR}),
    "novice_mentees": _rows({HERE, NOVICE, MENTEE}),
    "curators_and_mentors": _rows({CURATOR}, {HERE, MENTOR}),
    "trained": _rows({CURATOR, TRAINED}, {HERE, MENTOR, TRAINED}),
    "invited_mentees": _rows({HERE, INVITED_MENTEE}),
    "invited_mentors": _rows({HERE, INVITED_MENTOR}),
}


def people_of(facts: "Facts", *, curators: bool = False) -> PersonQuerySet:
    """People of the schools on the day; of a whole municipality its own staff, too; with `curators` these.

    A union of keys: either half is found by an index, which a condition with «or» is not.
    """
    keys = Employment.objects.current(facts.on).filter(school__in=facts.schools).order_by().values("person")
    halves: list[QuerySet[Any, Any]] = []
    if facts.school is None:
        halves.append(Person.objects.filter(facts.own_staff).order_by().values("pk"))
    if curators:
        halves.append(facts.offices.order_by().values("person"))
    return Person.objects.filter(pk__in=keys.union(*halves) if halves else keys)


def listed(facts: "Facts", name: str) -> PersonQuerySet:
    """The people of a list."""
    rows = PEOPLE_LISTS[name]
    common = frozenset.intersection(*rows)
    people = people_of(facts, curators=HERE not in common)
    for mark in sorted(common - {HERE}):
        people = people.filter(MARKS[mark](facts))
    beyond = [row - common for row in rows if row - common]
    if not beyond:
        return people
    return people.filter(reduce(or_, (_all_of(facts, row) for row in beyond)))


def _all_of(facts: "Facts", marks: Iterable[str]) -> Q:
    return Q(*(MARKS[mark](facts) for mark in sorted(marks)))


def lengths(asked: Mapping[int, Sequence[str]], every: "Sequence[Facts]") -> dict[tuple[str, int], int]:
    """How long the lists are, by name and place of the facts; one query for all places.

    `asked`: for each place of the facts the names of its lists.
    """
    marks = sorted({mark for names in asked.values() for name in names for mark in _marks_of(name)})
    places = sorted(asked)

    def counted(every: "Sequence[Facts]") -> QuerySet[Any, Any]:
        parts: list[QuerySet[Any, Any]] = [counted_by_marks(every[place], place, marks) for place in places]
        first, *others = parts
        return first.union(*others, all=True) if others else first

    found: dict[tuple[str, int], int] = defaultdict(int)
    for row in prepared.rows(("people", *marks, *places), counted, every):
        borne = {mark for mark in marks if row[mark]}
        for name in asked[row["place"]]:
            found[name, row["place"]] += row["people"] * any(each <= borne for each in PEOPLE_LISTS[name])
    return {(name, place): found[name, place] for place, names in asked.items() for name in names}


def _marks_of(name: str) -> frozenset[str]:
    return frozenset[str]().union(*PEOPLE_LISTS[name])


def counted_by_marks(facts: "Facts", place: int, marks: Iterable[str]) -> Any:
    """How many people bear which of the marks at once."""
    borne = {mark: ExpressionWrapper(Q(MARKS[mark](facts)), output_field=BooleanField()) for mark in marks}
    people = people_of(facts, curators=True).order_by()
    named = people.annotate(place=Value(place), **borne).values("place", *borne)
    return named.annotate(people=Count("pk"))
