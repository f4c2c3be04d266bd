"""Making a copy: the database at one moment, then the files, sealed and moved into place whole."""

import shutil
import tempfile
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.db import connection

from mentorship.operation.copies import migrations, uploads
from mentorship.operation.copies.archive import Writer
from mentorship.operation.copies.contents import described
from mentorship.operation.copies.engine import engine
from mentorship.operation.copies.refusal import CopyRefused
from schools.outages import DISK_IS_FULL


class Made(NamedTuple):
    """What went into a copy; `missing` files are named by rows and not on the disk, `extra` the other way."""

    size: int
    tables: int
    rows: int
    files: int
    missing: list[str]
    extra: int


def make(path: Path, *, at: datetime) -> Made:
    """Write the copy beside and move it into place; what fails leaves nothing behind."""
    if path.exists():
        raise CopyRefused(f"Файл уже есть: {path}. Копия не пишется поверх другой — задайте новое имя.")
    if not path.parent.is_dir():
        raise CopyRefused(f"Нет папки {path.parent}.")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".portal-copy-") as scratch:
            _check_room(Path(scratch))
            made = _written(Path(scratch) / path.name, Path(scratch), at)
            if path.exists():
                raise CopyRefused(f"Файл {path} появился, пока делалась копия. Он оставлен как есть.")
            (Path(scratch) / path.name).rename(path)
    except OSError as error:
        why = "на диске нет места" if error.errno in DISK_IS_FULL else error.strerror or str(error)
        raise CopyRefused(
            f"Копия не сделана: {why} ({path.parent}). Недописанного файла не осталось."
        ) from error
    return made


def _check_room(folder: Path) -> None:
    if (needed := engine().bytes_needed()) > (free := shutil.disk_usage(folder).free):
        raise CopyRefused(f"На диске нет места: нужно {_megabytes(needed)}, свободно {_megabytes(free)}.")


def _written(path: Path, scratch: Path, at: datetime) -> Made:
    with Writer(path) as writer:
        # the database first: every file that its rows name lies on the disk already
        contents = engine().dump(writer, scratch)
        taken = uploads.dump(writer)
        missing = sorted(contents.files - taken)
        writer.seal(
            {
                "made_at": at.isoformat(timespec="seconds"),
                **_origin(),
                "tables": described(contents.tables),
                "counters": contents.counters,
                "missing_files": missing,
            }
        )
    rows = sum(held.rows for held in contents.tables.values())
    extra = len(taken - contents.files)
    return Made(path.stat().st_size, len(contents.tables), rows, len(taken), missing, extra)


def _origin() -> dict[str, Any]:
    """What made the copy: the release by its migrations, the database by its kind."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return {
        "portal": project["version"],
        "django": django.get_version(),
        "database": connection.vendor,
        "database_version": ".".join(str(part) for part in connection.get_database_version()),
        "migrations": migrations.applied(),
    }


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} МБ"
