"""Forms in the portal's dress: classes, date fields, the list of errors, the list of applied filters."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import QueryDict

from schools.limits import limit
from schools.sought import words_name
from schools.stamps import StampedFormMixin

# Browsers send dates of <input type="date"> in ISO form; people and other tools write 15.09.2025.
DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]

_OWN_LOOK = (
    forms.CheckboxInput,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.HiddenInput,
    forms.MultipleHiddenInput,
)

_REQUIRED = "Заполните это поле."


class PortalFormMixin:
    """Dresses every field of a form; put it before Form or ModelForm (or use the two classes below).

    The browser's own bubbles stay away (`use_required_attribute`): errors are shown by the page, in Russian,
    linked to their fields and summarised on top; optional fields say so beside their label.
    """

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class PortalForm(PortalFormMixin, forms.Form):
    """A plain form in the portal's dress."""


class PortalModelForm(StampedFormMixin, PortalFormMixin, forms.ModelForm):
    """A model form in the portal's dress; it notices a second window."""


def dress(field: forms.Field) -> None:
    """Give a field its class, its limits, its date picker and an error that says what to do."""
    limit(field)
    if isinstance(field, forms.DateField) and not field.widget.is_hidden:
        field.input_formats = DATE_FORMATS
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={**field.widget.attrs, "type": "date"})
    if not isinstance(field.widget, _OWN_LOOK):
        classes = field.widget.attrs.get("class", "").split()
        field.widget.attrs["class"] = " ".join(dict.fromkeys([*classes, "input"]))
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _REQUIRED


class FormError(NamedTuple):
    """One line of the summary: where it leads ("" for the whole form), the field's label, what is wrong."""

    target: str
    label: str
    message: str


def error_list(*forms_shown: BaseForm | BaseFormSet) -> list[FormError]:
    """Return every error of the forms and formsets in the order of the page."""
    return [error for shown in forms_shown for error in _errors_of(shown)]


def _errors_of(shown: BaseForm | BaseFormSet) -> Iterator[FormError]:
    if isinstance(shown, BaseFormSet):
        if shown.is_bound:
            yield from (FormError("", "", str(message)) for message in shown.non_form_errors())
        for form in shown.forms:
            yield from _errors_of(form)
        return
    yield from (FormError("", "", str(message)) for message in shown.non_field_errors())
    for bound in shown:
        yield from (_error(bound, str(message)) for message in bound.errors)


def _error(bound: BoundField, message: str) -> FormError:
    """Lead to the field unless it is hidden: then there is nowhere to go."""
    return FormError("" if bound.is_hidden else bound.auto_id, str(bound.label), message)


class AppliedFilter(NamedTuple):
    """A condition in words and the query string without it."""

    words: str
    query: str


def applied_filters(form: BaseForm, data: QueryDict) -> list[AppliedFilter]:
    """Return what a bound GET form filters by; a value the form refused is left out."""
    if not form.is_bound:
        return []
    values = getattr(form, "cleaned_data", None)
    if values is None:
        form.is_valid()
        values = form.cleaned_data
    given = [bound for bound in form.visible_fields() if any(map(data.get, _names(bound.html_name)))]
    return [
        AppliedFilter(_in_words(bound, values[bound.name]), _without(data, bound.html_name))
        for bound in given
        if bound.name in values and _chosen(values[bound.name])
    ]


def _names(name: str) -> tuple[str, str]:
    """What an address may hold of a field: what was chosen, or the words that led to it."""
    return name, words_name(name)


def _chosen(value: object) -> bool:
    """Whether a value filters anything; the number 0 does."""
    return bool(value) or (value == 0 and value is not False)


def _in_words(bound: BoundField, value: object) -> str:
    """The option's own words (of a row without reading the others); for a tick its label; else both."""
    if value is True:
        return str(bound.label)
    if isinstance(bound.field, forms.ModelChoiceField) and isinstance(value, Model):
        return str(bound.field.label_from_instance(value))
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        chosen = {str(item) for item in _as_list(bound.value())}
        return ", ".join(str(words) for key, words in _flat(choices) if str(key) in chosen)
    if hasattr(value, "strftime"):
        value = value.strftime("%d.%m.%Y")
    return f"{bound.label}: {value}"


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _flat(choices: Any) -> Iterator[tuple[object, object]]:
    """Options without their groups."""
    for key, words in choices:
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield key, words


def _without(data: QueryDict, name: str) -> str:
    """The query string without one parameter; the page starts anew."""
    rest = data.copy()
    for key in (*_names(name), "page"):
        rest.pop(key, None)
    return rest.urlencode()
