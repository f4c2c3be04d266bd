"""Forms of the pages of pairs."""

from typing import Any

from django import forms

from mentorship.bank.models import Mentor
from mentorship.bank.personfield import PersonField
from mentorship.pairs.enums import Initiator, OrderScope
from mentorship.pairs.models import Effect, Meeting, PairMember
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.models import Subject
from schools.models.people import PersonQuerySet


class TopicForm(PortalForm):
    """What a pair works on: the form and its variant."""

    form = forms.ModelChoiceField(MentoringForm.objects.none(), label="Форма наставничества")
    variant = forms.ModelChoiceField(
        FormVariant.objects.none(), label="Вариант", required=False, empty_label="не выбран"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adult = MentoringForm.objects.filter(is_for_adults=True)
        form = self.fields["form"]
        form.queryset, form.empty_label = adult, None  # type: ignore[attr-defined]
        self.fields["variant"].queryset = FormVariant.objects.filter(form__in=adult)  # type: ignore[attr-defined]


class ProposalForm(TopicForm):
    """A pair made by hand: a curator's within the school, a methodist's anywhere in the municipality."""

    focus = forms.ModelChoiceField(
        Focus.objects.all(), label="Направление", required=False, empty_label="не выбрано"
    )
    subject = forms.ModelChoiceField(
        Subject.objects.all(), label="Предмет", required=False, empty_label="не выбран"
    )
    goal = forms.CharField(
        label="Цель", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: PersonQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = people.filter(mentor__in=Mentor.objects.listed())
        self.fields["mentor"] = PersonField.of(listed, label="Наставник")
        self.fields["mentee"] = PersonField.of(people.teachers(), label="Наставляемый")
        self.order_fields(["mentor", "mentee"])


class MeetingForm(PortalModelForm):
    """One line of the journal."""

    class Meta:
        model = Meeting
        fields = ["date", "kind", "topic"]
        labels = {"date": "Когда", "kind": "Вид встречи", "topic": "О чём"}


class ReasonForm(PortalForm):
    """Why; a place for several sentences."""

    reason = forms.CharField(label="Почему", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(PortalForm):
    """What the sides are told."""

    answer = forms.CharField(label="Ответ", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class OrderForm(PortalForm):
    """Number, day and owner of an order; a curator registers the own school's only."""

    number = forms.CharField(label="Номер приказа", max_length=60)
    order_date = forms.DateField(label="Дата приказа")
    scope = forms.ChoiceField(
        label="Чей приказ",
        choices=[(OrderScope.SCHOOL, "школы"), (OrderScope.MUNICIPALITY, "муниципалитета")],
        widget=forms.RadioSelect,
        help_text="Приказ школы закрепляет пару, в которой все работают в этой школе.",
    )

    def without_scope(self) -> "OrderForm":
        """The form of who registers school orders only."""
        del self.fields["scope"]
        return self


class StartForm(PortalForm):
    """From which day the pair works."""

    start_date = forms.DateField(label="Работает с")


class ResultForm(PortalForm):
    """What the pair has reached."""

    result = forms.CharField(
        label="Итог",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Чего пара достигла: что освоено, что сделано вместе, что осталось.",
    )


class CompletionForm(ResultForm):
    """The result and the last day."""

    end_date = forms.DateField(label="Последний день")


class EffectsMixin(forms.Form):
    """The effects that the closing protocol names."""

    effects = ChosenRowsField(
        Effect.objects.all(),
        label="Достигнутые эффекты",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Отметьте только то, что можно показать.",
    )


class ProposedProtocolForm(ResultForm, EffectsMixin):
    """What a curator proposes: the result and the effects."""


class ProtocolForm(CompletionForm, EffectsMixin):
    """What a methodist confirms: the result, the effects, the last day."""

    field_order = ("result", "effects", "end_date")


class ReplacementForm(TopicForm):
    """Who takes whom over from a pair that came to nothing."""

    members = ChosenRowsField(
        PairMember.objects.none(), label="Кого передать", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: PersonQuerySet, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = people.filter(mentor__in=Mentor.objects.listed())
        self.fields["mentor"] = PersonField.of(listed, label="Новый наставник")
        offered: Any = self.fields["members"]
        offered.queryset = members
        offered.label_from_instance = lambda member: str(member.mentee)
        self.order_fields(["mentor", "members"])


class DissolutionForm(ReasonForm):
    """Who asked, when the others were warned, the last day, why."""

    initiator = forms.ChoiceField(
        label="По чьей просьбе", choices=Initiator.choices, widget=forms.RadioSelect
    )
    notice_date = forms.DateField(label="Когда предупредили")
    end_date = forms.DateField(
        label="Последний день", help_text="Наставник и работодатель предупреждают за три рабочих дня."
    )
    field_order = ("initiator", "notice_date", "end_date", "reason")


class MemberForm(PortalForm):
    """Another mentee of a group."""

    start_date = forms.DateField(label="В группе с", required=False)

    def __init__(self, *args: Any, people: PersonQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentee"] = PersonField.of(people.teachers(), label="Наставляемый")
        self.order_fields(["mentee"])


class EndMembershipForm(ReasonForm):
    """The last day of a mentee in a group, and why."""

    end_date = forms.DateField(label="Последний день")
    is_answered = forms.BooleanField(
        label="Запрос решён", required=False, help_text="Без отметки запрос вернётся в очередь на подбор."
    )
    field_order = ("end_date", "reason", "is_answered")
