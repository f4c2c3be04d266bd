"""Forms of the bank: what the buttons ask, nominations, cards, requests."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from mentorship.bank.models import (
    MOST_PLACES,
    Difficulty,
    MenteeCategory,
    MenteeRequest,
    Mentor,
    MentorCard,
    RequestSource,
)
from mentorship.bank.personfield import PersonField
from mentorship.spreadsheets.words import fold, tidy
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.models import Person


def refuse(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Show a refusal of the workflow on the form, beside its field where the form has it."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {}
    if not by_field:
        form.add_error(None, refusal)
    for name, messages in by_field.items():
        form.add_error(name if name in form.fields else None, messages)


def name_blanks(form: forms.BaseForm, words: str) -> None:
    """Let the lists of a form begin with words instead of a line of dashes."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelMultipleChoiceField):
            continue  # ticks: nothing ticked is the blank
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = words
        elif isinstance(field, forms.ChoiceField):
            field.choices = [(value, label if value else words) for value, label in field.choices]


class RowForm(PortalForm):
    """A form of a button on the page of a row."""

    def __init__(self, *args: Any, row: Mentor | MenteeRequest, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)


class NothingAsked(RowForm):
    """A button that asks nothing."""


class ReasonForm(RowForm):
    """Why."""

    reason = forms.CharField(label="Причина", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CapacityForm(RowForm):
    """How many mentees at once."""

    capacity = forms.IntegerField(label="Мест для наставляемых", min_value=1, max_value=MOST_PLACES)

    def __init__(self, *args: Any, row: Mentor, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"capacity": row.capacity}, **kwargs)


def _difficulties() -> ChosenRowsField:
    """Ticks over the open list of difficulties, the same for who nominates and who changes the topics."""
    return ChosenRowsField(
        Difficulty.objects.all(),
        label="С какими затруднениями помогаете",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="По ним видно, каких наставников не хватает и кого предложить по запросу.",
    )


def _favourite_topic() -> forms.CharField:
    """The favourite topic of a subject (document 000, M2.2.3)."""
    return forms.CharField(
        label="Моя любимая учебная тема",
        required=False,
        max_length=300,
        help_text="Например: «Квадратные уравнения». По ней вас найдут в банке.",
    )


class TopicsForm(RowForm):
    """What the mentor helps with."""

    difficulties = _difficulties()
    favourite_topic = _favourite_topic()

    def __init__(self, *args: Any, row: Mentor, **kwargs: Any) -> None:
        held = {"difficulties": row.difficulties.all(), "favourite_topic": row.favourite_topic}
        super().__init__(*args, row=row, initial=held, **kwargs)


class AcceptanceForm(RowForm):
    """The category of the mentee, asked where the request does not name it."""

    mentee_category = forms.ModelChoiceField(
        MenteeCategory.objects.all(), label="Категория наставляемого", empty_label="Выберите"
    )

    def __init__(self, *args: Any, row: MenteeRequest, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.mentee_category_id is not None:
            del self.fields["mentee_category"]


class CardForm(PortalModelForm):
    """A card of the bank: what the mentor works on and with whom."""

    page = forms.URLField(
        label="Страница",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Страница на сайте школы, если есть. Начинается с https://",
    )

    class Meta:
        model = MentorCard
        fields = (
            "subject",
            "focus",
            "mentee_category",
            "wanted_experience",
            "wanted_category",
            "contact_email",
            "page",
        )
        help_texts = {
            "subject": "Нужен предмет или направление: по ним наставника находят.",
            "contact_email": "Видят коллеги в банке; управление образования и посетители сайта — нет.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self, "не важно")
        self.fields["mentee_category"].empty_label = "выберите"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A card is found by its subject or direction."""
        data = super().clean() or {}
        if not data.get("subject") and not data.get("focus"):
            raise ValidationError("Укажите предмет или направление: по ним наставника находят.")
        return data


class NominationForm(CardForm):
    """A nomination: whose, and the first card."""

    difficulties = _difficulties()
    favourite_topic = _favourite_topic()
    about = forms.CharField(
        label="О себе как о наставнике",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Чем можете помочь, опыт.",
    )
    capacity = forms.IntegerField(
        label="Сколько наставляемых готовы вести одновременно", min_value=1, max_value=MOST_PLACES, initial=3
    )

    def __init__(self, *args: Any, people: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentee_category"].required = True
        if people is not None:
            self.fields = {"person": PersonField.of(people, label="Педагог"), **self.fields}

    @property
    def card(self) -> dict[str, Any]:
        """The fields of the card."""
        return {name: self.cleaned_data[name] for name in CardForm.Meta.fields}


class RequestForm(PortalModelForm):
    """A request; those who write for others also name the person and the source."""

    own_difficulty = forms.CharField(
        label="Или назовите затруднение сами",
        required=False,
        max_length=200,
        help_text="Коротко, без имён: слово добавится в общий список.",
    )

    class Meta:
        model = MenteeRequest
        fields = ("subject", "difficulty", "own_difficulty", "mentee_category", "focus", "source", "details")
        help_texts = {
            "mentee_category": "Кто вы в этой паре; можно оставить методисту.",
            "details": "Что не получается и какой помощи ждёте. Не называйте имён детей и диагнозов.",
        }
        widgets = {"details": forms.Textarea(attrs={"rows": 5})}

    def __init__(
        self, *args: Any, people: QuerySet[Person] | None = None, for_others: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self, "не указано")
        self.fields["difficulty"].empty_label = "выберите"  # type: ignore[attr-defined]
        self.fields["difficulty"].required = not for_others
        if not for_others:
            for name in ("source", "own_difficulty"):
                del self.fields[name]
        if people is not None:
            self.fields = {"person": PersonField.of(people, label="Педагог"), **self.fields}

    def clean(self) -> dict[str, Any]:
        """One difficulty: of the list, or in own words."""
        data = super().clean() or {}
        own = tidy(data.pop("own_difficulty", ""))
        if own and data.get("difficulty"):
            self.add_error("own_difficulty", "Выберите затруднение из списка или назовите сами: нужно одно.")
        elif own:
            data["difficulty"], _ = Difficulty.objects.get_or_create(key=fold(own), defaults={"name": own})
        elif not data.get("difficulty") and "difficulty" not in self.errors:
            self.add_error("difficulty", "Выберите затруднение: по нему подбирают наставника.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the request; without a source it is the person's own."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "person"}
        if "source" not in values:
            values["source"] = RequestSource.objects.filter(key="самозапрос").first()
        return values

    def _post_clean(self) -> None:
        """Left to the workflow, which knows the person and the day."""
