"""Rows changed and stored by statements whose text is written once."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final, TypeAlias, cast

from django.db import connections, router, transaction
from django.db.models import Field, Model, QuerySet
from django.db.models.sql import UpdateQuery

from mentorship.prepared.statements import Slot, Statement

# Of one INSERT: PostgreSQL takes more, but gains nothing. And how many texts of it are kept.
_MOST_ROWS: Final = 1000
_MOST_TEXTS: Final = 64
# Values that are equal only to what the driver is given the same for.
_ALIKE: Final = frozenset({str, type(None)})
# A cell of an INSERT: its values come by place, not by name.
_CELL: Final = Slot("")

# A column of an INSERT, and what its values are made into.
_Column: TypeAlias = "tuple[Field, dict[Any, Any]]"


class PreparedUpdate:
    """`QuerySet.update` with slots in the condition and among the values."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]], **values: Any) -> None:
        self._build = build
        self._values = values
        self._statements: dict[str, Statement] = {}

    @cached_property
    def _query(self) -> UpdateQuery:
        query = cast(UpdateQuery, self._build().query.chain(UpdateQuery))
        query.add_update_values(self._values)
        return query

    def run(self, **given: Any) -> int:
        """Change; return how many rows were."""
        using = router.db_for_write(cast(type[Model], self._query.model))
        if using not in self._statements:
            sql, parameters = self._query.clone().get_compiler(using).as_sql()
            self._statements[using] = Statement(sql, parameters)
        statement, connection = self._statements[using], connections[using]
        with transaction.mark_for_rollback_on_error(using), connection.cursor() as cursor:
            statement.execute(cursor, statement.filled(given, connection))
            return cursor.rowcount


class PreparedInsert:
    """`bulk_create` with all columns: no signals, the keys are put into the objects, the texts are kept.

    Many objects go in several statements. With `ignores_conflicts` what is there already stays as it is, and
    no key is told, only how many rows were stored.
    """

    def __init__(self, model: type[Model], *, ignores_conflicts: bool = False) -> None:
        self._model = model
        self._ignores_conflicts = ignores_conflicts
        self._statements: dict[tuple[str, int], Statement] = {}

    @cached_property
    def _fields(self) -> list[Field]:
        every = self._model._meta.local_concrete_fields
        return [field for field in every if not field.generated and not field.db_returning]

    @cached_property
    def _relations(self) -> list[tuple[str, str]]:
        return [(field.name, field.attname) for field in self._fields if field.is_relation]

    @cached_property
    def _tells_keys(self) -> bool:
        return bool(self._model._meta.db_returning_fields) and not self._ignores_conflicts

    def run(self, objects: Iterable[Model]) -> int:
        """Store them and return how many rows that made.

        IntegrityError where a constraint forbids one, ValueError where a parent is new.
        """
        rows = list(objects)
        if not rows:
            return 0
        using = router.db_for_write(self._model)
        connection = connections[using]
        columns: list[_Column] = [(field, {}) for field in self._fields]
        most = min(connection.ops.bulk_batch_size(self._fields, rows), _MOST_ROWS)
        with transaction.atomic(using) if len(rows) > most else transaction.mark_for_rollback_on_error(using):
            stored = sum(
                self._store(rows[first : first + most], columns, connection)
                for first in range(0, len(rows), most)
            )
        for row in rows:
            row._state.adding, row._state.db = False, using
        return stored

    def _store(self, rows: list[Model], columns: list[_Column], connection: Any) -> int:
        """Write so many rows as one statement takes."""
        for row in rows:
            self._point(row)
        given = [_ready(row, field, known, connection) for row in rows for field, known in columns]
        with connection.cursor() as cursor:
            self._statement(connection, len(rows)).execute(cursor, given)
            if not self._tells_keys:
                return int(cursor.rowcount)
            for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = key
            return len(rows)

    def _point(self, row: Model) -> None:
        """Take the key of an object that was stored after the row had been made."""
        held = row._state.fields_cache
        if any(held.get(name) is not None and getattr(row, key) is None for name, key in self._relations):
            row._prepare_related_fields_for_save(operation_name="PreparedInsert")  # type: ignore[attr-defined]  # noqa: SLF001

    def _statement(self, connection: Any, count: int) -> Statement:
        key = connection.alias, count
        if key not in self._statements:
            if len(self._statements) >= _MOST_TEXTS:
                self._statements.clear()
            text = self._written(connection.ops.quote_name, count)
            self._statements[key] = Statement(text, (_CELL,) * (count * len(self._fields)))
        return self._statements[key]

    def _written(self, quoted: Callable[[str], str], count: int) -> str:
        meta = self._model._meta
        columns = ", ".join(quoted(str(field.column)) for field in self._fields)
        row = f"({', '.join(['%s'] * len(self._fields))})"
        ending = " ON CONFLICT DO NOTHING" if self._ignores_conflicts else ""
        if self._tells_keys:
            ending += f" RETURNING {quoted(str(meta.pk.column))}"
        rows = ", ".join([row] * count)
        into = f"{quoted(meta.db_table)} ({columns})"
        return f"INSERT INTO {into} VALUES {rows}{ending}"  # noqa: S608 - names of a model  # nosec B608


def _ready(row: Model, field: Field, known: dict[Any, Any], connection: Any) -> Any:
    """What the driver is given for a cell; a text or nothing is made ready once a column."""
    value = field.pre_save(row, add=True)
    if type(value) not in _ALIKE:
        return field.get_db_prep_save(value, connection)
    if value not in known:
        known[value] = field.get_db_prep_save(value, connection)
    return known[value]
