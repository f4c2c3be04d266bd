"""The file of a copy: a zip archive; SHA-256 seals each member in the manifest and the whole in the comment.

Any program opens it. The seal is the last bytes of the file: a copy that was cut or changed shows it.
"""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Final, Self

from mentorship.operation.copies.refusal import CopyRefused

KIND: Final = "mentorship-portal-copy"
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
OWNER_ONLY: Final = 0o600
_SEAL: Final = b"sha256:"
_DIGITS: Final = hashlib.sha256().digest_size * 2
_CHUNK: Final = 1024 * 1024
_NOT_A_COPY: Final = "Это не копия портала: {}."
_BROKEN: Final = "Копия повреждена ({}). Ничего не изменено; возьмите другую копию."


class _Summed:
    """Passes bytes on and keeps their number and sum."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._sum = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        """Pass on and count."""
        self._target.write(data)
        self._sum.update(data)
        self.size += len(data)
        return len(data)

    def described(self) -> dict[str, Any]:
        """What the manifest says of the member."""
        return {"bytes": self.size, "sha256": self._sum.hexdigest()}


class Writer:
    """A new copy: members one after another, then `seal` with the manifest."""

    def __init__(self, path: Path) -> None:
        self.members: dict[str, dict[str, Any]] = {}
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._zip.fp = None  # a file that failed is not to be finished: nobody will read it
        self._file.close()

    @contextmanager
    def member(self, name: str) -> Iterator[_Summed]:
        """A member to write into."""
        with self._zip.open(name, "w", force_zip64=True) as target:
            summed = _Summed(target)
            yield summed
        self.members[name] = summed.described()

    def add(self, name: str, path: Path) -> None:
        """Take a file in; one that is gone raises FileNotFoundError before anything is written."""
        with path.open("rb") as source, self.member(name) as target:
            shutil.copyfileobj(source, target, _CHUNK)

    def seal(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and the seal, and wait until the disk has them."""
        whole = {"kind": KIND, "format": FORMAT, **manifest, "members": self.members}
        self._zip.writestr(MANIFEST, json.dumps(whole, ensure_ascii=False, indent=1))
        self._zip.comment = _SEAL + b"0" * _DIGITS
        self._zip.close()
        self._file.seek(0, os.SEEK_END)
        total = _sum_of(self._file, self._file.tell() - _DIGITS)
        self._file.seek(-_DIGITS, os.SEEK_END)
        self._file.write(total.encode())
        self._file.flush()
        os.fsync(self._file.fileno())


class Reader:
    """A copy that is whole and of this portal; anything else is refused before a byte is used."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise CopyRefused(f"Копию не прочитать: {error.strerror} ({path}).") from error
        try:
            self._check_seal()
            self._zip = zipfile.ZipFile(self._file)
            self.manifest = self._read_manifest()
        except zipfile.BadZipFile as error:
            self._file.close()
            raise CopyRefused(_NOT_A_COPY.format("файл не архив")) from error
        except CopyRefused:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _check_seal(self) -> None:
        if self._file.read(2) != b"PK":
            raise CopyRefused(_NOT_A_COPY.format("файл другого вида"))
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(0, size - _DIGITS - len(_SEAL)))
        tail = self._file.read()
        if not tail.startswith(_SEAL):
            raise CopyRefused(_BROKEN.format("нет печати в конце: файл оборван или это другой архив"))
        if _sum_of(self._file, size - _DIGITS) != tail.removeprefix(_SEAL).decode("ascii", "replace"):
            raise CopyRefused(_BROKEN.format("контрольная сумма не сходится"))
        self._file.seek(0)

    def _read_manifest(self) -> dict[str, Any]:
        try:
            found = json.loads(self._zip.read(MANIFEST))
        except (KeyError, ValueError) as error:
            raise CopyRefused(_NOT_A_COPY.format("в архиве нет описи")) from error
        if not isinstance(found, dict) or found.get("kind") != KIND:
            raise CopyRefused(_NOT_A_COPY.format("опись другой программы"))
        if found["format"] != FORMAT:
            raise CopyRefused(
                f"Копия сделана более новым порталом (вид файла {found['format']}, здесь {FORMAT}). "
                "Обновите портал и повторите."
            )
        for name in found["members"]:
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise CopyRefused(_NOT_A_COPY.format("имя файла ведёт за пределы копии"))
        return found

    def names(self, folder: str) -> list[str]:
        """The members that lie in a folder of the copy."""
        return [name for name in self.manifest["members"] if name.startswith(f"{folder}/")]

    def open(self, name: str) -> IO[bytes]:
        """A member to read from."""
        try:
            return self._zip.open(name)
        except KeyError as error:
            raise CopyRefused(_BROKEN.format(f"нет части {name}")) from error

    def extract(self, name: str, path: Path) -> None:
        """Write a member to a new file that only its owner reads; its own sum must hold."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as target, self.open(name) as source:
            summed = _Summed(target)
            shutil.copyfileobj(source, summed, _CHUNK)
        if summed.described() != self.manifest["members"][name]:
            raise CopyRefused(_BROKEN.format(f"контрольная сумма части {name} не сходится"))


def _sum_of(file: IO[bytes], length: int) -> str:
    """The SHA-256 of the first bytes of a file."""
    found, left = hashlib.sha256(), length
    file.seek(0)
    while left:
        chunk = file.read(min(left, _CHUNK))
        if not chunk:
            break
        found.update(chunk)
        left -= len(chunk)
    return found.hexdigest()
