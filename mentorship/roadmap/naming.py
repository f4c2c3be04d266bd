"""People named in a pasted list: by Код педагога, by full name, by «Фамилия И. О.»."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from mentorship.roadmap.models import Roadmap
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.words import fold, tidy
from schools.models import Person
from schools.resources.finding import people_by_code

# A number, a bullet or a dash that people put before a name.
_BULLET = re.compile(r"^\s*(?:\d{1,3}[.)]\s+|[-–—•*]\s*)")
_INITIALS = re.compile(r"^(?P<last>\S+) (?P<first>\w)\.? ?(?:(?P<middle>\w)\.?)?$")
MOST_LINES = 300


@dataclass
class Named:
    """What a list came to: people found, lines that name nobody, lines that may mean several."""

    people: list[Person] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)


def lines_of(text: str) -> list[str]:
    """The lines of a pasted list without numbers and bullets; blank ones and repeats are left out."""
    lines = (tidy(_BULLET.sub("", line)).strip(" ,;") for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


class Register:
    """The staff that a list may mean: those of the roadmap's municipality; namesakes of its school win."""

    def __init__(self, roadmap: Roadmap, lines: Iterable[str]) -> None:
        self._school = roadmap.school_id
        staff = Person.objects.select_related("school", "position").of_municipality(roadmap.municipality)
        keys = {fold(line) for line in lines}
        # a code holds no space, a name nearly always does
        bare = {key for key in keys if " " not in key}
        self._codes = people_by_code(staff, bare) if bare else Lookup[Person]([], "code")
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        self._by_initials: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        asked = Q(name_key__in=keys)
        for surname in {match["last"] for key in keys if (match := _INITIALS.match(key))}:
            asked |= Q(name_key__startswith=f"{surname} ")
        for person in staff.filter(asked).order_by("pk"):
            self._by_name[person.name_key].append(person)
            last, first, middle = (fold(name) for name in _names(person))
            self._by_initials[last, first[:1], middle[:1]].append(person)
            self._by_initials[last, first[:1], ""].append(person)

    def find(self, line: str) -> list[Person]:
        """Return whom a line may mean; one person where it is clear."""
        key = fold(line)
        by_code = self._codes.find(key)
        if by_code is not None:
            return [by_code]
        return self._own(self._by_name.get(key) or self._like(key))

    def _like(self, key: str) -> list[Person]:
        match = _INITIALS.match(key)
        if match is None:
            return []
        return self._by_initials.get((match["last"], match["first"], match["middle"] or ""), [])

    def _own(self, people: list[Person]) -> list[Person]:
        own = [person for person in people if person.school_id == self._school]
        return own if len(own) == 1 else people


def _names(person: Person) -> tuple[str, str, str]:
    return person.last_name, person.first_name, person.middle_name


def named(roadmap: Roadmap, lines: list[str]) -> Named:
    """Tell the people of a list; a few queries however long it is."""
    register, result = Register(roadmap, lines), Named()
    for line in lines:
        found = register.find(line)
        if len(found) == 1:
            result.people.append(found[0])
        else:
            (result.ambiguous if found else result.unknown).append(line)
    return result
