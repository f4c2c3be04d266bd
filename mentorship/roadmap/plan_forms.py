"""Forms of the plan: an event's wording and term, people, remarks, templates; the workflow checks them."""

from typing import Any

from django import forms

from mentorship.roadmap.differences import Difference
from mentorship.roadmap.enums import TermKind
from mentorship.roadmap.models import RoadmapEvent, RoadmapTemplate, TemplateStage
from mentorship.roadmap.workflow.numbering import stages_of
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm
from schools.stamps import StampedFormMixin


class PlannedEventForm(StampedFormMixin, PortalForm):
    """An event as the plan has it."""

    stage = forms.ModelChoiceField(TemplateStage.objects.none(), label="Этап", empty_label=None)
    title = forms.CharField(label="Мероприятие", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    form = forms.CharField(label="Форма проведения", max_length=500, required=False)
    term_kind = forms.ChoiceField(label="Вид срока", choices=TermKind)
    start_date = forms.DateField(label="Начало", required=False)
    due_date = forms.DateField(
        label="Срок",
        required=False,
        help_text="Последний день, когда мероприятие сделано вовремя. Для «по мере необходимости» не нужен.",
    )
    responsible = forms.CharField(
        label="Ответственный", max_length=250, required=False, help_text="Должность, как в документе."
    )
    expected_result = forms.CharField(
        label="Ожидаемый результат",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, roadmap: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [stage.pk for stage in stages_of(roadmap)]
        self.fields["stage"].queryset = TemplateStage.objects.filter(pk__in=keys).order_by("order")  # type: ignore[attr-defined]


class ProposedEventForm(PlannedEventForm):
    """The same in an agreed plan: the department wants to know why."""

    reason = forms.CharField(
        label="Почему план меняется", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class PersonsForm(PortalForm):
    """Who of the staff answers for an event."""

    persons = ChosenRowsField(
        None, label="Ответственные лица", required=False, widget=forms.CheckboxSelectMultiple
    )
    alike = forms.BooleanField(required=False)

    def __init__(self, *args: Any, event: RoadmapEvent, staff: Any, others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].queryset = staff  # type: ignore[attr-defined]
        if others:
            self.fields[
                "alike"
            ].label = f"И в остальных мероприятиях ответственного «{event.responsible}»: {others}"
        else:
            del self.fields["alike"]


class RemarkForm(PortalForm):
    """What is wrong with one event."""

    text = forms.CharField(
        label="Замечание", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, event: RoadmapEvent, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, prefix=str(event.pk), **kwargs)


class WholeRemarkForm(PortalForm):
    """A word on the plan as a whole."""

    comment = forms.CharField(
        label="О карте в целом", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemarkAnswerForm(PortalForm):
    """Why an event stays as it is."""

    answer = forms.CharField(label="Ответ", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class TemplateForm(PortalForm):
    """Another template for a draft."""

    template = forms.ModelChoiceField(
        RoadmapTemplate.objects.none(), label="Шаблон", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]


class OfferForm(PortalForm):
    """Which lines of a later version of the template the plan takes."""

    codes = forms.MultipleChoiceField(label="Что взять", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, lines: list[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [(line.code, f"{line.code} {line.title}") for line in lines]  # type: ignore[attr-defined]
