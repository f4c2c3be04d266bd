"""Names of a paper's people in cases: as typed for the paper, else as remembered, else by the rules."""

from collections.abc import Iterable, Mapping

from mentorship.documents.cases import in_case
from mentorship.documents.enums import Case
from mentorship.documents.models import NameForm
from schools.models import Person

Wanted = tuple[Person, Case]


def key_of(person: Person, case: Case) -> str:
    """How a typed name is kept with its paper and called on the form."""
    return f"name_{person.pk}_{case.value}"


class Naming:
    """Names in cases for a number of people; one query."""

    def __init__(self, people: Iterable[Person], typed: Mapping[str, str] | None = None) -> None:
        self._typed = typed or {}
        remembered = NameForm.objects.filter(person__in={person.pk for person in people})
        self._remembered = {(item.person_id, item.case): item.text for item in remembered}

    def of(self, person: Person | None, case: Case) -> str:
        """The full name in the case; "" for nobody."""
        if person is None:
            return ""
        typed = self._typed.get(key_of(person, case), "").strip()
        return typed or self._remembered.get((person.pk, case)) or by_rules(person, case)


def by_rules(person: Person, case: Case) -> str:
    """The name as the rules of the language have it."""
    return in_case(person.last_name, person.first_name, person.middle_name, case)


def remember(wanted: Iterable[Wanted], typed: Mapping[str, str]) -> None:
    """Keep for later papers the names somebody wrote otherwise than the rules; forget the mended ones."""
    for person, case in wanted:
        text = typed.get(key_of(person, case), "").strip()
        if not text:
            continue
        if text == by_rules(person, case):
            NameForm.objects.filter(person=person, case=case).delete()
        else:
            NameForm.objects.update_or_create(person=person, case=case, defaults={"text": text})
