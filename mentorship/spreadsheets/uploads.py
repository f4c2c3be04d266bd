"""Workbooks between the preview and the confirmation: files with names nobody guesses, gone after a day."""

import os
import secrets
import time
from pathlib import Path
from typing import Final

from django.conf import settings

DAY: Final = 24 * 60 * 60


def keep(data: bytes) -> str:
    """Store the bytes and return the token they are taken by; files of yesterday are deleted on the way."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - DAY:
            path.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    descriptor = os.open(folder / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return token


def read(token: str) -> bytes | None:
    """Return the bytes; None when they were used up or are too old."""
    path = _folder() / token
    return path.read_bytes() if path.is_file() else None


def take(token: str) -> bytes | None:
    """Return the bytes and delete them: of two simultaneous confirmations only one gets them."""
    path = _folder() / token
    taken = path.with_suffix(f".{secrets.token_hex(8)}")
    try:
        path.rename(taken)
    except FileNotFoundError:
        return None
    data = taken.read_bytes()
    taken.unlink()
    return data


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"
