"""Triggers by which a database refuses a change, in the words of SQLite and of PostgreSQL.

A condition is SQL over `OLD` and `NEW`; «A DIFFERS B» compares so that NULL is a value. Nothing in a guard
comes from outside the code. SQLite rebuilds a table in order to change it and stumbles over triggers that
name it: a migration that changes a table which conditions name begins with taking the triggers down.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Emptying a whole table at once is a statement of PostgreSQL alone; there are no rows to look at.
TRUNCATE = "TRUNCATE"


class Guard(NamedTuple):
    """Refuse an event on rows of a table where the condition holds."""

    name: str
    table: str
    event: str
    condition: str
    message: str


def changed(*columns: str) -> str:
    """The condition that an update changes one of the columns."""
    return "(" + " OR ".join(f"NEW.{column} DIFFERS OLD.{column}" for column in columns) + ")"


def put_up(guards: Iterable[Guard], database: BaseDatabaseWrapper) -> None:
    """Create the triggers, replacing those there are."""
    wanted = list(guards)
    drop(wanted, database)
    with database.cursor() as cursor:
        for guard in wanted:
            for statement in _create(guard, database.vendor):
                cursor.execute(statement)


def drop(guards: Iterable[Guard], database: BaseDatabaseWrapper) -> None:
    """Drop the triggers that are there."""
    is_postgres = database.vendor == "postgresql"
    tables = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for guard in guards:
            if guard.table not in tables:
                continue
            where = f" ON {guard.table}" if is_postgres else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{where}")
            if is_postgres:
                cursor.execute(f"DROP FUNCTION IF EXISTS {guard.name}()")


def _create(guard: Guard, vendor: str) -> list[str]:
    """The statements of one trigger."""
    head = f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
    if vendor != "postgresql":
        if guard.event == TRUNCATE:
            return []
        condition = guard.condition.replace("DIFFERS", "IS NOT")
        return [f"{head} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"]
    condition = guard.condition.replace("DIFFERS", "IS DISTINCT FROM")
    refusal = f"RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'integrity_constraint_violation'"
    row = {TRUNCATE: "NULL", "DELETE": "OLD"}.get(guard.event, "NEW")
    body = f"BEGIN IF {condition} THEN {refusal}; END IF; RETURN {row}; END"
    function = f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
    each = "STATEMENT" if guard.event == TRUNCATE else "ROW"
    return [function, f"{head} FOR EACH {each} EXECUTE FUNCTION {guard.name}()"]


class Keeper:
    """The guards of one app: put up after every `migrate`, taken down before a change of their tables."""

    def __init__(self, guards: Callable[[], Iterable[Guard]]) -> None:
        self.guards = guards

    def put_up(self, using: BaseDatabaseWrapper | None = None) -> None:
        """Create the triggers, replacing those there are."""
        put_up(self.guards(), using or connection)

    def drop(self, using: BaseDatabaseWrapper | None = None) -> None:
        """Drop the triggers that are there: before a flush, a restore, a migration of these tables."""
        drop(self.guards(), using or connection)

    def take_down(self, apps: Apps, editor: Any) -> None:
        """The first operation of a migration that changes one of the tables."""
        self.drop(editor.connection)
