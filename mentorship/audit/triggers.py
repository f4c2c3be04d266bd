"""Triggers by which a database refuses a change, or marks that it was made: of SQLite and of PostgreSQL.

A condition is SQL over `OLD` and `NEW`; «A DIFFERS B» compares so that NULL is a value. Nothing in a guard
comes from outside the code. SQLite rebuilds a table in order to change it and stumbles over triggers that
name it: a migration that changes a table which conditions name begins with taking the triggers down.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Emptying a whole table at once is a statement of PostgreSQL alone; there are no rows to look at.
TRUNCATE = "TRUNCATE"


class Trigger(Protocol):
    """What stands on a table and acts at an event."""

    @property
    def name(self) -> str:
        """The trigger's name, on PostgreSQL also that of its function."""

    @property
    def table(self) -> str:
        """The table it stands on."""

    @property
    def event(self) -> str:
        """INSERT, UPDATE, DELETE or TRUNCATE."""

    def statements(self, vendor: str) -> list[str]:
        """The statements that create it; none where the database knows no such event."""


class Guard(NamedTuple):
    """Refuse an event on rows of a table where the condition holds."""

    name: str
    table: str
    event: str
    condition: str
    message: str

    def statements(self, vendor: str) -> list[str]:
        """Before the event, for each row."""
        head = f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"
        if vendor != "postgresql":
            if self.event == TRUNCATE:
                return []
            condition = self.condition.replace("DIFFERS", "IS NOT")
            return [f"{head} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"]
        condition = self.condition.replace("DIFFERS", "IS DISTINCT FROM")
        refusal = f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'"
        row = {TRUNCATE: "NULL", "DELETE": "OLD"}.get(self.event, "NEW")
        body = f"IF {condition} THEN {refusal}; END IF; RETURN {row};"
        each = "STATEMENT" if self.event == TRUNCATE else "ROW"
        return [
            function_of(self.name, body),
            f"{head} FOR EACH {each} EXECUTE FUNCTION {self.name}()",
        ]


def changed(*columns: str) -> str:
    """The condition that an update changes one of the columns."""
    return "(" + " OR ".join(f"NEW.{column} DIFFERS OLD.{column}" for column in columns) + ")"


def put_up(triggers: Iterable[Trigger], database: BaseDatabaseWrapper) -> None:
    """Create the triggers, replacing those there are."""
    wanted = list(triggers)
    drop(wanted, database)
    with database.cursor() as cursor:
        for trigger in wanted:
            for statement in trigger.statements(database.vendor):
                cursor.execute(statement)


def drop(triggers: Iterable[Trigger], database: BaseDatabaseWrapper) -> None:
    """Drop the triggers that are there."""
    is_postgres = database.vendor == "postgresql"
    tables = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for trigger in triggers:
            if trigger.table not in tables:
                continue
            where = f" ON {trigger.table}" if is_postgres else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{where}")
            if is_postgres:
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}()")


def function_of(name: str, body: str) -> str:
    """The function of a trigger of PostgreSQL."""
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


class Keeper:
    """The triggers of one app: put up after every `migrate`, taken down before a change of their tables."""

    def __init__(self, guards: Callable[[], Iterable[Trigger]]) -> None:
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
