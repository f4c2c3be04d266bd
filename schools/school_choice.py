"""A choice among the schools in sight: all of them where they are few, words of one where they are many."""

from collections import Counter
from functools import cached_property
from typing import Any, Final, cast

import django_filters
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from schools.formfields import ChosenRowField, LongSelect
from schools.limits import LONGEST_SEARCH
from schools.models import School
from schools.models.places import SchoolQuerySet
from schools.sought import MOST, Sought, words_name

# A municipality has so many schools; nobody looks through more, and a page of them is slow to draw.
LISTED: Final = 300
_HINT: Final = "Слова названия или код"
_OTHER: Final = "Другие слова или код"
_LABEL: Final = "Найти другую школу: слова названия или код"

Option = tuple[Any, Any]


class SoughtSchools(Sought):
    """Words that lead to several schools, or to none."""

    nouns = ("школа", "школы", "школ")
    narrower = "напишите точнее — номер, слово из названия или муниципалитет"


class SchoolBox(LongSelect):
    """The list of schools; instead of a long one a line for words, with what they have led to above it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The key chosen; words go before it, as in the boxes of the admin."""
        words = data.get(words_name(name), "").strip()[:LONGEST_SEARCH]
        return self._field.found(words) if words else super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Words are an answer, too."""
        return words_name(name) not in data and name not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        """The label leads to the select where there is one, else to the line."""
        if self._field.listed is not None:
            return super().render(name, value, attrs, renderer)
        if not self._field.offered(value):
            return self._line(name, _HINT, value, self.build_attrs(self.attrs, attrs))
        own = {"class": self.attrs.get("class", ""), "aria-label": _LABEL}
        select = super().render(name, value, attrs, renderer)
        line = self._line(name, _OTHER, None, own)
        return format_html('<div class="stack stack-s">{}{}</div>', select, line)

    def offered(self, value: Any) -> list[Option]:
        """Every school, or the few that were found; before them the way to choose none."""
        field = self._field
        rows = field.offered(value) if field.listed is None else field.listed
        empty = field.empty_label
        if empty is None and isinstance(value, Sought):
            empty = "Выберите школу"
        return rows if empty is None else [("", empty), *rows]

    @property
    def _field(self) -> "SchoolField":
        field: SchoolField = self.choices.field  # type: ignore[attr-defined]
        return field

    def _line(self, name: str, hint: str, value: Any, attrs: dict[str, Any]) -> Any:
        """The line for words; words that led to no school stay in it."""
        words = value if isinstance(value, Sought) else ""
        line = '<input type="text" name="{}" value="{}" maxlength="{}" placeholder="{}"{}>'
        return format_html(line, words_name(name), words, LONGEST_SEARCH, hint, flatatt(attrs))


class SchoolField(ChosenRowField):
    """A school of the queryset (a SchoolQuerySet); what was asked of the database is asked once a form."""

    widget = SchoolBox
    _known: tuple[str, School | ValidationError | None] = "", None
    _answer: tuple[str, Any] = "", None

    @cached_property
    def listed(self) -> list[Option] | None:
        """All the schools; None where they are more than a list holds."""
        key = self.to_field_name or "pk"
        rows = list(self._schools.values_list(key, "name", "code")[: LISTED + 1])
        return _told_apart(rows) if len(rows) <= LISTED else None

    @property
    def _schools(self) -> SchoolQuerySet:
        return cast(SchoolQuerySet, self.queryset)

    def label_from_instance(self, school: Any) -> str:
        """The name; among the schools of many municipalities with the one it belongs to."""
        return str(school) if self.listed is not None else f"{school}, {school.municipality}"

    def to_python(self, value: Any) -> Any:
        """The school of a key, or the refusal of it."""
        if isinstance(value, Sought):
            return super().to_python(value)
        if self._known[0] != str(value):
            try:
                self._known = str(value), super().to_python(value)
            except ValidationError as refusal:
                self._known = str(value), refusal
        if isinstance(self._known[1], ValidationError):
            raise self._known[1]
        return self._known[1]

    def found(self, words: str) -> Any:
        """The key of the only school that the words lead to, else what they lead to."""
        if self._answer[0] != words:
            rows = self._sought(words)
            self._answer = words, SoughtSchools(words, rows)
            if len(rows) == 1:
                key = self.prepare_value(rows[0])
                self._answer, self._known = (words, key), (str(key), rows[0])
        return self._answer[1]

    def _sought(self, words: str) -> list[School]:
        """The school that is called so, whatever others hold the words; else those that hold them."""
        rows = self._schools.select_related("municipality")
        called = list(rows.called(words)[:2])
        return called if len(called) == 1 else list(rows.holding(words, MOST + 1))

    def offered(self, value: Any) -> list[Option]:
        """The schools that a value of the box leaves to choose from: the chosen one, or those found."""
        if isinstance(value, Sought):
            rows = value.rows if len(value.rows) <= MOST else []
        else:
            chosen = self._of(value)
            rows = [chosen] if chosen else []
        return _told_apart(
            [(self.prepare_value(row), self.label_from_instance(row), row.code) for row in rows]
        )

    def _of(self, value: Any) -> School | None:
        try:
            chosen: School | None = self.to_python(value)
        except ValidationError:
            return None
        return chosen


class SchoolFilter(django_filters.ModelChoiceFilter):
    """Narrows a list by a school."""

    field_class = SchoolField


def _told_apart(rows: list[tuple[Any, str, str]]) -> list[Option]:
    """Keys and names of schools (key, name, code); of those with equal names the code is told, too."""
    times = Counter(name for _, name, _ in rows)
    return [(key, f"{name}, код {code}" if times[name] > 1 else name) for key, name, code in rows]
