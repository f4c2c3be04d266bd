"""The form of a management team's request: the contact, the members, what they ask for."""

from typing import Any

from django import forms
from django.db.models import Case, QuerySet, When

from mentorship.bank.forms import RequestForm
from mentorship.bank.models import MenteeCategory
from mentorship.spreadsheets.words import fold
from schools.formfields import ChosenRowsField
from schools.forms import dress
from schools.models import Person, School

TEAM_CATEGORY = "член управленческой команды ШНОР/ШССУ"


def staff_of(school: School) -> QuerySet[Person]:
    """The staff of a school, those whose position says that they lead it on top."""
    leads = Case(When(position__key__contains="директор", then=0), default=1)
    return Person.objects.filter(school=school).select_related("position").order_by(leads, "name_key", "pk")


class TeamForm(RequestForm):
    """A request of a team; the people offered are the staff of one school."""

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, for_others=True, **kwargs)
        is_new = self.instance.pk is None
        staff = staff_of(school)
        people: dict[str, forms.Field] = {"team": _members(staff)}
        if is_new:
            people = {"person": _contact(staff), **people}
            self.initial["mentee_category"] = MenteeCategory.objects.filter(key=fold(TEAM_CATEGORY)).first()
        else:
            self.initial["team"] = self.instance.team.all()
        del self.fields["subject"]
        self.fields = {**people, **self.fields}
        self.fields["mentee_category"].help_text = "Кто команда в этой паре; можно оставить методисту."

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the request, which is a team's."""
        return {**super().values, "is_team": True}


class _Named:
    """How a colleague is named in a list: with the position."""

    def label_from_instance(self, person: Any) -> str:
        """«Дубов Яков Ильич, директор»."""
        return f"{person.full_name}, {person.position}" if person.position else person.full_name


class _ContactField(_Named, forms.ModelChoiceField):
    """One of the staff."""


class _MembersField(_Named, ChosenRowsField):
    """Several of the staff."""


def _contact(staff: QuerySet[Person]) -> forms.Field:
    field = _ContactField(
        staff,
        label="Контактное лицо",
        empty_label="Выберите",
        help_text="Отвечает за команду: получает письма, в паре записан наставляемым. Его согласие на "
        "обработку данных нужно для подачи.",
    )
    dress(field)
    return field


def _members(staff: QuerySet[Person]) -> forms.Field:
    return _MembersField(
        staff,
        label="Члены команды кроме контактного лица",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одного члена команды кроме контактного лица."},
    )
