"""Copying a PostgreSQL database table by table from one snapshot, and putting a copy back in one transaction.

Done by COPY through the portal's own driver rather than by pg_dump: nothing has to be installed beside the
portal, no version of a client has to fit the server, every table is summed while it passes, and putting back
happens within the tables there are: their owners and grants stay.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from mentorship.operation.copies.archive import Reader, Writer
from mentorship.operation.copies.contents import Contents, Digest, Print, differing, file_columns, quoted
from mentorship.operation.copies.migrations import known, migrate_forward, migrate_to
from mentorship.operation.copies.refusal import CopyRefused

FOLDER: Final = "tables"
STAGE: Final = "portal_restoring"
# The same text of the same row on every server.
_PLAIN: Final = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL extra_float_digits = 3",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
_COLUMNS: Final = """SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' ORDER BY 1"""
_KEY: Final = """SELECT a.attname FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)"""
_COUNTERS: Final = """SELECT s.relname, t.relname, a.attname FROM pg_depend d
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relnamespace = current_schema()::regnamespace AND d.deptype IN ('a', 'i')"""


def bytes_needed() -> int:
    """The room that a copy's working files take: none, tables go straight into the archive."""
    return 0


def dump(writer: Writer, scratch: Path) -> Contents:
    """Copy every table as it stands at one moment; nobody waits for it."""
    with _snapshot() as cursor:
        tables = {table: _dump_table(cursor, table, writer) for table in _tables(cursor)}
        files: set[str] = set()
        for table, column in file_columns():
            if column in _columns(cursor, table):
                cursor.execute(f"SELECT {quoted(column)} FROM {quoted(table)} WHERE {quoted(column)} <> ''")  # noqa: S608  # nosec B608
                files.update(name for (name,) in cursor.fetchall())
        return Contents(tables, _counters(cursor), files)


def live_fingerprints() -> dict[str, Print]:
    """The fingerprints of the portal's database."""
    with _snapshot() as cursor:
        return {table: _fingerprint(cursor, table) for table in _tables(cursor)}


def restore(reader: Reader) -> list[str]:
    """Put the copy in place in one transaction; return the tables that this portal has no place for.

    A copy of an older release is first brought to this one in a schema of its own.
    """
    names = [(app, name) for app, name in reader.manifest["migrations"]]
    is_older = set(names) != known()
    migrate_forward()
    if is_older:
        skipped = _load_staged(reader, names)
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            skipped = _load(cursor, reader)
    migrate_forward()
    return skipped


