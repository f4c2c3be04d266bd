"""Copying an SQLite database while the portal writes, and putting a copy in its place in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

from mentorship.operation.copies.archive import OWNER_ONLY, Reader, Writer
from mentorship.operation.copies.contents import Contents, Digest, Print, differing, file_columns, quoted
from mentorship.operation.copies.migrations import migrate_forward
from mentorship.operation.copies.refusal import CopyRefused

MEMBER: Final = "database.sqlite3"
# A limit on the size of files comes as an error of writing.
_FULL: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
_PATIENCE: Final = 30  # seconds to wait for a writer


def path_of_database() -> Path:
    """The file of the database."""
    return Path(str(connection.settings_dict["NAME"]))


def bytes_needed() -> int:
    """The room that a copy's working file takes."""
    live = path_of_database()
    return sum(path.stat().st_size for path in (live, live.with_name(f"{live.name}-wal")) if path.exists())


def dump(writer: Writer, scratch: Path) -> Contents:
    """Copy the database as it stands at one moment; SQLite's own backup lets writers go on meanwhile."""
    live, copy = path_of_database(), scratch / MEMBER
    if not live.exists():
        raise CopyRefused(f"Базы данных нет: {live}.")
    try:
        with closing(_opened(live)) as source, closing(_opened(copy)) as target:
            copy.chmod(OWNER_ONLY)
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
            _check_pages(target)
            contents = Contents(fingerprints(target), {}, _files(target))
    except sqlite3.OperationalError as error:
        why = "на диске нет места" if error.sqlite_errorcode in _FULL else str(error)
        raise CopyRefused(f"Базу данных не скопировать: {why}. Недописанного файла не осталось.") from error
    writer.add(MEMBER, copy)
    return contents


def fingerprints(database: sqlite3.Connection) -> dict[str, Print]:
    """The fingerprint of each table."""
    return {table: _fingerprint(database, table) for table in _tables(database)}


def live_fingerprints() -> dict[str, Print]:
    """The fingerprints of the portal's database."""
    with closing(_opened(path_of_database())) as database:
        return fingerprints(database)


def restore(reader: Reader) -> list[str]:
    """Put the copy in place: unpacked, compared and brought to this release beside, then taken over at once.

    SQLite takes it over in one transaction: a reader sees the old data or the new, a crash leaves the old.
    """
    live = path_of_database()
    fresh = live.with_name(f".{live.name}.restoring")
    _remove(fresh)
    try:
        reader.extract(MEMBER, fresh)
        with closing(_opened(fresh)) as database:
            _check_pages(database)
            if wrong := differing(reader.manifest["tables"], fingerprints(database)):
                raise CopyRefused(f"Таблицы в копии не те, что в её описи: {', '.join(wrong)}.")
        with _pointed_at(fresh):
            migrate_forward()
        with closing(_opened(fresh)) as source, closing(_opened(live)) as target:
            live.chmod(OWNER_ONLY)
            source.backup(target)
    finally:
        _remove(fresh)
    return []


@contextmanager
def _pointed_at(path: Path) -> Iterator[None]:
    """Let the portal's own connection work on another file for a while."""
    held = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = held


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)


def _check_pages(database: sqlite3.Connection) -> None:
    if (said := database.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise CopyRefused(f"База данных повреждена: {said}.")


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith("sqlite_")]


def _fingerprint(database: sqlite3.Connection, table: str) -> Print:
    columns = database.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    names = sorted(column[1] for column in columns)
    key = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]] or names
    digest, rows = Digest(), 0
    query = f"SELECT {quoted(*names)} FROM {quoted(table)} ORDER BY {quoted(*key)}"  # noqa: S608  # nosec B608
    for row in database.execute(query):
        digest.write(repr(row).encode())
        rows += 1
    return Print(rows, digest.hexdigest())


def _files(database: sqlite3.Connection) -> set[str]:
    found: set[str] = set()
    for table, column in file_columns():
        held = {row[1] for row in database.execute(f"PRAGMA table_info({quoted(table)})")}
        if column in held:
            query = f"SELECT {quoted(column)} FROM {quoted(table)} WHERE {quoted(column)} <> ''"  # noqa: S608  # nosec B608
            found.update(name for (name,) in database.execute(query))
    return found


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
