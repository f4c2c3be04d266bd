"""What a form changed: field by field what stood before and what stands after, without secrets."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Manager, Model, QuerySet
from django.forms import BaseForm, BaseFormSet

# Parts of names of fields whose values the journal must not hold.
_SECRET: Final = ("password", "token", "secret", "key_hash", "code_hash", "file", "scan")
_LONGEST: Final = 300


def changes_of(*forms: BaseForm | BaseFormSet) -> dict[str, list[str]]:
    """Return {the field's words: [before, after]} of every changed field, of formsets too."""
    return {words: pair for form in forms for words, pair in _pairs(form)}


def _pairs(form: Any) -> Iterator[tuple[str, list[str]]]:
    if isinstance(form, BaseFormSet):
        for row in form.forms:
            if row.has_changed():
                prefix = f"{row.instance}: " if getattr(row, "instance", None) and row.instance.pk else ""
                yield from ((f"{prefix}{words}", pair) for words, pair in _pairs(row))
        return
    for name in form.changed_data:
        field = form.fields.get(name)
        if field is None or name in ("DELETE", "id") or any(part in name for part in _SECRET):
            continue
        before, after = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
        yield str(field.label or name), [_words(before, field), _words(after, field)]


def _words(value: Any, field: Any) -> str:
    """A value as a person reads it: the name of a chosen row, the words of a choice."""
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        return ", ".join(_named(value, queryset, field.to_field_name or "pk"))[:_LONGEST]
    choices = dict(getattr(field, "choices", ()) or ())
    if not isinstance(value, list | dict) and value in choices:
        return str(choices[value])[:_LONGEST]
    return "" if value is None else str(value)[:_LONGEST]


def _named(value: Any, queryset: QuerySet, key: str) -> list[str]:
    if value in (None, ""):
        return []
    if isinstance(value, Model):
        return [str(value)]
    if isinstance(value, QuerySet | Manager):
        return [str(row) for row in value.all()]
    rows = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    keys = [getattr(row, key) if isinstance(row, Model) else row for row in rows]
    return [str(row) for row in queryset.model._default_manager.filter(**{f"{key}__in": keys})]
