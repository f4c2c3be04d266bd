"""Forms of the pages of pairs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.pairs.enums import Initiator, OrderScope
from mentorship.pairs.models import Meeting
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from mentorship.spreadsheets.words import fold
from schools.forms import PortalForm, PortalModelForm
from schools.models import Person, Subject

# More namesakes than this nobody reads in an error.
NAMESAKES = 5


def find_person(text: str, people: QuerySet[Person]) -> Person:
    """Return the one person of `people` with this code or whose name holds every word of the text.

    ValidationError when there is none or several; then those found are named with their codes.
    """
    found = list(people.filter(code__iexact=text.strip())[:1])
    if not found:
        for word in fold(text).split():
            people = people.filter(name_key__contains=word)
        found = list(people.select_related("school").order_by("name_key", "pk")[: NAMESAKES + 1])
        exact = [person for person in found if person.name_key == fold(text)]
        found = exact if len(exact) == 1 else found
    if not found:
        raise ValidationError(
            f"«{text}»: такого человека среди доступных вам нет. Проверьте фамилию или впишите код педагога."
        )
    if len(found) > 1:
        raise ValidationError(f"«{text}»: подходят {_named(found)}. Впишите код педагога.")
    return found[0]


def _named(people: list[Person]) -> str:
    names = [f"{person.short_name} ({person.school or 'без школы'}, код {person.code})" for person in people]
    more = " и другие" if len(names) > NAMESAKES else ""
    return ", ".join(names[:NAMESAKES]) + more


class PersonField(forms.CharField):
    """One person by name or code; the people to choose from are given to the form."""

    people: QuerySet[Person] = Person.objects.none()

    def clean(self, value: Any) -> Any:
        """The text becomes a person."""
        text = super().clean(value)
        return find_person(text, self.people) if text else None


class PeopleField(PersonField):
    """Several people, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        """Every line becomes a person; all wrong lines are named at once."""
        text = forms.CharField.clean(self, value)
        people, refusals = [], []
        for line in filter(str.strip, text.splitlines()):
            try:
                people.append(find_person(line.strip(), self.people))
            except ValidationError as error:
                refusals.append(error)
        if refusals:
            raise ValidationError(refusals)
        if len({person.pk for person in people}) < len(people):
            raise ValidationError("Один и тот же человек назван дважды: оставьте одну строку.")
        return people


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

    mentor = PersonField(label="Наставник", help_text="Фамилия и имя или код педагога.", max_length=200)
    mentees = PeopleField(
        label="Наставляемые", help_text="Каждого с новой строки: фамилия и имя или код педагога."
    )
    focus = forms.ModelChoiceField(
        Focus.objects.all(), label="Направление", required=False, empty_label="не выбрано"
    )
    subject = forms.ModelChoiceField(
        Subject.objects.all(), label="Предмет", required=False, empty_label="не выбран"
    )
    goal = forms.CharField(
        label="Цель", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("mentor", "mentees", "form", "variant", "focus", "subject", "goal")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].people = people.filter(mentor__isnull=False)  # type: ignore[attr-defined]
        self.fields["mentees"].people = people  # type: ignore[attr-defined]


class MeetingForm(PortalModelForm):
    """One line of the journal."""

    class Meta:
        model = Meeting
        fields = ["date", "kind", "topic"]
        labels = {"date": "Когда", "kind": "Вид встречи", "topic": "О чём"}


class ReasonForm(PortalForm):
    """Why; a place for several sentences."""

    reason = forms.CharField(label="Почему", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


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

    mentee = PersonField(label="Наставляемый", help_text="Фамилия и имя или код педагога.", max_length=200)
    start_date = forms.DateField(label="В группе с", required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentee"].people = people  # type: ignore[attr-defined]


class EndMembershipForm(ReasonForm):
    """The last day of a mentee in a group, and why."""

    end_date = forms.DateField(label="Последний день")
    is_answered = forms.BooleanField(
        label="Запрос решён", required=False, help_text="Без отметки запрос вернётся в очередь на подбор."
    )
    field_order = ("end_date", "reason", "is_answered")
