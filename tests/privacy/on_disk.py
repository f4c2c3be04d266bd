"""An SQLite file opened with the options of the portal, and all its bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from mentorship.config.environment import database


@contextmanager
def opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DatabaseWrapper]:
    """A connection of its own to the file."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    rest = {"AUTOCOMMIT": True, "TIME_ZONE": None, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    made = DatabaseWrapper({**rest, **database()}, "on_disk")
    try:
        yield made
    finally:
        made.close()


def bytes_in(folder: Path) -> bytes:
    """The database's file with whatever lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
