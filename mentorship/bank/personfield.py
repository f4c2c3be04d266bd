"""Naming a person on a form: a list where it is short, a line to type where it is long."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.spreadsheets.searching import holding
from schools.forms import dress
from schools.models import Person

# A school's staff is a list to choose from; a municipality's would be too long for a phone.
LONGEST_LIST = 120
NAMED = 8


class PersonChoice(forms.ModelChoiceField):
    """A choice from a short list."""

    def label_from_instance(self, person: Any) -> str:
        """Name and school, since namesakes happen."""
        return f"{person.full_name}, {person.school}" if person.school else person.full_name


class PersonField(forms.CharField):
    """A person by name or by Код педагога, among those the queryset allows."""

    def __init__(self, people: QuerySet[Person], **kwargs: Any) -> None:
        self.people = people
        kwargs.setdefault("max_length", 320)
        kwargs.setdefault("help_text", "Фамилия, имя и отчество или код педагога.")
        super().__init__(**kwargs)

    @staticmethod
    def of(people: QuerySet[Person], **kwargs: Any) -> forms.Field:
        """The field that fits the number of people."""
        people = people.select_related("school")
        field: forms.Field = PersonField(people, **kwargs)
        if people.count() <= LONGEST_LIST:
            field = PersonChoice(people, empty_label="Выберите", **kwargs)
        dress(field)
        return field

    def clean(self, value: Any) -> Any:
        """Return the only person that fits; ValidationError names those who do when there are several."""
        text = super().clean(value)
        if not text:
            return None
        exact = self.people.filter(code__iexact=text.strip()).first()
        if exact is not None:
            return exact
        people = list(holding(self.people, text, "name_key")[: NAMED + 1])
        if len(people) == 1:
            return people[0]
        if not people:
            raise ValidationError("Такого педагога нет: проверьте написание или укажите код педагога.")
        names = "; ".join(f"{person}, {person.school}, код {person.code}" for person in people[:NAMED])
        more = " и другие" if len(people) > NAMED else ""
        raise ValidationError(f"Подходят несколько: {names}{more}. Укажите код.")
