"""Teachers of an invented municipality, curators and heads of its schools, its officials, their accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from django.contrib.auth.hashers import make_password

from reports.demo import lists
from reports.generated.names import Names
from reports.generated.places import Place
from reports.generated.size import Size
from reports.generated.storing import store, words
from schools import years
from schools.enums import Category, Role
from schools.models import Diagnostic, Employment, Person, Position, RoleAssignment, Subject, User
from schools.models.people import three_years_before

_POSITIONS: Final = ("учитель", "директор")
_OFFICIALS: Final = (Role.HEAD, Role.METHODIST, Role.APPROVER, Role.DEPARTMENT)
# Days of teaching of those who have begun lately and of all others.
_YOUNG, _OLD = (60, 1000), (1500, 14000)
_TESTED_OF: Final = 3
# Of the teachers who stand in no bank such a share has begun lately.
_NOVICES: Final = 0.3
# Seats of a school's staff whose holders are in office.
_CURATOR, _HEAD = 1, 2


@dataclass(frozen=True)
class Staff:
    """Everybody who teaches: those of the bank, the others, and what each of them teaches."""

    teachers: list[Person]
    mentors: list[Person]
    mentees: list[Person]
    curators: list[Person]
    subjects: dict[int, Subject]
    novices: set[int]


def build_staff(place: Place, size: Size, random: Random, on: date) -> Staff:
    """So many teachers, spread over the schools, each with a place of work and a subject."""
    names, subjects = Names(random), words(Subject, lists.SUBJECTS)
    positions = words(Position, _POSITIONS)
    people = store(Person, _teachers(place, size, names, positions, random, on))
    store(Employment, (Employment(person=person, school=person.school) for person in people))
    taught = {person.pk: random.choice(subjects) for person in people}
    links = Person.subjects.through
    store(links, (links(person_id=pk, subject_id=subject.pk) for pk, subject in taught.items()))
    curators, heads = _in_office(people)
    _give_roles(place, curators, heads, names, on)
    mentors: list[Person] = []
    mentees: list[Person] = []
    for number, person in enumerate(people):
        (mentors if _is_mentor(number, size) else mentees).append(person)
    since = three_years_before(on)
    novices = {person.pk for person in people if person.teaching_since and person.teaching_since > since}
    return Staff(people, mentors, mentees, curators, taught, novices)


def _is_mentor(number: int, size: Size) -> bool:
    """Every second or third teacher, so that there are exactly `size.mentors` of them."""
    return (number + 1) * 2 // 5 > number * 2 // 5


def _teachers(
    place: Place, size: Size, names: Names, positions: list[Position], random: Random, on: date
) -> Iterator[Person]:
    """School by school, the same number in each but for one."""
    number = 0
    for index, school in enumerate(place.schools):
        upto = size.teachers * (index + 1) // size.schools
        for seat in range(1, upto - number + 1):
            name = names.invent()
            is_mentor = _is_mentor(number, size)
            is_novice = not is_mentor and random.random() < _NOVICES
            yield Person(
                code=f"{school.code}-{seat}",
                municipality=place.municipality,
                school=school,
                last_name=name.last,
                first_name=name.first,
                middle_name=name.middle,
                is_teacher=True,
                position=positions[1] if seat == _HEAD else positions[0],
                teaching_since=on - timedelta(days=random.randint(*(_YOUNG if is_novice else _OLD))),
                category=_category(is_mentor, is_novice, random),
            )
            number += 1


def _category(is_mentor: bool, is_novice: bool, random: Random) -> Category:
    if is_novice:
        return Category.NONE
    return random.choice((Category.HIGHEST, Category.FIRST) if is_mentor else tuple(Category))


def _in_office(people: list[Person]) -> tuple[list[Person], list[Person]]:
    """The first of a school is its curator, the second, where there is one, its head."""
    curators, heads, seats = [], [], dict[int | None, int]()
    for person in people:
        seat = seats[person.school_id] = seats.get(person.school_id, 0) + 1
        if seat == _CURATOR:
            curators.append(person)
        elif seat == _HEAD:
            heads.append(person)
    return curators, heads


def _give_roles(place: Place, curators: list[Person], heads: list[Person], names: Names, on: date) -> None:
    """Roles in force since the year before, and accounts that nobody can sign in with until invited."""
    start = years.first_day(years.year_of(on) - 1)
    officials = store(Person, _officials(place, names))
    in_schools = [(person, Role.CURATOR) for person in curators] + [
        (person, Role.DIRECTOR) for person in heads
    ]
    store(
        RoleAssignment,
        [
            *(
                RoleAssignment(person=person, role=role, school_id=person.school_id, start_date=start)
                for person, role in in_schools
            ),
            *(
                RoleAssignment(person=person, role=role, municipality=place.municipality, start_date=start)
                for person, role in zip(officials, _OFFICIALS, strict=True)
            ),
        ],
    )
    everybody = [*curators, *heads, *officials]
    store(User, (User(username=who.code, person=who, password=make_password(None)) for who in everybody))


def _officials(place: Place, names: Names) -> Iterator[Person]:
    for role in _OFFICIALS:
        name = names.invent()
        yield Person(
            code=f"{role}-{place.number}",
            municipality=place.municipality,
            last_name=name.last,
            first_name=name.first,
            middle_name=name.middle,
        )


def diagnose_some(place: Place, staff: Staff, random: Random, on: date) -> None:
    """Every third teacher of ШНОР is tested twice, the second time a little better."""
    tested = [person for person in staff.teachers if person.school_id and place.is_low(person.school_id)]
    last = years.first_day(years.year_of(on))
    days = (last - timedelta(days=300), last)
    rows = []
    for person in tested[::_TESTED_OF]:
        score = random.randint(35, 75)
        for day in days:
            rows.append(
                Diagnostic(
                    person=person, date=day, subject_score=score, method_score=score - 5, max_score=100
                )
            )
            score += random.randint(-2, 12)
    store(Diagnostic, rows)
