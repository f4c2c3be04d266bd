"""The tests' database: tables made from the models, migrations recorded as if they had made them.

A test with transactions of its own has its tables emptied after it. What `migrate` fills them with (reference
data, permissions) is read once, when the tables are made, and written back as rows: a tenth of the time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate


class Rows(NamedTuple):
    """Everything a table held when it was made."""

    table: str
    columns: list[str]
    rows: list[Sequence[Any]]


class Reference:
    """The rows that `migrate` leaves, as they lie in the tables."""

    def __init__(self) -> None:
        self._kept: list[Rows] = []

    def keep(self) -> None:
        """Read them from the tables just made."""
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our tables
                columns = [column[0] for column in cursor.description]
                if rows := cursor.fetchall():
                    self._kept.append(Rows(table, columns, rows))

    def put_back(self, **_signal: Any) -> None:
        """Write them into the emptied tables; keys that point forward are checked at the end."""
        quoted = connection.ops.quote_name
        with transaction.atomic(), connection.cursor() as cursor:
            # SQLite empties tables row by row: triggers marked the municipalities that went (reports.guards)
            cursor.execute("DELETE FROM reports_sourcechange")
            for table, columns, rows in self._kept:
                names = ", ".join(map(quoted, columns))
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})", rows)  # noqa: S608

    @contextmanager
    def instead_of_migrate(self) -> Iterator[None]:
        """Whoever empties the tables meanwhile gets the rows back and starts nothing else."""
        usual, post_migrate.receivers = post_migrate.receivers, []
        post_migrate.connect(self.put_back, sender=apps.get_app_config("reports"))
        try:
            yield
        finally:
            post_migrate.receivers = usual


REFERENCE = Reference()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What pytest-django makes with `--no-migrations`, and after it migrations that are known and done."""
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        known = MigrationLoader(connection).disk_migrations
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in known)
        REFERENCE.keep()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    """Tables are emptied here, after each test with transactions of its own."""
    with REFERENCE.instead_of_migrate():
        return (yield)
