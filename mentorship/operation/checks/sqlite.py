"""An SQLite file: sound, and opened the way that loses no acknowledged answer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db import connection

from mentorship.operation.examination import Finding, Status

# PRAGMA synchronous: 1 is NORMAL, which in WAL survives a kill of the portal, 2 is FULL.
_SAFE_SYNCHRONOUS: Final = {1, 2, 3}
_SHOWN: Final = 3


def sqlite(now: datetime) -> Iterator[Finding]:
    """Nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        return
    yield from _switches()
    faults = [row[0] for row in _asked("PRAGMA integrity_check")]
    if faults != ["ok"]:
        yield (
            Status.WRONG,
            (
                f"Файл базы повреждён, нарушений: {len(faults)} ({'; '.join(faults[:_SHOWN])}). "
                "Остановите портал, сохраните файл отдельно и восстановите копию: manage.py restore."
            ),
        )
    orphans = _asked("PRAGMA foreign_key_check")
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans})[:_SHOWN])
        yield (
            Status.WRONG,
            f"Строк, которые ссылаются на удалённое: {len(orphans)} ({tables}). Их записали мимо портала.",
        )


def _switches() -> Iterator[Finding]:
    mode = _asked("PRAGMA journal_mode")[0][0]
    # a database of tests may live in memory, where there is nothing to lose
    if mode not in {"wal", "memory"}:
        yield Status.WRONG, f"Журнал SQLite — {mode}, а нужен WAL: чтение будет ждать записи."
    if _asked("PRAGMA synchronous")[0][0] not in _SAFE_SYNCHRONOUS:
        yield Status.WRONG, "synchronous выключен: при сбое питания пропадут принятые ответы."
    if _asked("PRAGMA foreign_keys")[0][0] != 1:
        yield Status.WRONG, "foreign_keys выключен: база не следит за ссылками между таблицами."


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
