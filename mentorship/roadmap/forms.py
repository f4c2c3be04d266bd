"""Forms of the roadmap's pages; what they hold is checked by the workflow."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from mentorship.roadmap.enums import Level
from mentorship.roadmap.models import RoadmapEvent, RoadmapTemplate
from schools import attachments, years
from schools.forms import FormError, PortalForm, error_list
from schools.models import Municipality, School

KINDS = "PDF, Word, Excel, фото; каждый файл — до 10 МБ."
ACCEPTED = ",".join(attachments.CONTENT_TYPES)


def year_choices(known: list[int]) -> list[tuple[str, str]]:
    """School years for a select, the newest first."""
    return [(years.label(year), years.label(year)) for year in sorted(set(known), reverse=True)]


class FilesInput(forms.ClearableFileInput):
    """One control for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the value is a list, empty when none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", FilesInput(attrs={"accept": ACCEPTED}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file as a single one."""
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files if file]


class EvidenceForm(PortalForm):
    """Files and a link that show that an event was held; the first control opens a phone's camera."""

    photo = forms.FileField(
        label="Снять фото",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
    )
    files = FilesField(
        label="Фото или файлы",
        required=False,
        help_text=f"Нужен хотя бы один файл или ссылка. {KINDS}",
    )
    link = forms.URLField(
        label="Ссылка",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Новость или страница на сайте школы.",
    )


class DoneForm(EvidenceForm):
    """When an event was held and what came of it."""

    done_date = forms.DateField(label="Дата выполнения")
    result = forms.CharField(
        label="Результат",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Что получилось, сколько человек участвовало.",
    )
    field_order = ["done_date", "photo", "files", "link", "result"]


class OccurrenceForm(EvidenceForm):
    """One time that a recurring event was held; it may be proved later."""

    day = forms.DateField(label="Дата")
    text = forms.CharField(label="Что сделано", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    files = FilesField(label="Фото или файлы", required=False, help_text=KINDS)
    field_order = ["day", "text", "photo", "files", "link"]


class ConfirmForm(PortalForm):
    """When the event was held that the portal itself found held."""

    done_date = forms.DateField(label="Дата выполнения")


class CommentForm(PortalForm):
    """What is to be mended."""

    comment = forms.CharField(
        label="Что исправить", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReasonForm(PortalForm):
    """Why an event leaves the plan."""

    reason = forms.CharField(label="Причина", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(ReasonForm):
    """Another due day and why."""

    new_due_date = forms.DateField(label="Новый срок")
    field_order = ["new_due_date", "reason"]


class AnswerForm(PortalForm):
    """Why a plan stays as it is."""

    answer = forms.CharField(label="Ответ школе", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class SummaryForm(PortalForm):
    """The analysis with which a roadmap is closed (001, 3.3)."""

    summary = forms.CharField(
        label="Анализ эффективности мероприятий",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Что получилось, что нет и почему, что перенести на следующий год.",
    )


class NothingForm(PortalForm):
    """A button alone."""


class TermForm(PortalForm):
    """One row of the plan: when and who."""

    start_date = forms.DateField(label="Начало", required=False)
    due_date = forms.DateField(label="Срок", required=False)
    responsible = forms.CharField(label="Ответственный", required=False, max_length=250)

    def __init__(self, *args: Any, event: RoadmapEvent, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, prefix=str(event.pk), **kwargs)
        self.fields["due_date"].required = self.fields["responsible"].required = event.is_datable

    def named_errors(self) -> list[FormError]:
        """Errors for the summary of the page, each with the event's code."""
        return [
            error._replace(label=f"{self.event.code} {error.label}".strip()) for error in error_list(self)
        ]


class NewRoadmapForm(PortalForm):
    """Whose roadmap, for which year, from which template."""

    school = forms.ModelChoiceField(School.objects.none(), label="Школа", empty_label="Выберите школу")
    year = forms.TypedChoiceField(label="Учебный год", coerce=years.parse)
    template = forms.ModelChoiceField(
        RoadmapTemplate.objects.none(), label="Шаблон", widget=forms.RadioSelect, empty_label=None
    )
    follow = forms.BooleanField(
        label="Взять сроки, ответственных и свои мероприятия из карты прошлого года",
        required=False,
        help_text="Дни переносятся на год вперёд. Если прошлогодней карты нет, отметка ничего не меняет.",
    )

    def __init__(
        self,
        *args: Any,
        schools: Any,
        municipalities: list[Municipality],
        known_years: list[int],
        templates: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipalities = municipalities
        template = self.fields["template"]
        self.fields["school"].queryset = schools
        self.fields["year"].choices = year_choices(known_years)
        template.queryset = templates.order_by("-level", "-code")
        if municipalities:
            self._offer_municipal()
        else:
            template.queryset = template.queryset.filter(level=Level.SCHOOL)
        template.initial = template.queryset.first()

    def _offer_municipal(self) -> None:
        """Let the school be left out; who has several municipalities names one."""
        school = self.fields["school"]
        school.required = False
        school.help_text = "Для муниципальной карты школу не выбирайте."
        if len(self.municipalities) > 1:
            self.fields["municipality"] = forms.ModelChoiceField(
                Municipality.objects.filter(pk__in=[own.pk for own in self.municipalities]),
                label="Муниципалитет",
                required=False,
                help_text="Только для муниципальной карты.",
                widget=forms.Select(attrs={"class": "input"}),
            )

    def owner(self) -> dict[str, Any]:
        """Arguments of the workflow that say whose roadmap it is."""
        if school := self.cleaned_data.get("school"):
            return {"school": school}
        if len(self.municipalities) == 1:
            return {"municipality": self.municipalities[0]}
        return {"municipality": self.cleaned_data.get("municipality")}

    def clean(self) -> dict[str, Any]:
        """A school template wants its school, a municipal one none."""
        cleaned = super().clean() or self.cleaned_data
        template, school = cleaned.get("template"), cleaned.get("school")
        if template and not self.errors:
            if template.level == Level.SCHOOL and school is None:
                self.add_error("school", "Для школьной карты выберите школу.")
            if template.level == Level.MUNICIPAL and school is not None:
                self.add_error("school", "Муниципальная карта составляется без школы: снимите выбор школы.")
        return cleaned


class MeetingsForm(PortalForm):
    """Filters over the coordination meetings."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=years.parse, required=False, empty_value=None)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label="Все"
    )

    def __init__(self, *args: Any, known_years: list[int], municipalities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = year_choices(known_years)
        self.municipalities = list(municipalities)
        choice_of_municipality(self, municipalities)

    def towns(self) -> list[Municipality]:
        """The municipality chosen, else all in sight."""
        chosen = self.cleaned_data.get("municipality")
        return [chosen] if chosen else self.municipalities


def choice_of_municipality(form: forms.Form, municipalities: list[Municipality]) -> None:
    """Offer the municipalities in sight; who sees one is not asked."""
    if len(municipalities) < 2:  # noqa: PLR2004 - one is no choice
        del form.fields["municipality"]
    else:
        field = form.fields["municipality"]
        field.queryset = Municipality.objects.filter(pk__in=[own.pk for own in municipalities])
