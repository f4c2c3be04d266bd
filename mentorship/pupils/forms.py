"""Forms of the pupils' pages; what they hold is checked by the workflow. No field asks for free words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mentorship.pupils.ages import SchoolClass, parse_class
from mentorship.pupils.enums import (
    CHOSEN_REASONS,
    GOALS,
    MeetingTopic,
    Outcome,
    PupilForm,
    Relation,
)
from mentorship.pupils.models import Pupil
from schools.formfields import ChosenRowField
from schools.forms import PortalForm
from schools.models import Person, School

NO_HEALTH = "Не указывайте диагнозы и правонарушения."


class ClassField(forms.CharField):
    """A class as people write it: «7А»."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8, **kwargs)

    def to_python(self, value: Any) -> Any:
        """«7 а» is read as 7А."""
        text = super().to_python(value)
        if not text:
            return text
        try:
            return parse_class(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """A class is shown as it is spoken."""
        return str(value) if isinstance(value, SchoolClass) else value


class PupilEntryForm(PortalForm):
    """A pupil: a name or pseudonym, the class, the mark of 18 years."""

    school = ChosenRowField(School.objects.none(), label="Школа", empty_label=None)
    name = forms.CharField(
        label="Фамилия и имя или псевдоним",
        max_length=120,
        help_text=f"Достаточно «Пётр И.» или условного имени, которое понятно школе. {NO_HEALTH}",
    )
    school_class = ClassField(label="Класс", help_text="Например, 7А. С 1 сентября класс меняется сам.")
    turned_18_on = forms.DateField(
        label="Исполнилось 18",
        required=False,
        help_text="Только если уже исполнилось. Дата рождения порталу не нужна.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, schools: Any, pupil: Pupil | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pupil is not None or len(schools) == 1:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        if pupil is None:
            del self.fields["version"]


class ConsentForm(PortalForm):
    """A signed paper."""

    relation = forms.ChoiceField(label="Кто подписал", choices=Relation.choices)
    representative = forms.CharField(
        label="Фамилия, имя, отчество подписавшего",
        max_length=150,
        required=False,
        help_text="Если подписал сам ученик, оставьте пустым.",
    )
    given_date = forms.DateField(label="Дата согласия")
    number = forms.CharField(
        label="Номер бумаги", max_length=40, required=False, help_text="Нужен номер или скан."
    )
    scan = forms.FileField(
        label="Скан",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF или фото, до 10 МБ.",
    )


class DayForm(PortalForm):
    """One day: of a withdrawal, of leaving."""

    day = forms.DateField(label="Дата")


class StartForm(PortalForm):
    """When a pair begins."""

    start_date = forms.DateField(label="Работает с")


class EndForm(PortalForm):
    """How a pair has ended."""

    end_date = forms.DateField(label="Последний день")
    outcome = forms.ChoiceField(label="Итог", choices=Outcome.choices)


class BreakForm(PortalForm):
    """Why a pair stops early."""

    end_date = forms.DateField(label="Последний день")
    reason = forms.ChoiceField(
        label="Почему", choices=[(reason.value, reason.label) for reason in CHOSEN_REASONS]
    )


class MeetingForm(PortalForm):
    """That a pair has met."""

    day = forms.DateField(label="Когда")
    topic = forms.ChoiceField(label="О чём", choices=MeetingTopic.choices)


class PupilChoice(ChosenRowField):
    """A pupil by name and class; on the day the field is told."""

    on: Any = None

    def label_from_instance(self, obj: Pupil) -> str:
        """Namesakes are told apart by the class."""
        return f"{obj.shown_name}, {obj.class_words(self.on)}"


class TeacherChoice(ChosenRowField):
    """A teacher of the school with the position."""

    def label_from_instance(self, obj: Person) -> str:
        """The position tells the social teacher and the class teacher (document 003 §5.4)."""
        return f"{obj}, {obj.position}" if obj.position else str(obj)


class PairForm(PortalForm):
    """A pair of the form that the page was opened for."""

    mentor_pupil = PupilChoice(Pupil.objects.none(), label="Наставник, ученик")
    mentor_teacher = TeacherChoice(Person.objects.none(), label="Наставник, педагог")
    mentee = PupilChoice(Pupil.objects.none(), label="Наставляемый")
    goal = forms.ChoiceField(label="Цель")

    def __init__(self, *args: Any, form: str, pupils: Any, teachers: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["mentor_teacher" if form == PupilForm.PUPIL_PUPIL else "mentor_pupil"]
        for name, rows in (("mentor_pupil", pupils), ("mentee", pupils), ("mentor_teacher", teachers)):
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
                self.fields[name].on = on  # type: ignore[attr-defined]
        self.fields["goal"].choices = [(goal.value, goal.label) for goal in GOALS[form]]  # type: ignore[attr-defined]


class WorkbookForm(PortalForm):
    """The workbook of one school as it comes back."""

    school = ChosenRowField(School.objects.none(), label="Школа", empty_label=None)
    file = forms.FileField(
        label="Заполненный файл (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Выберите файл.", "empty": "Файл пуст: в нём ноль байт."},
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) == 1:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools  # type: ignore[attr-defined]
