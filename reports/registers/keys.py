"""Whether the names of a register tell who and which pair is meant; else its file carries codes as well."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count

from mentorship.spreadsheets.words import fold
from reports.registers.cells import LONGEST, OutcomeCell
from reports.registers.mentees import MenteeRow
from reports.registers.mentors import MentorRow
from schools.models import Person


def needs_keys(of_mentees: Sequence[MenteeRow], of_mentors: Sequence[MentorRow]) -> bool:
    """Whether a name is met twice in a school, or numbers of pairs cannot be told from the second sheet."""
    place = Person.objects.order_by().values_list("school__name_key", "name_key")
    met = place.annotate(count=Count("pk")).filter(count__gt=1)
    twins = {(school or "", name) for school, name, _ in met}
    named = {(row.school, row.name) for row in of_mentees} | {(row.school, row.name) for row in of_mentors}
    if any((fold(school), fold(name)) in twins for school, name in named):
        return True
    mentors = {fold(row.name) for row in of_mentors}
    return len(mentors) < len(of_mentors) or _are_numbers_lost(of_mentees, of_mentors)


def _are_numbers_lost(of_mentees: Sequence[MenteeRow], of_mentors: Sequence[MentorRow]) -> bool:
    """Whether some mentor stands on no second sheet, or has several pairs that are not one a mentee."""
    outcome = OutcomeCell(LONGEST)
    told = {row.code: (len(outcome.parse(row.outcome).pairs), row.mentees) for row in of_mentors}
    rows: dict[str, list[str]] = defaultdict(list)
    for row in of_mentees:
        rows[row.mentor_code].append(row.name)
    return any(not _tells_numbers(*told.get(mentor, (0, "")), names) for mentor, names in rows.items())


def _tells_numbers(pairs: int, mentees: str, names: list[str]) -> bool:
    """One pair, or one a mentee in the order of the mentor's row."""
    told = mentees.split(", ")
    return pairs == 1 or (pairs == len(told) == len(names) and set(told) == set(names))
