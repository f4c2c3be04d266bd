"""What was edited in a record: from version to version, old → new, by whom, when and why."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, ForeignKey, Model

from schools import years
from schools.class_overrides import author
from schools.figures import number
from schools.models import School, SchoolYear
from schools.russian import NO_VALUE

CREATED, DELETED = "+", "-"
# What a row is known by, and what the portal derives itself.
_NOT_SHOWN = frozenset({"id", "school", "year", "name_key"})


@dataclass(frozen=True)
class Change:
    """A field in words, as it was and as it became."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    """One version of a row beside the one before it."""

    at: datetime
    who: str
    what: str
    kind: str
    reason: str
    changes: tuple[Change, ...]


def edits_of(school: School) -> list[Edit]:
    """Every edit of the school and of its years, the latest first: two queries.

    A version in which nothing changed is left out.
    """
    own = School.history.filter(id=school.pk).select_related("kind", "municipality")
    of_years = SchoolYear.history.filter(school_id=school.pk)
    found = [
        *edits(School, own, lambda version: "сведения о школе"),
        *edits(SchoolYear, of_years, lambda version: f"учебный год {years.label(version.year)}"),
    ]
    return sorted(found, key=lambda edit: edit.at, reverse=True)


def edits(
    model: type[Model],
    versions: Any,
    what: Callable[[Any], str],
    hidden: Collection[str] = _NOT_SHOWN,
) -> list[Edit]:
    """The edits of all rows of a model, in the order of time within each; `what` names a version's row."""
    found: list[Edit] = []
    latest: dict[int, Any] = {}
    ordered = versions.select_related("history_user__person").order_by("history_date", "history_id")
    for version in ordered:
        before = latest.get(version.id)
        latest[version.id] = None if version.history_type == DELETED else version
        edit = Edit(
            at=version.history_date,
            who=author(version.history_user),
            what=what(version),
            kind=version.history_type,
            reason=version.history_change_reason or "",
            changes=() if version.history_type == DELETED else _changes(model, before, version, hidden),
        )
        if edit.changes or edit.kind != "~":
            found.append(edit)
    return found


def _changes(model: type[Model], before: Any, after: Any, hidden: Collection[str]) -> tuple[Change, ...]:
    """The fields that differ; of a first version those that hold anything."""
    return tuple(
        Change(str(field.verbose_name), _words(field, before), _words(field, after))
        for field in _shown(model, hidden)
        if (_stored(field, before) or None) != (_stored(field, after) or None)
    )


def _shown(model: type[Model], hidden: Collection[str]) -> Iterable[Field]:
    return (field for field in model._meta.concrete_fields if field.name not in hidden)


def _stored(field: Field, version: Any) -> Any:
    """The value as it is compared: 0 and an unknown count are not the same."""
    value = None if version is None else getattr(version, field.attname)
    return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


def _words(field: Field, version: Any) -> str:
    """The value as people write it."""
    value = None if version is None else getattr(version, field.attname)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if value is None or value == "":
        return NO_VALUE
    if isinstance(field, ForeignKey):
        return str(getattr(version, field.name) or NO_VALUE)
    if isinstance(value, Decimal):
        return number(value)
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
