"""Room for the data, and who else on the machine could read them."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from mentorship.operation.checks.configuration import is_demonstration
from mentorship.operation.examination import Finding, Status

_MIB: Final = 1024 * 1024
# Less than this: a large import or a copy may not fit any more.
LITTLE: Final = 2048 * _MIB
# Less than this: the database itself may stop at any minute.
TOO_LITTLE: Final = 256 * _MIB
_BY_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def free_space(now: datetime) -> Iterator[Finding]:
    """Free room under the database, the files and the copies, each disk once."""
    for folder in _disks():
        free = shutil.disk_usage(folder).free
        if free < LITTLE:
            level = Status.WRONG if free < TOO_LITTLE else Status.WARNING
            yield (
                level,
                (
                    f"На диске с {folder} свободно {free // _MIB} МБ. Уберите старые копии и журналы или "
                    "добавьте места."
                ),
            )


def permissions(now: datetime) -> Iterator[Finding]:
    """Data that another account of the machine could read, and folders the portal cannot write."""
    level = Status.WARNING if is_demonstration() else Status.WRONG
    open_to_others = sorted(str(path) for path in _private() if _is_open(path))
    if open_to_others:
        yield (
            level,
            (
                f"Открыто другим пользователям машины: {', '.join(open_to_others)}. "
                f"Закройте: chmod -R go-rwx {settings.VAR_DIR} {settings.MEDIA_ROOT}"
            ),
        )
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and not _is_own(media):
        yield (
            Status.WRONG,
            f"Папка файлов {media} принадлежит не той учётной записи, от которой работает портал.",
        )


def _disks() -> list[Path]:
    """One folder that exists on each disk with data."""
    folders = [
        _nearest(path) for path in (*_database_files(), Path(settings.MEDIA_ROOT), Path(settings.VAR_DIR))
    ]
    return list({folder.stat().st_dev: folder for folder in reversed(folders)}.values())


def _nearest(path: Path) -> Path:
    """The path, or the first folder above it that is there."""
    return next(place for place in (path, *path.parents) if place.is_dir())


def _private() -> list[Path]:
    """The database's own files, the key, the folder of files and what else lies in var/."""
    in_var = Path(settings.VAR_DIR).glob("*") if Path(settings.VAR_DIR).is_dir() else ()
    known = {*in_var, *_database_files(), Path(settings.MEDIA_ROOT)}
    return [path for path in known if path.exists()]


def _database_files() -> list[Path]:
    """The files of an SQLite database; none where the database is a server."""
    if connection.vendor != "sqlite":
        return []
    name = str(connection.settings_dict["NAME"])
    return [Path(name + ending) for ending in ("", "-wal", "-shm")]


def _is_open(path: Path) -> bool:
    """Whether others may enter the folder it lies in and do anything with it there."""
    return bool(path.stat().st_mode & _BY_OTHERS and path.parent.stat().st_mode & _BY_OTHERS)


def _is_own(folder: Path) -> bool:
    """Whether it belongs to the account this command runs as, or that account is root's."""
    mine = os.geteuid()
    return mine in {0, folder.stat().st_uid}
