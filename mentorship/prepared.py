"""Statements that nearly every page asks: written from their QuerySet once a process, then filled in.

To build a statement takes Django several times as long as the database needs to answer it. What is kept is
its text alone: the values come with every call, and the database is asked each time.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar, cast

from django.db import connections, router, transaction
from django.db.models import BigIntegerField, Field, Model, QuerySet, Value
from django.db.models.expressions import BaseExpression
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

Row = TypeVar("Row")

# Of one INSERT: PostgreSQL takes more, but gains nothing. And how many texts of it are kept.
_MOST_ROWS: Final = 1000
_MOST_TEXTS: Final = 64
# Values that are equal only to what the driver is given the same for.
_ALIKE: Final = frozenset({str, type(None)})

# A column of an INSERT, and what its values are made into.
_Column: TypeAlias = "tuple[Field, dict[Any, Any]]"


class Slot(Value):
    """A place in a QuerySet for a value that comes with the call, by name; a key unless a field says more."""

    def __init__(self, name: str, field: Field | None = None) -> None:
        super().__init__(name, output_field=field or BigIntegerField())

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A parameter that is the place itself."""
        return "%s", [self]

    def of(self, given: dict[str, Any], connection: Any) -> Any:
        """The value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(given[self.value], connection)


class _Written(NamedTuple):
    """The text of a statement, and its parameters: values that are the same for all calls, and slots."""

    sql: str
    parameters: tuple[Any, ...]

    def filled(self, given: dict[str, Any], connection: Any) -> list[Any]:
        """The parameters of a call."""
        return [part.of(given, connection) if isinstance(part, Slot) else part for part in self.parameters]


class _Question(NamedTuple):
    """A statement that is answered by rows: which columns are converted, what a row is made into."""

    written: _Written
    converted: tuple[tuple[int, BaseExpression], ...]
    read: Callable[[list[Any]], Any]


class Prepared(Generic[Row]):
    """The rows of a QuerySet of objects or of `values_list`; what is prefetched is not."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._questions: dict[str, _Question] = {}

    @cached_property
    def _queryset(self) -> QuerySet[Any, Row]:
        return self._build()

    def rows(self, **given: Any) -> list[Row]:
        """Ask; KeyError where a value is missing."""
        using = self._queryset.db
        if using not in self._questions:
            # a copy: to write a query changes it, and several threads may meet here
            self._questions[using] = _question(self._queryset.all(), using)
        question, connection = self._questions[using], connections[using]
        with connection.cursor() as cursor:
            cursor.execute(question.written.sql, question.written.filled(given, connection))
            found = cursor.fetchall()
        return [question.read(row) for row in _converted(found, question, connection)] if found else []

    def first(self, **given: Any) -> Row | None:
        """The first row; None where there is none."""
        return next(iter(self.rows(**given)), None)


class PreparedUpdate:
    """`QuerySet.update` with slots in the condition and among the values."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]], **values: Any) -> None:
        self._build = build
        self._values = values
        self._statements: dict[str, _Written] = {}

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
            self._statements[using] = _Written(sql, parameters)
        statement, connection = self._statements[using], connections[using]
        with transaction.mark_for_rollback_on_error(using), connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled(given, connection))
            return cursor.rowcount


class PreparedInsert:
    """`bulk_create` with all columns: no signals, the keys are put into the objects, the texts are kept.

    Many objects go in several statements. With `ignores_conflicts` what is there already stays as it is, and
    no key is told.
    """

    def __init__(self, model: type[Model], *, ignores_conflicts: bool = False) -> None:
        self._model = model
        self._ignores_conflicts = ignores_conflicts
        self._texts: dict[tuple[str, int], str] = {}

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

    def run(self, objects: Iterable[Model]) -> None:
        """Store them; IntegrityError where a constraint forbids one, ValueError where a parent is new."""
        rows = list(objects)
        if not rows:
            return
        using = router.db_for_write(self._model)
        connection = connections[using]
        columns: list[_Column] = [(field, {}) for field in self._fields]
        most = min(connection.ops.bulk_batch_size(self._fields, rows), _MOST_ROWS)
        with transaction.atomic(using) if len(rows) > most else transaction.mark_for_rollback_on_error(using):
            for first in range(0, len(rows), most):
                self._store(rows[first : first + most], columns, connection)
        for row in rows:
            row._state.adding, row._state.db = False, using

    def _store(self, rows: list[Model], columns: list[_Column], connection: Any) -> None:
        """Write so many rows as one statement takes."""
        for row in rows:
            self._point(row)
        given = [_ready(row, field, known, connection) for row in rows for field, known in columns]
        with connection.cursor() as cursor:
            cursor.execute(self._text(connection, len(rows)), given)
            if self._tells_keys:
                for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
                    row.pk = key

    def _point(self, row: Model) -> None:
        """Take the key of an object that was stored after the row had been made."""
        held = row._state.fields_cache
        if any(held.get(name) is not None and getattr(row, key) is None for name, key in self._relations):
            row._prepare_related_fields_for_save(operation_name="PreparedInsert")  # type: ignore[attr-defined]  # noqa: SLF001

    def _text(self, connection: Any, count: int) -> str:
        key = connection.alias, count
        if key not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[key] = self._written(connection.ops.quote_name, count)
        return self._texts[key]

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


def _question(queryset: QuerySet[Any, Any], using: str) -> _Question:
    compiler = queryset.query.get_compiler(using)
    sql, parameters = compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    converted = tuple((place, columns[place]) for place in compiler.get_converters(columns))
    # neither the compiler nor its converters are kept: they hold on to the connection of one thread
    return _Question(_Written(sql, parameters), converted, _reader(compiler, using))


def _reader(compiler: Any, using: str) -> Callable[[list[Any]], Any]:
    """What makes a row an object with those it is related to, as Django's own iterable does, or a tuple."""
    if not compiler.query.default_cols:
        return tuple
    made, select = compiler.klass_info, compiler.select
    first, last = made["select_fields"][0], made["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in select[first:last]]
    related = get_related_populators(made, select, using)  # type: ignore[call-arg]  # of a later Django
    annotated = (compiler.annotation_col_map or {}).items()

    def read(row: list[Any]) -> Any:
        found = made["model"].from_db(using, names, row[first:last])
        for populator in related:
            populator.populate(row, found)
        for name, place in annotated:
            setattr(found, name, row[place])
        return found

    return read


def _converted(rows: list[Any], question: _Question, connection: Any) -> Iterator[list[Any]]:
    """Rows with days, marks and the like as Python has them."""
    by_place = [
        (place, column, connection.ops.get_db_converters(column) + column.get_db_converters(connection))
        for place, column in question.converted
    ]
    for found in rows:
        row = list(found)
        for place, column, converters in by_place:
            for convert in converters:
                row[place] = convert(row[place], column, connection)
        yield row
