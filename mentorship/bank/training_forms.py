"""Forms of training programmes, their sessions, and of the personnel reserve."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from mentorship.bank.forms import name_blanks
from mentorship.bank.models import ReserveMember, TrainingProgramme, TrainingSession
from mentorship.bank.personfield import PersonField
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.limits import LONGEST_SEARCH
from schools.models import Person


class ProgrammeForm(PortalForm):
    """A new programme of training; one of the same name is opened instead."""

    name = forms.CharField(label="Название программы", max_length=200)


class AttendedField(ChosenRowsField):
    """Ticks over people, each with the school, since namesakes happen."""

    def label_from_instance(self, person: Any) -> str:
        """«Фамилия Имя Отчество, школа»."""
        return f"{person.full_name}, {person.school}" if person.school else person.full_name


class SessionForm(PortalModelForm):
    """A session with those who were there, of the mentors, curators and reserve of the municipality."""

    class Meta:
        model = TrainingSession
        fields = ("date", "title", "hours", "is_distance", "place", "lecturer")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.attended.all() if self.instance.pk else []
        self.fields["attended"] = AttendedField(
            people,
            label="Кто был",
            required=False,
            initial=held,
            widget=forms.CheckboxSelectMultiple,
            help_text="Наставники, кандидаты, кураторы и кадровый резерв муниципалитета.",
        )

    def _post_clean(self) -> None:
        """Left to the workflow, which knows the day."""

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the session."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CourseForm(PortalForm):
    """A training of the programme that somebody has passed."""

    date = forms.DateField(label="Дата окончания", initial=timezone.localdate)
    hours = forms.IntegerField(label="Часов", min_value=1, max_value=5000, required=False)
    is_distance = forms.BooleanField(label="Дистанционно", required=False)
    certificate = forms.CharField(label="№ удостоверения", max_length=100, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"person": PersonField.of(people, label="Кто прошёл обучение"), **self.fields}


class ReserveChangeForm(PortalModelForm):
    """For which position, on what basis, by which programme."""

    class Meta:
        model = ReserveMember
        fields = ("target_position", "basis", "programme")
        help_texts = {
            "target_position": "Например: заместитель директора по учебной работе.",
            "basis": "Кто предложил и каким документом: протокол, приказ, представление.",
            "programme": "По ней видны занятия и часы педагога.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].required = True
        name_blanks(self, "не назначена")

    def _post_clean(self) -> None:
        """Left to the workflow."""


class InclusionForm(ReserveChangeForm):
    """A person for the reserve."""

    included_date = forms.DateField(label="Дата включения", initial=timezone.localdate)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"person": PersonField.of(people, label="Педагог"), **self.fields}


class ExclusionForm(PortalForm):
    """When and why somebody leaves the reserve."""

    excluded_date = forms.DateField(label="Дата исключения", initial=timezone.localdate)
    reason = forms.CharField(
        label="Причина",
        max_length=300,
        help_text="Например: назначен на должность, отказался, переехал.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReserveSearch(PortalForm):
    """The filters over the reserve."""

    q = forms.CharField(label="Имя, школа или должность", max_length=LONGEST_SEARCH, required=False)
    programme = forms.ModelChoiceField(
        TrainingProgramme.objects.all(), label="Программа", required=False, empty_label="Любая"
    )
    left = forms.BooleanField(
        label="И те, кто исключён", required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )
