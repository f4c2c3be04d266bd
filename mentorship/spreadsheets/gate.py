"""The gate: an uploaded workbook is looked through before anything reads it (security.md §5–6).

calamine reserves memory for the whole rectangle from the first to the last filled cell, and the process dies
where there is not enough: a file of two kilobytes can do that. Hence every member is unpacked piece by piece,
counted, and its XML walked through with nothing kept.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import Final

from mentorship.spreadsheets.extent import SAVE_AS, Cellless, Extent, HostileXml

MEGABYTE: Final = 1024 * 1024
MAX_FILE: Final = 10 * MEGABYTE
# Workbooks of real people pack 5 : 1 to 12 : 1 (a file of 10 MB holds 100 000 rows and more).
MAX_UNPACKED: Final = 120 * MEGABYTE
MAX_RATIO: Final = 50
RATIO_COUNTS_FROM: Final = 20 * MEGABYTE
MAX_MEMBERS: Final = 200
# Opening and closing ones: 33 000 rows of 30 columns; the look through them takes two seconds at most.
MAX_TAGS: Final = 4_000_000
PIECE: Final = 64 * 1024

BROKEN = f"Файл повреждён: его не удаётся распаковать. {SAVE_AS}"
BOMB = (
    "Файл при распаковке становится слишком большим. Оставьте в книге один лист с таблицей и загрузите снова."
)
TOO_MANY_CELLS = "В книге слишком много ячеек: разделите таблицу на несколько файлов."

FormulaErrors = dict[str, set[tuple[int, int]]]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    struct.error,
)


class WorkbookRefused(Exception):
    """A file that is not read; the message is a Russian sentence that names the way out."""


def check_workbook(data: bytes, name: str = "") -> FormulaErrors:
    """Raise WorkbookRefused unless the bytes are a plain .xlsx within the limits; `name` is for messages.

    Return where formulas failed (#Н/Д, #ДЕЛ/0!), by the part's name: row and column from 1.
    """
    _check_outside(data, name)
    # CPython 3.11 maps the memory of frames by pages of 16 KB: where a page ends just below this loop of a
    # million calls, each asks the system for one and gives it back, at ten times the cost. A thread of
    # its own begins a page.
    with ThreadPoolExecutor(max_workers=1) as fresh:
        return fresh.submit(_check_inside, data).result()


def _check_inside(data: bytes) -> FormulaErrors:
    """What shows when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_names([member.filename for member in members])
            for member in members:
                _check_packing(member)
            return _check_contents(archive, members, len(data))
    except HostileXml as error:
        raise WorkbookRefused(str(error)) from error
    except _UNPACKING_ERRORS as error:
        raise WorkbookRefused(BROKEN) from error


def _check_outside(data: bytes, name: str) -> None:
    """What shows without unpacking: the size and the signature."""
    called = f"«{name}»" if name else "Файл"
    if not data:
        raise WorkbookRefused(f"{called} пуст: в нём ноль байт.")
    if len(data) > MAX_FILE:
        raise WorkbookRefused(f"{called} больше {MAX_FILE // MEGABYTE} МБ: разделите таблицу на части.")
    if data.startswith(_OLE):
        raise WorkbookRefused(f"{called} — файл с паролем или старый .xls. {SAVE_AS} Пароль снимите.")
    if not data.startswith(_ZIP):
        raise WorkbookRefused(f"{called} — не книга Excel (.xlsx), а другой файл. {SAVE_AS}")


def _check_names(names: list[str]) -> None:
    """Members of a workbook, each once, none outside the archive, no macros."""
    if len(names) > MAX_MEMBERS:
        raise WorkbookRefused(
            "В книге слишком много частей. Оставьте один лист с таблицей и загрузите снова."
        )
    paths = [name.replace("\\", "/").casefold() for name in names]
    if any(path.startswith("/") or ":" in path or ".." in PurePosixPath(path).parts for path in paths):
        raise WorkbookRefused(f"В файле есть части с недопустимыми именами. {SAVE_AS}")
    if len(set(paths)) < len(paths):
        raise WorkbookRefused(f"В файле две части с одним именем. {SAVE_AS}")
    if any(path.endswith("vbaproject.bin") for path in paths):
        raise WorkbookRefused(f"В книге есть макросы, такие файлы не принимаются. {SAVE_AS}")
    if "xl/workbook.bin" in paths:
        raise WorkbookRefused(f"Это двоичная книга .xlsb, она не читается. {SAVE_AS}")
    if "[content_types].xml" not in paths or not any(path.startswith("xl/") for path in paths):
        raise WorkbookRefused("Это архив, но не книга Excel (.xlsx). Загрузите файл, сохранённый в Excel.")


def _check_packing(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise WorkbookRefused(f"Файл защищён паролем. Снимите пароль. {SAVE_AS}")
    if member.compress_type not in _PACKINGS:
        raise WorkbookRefused(f"Файл упакован необычным способом. {SAVE_AS}")


def _check_contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int) -> FormulaErrors:
    """Unpack everything twice: first the amount, which is quick to see, then part by part what it holds."""
    _check_amount(archive, members, packed)
    errors: FormulaErrors = {}
    for member in members:
        part = Extent() if _is_xml(member) else Cellless()
        for piece in _pieces(archive, member):
            part.feed(piece)
        if isinstance(part, Extent):
            part.close()
            errors[member.filename] = part.errors
    return errors


def _check_amount(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int) -> None:
    """Count real bytes and tags: what the archive says of its sizes proves nothing."""
    limit = min(MAX_UNPACKED, max(RATIO_COUNTS_FROM, packed * MAX_RATIO))
    unpacked = tags = 0
    for member in members:
        before = unpacked
        for piece in _pieces(archive, member):
            unpacked += len(piece)
            tags += piece.count(b"<") + piece.count(b"/>") if _is_xml(member) else 0
            if unpacked > limit:
                raise WorkbookRefused(BOMB)
            if tags > MAX_TAGS:
                raise WorkbookRefused(TOO_MANY_CELLS)
        if unpacked - before != member.file_size:
            raise WorkbookRefused(BROKEN)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.casefold().endswith((".xml", ".rels"))


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            yield piece
