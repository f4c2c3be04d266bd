"""Rows of a QuerySet whose statement is written once."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.query import get_related_populators

from mentorship.prepared.statements import Statement

Row = TypeVar("Row")


class _Question(NamedTuple):
    """A statement that is answered by rows: which columns are converted, what a row is made into."""

    statement: Statement
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
            question.statement.execute(cursor, question.statement.filled(given, connection))
            found = cursor.fetchall()
        return [question.read(row) for row in _converted(found, question, connection)] if found else []

    def first(self, **given: Any) -> Row | None:
        """The first row; None where there is none."""
        return next(iter(self.rows(**given)), None)


def _question(queryset: QuerySet[Any, Any], using: str) -> _Question:
    compiler = queryset.query.get_compiler(using)
    sql, parameters = compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    converted = tuple((place, columns[place]) for place in compiler.get_converters(columns))
    # neither the compiler nor its converters are kept: they hold on to the connection of one thread
    return _Question(Statement(sql, parameters), converted, _reader(compiler, using))


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
