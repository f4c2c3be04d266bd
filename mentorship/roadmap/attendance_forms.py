"""Forms of the list of those who took part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.roadmap.naming import MOST_LINES, lines_of
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm
from schools.models import Person


class PeopleField(ChosenRowsField):
    """Ticks over the staff of a school."""

    def label_from_instance(self, person: Any) -> str:
        """Name and position, as the school knows them."""
        return f"{person.full_name}, {person.position}" if person.position else person.full_name


class TickForm(PortalForm):
    """Who of the school's staff was there."""

    day = forms.DateField(label="Дата участия")

    def __init__(self, *args: Any, staff: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = PeopleField(
            staff,
            label="Кто был",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Отметьте хотя бы одного педагога."},
        )


class NamesForm(PortalForm):
    """A pasted list: one person a line."""

    day = forms.DateField(label="Дата участия")
    names = forms.CharField(
        label="Список",
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Каждый с новой строки: фамилия, имя, отчество или код педагога.",
    )
    as_guests = forms.BooleanField(label="Кого нет в портале, записать гостями", required=False)

    def clean_names(self) -> str:
        """Refuse what is longer than any hall holds."""
        names: str = self.cleaned_data["names"]
        if len(lines_of(names)) > MOST_LINES:
            raise ValidationError(f"За один раз — не больше {MOST_LINES} строк: разделите список.")
        return names


class SheetForm(PortalForm):
    """A workbook with the list."""

    day = forms.DateField(label="Дата участия")
    file = forms.FileField(
        label="Файл Excel (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="Столбцы «Фамилия, имя, отчество» и, если есть, «Код педагога».",
        error_messages={
            "required": "Выберите файл.",
            "missing": "Выберите файл.",
            "empty": "Файл пуст: в нём ноль байт.",
        },
    )


class GuestForm(PortalForm):
    """Who came and is no user of the portal."""

    name = forms.CharField(label="Фамилия, имя, отчество", max_length=200)
    place = forms.CharField(label="Откуда вы", max_length=200, required=False)
