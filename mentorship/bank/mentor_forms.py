"""What the buttons of a mentor's page ask: interviews, trainings, suspension."""

from typing import Any

from django import forms
from django.utils import timezone

from mentorship.bank.forms import ReasonForm, RowForm
from mentorship.bank.models import Mentor, MentorPlace, SelectionCriterion
from schools.formfields import ChosenRowsField
from schools.russian import plural


class SuspensionForm(ReasonForm):
    """Why; where mentees hold places, a warning that their pairs stay."""

    def __init__(self, *args: Any, row: Mentor, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        held = MentorPlace.objects.taken(timezone.localdate()).filter(mentor=row).count()
        if held:
            mentees = plural(held, "наставляемый", "наставляемых", "наставляемых")
            self.fields[
                "reason"
            ].help_text = f"Сейчас у наставника {held} {mentees}: идущие пары останутся, новых не предложат."


class InterviewForm(RowForm):
    """An interview that was held (document 004: criteria, psychological readiness)."""

    date = forms.DateField(label="Дата собеседования", initial=timezone.localdate)
    is_ready = forms.TypedChoiceField(
        label="Итог",
        choices=[("yes", "готов: отобрать"), ("no", "не готов: остаётся в банке")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    interviewers = forms.CharField(label="Кто проводил", max_length=300, required=False)
    criteria = ChosenRowsField(
        SelectionCriterion.objects.all(),
        label="Каким критериям отвечает",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    with_psychologist = forms.BooleanField(label="С участием психолога", required=False)
    notes = forms.CharField(
        label="Заметки",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Видят методист и руководитель центра. Не указывайте диагнозы и сведения о здоровье.",
    )


class TrainingForm(RowForm):
    """A training that was passed."""

    programme = forms.CharField(label="Программа обучения", max_length=200)
    date = forms.DateField(label="Дата окончания", initial=timezone.localdate)
    hours = forms.IntegerField(label="Часов", min_value=1, max_value=5000, required=False)
    is_distance = forms.BooleanField(label="Дистанционно", required=False)
    certificate = forms.CharField(label="№ удостоверения", max_length=100, required=False)
