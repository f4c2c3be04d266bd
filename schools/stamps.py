"""Two windows on one row: a form notices that the row was changed since it was opened, and shows both texts.

The form carries a stamp of the values it was opened with; the values of the row at the time of sending must
bear the same. Only the form's own fields count: nothing else would be overwritten.
"""

import hashlib
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, QuerySet
from django.forms.models import model_to_dict
from django.utils.text import Truncator

STAMP: Final = "stamp"
CONFLICT, REFUSED, OPEN = 409, 400, 200
CHANGED: Final = (
    "Запись тем временем изменили в другом окне. Ниже — ваши значения, рядом — сохранённые: "
    "сравните и отправьте ещё раз, чтобы записать ваши."
)
GONE: Final = "Запись тем временем удалили в другом окне: сохранять больше некуда."
_LONGEST: Final = 300
_MOST_ROWS: Final = 20


class HiddenNote(forms.CharField):
    """Travels with the form and belongs to no value of it: never «changed»."""

    def __init__(self, initial: str) -> None:
        # without an id: a page of several forms has several of these
        widget = forms.HiddenInput(attrs={"id": False})
        super().__init__(required=False, initial=initial, max_length=100, widget=widget)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Nobody changes it."""
        return False


class StampedFormMixin:
    """Any form whose `initial` is what is stored: a ModelForm, or a form opened with the row's values.

    `is_conflict` tells the view to answer 409. A form sent without a stamp is taken as it is: a script's.
    """

    is_conflict = False
    saves_if_changed = False  # whether values that are stored already are not written at all

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        row = getattr(form, "instance", None)
        # a form that counts versions by itself needs no stamp
        if not form.initial or (row is not None and row.pk is None) or "version" in form.fields:
            return
        # what is shown and no more: a form may shed fields after this
        self.held = {name: form.initial.get(name) for name in sorted({*form.fields} - {STAMP})}
        self.stamp = stamp_of(self.held)
        form.fields[STAMP] = HiddenNote(self.stamp)

    def full_clean(self) -> None:
        """The stamp is no value: whoever reads the values does not meet it."""
        super().full_clean()  # type: ignore[misc]
        getattr(self, "cleaned_data", {}).pop(STAMP, None)

    def clean(self) -> Any:
        """Refuse a form that was opened on other values; what is stored is said beside each that differs."""
        form: Any = self
        cleaned = super().clean()  # type: ignore[misc]
        if not hasattr(self, STAMP) or (self.saves_if_changed and not form.has_changed()):
            return cleaned
        self._take_row()
        stamp = stamp_of(self.held)
        given = form.data.get(form.add_prefix(STAMP), stamp)
        if given == stamp:
            return cleaned
        self.is_conflict = True
        form.data = form.data.copy()
        form.data[form.add_prefix(STAMP)] = stamp  # sent again, it is meant
        form.add_error(None, CHANGED)
        for name in form.changed_data:
            if name != STAMP:
                form.add_error(name, f"Сохранено сейчас: {_shown(form, name)}")
        return cleaned

    def _take_row(self) -> None:
        """Hold the row until the transaction ends and read it then: two windows may be sent at once."""
        form: Any = self
        row = getattr(form, "instance", None)
        if row is None or not connection.in_atomic_block:
            return
        now = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
        if now is None:
            self.is_conflict = True
            form.add_error(None, GONE)
            return
        known, stored = (model_to_dict(each, fields=list(self.held)) for each in (row, now))
        for name in [name for name in known if known[name] != stored[name]]:
            self.held[name] = form.initial[name] = stored[name]


class ChangedMeanwhile(ValidationError):
    """The row is of a later version than the change was begun on: told where rows count their versions."""


def status_of_refusal(error: ValidationError) -> int:
    """How a page answers a refused change: 409 for a second window, 400 for anything else."""
    return CONFLICT if isinstance(error, ChangedMeanwhile) else REFUSED


def status_of(form: Any) -> int:
    """How a page with this form is answered: 409 for a second window, 400 for a refusal."""
    if getattr(form, "is_conflict", False):
        return CONFLICT
    return REFUSED if form.is_bound and form.errors else OPEN


def stamp_of(held: dict[str, Any]) -> str:
    """The stamp of the stored values of a form's fields."""
    plain = [(name, _plain(value)) for name, value in held.items()]
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:32]


def _plain(value: Any) -> str:
    """A value so that it reads alike each time: rows by their keys, many of them in order."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, list | tuple | set | QuerySet):
        return repr(sorted(_plain(item) for item in value))
    return repr(value)


def _shown(form: Any, name: str) -> str:
    """A stored value as a person reads it."""
    field, value = form.fields[name], form.initial.get(name)
    if value in (None, "", []):
        return "пусто"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if hasattr(field, "queryset"):
        chosen = value if isinstance(value, list | tuple) else [value]
        keys = [getattr(row, "pk", row) for row in chosen]
        found = field.queryset.model._default_manager.filter(pk__in=keys)[:_MOST_ROWS]
        return ", ".join(str(row) for row in found) or "пусто"
    if hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    shown = field.widget.format_value(value) if hasattr(field.widget, "format_value") else value
    return Truncator(str(shown)).chars(_LONGEST)
