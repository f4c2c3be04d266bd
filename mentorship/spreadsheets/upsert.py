"""Writing rows in bulk: what equals the stored value is left alone, the rest goes in few statements."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Field, Model

from mentorship.prepared import PreparedInsert
from mentorship.spreadsheets.cells import CLEAR, spelled
from mentorship.spreadsheets.layout import Row
from mentorship.spreadsheets.links import write_links
from mentorship.spreadsheets.report import CHANGES_KEPT, Change, ImportReport
from mentorship.spreadsheets.words import fold

# When the database refuses a batch, its objects are tried one by one until so many errors are found.
EXPLAINED = 50

M = TypeVar("M", bound=Model)
AnyField: TypeAlias = "Field[Any, Any]"


class ImportStopped(Exception):
    """The database refused rows; the report says which, and the transaction is to be rolled back."""


@dataclass(slots=True)
class _Entry:
    """An object that waits to be written, and the rows that speak of it."""

    instance: Model
    row: Row
    is_new: bool
    changed: set[str] = field(default_factory=set)
    links: dict[str, list[Model]] = field(default_factory=dict)


class Upsert(Generic[M]):
    """Collects new and changed objects of one model and writes them at `flush`.

    Objects are put row by row; several rows may put the same object. Stored objects must be loaded whole
    (no `only`), with `prefetch_related` for the relations given as `m2m`. Flush parents before children.
    """

    def __init__(self, model: type[M], report: ImportReport) -> None:
        self.model = model
        self.report = report
        self._entries: dict[int, _Entry] = {}
        self._passed: dict[str, set[str]] = {}

    def put(
        self,
        row: Row,
        instance: M | None,
        values: Mapping[str, Any],
        defaults: Mapping[str, Any] | None = None,
        m2m: Mapping[str, Iterable[Model]] | None = None,
    ) -> M:
        """Compare a row with the object (None: there is none) and return the object, new or changed.

        `values` are by field name: text is compared folded, a relation is an object, `CLEAR` empties a field.
        `defaults` go into a new object only; `m2m` gives the wanted objects by relation name.
        """
        if instance is None:
            instance = self._make(row, values, defaults or {})
        entry = self._entries.get(id(instance)) or _Entry(instance, row, is_new=False)
        self._entries[id(instance)] = entry
        before = len(entry.changed) + len(entry.links)
        if not entry.is_new:
            self._assign(entry, row, values)
        for name, wanted in (m2m or {}).items():
            self._link(entry, row, name, list(wanted))
        touched = len(entry.changed) + len(entry.links) > before
        self.report.count(row.number, "created" if entry.is_new else "updated" if touched else "unchanged")
        return instance

    def flush(self) -> None:
        """Write everything that was put: changes first, so that a place is freed before it is taken anew."""
        entries = self._writable()
        self._entries.clear()
        changed = [entry for entry in entries if entry.changed and not entry.is_new]
        if changed:
            names = sorted(set().union(*(entry.changed for entry in changed), self._always_written))
            self._store(changed, lambda rows: self._overwrite(rows, names))
            self._keep_versions(changed, update=True)
        new = [entry for entry in entries if entry.is_new]
        self._store(new, PreparedInsert(self.model).run)
        self._keep_versions(new, update=False)
        for name in {name for entry in entries for name in entry.links}:
            write_links(self.model, name, {e.instance: e.links[name] for e in entries if name in e.links})

    def _writable(self) -> list[_Entry]:
        """Everything; once there are errors, what is free of them, written only to hear more objections."""
        entries = list(self._entries.values())
        if not self.report.errors:
            return entries
        broken = {error.row for error in self.report.errors}
        return [e for e in entries if e.row.number not in broken and not _hangs_in_the_air(e)]

    def _make(self, row: Row, values: Mapping[str, Any], defaults: Mapping[str, Any]) -> M:
        for column in row.missing:
            self.report.error(row, column.name, "Ячейка пуста, а для новой записи она обязательна.")
        given = {name: value for name, value in values.items() if value is not CLEAR}
        instance = self._built({**defaults, **given})
        missing = {column.name for column in row.missing}
        for model_field in self._cleaned:
            if model_field.name not in missing:
                self._clean(row, instance, model_field)
        self._entries[id(instance)] = _Entry(instance, row, is_new=True)
        return instance

    def _built(self, values: dict[str, Any]) -> M:
        """What `self.model(**values)` makes, at a third of the cost: by place, past the descriptors."""
        given, related = [], []
        for name, model_field in self._fields.items():
            value = values[name] if name in values else model_field.get_default()
            if isinstance(value, Model):
                related.append((model_field, value))
                value = getattr(value, model_field.target_field.attname)
            given.append(value)
        instance = self.model(*given)
        for model_field, value in related:
            model_field.set_cached_value(instance, value)
        return instance

    def _assign(self, entry: _Entry, row: Row, values: Mapping[str, Any]) -> None:
        instance = entry.instance
        for name, value in values.items():
            model_field = self._fields[name]
            new = _empty(model_field) if value is CLEAR else value
            if _same(instance, model_field, new):
                continue
            self._note(row, instance, model_field, new)
            setattr(instance, name, new)
            entry.changed.add(name)
            if model_field in self._cleaned:
                self._clean(row, instance, model_field)

    def _link(self, entry: _Entry, row: Row, name: str, wanted: list[Model]) -> None:
        held = entry.links.get(name)
        if held is None:
            held = [] if entry.is_new else list(getattr(entry.instance, name).all())
        if set(map(id, held)) == set(map(id, wanted)) or (
            all(item.pk for item in wanted) and {item.pk for item in held} == {item.pk for item in wanted}
        ):
            return
        entry.links[name] = wanted
        if not entry.is_new:
            column = self.report.headings.get(name, name)
            old, new = ("; ".join(map(str, items)) for items in (held, wanted))
            self.report.change(Change(row.number, str(entry.instance), column, old, new))

    def _overwrite(self, instances: list[Model], names: list[str]) -> None:
        """Write these fields of stored objects."""
        self.model._default_manager.bulk_create(
            instances,  # type: ignore[arg-type]
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=names,
        )

    def _store(self, entries: list[_Entry], write: Callable[[list[Model]], object]) -> None:
        try:
            with transaction.atomic():
                write([entry.instance for entry in entries])
        except (IntegrityError, DataError):
            if not self._explain(entries):
                raise
            raise ImportStopped from None

    def _keep_versions(self, entries: list[_Entry], *, update: bool) -> None:
        """Write the versions of a model that keeps them: bulk statements send no signals."""
        history = getattr(self.model, "history", None)
        if history is None or self.report.errors:
            return
        history.bulk_history_create(
            [entry.instance for entry in entries],
            update=update,
            default_user=self.report.author,
            default_change_reason="Загрузка таблицы",
        )

    def _explain(self, entries: list[_Entry]) -> bool:
        """Write one by one to learn which rows the database refuses; whether any was found."""
        found = 0
        for entry in entries:
            if entry.is_new:
                # the failed batch may have left keys on objects that are not stored
                entry.instance.pk, entry.instance._state.adding = None, True
            try:
                with transaction.atomic():
                    entry.instance.validate_unique()
                    entry.instance.validate_constraints()
                    entry.instance.save_base(force_insert=entry.is_new)
            except ValidationError as error:
                self._report(entry.row, error)
                found += 1
            except (IntegrityError, DataError):
                self.report.error(entry.row, "", "Строка противоречит тому, что уже сохранено.")
                found += 1
            if found >= EXPLAINED:
                break
        return found > 0

    def _report(self, row: Row, error: ValidationError) -> None:
        """Turn a model's refusal into errors of the row."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, messages in by_field.items():
            column = "" if name == "__all__" else name
            if column and column not in self.report.headings:
                column = str(self._fields[name].verbose_name)
            for message in messages:
                self.report.error(row, column, message)

    def _clean(self, row: Row, instance: Model, model_field: AnyField) -> None:
        """Let the field judge its value; a text that has passed is not judged again."""
        value = getattr(instance, model_field.attname)
        passed = self._passed.setdefault(model_field.name, set())
        if (isinstance(value, str) and value in passed) or (
            model_field.blank and value in model_field.empty_values
        ):
            return
        try:
            setattr(instance, model_field.attname, model_field.clean(value, instance))
        except ValidationError as error:
            self._report(row, ValidationError({model_field.name: error.messages}))
        else:
            if isinstance(value, str):
                passed.add(value)

    def _note(self, row: Row, instance: Model, model_field: AnyField, new: Any) -> None:
        """Remember what is about to change, unless enough is remembered: labels may cost queries."""
        if len(self.report.changes) < CHANGES_KEPT:
            column = self.report.headings.get(model_field.name, str(model_field.verbose_name))
            old = getattr(instance, model_field.name)
            shown = (_shown(model_field, value) for value in (old, new))
            self.report.change(Change(row.number, str(instance), column, *shown))

    @cached_property
    def _fields(self) -> dict[str, Any]:
        """By name, in the order in which a model takes values."""
        return {model_field.name: model_field for model_field in self.model._meta.concrete_fields}

    @cached_property
    def _cleaned(self) -> list[AnyField]:
        """Relations are checked by whoever looked them up; keys and stamps fill themselves."""
        return [item for item in self._fields.values() if item.editable and not item.is_relation]

    @cached_property
    def _always_written(self) -> set[str]:
        """Fields that make their value when saved: search keys, times of change."""
        return {
            name
            for name, item in self._fields.items()
            if type(item).pre_save is not Field.pre_save and not getattr(item, "auto_now_add", False)
        } & {name for name, item in self._fields.items() if not item.editable}


def _hangs_in_the_air(entry: _Entry) -> bool:
    """Whether the object points to one that is not stored, since that one had an error."""
    related = chain(entry.instance._state.fields_cache.values(), *entry.links.values())
    return any(isinstance(item, Model) and item.pk is None for item in related)


def _same(instance: Model, model_field: AnyField, value: Any) -> bool:
    if model_field.is_relation:
        cached = instance._state.fields_cache.get(model_field.name)
        if value is not None and value.pk is None:
            return cached is value
        return bool(getattr(instance, model_field.attname) == (None if value is None else value.pk))
    held = getattr(instance, model_field.attname)
    if isinstance(held, str) and isinstance(value, str):
        return held == value or fold(held) == fold(value)
    return bool(held == value)


def _shown(model_field: AnyField, value: Any) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    return spelled(dict(model_field.flatchoices).get(value, value) if model_field.choices else value)


def _empty(model_field: AnyField) -> Any:
    """What «удалить» leaves: nothing where the field allows it, else its default or an empty text."""
    if model_field.null:
        return None
    return model_field.get_default() if model_field.has_default() else ""
