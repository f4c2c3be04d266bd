"""Triggers that hold what the portal promises: published forms stay, the journal grows, figures are fresh."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from types import ModuleType
from typing import Final

from django.db import connection

from mentorship.audit.triggers import TRUNCATE, Keeper, Trigger
from mentorship.operation.examination import Finding, Status
from schools.parts import parts_named

_THERE: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def guards(now: datetime) -> Iterator[Finding]:
    """Triggers that an app's `guards` module names and the database lacks, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    missing = sorted(expected() - there)
    if missing:
        yield (
            Status.WRONG,
            (
                f"В базе нет триггеров: {', '.join(missing)}. Их ставит manage.py migrate; "
                "проверьте, не менял ли кто-то опубликованные анкеты и журнал."
            ),
        )


def expected() -> set[str]:
    """Names of the triggers that the apps put up after each `migrate`: what their `guards` modules name."""
    return {
        guard.name
        for part in parts_named("guards")
        for guard in _of(part)
        # emptying a whole table at once is a statement of PostgreSQL alone
        if guard.event != TRUNCATE or connection.vendor == "postgresql"
    }


def _of(module: ModuleType) -> Iterable[Trigger]:
    """The triggers of an app; a module of that name may guard something else (schools.guards: pages)."""
    keeper: Keeper | None = getattr(module, "keeper", None)
    return keeper.guards() if keeper else ()
