"""Workbooks between the preview and the confirmation: files with names nobody guesses, gone after an hour."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

# Whoever looks longer than this at a preview uploads again (security.md T13).
KEPT: Final = 60 * 60
FOLDER: Final = "imports"
GONE: Final = "Загруженный файл уже использован или устарел: выберите его снова."
# Beside a workbook: how far its import is (progress.py), and the next word of it before it is put there.
BESIDE: Final = (".progress", ".next")


def keep(data: bytes) -> str:
    """Store the bytes and return the token they are taken by; files past their hour are deleted."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    drop_old(time.time() - KEPT)
    token = secrets.token_hex(16)
    descriptor = os.open(folder / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return token


def drop_old(before: float, *, dry_run: bool = False) -> int:
    """Delete the workbooks kept before the moment, or only count them; return how many."""
    folder = _folder()
    old = [path for path in folder.iterdir() if path.stat().st_mtime < before] if folder.is_dir() else []
    for path in old if not dry_run else ():
        path.unlink(missing_ok=True)
    return sum(path.suffix not in BESIDE for path in old)


def read(token: str) -> bytes | None:
    """Return the bytes; None when they were used up or are too old."""
    path = _folder() / token
    return path.read_bytes() if _is_kept(path) else None


def take(token: str) -> bytes | None:
    """Return the bytes and delete them: of two simultaneous confirmations only one gets them."""
    path = _folder() / token
    if not _is_kept(path):
        return None
    taken = path.with_suffix(f".{secrets.token_hex(8)}")
    try:
        path.rename(taken)
    except FileNotFoundError:
        return None
    data = taken.read_bytes()
    taken.unlink()
    return data


def renew(token: str) -> None:
    """Begin the hour anew: the workbook was looked through while its reader waited."""
    path = _folder() / token
    if path.is_file():
        os.utime(path)


def drop(token: str) -> None:
    """Delete the workbook with what lies beside it."""
    for path in (_folder() / token, *(beside(token, suffix) for suffix in BESIDE)):
        path.unlink(missing_ok=True)


def beside(token: str, suffix: str) -> Path:
    """Where something of the workbook's own lies."""
    return (_folder() / token).with_suffix(suffix)


@contextmanager
def held(token: str) -> Iterator[bool]:
    """Hold the workbook; False where another process does.

    The system lets go when the process ends, however it does: whoever is held is alive. Opened for writing,
    though nothing is written: a folder shared by NFS gives no exclusive lock to who only reads.
    """
    try:
        file = (_folder() / token).open("r+b")
    except FileNotFoundError:
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _is_kept(path: Path) -> bool:
    return path.is_file() and path.stat().st_mtime >= time.time() - KEPT


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER
