"""Uploaded files in a copy: taken after the database, put back with what was there kept until the end."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

from mentorship.operation.copies.archive import Reader, Writer

FOLDER: Final = "media"
_NEW, _OLD = ".restoring", ".before"


def root() -> Path:
    """The folder of uploaded files."""
    return Path(settings.MEDIA_ROOT)


def names() -> list[str]:
    """The files there are, by their path within the folder; a restore's own folders do not count."""
    if not root().is_dir():
        return []
    found = (
        path.relative_to(root()) for path in root().rglob("*") if path.is_file() and not path.is_symlink()
    )
    return sorted(path.as_posix() for path in found if path.parts[0] not in (_NEW, _OLD))


def dump(writer: Writer) -> set[str]:
    """Take in the files there are; return their names. One that goes meanwhile is left out."""
    taken = set()
    for name in names():
        try:
            writer.add(f"{FOLDER}/{name}", root() / name)
        except FileNotFoundError:
            continue
        taken.add(name)
    return taken


@contextmanager
def staged(reader: Reader) -> Iterator[None]:
    """Unpack the copy's files beside those there are; they change places when the block ends well."""
    new, old = root() / _NEW, root() / _OLD
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        for name in reader.names(FOLDER):
            path = new / name.removeprefix(f"{FOLDER}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            reader.extract(name, path)
        yield
        _exchange(new, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(new: Path, old: Path) -> None:
    """Move what is there aside and the new in: the folder itself may be a mount and stays."""
    old.mkdir()
    for entry in list(root().iterdir()):
        if entry not in (new, old):
            entry.rename(old / entry.name)
    for entry in list(new.iterdir()):
        entry.rename(root() / entry.name)
