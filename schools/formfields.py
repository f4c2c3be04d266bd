"""Form fields of the field's own notions."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import escape, format_html

from schools import years
from schools.markup import Markup
from schools.sought import Sought


class AcademicYearFormField(forms.CharField):
    """A school year as people write it («2025/2026»); the value is the year it begins in."""

    def __init__(self, **kwargs: Any) -> None:
        for name in ("min_value", "max_value", "coerce", "choices_form_class"):
            kwargs.pop(name, None)
        kwargs.setdefault("help_text", "Например, 2025/2026")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """2025 is shown as «2025/2026»."""
        return years.label(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        """«2025/2026» is read as 2025; raises ValidationError in Russian."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return years.parse(str(text))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare years, not their spellings."""
        return super().has_changed(self.prepare_value(initial), data)


class ChosenRowField(forms.ModelChoiceField):
    """One row; a key longer than SQLite's integers is no row, as in `ChosenRowsField`."""

    def to_python(self, value: Any) -> Any:
        """Refuse such a key as any other that stands for nothing, and words that lead to no one row."""
        if isinstance(value, Sought):
            raise ValidationError(value.refusal, code="sought")
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            ) from None


class ChosenRowsField(forms.ModelMultipleChoiceField):
    """Rows that are ticked; a key longer than SQLite's integers is no row, not a failure of the page."""

    def clean(self, value: Any) -> Any:
        """Refuse such a key as any other that stands for nothing, and words that lead to no one row."""
        sought = [sent for sent in value or () if isinstance(sent, Sought)]
        if sought:
            raise ValidationError([words.refusal for words in sought], code="sought")
        try:
            return super().clean(value)
        except OverflowError:
            sent = ", ".join(map(str, value))
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": sent}
            ) from None


class LongSelect(forms.Select):
    """A choice among very many: Django draws three templates for each of the options, this one none."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        """The same HTML; equal options are drawn once a process."""
        options = _drawn(tuple((str(key), str(label)) for key, label in self.offered(value)))
        for chosen in self.format_value(value):
            plain = f'<option value="{escape(chosen)}"'
            options = options.replace(f"{plain}>", f"{plain} selected>", 1)
        own = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}\n</select>', name, own, Markup(options))

    def offered(self, value: Any) -> Iterable[tuple[Any, Any]]:
        """Values with their words, in the order of the list."""
        return self.choices


# A thousand schools are some 60 KB: of a region those of some dozens of municipalities are kept.
@lru_cache(50)
def _drawn(options: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(
        f'  <option value="{escape(value)}">{escape(label)}</option>' for value, label in options
    )