def _load_staged(reader: Reader, names: list[tuple[str, str]]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {STAGE} CASCADE")
        cursor.execute(f"CREATE SCHEMA {STAGE}")
    try:
        with _working_in(STAGE):
            migrate_to(names)
            with transaction.atomic(), connection.cursor() as cursor:
                skipped = _load(cursor, reader)
            migrate_forward()
        with transaction.atomic(), connection.cursor() as cursor:
            _take_over(cursor)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {STAGE} CASCADE")
    return skipped


def _load(cursor: Any, reader: Reader) -> list[str]:
    """Fill the tables from the copy, compare every fingerprint, set the counters; all or nothing."""
    own = _tables(cursor)
    held = [name.removeprefix(f"{FOLDER}/") for name in reader.names(FOLDER)]
    with _emptied(cursor, own):
        for table in held:
            if table in own:
                with reader.open(f"{FOLDER}/{table}") as source:
                    columns = source.readline().decode().rstrip("\n").split("\t")
                    cursor.copy_expert(f"COPY {quoted(table)} ({quoted(*columns)}) FROM STDIN", source)
        found = {table: _fingerprint(cursor, table) for table in held if table in own}
        expected = {table: values for table, values in reader.manifest["tables"].items() if table in own}
        if wrong := differing(expected, found):
            raise CopyRefused(f"Таблицы легли не так, как в копии: {', '.join(wrong)}. Ничего не изменено.")
        _set_counters(cursor, reader.manifest["counters"].items())
    return [table for table in held if table not in own]


def _take_over(cursor: Any) -> None:
    """Move the rows of the schema aside into the portal's own tables."""
    own = _tables(cursor)
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s", [STAGE])
    counters = [(name, value) for name, value in cursor.fetchall() if value is not None]
    with _emptied(cursor, own):
        for table in own:
            columns, source = quoted(*_columns(cursor, table)), f"{STAGE}.{quoted(table)}"
            cursor.execute(f"INSERT INTO {quoted(table)} ({columns}) SELECT {columns} FROM {source}")  # noqa: S608  # nosec B608
        _set_counters(cursor, counters)


@contextmanager
def _emptied(cursor: Any, tables: list[str]) -> Iterator[None]:
    """Empty the tables with their guards standing aside; before they stand again, relations are checked."""
    _run(cursor, _PLAIN)
    _run(cursor, (f"ALTER TABLE {quoted(table)} DISABLE TRIGGER USER" for table in tables))
    cursor.execute(f"TRUNCATE {quoted(*tables)} RESTART IDENTITY")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _run(cursor, (f"ALTER TABLE {quoted(table)} ENABLE TRIGGER USER" for table in tables))


@contextmanager
def _snapshot() -> Iterator[Any]:
    """A cursor that sees one moment only, on a connection of its own."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            _run(cursor, _PLAIN)
            yield cursor
            cursor.execute("COMMIT")
    finally:
        own.close()


@contextmanager
def _working_in(schema: str) -> Iterator[None]:
    """Let the portal's own connection work in another schema for a while."""
    options = connection.settings_dict.setdefault("OPTIONS", {})
    held = options.get("options")
    connection.close()
    options["options"] = f"{held or ''} -c search_path={schema}".strip()
    try:
        yield
    finally:
        connection.close()
        if held is None:
            del options["options"]
        else:
            options["options"] = held


def _dump_table(cursor: Any, table: str, writer: Writer) -> Print:
    """A member of the copy: the names of the columns, then the rows as COPY writes them."""
    digest = Digest()
    with writer.member(f"{FOLDER}/{table}") as target:
        target.write("\t".join(_columns(cursor, table)).encode() + b"\n")

        def both(data: bytes) -> int:
            digest.write(data)
            return target.write(data)

        rows = _copy_out(cursor, table, both)
    return Print(rows, digest.hexdigest())


def _fingerprint(cursor: Any, table: str) -> Print:
    digest = Digest()
    rows = _copy_out(cursor, table, digest.write)
    return Print(rows, digest.hexdigest())


class _Sink:
    """What the driver takes for a file to write to."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self.write = write


def _copy_out(cursor: Any, table: str, write: Callable[[bytes], int]) -> int:
    """Send the rows in the order of the key; return their number."""
    columns = _columns(cursor, table)
    cursor.execute(_KEY, [quoted(table)])
    key = [name for (name,) in cursor.fetchall()] or columns
    query = f"SELECT {quoted(*columns)} FROM {quoted(table)} ORDER BY {quoted(*key)}"  # noqa: S608  # nosec B608
    cursor.copy_expert(f"COPY ({query}) TO STDOUT", _Sink(write))
    return int(cursor.rowcount)


def _tables(cursor: Any) -> list[str]:
    cursor.execute(_TABLES)
    return [name for (name,) in cursor.fetchall()]


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(_COLUMNS, [table])
    return [name for (name,) in cursor.fetchall()]


def _counters(cursor: Any) -> dict[str, int]:
    """The last numbers that the tables' counters gave out."""
    cursor.execute(
        "SELECT sequencename, last_value FROM pg_sequences "
        "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
    )
    return dict(cursor.fetchall())


def _set_counters(cursor: Any, counters: Iterable[tuple[str, int]]) -> None:
    cursor.execute(_COUNTERS)
    own = {sequence for sequence, _, _ in cursor.fetchall()}
    for name, value in counters:
        if name in own:
            cursor.execute("SELECT setval(%s::regclass, %s)", [quoted(name), value])


def _run(cursor: Any, statements: Iterable[str]) -> None:
    for statement in statements:
        cursor.execute(statement)
