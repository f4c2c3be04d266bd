"""Up to three people whom somebody would like to work with, the first choice first."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.bank.models import MOST_CHOICES
from mentorship.bank.personfield import LONGEST_LIST, PersonField
from schools.forms import PortalForm, dress
from schools.models import Person

_LABELS = ("Первый выбор", "Второй выбор", "Третий выбор")


class WishForm(PortalForm):
    """One field a choice; blanks are passed over.

    A list where it is short, read once for all fields; a line to type where it is long.
    """

    def __init__(self, *args: Any, people: QuerySet[Person], named: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(people.select_related("school")[: LONGEST_LIST + 1])
        is_short = len(known) <= LONGEST_LIST
        self.known = {str(person.pk): person for person in known} if is_short else None
        for number, label in enumerate(_LABELS[:MOST_CHOICES]):
            field = self._field(people, label)
            if number < len(named):
                field.initial = str(named[number].pk) if is_short else named[number].full_name
            dress(field)
            self.fields[f"choice_{number + 1}"] = field

    def _field(self, people: QuerySet[Person], label: str) -> forms.Field:
        if self.known is None:
            return PersonField(people, label=label, required=False)
        offered = [(key, _words(person)) for key, person in self.known.items()]
        return forms.ChoiceField(choices=[("", "никого"), *offered], label=label, required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody is named twice; in the end the fields hold people."""
        data = super().clean() or {}
        if self.known is not None:
            data = {name: self.known.get(value) for name, value in data.items()}
        seen: set[Person] = set()
        for name in self.fields:
            person = data.get(name)
            if person in seen:
                self.add_error(name, ValidationError(f"{person} уже назван выше: выберите другого."))
            elif person is not None:
                seen.add(person)
        return data

    @property
    def chosen(self) -> list[Person]:
        """Who is named, in order."""
        return [person for name in self.fields if (person := self.cleaned_data.get(name))]


def _words(person: Person) -> str:
    """Name and school, since namesakes happen."""
    return f"{person.full_name}, {person.school}" if person.school else person.full_name
