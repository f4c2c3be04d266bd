"""The database answers, is new enough and as the code wants it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from mentorship.operation.examination import Finding, Status

# PostgreSQL: what the README asks and CI runs; SQLite: what Django 5.2 asks.
OLDEST: Final = {"postgresql": (15,), "sqlite": (3, 31)}
_NAMES: Final = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def database(now: datetime) -> Iterator[Finding]:
    """Whether it answers, and its version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as failure:
        yield (
            Status.WRONG,
            (
                f"База не отвечает ({type(failure).__name__}). Проверьте DATABASE_URL и службу базы: "
                "systemctl status postgresql; для SQLite — что файл есть и читается."
            ),
        )
        return
    oldest = OLDEST[connection.vendor]
    version = connection.get_database_version()
    if version < oldest:
        yield (
            Status.WRONG,
            f"{_NAMES[connection.vendor]} {_dotted(version)} устарела: нужна {_dotted(oldest)} или новее.",
        )


def migrations(now: datetime) -> Iterator[Finding]:
    """Whether the tables are those of this code."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Status.WRONG, f"Не применено миграций: {len(waiting)}. Выполните manage.py migrate."
    known = set(executor.loader.graph.nodes)
    replaced = {key for node in executor.loader.replacements.values() for key in node.replaces}
    alien = sorted(".".join(key) for key in set(executor.loader.applied_migrations) - known - replaced)
    own = [name for name in alien if name.partition(".")[0] in executor.loader.migrated_apps]
    if own:
        yield (
            Status.WRONG,
            (
                f"База новее кода: {', '.join(own)}. Верните код той версии, что работала с базой, или "
                "копию базы."
            ),
        )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
