"""What the bank and the requests are narrowed by; everything stands in the address (contract §2)."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import fields

from mentorship.bank.enums import Experience, MentorState, RequestState
from mentorship.bank.models import Difficulty, Mentor
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.words import fold
from schools import years
from schools.enums import Category
from schools.formfields import LongSelect
from schools.forms import PortalForm
from schools.limits import LONGEST_SEARCH
from schools.models import Municipality, Subject


class WordField(fields.ModelChoiceField):
    """A word of a list, in the address by its own spelling: ?subject=Физика; its number is read, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, to_field_name="name", **kwargs)

    def to_python(self, value: Any) -> Any:
        """Look the word up whatever the spelling."""
        if value in self.empty_values:
            return None
        found = self._words.get(fold(str(value)))
        if found is None:
            raise forms.ValidationError("Такого слова в списке нет.")
        return found

    @cached_property
    def _words(self) -> dict[str, Any]:
        """The list by key and by number, asked once a page."""
        words = list(self.queryset)
        return {str(word.pk): word for word in words} | {word.key: word for word in words}

    def prepare_value(self, value: Any) -> Any:
        """Spell a word of the address as the list does, so that it shows as chosen."""
        if isinstance(value, str) and value:
            try:
                value = self.to_python(value)
            except forms.ValidationError:
                return value
        return super().prepare_value(value)


class LabelField(fields.ChoiceField):
    """A choice that understands its value and its words: ?category=highest, ?category=высшая."""

    def to_python(self, value: Any) -> str:
        """Return the value that the words stand for."""
        text = fold(str(value or "")).removesuffix(" категория").removesuffix(" лет")
        for known, words in self.choices:
            if text in (fold(str(known)), fold(str(words))):
                return str(known)
        return str(value or "")

    def prepare_value(self, value: Any) -> Any:
        """Show the choice that the address means as chosen."""
        return self.to_python(value)


class WordFilter(django_filters.ModelChoiceFilter):
    """Narrows by a word of a list."""

    field_class = WordField


class LabelFilter(django_filters.ChoiceFilter):
    """Narrows by a closed list."""

    field_class = LabelField


def _municipalities(request: HttpRequest) -> QuerySet[Municipality]:
    return Municipality.objects.visible_to(request.user, "bank")


class TickField(forms.BooleanField):
    """A tick that stands in the address as free=1."""

    widget = forms.CheckboxInput(attrs={"value": "1"})


class TickFilter(django_filters.Filter):
    """Narrows where it is ticked."""

    field_class = TickField


class BankFilter(django_filters.FilterSet):
    """The form over the bank; conditions on subject, direction, experience and category meet in one card."""

    q = django_filters.CharFilter(label="Имя, школа или тема", max_length=LONGEST_SEARCH)
    subject = WordFilter(queryset=Subject.objects.all(), label="Предмет", empty_label="Любой")
    focus = WordFilter(queryset=Focus.objects.all(), label="Направление", empty_label="Любое")
    difficulty = WordFilter(queryset=Difficulty.objects.all(), label="Помогает с", empty_label="Любое")
    experience = LabelFilter(choices=Experience.choices, label="Стаж, лет", empty_label="Любой")
    category = LabelFilter(choices=Category.choices, label="Категория", empty_label="Любая")
    municipality = WordFilter(
        queryset=_municipalities, label="Муниципалитет", empty_label="Любой", widget=LongSelect
    )
    state = LabelFilter(choices=MentorState.choices, label="Состояние", empty_label="Все в банке")
    free = TickFilter(label="Есть место")

    class Meta:
        model = Mentor
        fields: list[str] = []
        form = PortalForm

    def __init__(self, *args: Any, answers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not _municipalities(self.request)[1:2]:
            # a list of one is no choice; the address still understands it
            self.filters["municipality"].extra["widget"] = forms.HiddenInput
        if not answers:
            # who answers for nobody finds only what stands in the bank
            del self.filters["state"]

    def filter_queryset(self, mentors: Any) -> Any:
        """The listed, or those of one state, that meet every condition."""
        wanted = self.form.cleaned_data
        state = wanted.get("state")
        found = mentors.filter(state=state) if state else mentors.listed()
        names = {
            "subject": "subject",
            "focus": "focus",
            "experience": "own_experience",
            "category": "own_category",
        }
        card = {field: wanted[name] for name, field in names.items() if wanted[name]}
        if card:
            found = found.with_card(**card)
        if wanted["q"]:
            found = found.search(wanted["q"])
        if wanted["difficulty"]:
            found = found.filter(difficulties=wanted["difficulty"])
        if wanted["municipality"]:
            found = found.filter(person__municipality=wanted["municipality"])
        return found.free(timezone.localdate()) if wanted["free"] else found


class RequestFilter(django_filters.FilterSet):
    """The form over the requests."""

    q = django_filters.CharFilter(
        label="Имя, школа, предмет или затруднение", max_length=LONGEST_SEARCH, method="by_words"
    )
    state = LabelFilter(choices=RequestState.choices, label="Состояние", empty_label="Любое")
    subject = WordFilter(queryset=Subject.objects.all(), label="Предмет", empty_label="Любой")
    difficulty = WordFilter(queryset=Difficulty.objects.all(), label="Затруднение", empty_label="Любое")
    year = LabelFilter(label="Учебный год", empty_label="Все годы")
    waiting = TickFilter(label="Ждут наставника", method="only_waiting")
    team = TickFilter(label="Запросы команд", method="only_teams")

    class Meta:
        form = PortalForm

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [
            (year, years.label(year)) for year in range(this_year, this_year - 5, -1)
        ]

    def only_waiting(self, requests: Any, _: str, wanted: bool) -> Any:
        """Those without a mentor yet."""
        return requests.waiting() if wanted else requests

    def only_teams(self, requests: Any, _: str, wanted: bool) -> Any:
        """Those of management teams."""
        return requests.filter(is_team=True) if wanted else requests

    def by_words(self, requests: Any, _: str, text: str) -> Any:
        """Every word stands in the person, the school, the subject or the difficulty."""
        return requests.search(text)
