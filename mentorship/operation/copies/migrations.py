"""Which migrations a copy holds, and bringing an older one to this release."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from mentorship.operation.copies.refusal import CopyRefused

Name = tuple[str, str]


def applied() -> list[Name]:
    """The migrations that the database has been through."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def known() -> set[Name]:
    """The migrations of this release."""
    return set(MigrationLoader(None).disk_migrations)


def check(names: list[Name]) -> None:
    """Refuse a copy with migrations that this release does not know: a newer portal made it."""
    if unknown := sorted(set(names) - known()):
        listed = ", ".join(f"{app}.{name}" for app, name in unknown[:3])
        raise CopyRefused(
            f"Копия сделана более новой версией портала: здесь нет изменений базы {listed}. "
            "Обновите портал и повторите; ничего не изменено."
        )


class WalkedLoader(MigrationLoader):
    """Knows of the migrations that replace others only those that an installation has met."""

    def __init__(self, connection: BaseDatabaseWrapper, met: Collection[Name]) -> None:
        self.met = met
        super().__init__(connection)

    def load_disk(self) -> None:
        super().load_disk()
        never_met = {
            key: one for key, one in self.disk_migrations.items() if one.replaces and key not in self.met
        }
        for key in never_met:
            del self.disk_migrations[key]
        newest = {key: one.replaces[-1] for key, one in never_met.items()}
        for one in self.disk_migrations.values():
            vars(one).update(dependencies=[newest.get(key, key) for key in one.dependencies])


def migrate_to(names: list[Name]) -> None:
    """Build the tables as they were when exactly these migrations had been applied; no reference data."""
    executor = MigrationExecutor(connection)
    executor.loader = WalkedLoader(connection, met=names)
    graph = executor.loader.graph
    # those that another one replaces are not walked
    walked = set(names) & set(graph.nodes)
    executor.migrate(
        [
            name
            for name in sorted(walked)
            if not any(after.key in walked for after in graph.node_map[name].children)
        ]
    )


def migrate_forward() -> None:
    """Bring the database to this release: tables, reference data, the triggers that guard."""
    ContentType.objects.clear_cache()
    call_command("migrate", interactive=False, verbosity=0)
