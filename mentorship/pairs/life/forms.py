"""Forms of the pages of a pair's life; what they hold is checked by the workflow."""

from typing import Any

from django import forms

from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.models import DiaryEntry, PlannedMeeting, PlanTemplate, ProductKind
from mentorship.pairs.models.voices import BEST, WORST
from schools import attachments
from schools.forms import PortalForm, PortalModelForm

LONGEST_MEETING = 480


class TemplateForm(PortalForm):
    """A template to copy; before the pair has begun also the day from which its days count."""

    template = forms.ModelChoiceField(PlanTemplate.objects.none(), label="Шаблон", empty_label=None)
    start_date = forms.DateField(
        label="Считать сроки от", help_text="Пара ещё не начала работу: впишите предполагаемый день начала."
    )

    def __init__(self, *args: Any, templates: Any, has_begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        if has_begun:
            del self.fields["start_date"]


class PlanItemForm(PortalForm):
    """A line of the plan."""

    title = forms.CharField(label="Что сделать", max_length=300)
    due_date = forms.DateField(label="Срок", required=False)


class DoneForm(PortalForm):
    """When a line was done and what came of it."""

    done_date = forms.DateField(label="Когда сделано")
    result = forms.CharField(
        label="Результат",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Войдёт в отчёт наставника за полугодие.",
    )


class ProductForm(PortalForm):
    """What the pair has made: a file or a link."""

    kind = forms.ModelChoiceField(ProductKind.objects.all(), label="Вид", empty_label=None)
    title = forms.CharField(label="Название", max_length=300)
    date = forms.DateField(label="Когда готов")
    link = forms.URLField(label="Ссылка", required=False, max_length=500, assume_scheme="https")
    upload = forms.FileField(
        label="Файл",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(attachments.CONTENT_TYPES)}),
        help_text=f"Нужен файл или ссылка. {attachments.TAKEN}, до 10 МБ.",
    )


class PlannedMeetingForm(PortalModelForm):
    """A meeting of a day to come."""

    minutes = forms.IntegerField(label="Сколько минут", min_value=5, max_value=LONGEST_MEETING, initial=45)
    kind = forms.ChoiceField(label="Вид встречи", choices=MeetingKind.choices, initial=MeetingKind.REGULAR)

    class Meta:
        model = PlannedMeeting
        fields = ["date", "time", "minutes", "kind", "topic", "place"]
        labels = {"date": "Когда", "time": "Во сколько", "topic": "О чём", "place": "Где"}
        widgets = {"time": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}
        help_texts = {"place": "Кабинет или ссылка на видеосвязь."}


class CancelMeetingForm(PortalForm):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label="Почему", max_length=300, required=False, help_text="Увидит другая сторона в письме."
    )


class DiaryForm(PortalModelForm):
    """A page of the diary."""

    class Meta:
        model = DiaryEntry
        fields = ["date", "text"]
        labels = {"date": "Какой день", "text": "Запись"}
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text": "Эту запись увидят только участники вашей пары: наставник и наставляемые. "
            "Методист, куратор, директор и администратор её не видят."
        }


class PulseForm(PortalForm):
    """One to five, and what would help."""

    score = forms.TypedChoiceField(
        label="Оценка",
        coerce=int,
        choices=[(n, str(n)) for n in range(WORST, BEST + 1)],
        widget=forms.RadioSelect,
    )
    wish = forms.CharField(
        label="Чем помочь", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReactionForm(PortalForm):
    """What was done about a low answer."""

    reaction = forms.CharField(label="Что сделано", max_length=500)
