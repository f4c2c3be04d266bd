"""The search boxes of the admin: a refused form shows what was chosen; without scripts words do it."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest
from django.utils.html import format_html

from mentorship.spreadsheets.words import fold
from schools.admin_search import holding_words
from schools.formfields import ChosenRowField, ChosenRowsField
from schools.keys import key_of
from schools.sought import MOST, Sought, words_name

# Where scripts are on, the browser leaves it out, and so does the form.
_WORDS = (
    '<noscript><input type="text" class="vTextField" name="{name}" maxlength="200" '
    'aria-label="Найти по словам" placeholder="{hint}"></noscript>'
)
_ONE = "Слова, по которым найти"
_SEVERAL = "Слова, по которым найти; несколько — через точку с запятой"


class _SearchBox(AutocompleteMixin):
    """Django asks the database for what was sent as it stands; here what is no key is no row."""

    hint = _ONE

    def render(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The box, and a line for words where no script fills the box."""
        box = super().render(name, *args, **kwargs)
        return format_html("{}" + _WORDS, box, name=words_name(name), hint=self.hint)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Offer the rows that the words were found in."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        sent = value if isinstance(value, list) else [value]
        rows = [row for words in sent if isinstance(words, Sought) for row in words.rows[:MOST]]
        options = context["widget"]["optgroups"][0][1]
        if rows and not self.allow_multiple_selected and not any(option["value"] == "" for option in options):
            options.append(self.create_option(name, "", "", False, 0))
        for row in rows:
            key, words = self.choices.field.prepare_value(row), self.choices.field.label_from_instance(row)
            options.append(self.create_option(name, key, words, False, len(options)))
        return context

    def optgroups(self, name: str, value: list[Any], attr: dict[str, Any] | None = None) -> list[Any]:
        """The chosen rows."""
        return super().optgroups(name, [sent for sent in value if key_of(str(sent)) is not None], attr)

    def found(self, words: str) -> Any:
        """The key of the only row that the words lead to, else what they lead to."""
        remote = self.admin_site.get_model_admin(self.field.remote_field.model)
        rows = holding_words(self.choices.queryset, remote.search_fields, words).distinct()[: MOST + 1]
        called = [row for row in rows if fold(self.choices.field.label_from_instance(row)) == fold(words)]
        one = called if len(called) == 1 else rows
        return self.choices.field.prepare_value(one[0]) if len(one) == 1 else Sought(words, rows)


class SearchBox(_SearchBox, AutocompleteSelect):
    """One row."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The key chosen; words go before it."""
        words = data.get(words_name(name), "").strip()
        return self.found(words) if words else super().value_from_datadict(data, files, name)


class SearchBoxes(_SearchBox, AutocompleteSelectMultiple):
    """Several rows."""

    hint = _SEVERAL

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The keys chosen, and what the words lead to."""
        chosen = super().value_from_datadict(data, files, name)
        written = [words.strip() for words in data.get(words_name(name), "").split(";")]
        return [*chosen, *(self.found(words) for words in written if words)]


class SearchBoxesMixin:
    """Gives the fields of `autocomplete_fields` these boxes; put it before an admin class."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """One row of the relation; a key too long for the database is none."""
        kwargs.setdefault("form_class", ChosenRowField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchBox(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        """Several rows of the relation; a key too long for the database is none of them."""
        kwargs.setdefault("form_class", ChosenRowsField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchBoxes(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
