"""Forms of the public section: a line to search by, the case of a pair, a voice, the steps of moderation."""

from typing import Any

from django import forms

from mentorship.practices import prose
from mentorship.practices.models import Practice
from mentorship.practices.models.practices import LONGEST_PART, TEXTS
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.limits import LONGEST_SEARCH


class SearchForm(PortalForm):
    """A line to search by."""

    q = forms.CharField(label="Имя, школа или тема", required=False, max_length=LONGEST_SEARCH)


class SectionSearchForm(PortalForm):
    """The search over the whole section."""

    q = forms.CharField(label="Что ищете", required=False, max_length=LONGEST_SEARCH)


class CaseForm(PortalModelForm):
    """The texts of a practice and those of the pair's products that go with it."""

    products = ChosenRowsField(
        queryset=None,
        label="Продукты пары",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Отмеченные файлы и ссылки сможет открыть каждый: проверьте, что в них нет имён детей.",
    )

    class Meta:
        model = Practice
        fields = [*TEXTS, "products"]
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in TEXTS[1:]}
        help_texts = {
            "title": "Как бы вы назвали этот опыт коллеге: «Как мы перестали бояться открытых уроков».",
            "problem": prose.HINT,
            "plan": "Взято из плана пары: оставьте главное.",
            "fact": "Взято из выполненных пунктов плана.",
            "result": "Что изменилось у наставляемого и у наставника; с числами, если они есть.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.instance.pair.products.exclude(link="", file="")
        self.fields["products"].queryset = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["products"]

    def texts(self) -> dict[str, str]:
        """The words as typed."""
        return {name: self.cleaned_data[name] for name in TEXTS}


class WordsForm(PortalForm):
    """An author's own words."""

    words = forms.CharField(
        label="Ваши слова",
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=f"От первого лица: что было трудно, что помогло. Без имён детей. {prose.HINT}",
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class VersionForm(PortalForm):
    """A button that remembers what was seen when it was pressed."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)


class RemarkForm(VersionForm):
    """A step that says why."""

    words = forms.CharField(label="Почему", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(VersionForm):
    """From which day everybody sees it."""

    publish_date = forms.DateField(label="Показывать с", help_text="Можно назначить день вперёд.")


STEP_FORMS: dict[str, type[VersionForm]] = {
    "submit": VersionForm,
    "return": RemarkForm,
    "publish": PublishForm,
    "withdraw": RemarkForm,
    "reopen": VersionForm,
}
