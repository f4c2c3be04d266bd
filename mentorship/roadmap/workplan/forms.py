"""Forms of the work plan and of the municipal event."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from mentorship.roadmap.enums import MeetingState, Section
from mentorship.roadmap.meeting_forms import role_holders
from mentorship.roadmap.models import TownEvent, WorkPlan, WorkPlanItem
from mentorship.roadmap.workplan.workflow import Line
from schools import years
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.models import Municipality, Person, School


class NewPlanForm(PortalForm):
    """Whose plan, for which school year, with the document's events or empty."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", empty_label=None
    )
    year = forms.TypedChoiceField(label="Учебный год", coerce=years.parse)
    empty = forms.BooleanField(
        label="Начать с пустых разделов",
        required=False,
        help_text="Иначе план начнётся с мероприятий муниципальной программы: лишние удалите.",
    )

    def __init__(
        self, *args: Any, municipalities: list[Municipality], known_years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._own = municipalities[0] if len(municipalities) == 1 else None
        town: Any = self.fields["municipality"]
        town.queryset = Municipality.objects.filter(pk__in=[own.pk for own in municipalities])
        year: Any = self.fields["year"]
        year.choices = [(years.label(year), years.label(year)) for year in known_years]
        if self._own is not None:
            del self.fields["municipality"]

    def plan(self) -> dict[str, Any]:
        """Arguments of the workflow."""
        return {"municipality": self._own, **self.cleaned_data}


class LineForm(PortalForm):
    """A row of the plan; in an approved plan the reason of the change is asked."""

    section = forms.ChoiceField(label="Раздел", choices=Section.choices)
    title = forms.CharField(
        label="Содержание работы", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    term_text = forms.CharField(label="Срок", max_length=120, help_text="Например: октябрь, в течение года.")
    due_date = forms.DateField(
        label="Последний день",
        required=False,
        help_text="По нему портал считает просрочку; можно не указывать.",
    )
    place = forms.CharField(label="Место проведения", max_length=250, required=False)
    responsible = forms.CharField(label="Ответственный", max_length=250)
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label="Он же в портале",
        required=False,
        empty_label="—",
        help_text="Этот человек увидит строку плана на своей главной странице.",
    )
    invited = forms.CharField(label="Привлечённые специалисты", max_length=300, required=False)
    expected = forms.CharField(
        label="Ожидаемый результат",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(label="Почему меняется", max_length=1000, required=False)

    def __init__(self, *args: Any, plan: WorkPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = role_holders(plan.municipality)
        if plan.is_approved:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    def line(self) -> dict[str, Any]:
        """Arguments of the workflow."""
        data = dict(self.cleaned_data)
        reason = data.pop("reason", "")
        return {"line": Line(**data), "reason": reason}

    @staticmethod
    def of(item: WorkPlanItem) -> dict[str, Any]:
        """What the form shows of a stored row."""
        return {name: getattr(item, name) for name in Line._fields}


class ApproveForm(PortalForm):
    """«УТВЕРЖДАЮ» with the order's number and date where there is one."""

    approver_position = forms.CharField(
        label="Должность утвердившего",
        max_length=200,
        required=False,
        initial="Руководитель муниципального наставнического центра",
    )
    order_number = forms.CharField(label="№ приказа", max_length=40, required=False)
    order_date = forms.DateField(label="Дата приказа", required=False)


class MarkForm(PortalForm):
    """A row of the plan is carried out."""

    done_date = forms.DateField(label="Дата выполнения")
    outcome = forms.CharField(
        label="Что получилось", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DropForm(PortalForm):
    """Why a row leaves an approved plan; a draft asks nothing."""

    reason = forms.CharField(label="Причина", max_length=1000)

    def __init__(self, *args: Any, plan: WorkPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not plan.is_approved:
            del self.fields["reason"]


class TownEventForm(PortalModelForm):
    """The municipal event: when, where, what about; afterwards who took part and what came of it."""

    news_url = forms.URLField(
        label="Ссылка на новость",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    taking_part = ChosenRowsField(
        School.objects.none(),
        label="Школы-участницы",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = TownEvent
        fields = ["municipality", "date", "place", "topic", "state", "result", "news_url"]
        widgets = {"result": forms.Textarea(attrs={"rows": 4}), "topic": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"topic": "Фестиваль, форум, конференция и о чём они."}

    def __init__(self, *args: Any, municipalities: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns: Any = self.fields["municipality"]
        towns.queryset = Municipality.objects.filter(pk__in=[own.pk for own in municipalities])
        schools = School.objects.filter(municipality__in=municipalities)
        if self.instance.pk or len(municipalities) == 1:
            town = self.instance.municipality if self.instance.pk else municipalities[0]
            self.instance.municipality = town
            schools = schools.filter(municipality=town)
            del self.fields["municipality"]
        taking: Any = self.fields["taking_part"]
        taking.queryset = schools.order_by("name_key")
        if self.instance.pk and not self.is_bound:
            self.initial["taking_part"] = list(self.instance.schools.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any]:
        """Say beside the field what the constraint says of the row."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == MeetingState.HELD and not cleaned.get("result"):
            self.add_error("result", "У проведённого мероприятия запишите итог.")
        return cleaned
