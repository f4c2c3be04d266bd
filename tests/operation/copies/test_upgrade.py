"""Upgrade with data: a copy made by the previous release is put back, and every value of it is still there.

The copies in `previous/` were made by that release's own code from its demonstration municipality.
"""

import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from mentorship.operation.copies import sqlite
from mentorship.operation.copies.archive import Reader
from mentorship.operation.copies.contents import quoted
from mentorship.operation.copies.migrations import known
from tests.operation.signing_in import title_after_sign_in
from tests.surveys.crashing import Server

pytestmark = pytest.mark.django_db(transaction=True)
PREVIOUS = Path(__file__).parent / "previous"
PASSWORD = "прежний-выпуск-2026"
# What a migration means to rewrite, and why.
REWRITTEN: dict[str, str] = {}
# Written anew by every migrate: what Django knows of the models themselves.
DJANGOS_OWN = {"django_migrations", "django_content_type", "auth_permission"}


def lost_from_sqlite(copy, elsewhere, tmp_path):
    """How many rows of each table of the copy are not there with the very same values."""
    old = tmp_path / "old.sqlite3"
    with Reader(copy) as reader:
        reader.extract(sqlite.MEMBER, old)
    with closing(sqlite3.connect(elsewhere.database_url.removeprefix("sqlite:///"))) as database:
        database.execute("ATTACH ? AS old", [str(old)])
        named = "SELECT name FROM old.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        tables = [name for (name,) in database.execute(named)]
        lost = {}
        for table in tables:
            columns = quoted(*(row[1] for row in database.execute(f"PRAGMA old.table_info({quoted(table)})")))
            query = f"SELECT {columns} FROM {{}}.{quoted(table)}"  # noqa: S608 - names of tables
            query = f"{query.format('old')} EXCEPT {query.format('main')}"
            lost[table] = len(database.execute(query).fetchall())
    return lost


def lost_from_postgres(copy, elsewhere):
    """The same on PostgreSQL, by the text of COPY."""
    lost = {}
    with elsewhere.connected(), connection.cursor() as cursor, zipfile.ZipFile(copy) as archive:
        for name in (name for name in archive.namelist() if name.startswith("tables/")):
            head, *rows = archive.read(name).splitlines()
            columns = quoted(*head.decode().split("\t"))
            lines: list[bytes] = []
            sink = type("Sink", (), {"write": lambda _, data, lines=lines: lines.append(bytes(data))})()
            table = name.removeprefix("tables/")
            cursor.execute("SET TimeZone = 'UTC'")
            cursor.copy_expert(f"COPY (SELECT {columns} FROM {quoted(table)}) TO STDOUT", sink)  # noqa: S608
            lost[table] = len(set(rows) - set(b"".join(lines).splitlines()))
    return lost


# What stands in a database: names and definitions.
DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql <> ''",
    "postgresql": """
        SELECT table_name || '.' || column_name,
               data_type || ' ' || is_nullable || coalesce(character_maximum_length, 0)
          FROM information_schema.columns WHERE table_schema = 'public'
        UNION SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
               WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    """,
}


def definitions():
    """Tables, indexes, constraints of the database by name: the words of each definition, in any order."""
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS[connection.vendor])
        return {name: sorted(re.findall(r"[^\s,()]+", text)) for name, text in cursor.fetchall()}


def test_copy_of_the_previous_release_comes_up_with_every_value(elsewhere, tmp_path):
    copy = PREVIOUS / f"{connection.vendor}.zip"
    with Reader(copy) as reader:
        held = {(app, name) for app, name in reader.manifest["migrations"]}
    # were it this release's own, the test would tell nothing: make the copies anew from the release before
    assert held < known()

    done = elsewhere.manage("restore", str(copy))

    assert (done.returncode, done.stderr) == (0, "")
    by_sqlite = connection.vendor == "sqlite"
    lost = lost_from_sqlite(copy, elsewhere, tmp_path) if by_sqlite else lost_from_postgres(copy, elsewhere)
    assert len(lost) > 100
    assert {table for table, rows in lost.items() if rows} - DJANGOS_OWN == set(REWRITTEN)
    assert elsewhere.manage("migrate", "--check").returncode == 0
    with elsewhere.connected():
        migrated = definitions()
    # the tests' own tables are made from the models
    assert migrated == definitions()
    server = Server(elsewhere.environment)
    try:
        assert title_after_sign_in(server.port, "methodist", PASSWORD)
    finally:
        server.kill()
