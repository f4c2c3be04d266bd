"""A canary: a string that names the model, the field, the school and the row it was planted in."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import EmailField, Field, FileField, Model, URLField

# Latin letters survive addresses, file names and declension alike; the last letter ends the row's number.
_PATTERN = re.compile(r"\bkn\.([a-z]+)\.([a-z]+)\.([a-z_]+)\.([0-9a-z_]+)\.([0-9a-z]+)\.z", re.IGNORECASE)
NOWHERE = "0"
# Keys are written by these digits: a mark has to fit a field of forty letters whatever their number.
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Mark(NamedTuple):
    """Where a canary was planted; schools by their keys, none for what the municipality owns."""

    model: str
    field: str
    schools: frozenset[int]
    pk: int

    @property
    def place(self) -> str:
        """`bank.mentor.about`."""
        return f"{self.model}.{self.field}"

    @property
    def text(self) -> str:
        """The words that stand in the field."""
        schools = "_".join(map(_short, sorted(self.schools))) or NOWHERE
        return f"Kn.{self.place}.{schools}.{_short(self.pk)}.z"


def _short(key: int) -> str:
    """A key by letters and digits."""
    rest, digit = divmod(key, len(_DIGITS))
    return (_short(rest) if rest else "") + _DIGITS[digit]


def _key(text: str) -> int:
    return int(text, len(_DIGITS))


def marks_in(text: str) -> Iterator[Mark]:
    """Every canary of a text, once."""
    for app, model, field, schools, pk in set(_PATTERN.findall(text)):
        held = frozenset(_key(key) for key in schools.split("_") if key != NOWHERE)
        yield Mark(f"{app}.{model}".lower(), field.lower(), held, _key(pk))


def base_label(model: type[Model]) -> str:
    """The model's label; a version is marked as the row it is a version of."""
    return getattr(model, "instance_type", model)._meta.label_lower


def mark_of(row: Model, field: Field, schools: Iterable[int]) -> Mark:
    """The canary of a row's field."""
    pk = getattr(row, "id", None) or row.pk
    return Mark(base_label(type(row)), field.name, frozenset(schools), int(pk))


def value_of(mark: Mark, field: Field) -> str:
    """The mark in the form the field takes: an e-mail, an address or plain words."""
    if isinstance(field, EmailField):
        text = f"{mark.text}@canary.example"
    elif isinstance(field, URLField):
        text = f"https://canary.example/{mark.text}"
    else:
        text = mark.text
    if not isinstance(field, FileField) and field.max_length and len(text) > field.max_length:
        raise AssertionError(
            f"{mark.place}: a mark of {len(text)} characters does not fit; declare it public."
        )
    return text
