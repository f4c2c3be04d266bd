"""Forms of the campaign pages."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.programmes.models import Programme
from mentorship.spreadsheets.words import fold
from schools import years
from schools.formfields import AcademicYearFormField, ChosenRowsField
from schools.forms import PortalForm
from schools.models import Municipality, School
from surveys.enums import OpensOn, Status
from surveys.models import Questionnaire
from surveys.workflow import Aim


class AudienceForm(PortalForm):
    """Whom a campaign asks, and what brings the form to them."""

    opens_on = forms.ChoiceField(
        label="Анкета приходит, когда",
        choices=OpensOn.choices,
        required=False,
        help_text="«Первый день» — всем сразу. Состояние пары — каждому, когда его пара до него дойдёт.",
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label="Программа", required=False, empty_label="Любая"
    )
    schools = ChosenRowsField(
        School.objects.none(),
        label="Школы",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ничего не отмечено — спросить все школы.",
    )

    def __init__(self, *args: Any, municipalities: QuerySet[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields
        chosen["programme"].queryset = Programme.objects.filter(municipality__in=municipalities)
        schools = School.objects.filter(municipality__in=municipalities).order_by("name_key")
        chosen["schools"].queryset = schools

    @property
    def aim(self) -> Aim:
        """What was chosen."""
        chosen = self.cleaned_data
        return Aim(chosen["opens_on"], chosen["programme"], tuple(chosen["schools"]))


class CampaignForm(AudienceForm):
    """Which form is asked of whom, in which year, from when to when."""

    PLAN = ("municipality", "questionnaire", "year", "opens", "closes")
    field_order = PLAN

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
        super().__init__(*args, municipalities=municipalities, **kwargs)
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        self.fields["closes"].help_text = "До этого дня включительно анкету можно заполнить и изменить."
        self.fields[
            "questionnaire"
        ].help_text = "Вторая анкета приходит раньше первого дня тем, чья пара уже завершена."


class AnonymiseForm(PortalForm):
    """Asked twice: a tick, and a word typed by hand."""

    WORD = "обезличить"
    sure = forms.BooleanField(
        label="Понимаю: связать человека с его ответами больше не сможет никто и никогда",
        error_messages={"required": "Отметьте, что понимаете это."},
    )
    word = forms.CharField(label=f"Впишите слово «{WORD}»", max_length=20)

    def clean_word(self) -> str:
        """The word itself, in any case."""
        word = str(self.cleaned_data["word"])
        if fold(word) != self.WORD:
            raise ValidationError(f"Впишите слово «{self.WORD}» целиком.")
        return word


class SheetForm(PortalForm):
    """A filled sheet that comes back."""

    file = forms.FileField(
        label="Заполненный файл Excel (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Выберите файл.", "empty": "Файл пуст: в нём ноль байт."},
    )


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
