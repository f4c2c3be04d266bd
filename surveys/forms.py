"""Forms of the campaign pages."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from schools import years
from schools.formfields import AcademicYearFormField
from schools.forms import PortalForm
from schools.models import Municipality, School
from surveys.enums import Status
from surveys.models import Questionnaire


class CampaignForm(PortalForm):
    """Which form is asked, in which year, from when to when."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", empty_label=None
    )
    questionnaire = forms.ModelChoiceField(Questionnaire.objects.all(), label="Анкета", empty_label=None)
    year = AcademicYearFormField(label="Учебный год")
    opens = forms.DateField(label="Первый день")
    closes = forms.DateField(label="Последний день")

    def __init__(self, *args: Any, municipalities: QuerySet[Municipality], on: date, **kwargs: Any) -> None:
        year = years.year_of(on)
        kwargs["initial"] = {
            "municipality": municipalities.first(),
            "year": year,
            "opens": on,
            "closes": years.last_day(year),
        }
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        self.fields["closes"].help_text = "До этого дня включительно анкету можно заполнить и изменить."
        self.fields[
            "questionnaire"
        ].help_text = "Вторая анкета приходит раньше первого дня тем, чья пара уже завершена."


class ExtendForm(PortalForm):
    """A later last day, and why."""

    closes = forms.DateField(label="Новый последний день")
    reason = forms.CharField(label="Почему", max_length=300)


class PeopleForm(PortalForm):
    """The filters over who has answered."""

    status = forms.ChoiceField(label="Состояние", choices=[("", "Любое"), *Status.choices], required=False)
    school = forms.ModelChoiceField(
        School.objects.none(), label="Школа", to_field_name="code", required=False, empty_label="Все школы"
    )

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class YearForm(PortalForm):
    """The school year of a list of campaigns."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int, required=False)

    def __init__(self, *args: Any, known: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, years.label(year)) for year in known]  # type: ignore[attr-defined]
