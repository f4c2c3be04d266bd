"""The register without names, for those who see numbers only: counts by school."""

from collections import Counter
from typing import NamedTuple

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember
from reports.registers.choice import Choice
from schools.models import School

HEADINGS = ("Школа", "Наставляемых", "Наставников", "Пар и групп", "Из них завершено")
TOTAL = "Всего"


class SchoolCounts(NamedTuple):
    """A school's people of a year; a pair counts in the school of its mentees, a mentor in the own."""

    school: str
    mentees: int
    mentors: int
    pairs: int
    completed: int


def counts_of(choice: Choice) -> list[SchoolCounts]:
    """Every school with anybody in the year, by name, the total last; two queries.

    The total counts people and pairs once, though a pair across schools stands in two of them.
    """
    reached = choice.scope.q(municipality="municipality", school="pk")
    schools = {row.pk: row.name for row in School.objects.filter(reached)}
    members = [
        (member.mentee.school_id, member.mentee_id, member.pair_id, member.pair.state, member.mentor.person)
        for member in PairMember.objects.touching_year(choice.year)
        .filter(choice.of("mentee__") | choice.of("mentor__person__"))
        .select_related("mentee", "mentor__person", "pair")
    ]
    mentees = {(school, mentee) for school, mentee, *_ in members if school in schools}
    pairs = {(school, pair) for school, _, pair, *_ in members if school in schools}
    done = {
        (school, pair)
        for school, _, pair, state, _ in members
        if school in schools and state == PairState.COMPLETED
    }
    mentors = {(person.school_id, person.pk) for *_, person in members if person.school_id in schools}
    if choice.school:
        codes = dict(School.objects.filter(pk__in=schools).values_list("pk", "code"))
        schools = {pk: name for pk, name in schools.items() if codes[pk] == choice.school}
    columns = [_by_school(found, schools) for found in (mentees, mentors, pairs, done)]
    rows = [
        SchoolCounts(name, *(column[pk] for column in columns))
        for pk, name in schools.items()
        if any(column[pk] for column in columns)
    ]
    whole = (
        len({item for school, item in found if school in schools})
        for found in (mentees, mentors, pairs, done)
    )
    return [*rows, SchoolCounts(TOTAL, *whole)] if rows else []


def _by_school(found: set[tuple[int, int]], schools: dict[int, str]) -> Counter[int]:
    return Counter(school for school, _ in found if school in schools)
