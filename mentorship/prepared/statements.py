"""The text of a statement with the places of its values, and the plan that a server keeps for it."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db.models import BigIntegerField, Field, Value
from psycopg2.extensions import AsIs

# So long waits psycopg 3 by its own defaults: a connection of one page is worth no plan. And a statement of
# very many values gains nothing by one.
_USED_BEFORE: Final = 5
_MOST_PLACES: Final = 200

_numbers = count(1)


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


class Statement:
    """A text, and its parameters: values that are the same for all calls, and slots.

    A connection to PostgreSQL that stays open keeps the plan of a statement it is asked over and over: to
    plan a join of four tables takes the server longer than to answer it, and psycopg2 has it planned anew
    each time. A plan lasts as long as the connection: make a statement once a process.
    """

    def __init__(self, sql: str, parameters: Sequence[Any]) -> None:
        self._sql = sql
        self._parameters = tuple(parameters)
        self._slots = [part for part in parameters if isinstance(part, Slot)]
        self._uses: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        self._plans: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    def filled(self, given: dict[str, Any], connection: Any) -> list[Any]:
        """The values of a call, in the order of their places."""
        return [slot.of(given, connection) for slot in self._slots]

    def execute(self, cursor: Any, values: Sequence[Any]) -> None:
        """Ask with the values of the slots."""
        plan = self._plan(cursor) if self._may_keep(cursor.db) else ""
        if plan:
            cursor.execute(plan, values)
        else:
            cursor.execute(self._sql, self._among_constants(values))

    def _may_keep(self, connection: Any) -> bool:
        """Not for who watches the statements, nor behind a pool that lends the server by transactions."""
        return (
            connection.vendor == "postgresql"
            and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
            and not connection.queries_logged
            and not connection.execute_wrappers
            and len(self._slots) <= _MOST_PLACES
        )

    def _plan(self, cursor: Any) -> str:
        """The text that asks by the plan; empty as long as the connection keeps none."""
        link = cursor.connection
        if link not in self._plans:
            self._uses[link] = self._uses.get(link, 0) + 1
            if self._uses[link] <= _USED_BEFORE:
                return ""
            self._plans[link] = self._kept(cursor)
        return self._plans[link]

    def _kept(self, cursor: Any) -> str:
        """Have the server keep the plan; types of the places are those of what they stand beside."""
        name, places = f"portal_{next(_numbers)}", [f"${at}" for at, _ in enumerate(self._slots, 1)]
        with cursor.db.wrap_database_errors:
            body = cursor.cursor.mogrify(self._sql, self._among_constants(map(AsIs, places)))
            cursor.cursor.execute(f"PREPARE {name} AS ".encode() + body)
        return f"EXECUTE {name}" + (f" ({', '.join(['%s'] * len(places))})" if places else "")

    def _among_constants(self, values: Iterable[Any]) -> list[Any]:
        """All parameters of the text."""
        if len(self._slots) == len(self._parameters):
            return list(values)
        coming = iter(values)
        return [next(coming) if isinstance(part, Slot) else part for part in self._parameters]
