"""Whose pair a row speaks of: numbers are counted within a municipality, and people move to another one."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from mentorship.bank.resources.people import in_batches
from mentorship.pairs.models import PairMember
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.words import fold
from schools.models import Municipality, Person
from schools.resources.finding import people_by_code


class Homes:
    """The municipalities in which pairs of the numbers of one file are stored."""

    def __init__(self, rows: Iterable[Row], context: Context) -> None:
        self._own = context.municipality
        self._stored: dict[str, list[PairMember]] = defaultdict(list)
        if self._own is None:
            members = PairMember.objects.select_related("pair__municipality")
            for member in in_batches(members, "pair__number_key", {fold(row.get("number")) for row in rows}):
                self._stored[member.pair.number_key].append(member)

    def of(self, row: Row, mentor: Person | None, mentee: Person) -> Municipality | None:
        """The import's municipality; else the mentor's, unless a pair of this number and mentor is elsewhere.

        Without a mentor in the row, the same is asked of the mentee.
        """
        if self._own is not None:
            return self._own
        person, role = (mentor, "mentor_id") if mentor else (mentee, "mentee_id")
        stored = self._stored[fold(row.get("number"))]
        homes = [member.pair.municipality for member in stored if getattr(member, role) == person.pk]
        return homes[0] if homes and person.municipality not in homes else person.municipality


def people_of_pairs(rows: Iterable[Row], context: Context) -> Lookup[Person]:
    """People of the import's municipality, and those from elsewhere who are or were in a pair of it."""
    people, own = Person.objects.select_related("school", "municipality"), context.municipality
    if own is not None:
        members = PairMember.objects.filter(pair__municipality=own)
        moved = Q(pk__in=members.values("mentee")) | Q(pk__in=members.values("mentor"))
        people = people.filter(Q(municipality=own) | moved)
    return people_by_code(people, [row.get(column) for row in rows for column in ("mentor", "mentee")])
