"""Forms of the first steps."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mentorship.programmes.models import IndicatorSet, Programme
from schools import years
from schools.formfields import AcademicYearFormField
from schools.forms import PortalForm
from schools.models import Municipality, Person
from schools.models.aliases import free_code


class PlacedForm(PortalForm):
    """A form that asks for the municipality only where there are several."""

    municipality = forms.ModelChoiceField(label="Муниципалитет", queryset=Municipality.objects.none())

    def __init__(self, *args: Any, municipalities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["municipality"]
        place.queryset = municipalities
        only = list(municipalities[:2])
        if len(only) == 1:
            place.initial, place.widget = only[0].pk, forms.HiddenInput()


class MethodistForm(PlacedForm):
    """Who will fill the portal."""

    last_name = forms.CharField(label="Фамилия", max_length=100)
    first_name = forms.CharField(label="Имя", max_length=100)
    middle_name = forms.CharField(label="Отчество", max_length=100, required=False)
    email = forms.EmailField(label="Электронная почта", required=False)
    code = forms.CharField(
        label="Имя для входа",
        max_length=50,
        help_text="Оно же — код сотрудника в таблицах. Например, methodist.",
    )
    field_order = ("last_name", "first_name", "middle_name", "email", "code", "municipality")

    def clean_code(self) -> str:
        """Nobody else has it, and nobody's old code leads elsewhere."""
        code = free_code(self.cleaned_data["code"], None)
        if Person.objects.filter(code=code).exists():
            raise ValidationError("Такое имя уже занято: добавьте цифру или первую букву имени.")
        return code


class ProgrammeForm(PlacedForm):
    """What a programme begins with; the passport is filled in later."""

    title = forms.CharField(
        label="Наименование программы", max_length=Programme._meta.get_field("title").max_length
    )
    code = forms.SlugField(
        label="Код программы",
        max_length=Programme._meta.get_field("code").max_length,
        help_text="Латинскими буквами, для адреса страницы. Например, mentoring-2025.",
        error_messages={"invalid": "Латинские буквы, цифры, дефис и подчёркивание."},
    )
    start_date = forms.DateField(label="Первый день")
    end_date = forms.DateField(label="Последний день")
    baseline_year = AcademicYearFormField(
        label="Базовый учебный год", help_text="С ним сравнивают снижение доли ШНОР. Например, 2023/2024."
    )
    sets = forms.MultipleChoiceField(
        label="Наборы показателей",
        choices=IndicatorSet.choices,
        initial=list(IndicatorSet.values),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы один набор."},
    )
    field_order = ("title", "code", "start_date", "end_date", "baseline_year", "sets", "municipality")

    def clean_code(self) -> str:
        """A programme's page may not cover this one, nor another's."""
        code = self.cleaned_data["code"]
        if code == "add" or Programme.objects.filter(code=code).exists():
            raise ValidationError("Такой код уже занят.")
        return code

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end <= start:
            self.add_error("end_date", "Последний день должен быть позже первого.")
        return cleaned


def first_values(today: Any) -> dict[str, Any]:
    """What the form of a programme is filled with: three school years from this one on."""
    year = years.year_of(today)
    return {
        "start_date": years.first_day(year),
        "end_date": years.last_day(year + 2),
        "baseline_year": year - 1,
        "code": f"mentoring-{year}",
    }
