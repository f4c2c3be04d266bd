"""Putting a copy back: checked whole before anything is touched, all or nothing after that."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection

from mentorship.operation.copies import making, migrations, uploads
from mentorship.operation.copies.archive import Reader
from mentorship.operation.copies.engine import engine
from mentorship.operation.copies.refusal import CopyRefused

_CALLED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# Where a portal has a row of any of these, somebody has worked in it.
_PEOPLE = ("schools.User", "schools.Person", "schools.School", "schools.Municipality")


class PutBack(NamedTuple):
    """What was put back; `aside` is the copy of what had been there, `skipped` names tables of others."""

    made_at: str
    tables: int
    rows: int
    files: int
    missing: list[str]
    skipped: list[str]
    aside: Path | None


def check(path: Path) -> dict[str, Any]:
    """Look the copy over and return its manifest; nothing is changed."""
    with Reader(path) as reader:
        _check_fits(reader)
        return reader.manifest


def put_back(path: Path, *, replace: bool, at: datetime) -> PutBack:
    """Restore into an empty portal, or over one with data: that is then copied aside first."""
    with Reader(path) as reader:
        _check_fits(reader)
        aside = None
        if not is_empty():
            if not replace:
                raise CopyRefused(
                    "В портале уже есть данные. Чтобы заменить их копией, добавьте --replace: "
                    "нынешние данные сначала будут сохранены в отдельную копию."
                )
            aside = path.with_name(f"before-restore-{at:%Y%m%d-%H%M%S}.zip")
            making.make(aside, at=at)
        with uploads.staged(reader):
            skipped = engine().restore(reader)
        manifest = reader.manifest
        return PutBack(
            manifest["made_at"],
            len(manifest["tables"]),
            sum(held["rows"] for held in manifest["tables"].values()),
            len(reader.names(uploads.FOLDER)),
            manifest["missing_files"],
            skipped,
            aside,
        )


def is_empty() -> bool:
    """Whether nobody has worked in this portal yet: no account, person or school, no uploaded file."""
    if uploads.names():
        return False
    there = set(connection.introspection.table_names())
    models = [apps.get_model(label) for label in _PEOPLE]
    return not any(model._meta.db_table in there and model._default_manager.exists() for model in models)


def _check_fits(reader: Reader) -> None:
    held = reader.manifest["database"]
    if held != connection.vendor:
        raise CopyRefused(
            f"Копия снята с базы {_CALLED.get(held, held)}, а у портала {_CALLED[connection.vendor]}. "
            "Восстановите её на портале с такой же базой."
        )
    migrations.check([(app, name) for app, name in reader.manifest["migrations"]])
