"""Uploaded files: which are taken, that they are what their names say, how they are kept and sent."""

import secrets
import zipfile
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from schools.pictures import FORMATS, draw_anew

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 5
# Should a browser open a file in place after all, nothing in it runs, loads or leads anywhere.
SANDBOX = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

_OFFICE = "application/vnd.openxmlformats-officedocument."

# extension → the type it is sent as
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
TAKEN = "PDF, Word (docx), Excel (xlsx), фото (jpg, png)"

_SIGNATURES = {
    ".pdf": b"%PDF-",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
}
# The member that makes a zip archive a document of its kind.
_MAIN_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


def extension_of(name: str) -> str:
    """The ending of a file's name, in lower case, with its point."""
    return PurePath(name).suffix.lower()


def random_name(folder: str, name: str) -> str:
    """Where a file is kept: its name on disk tells nothing and cannot be guessed."""
    return f"{folder}/{secrets.token_hex(16)}{extension_of(name)}"


def random_path(row: Model, name: str) -> str:
    """Keep the files of a model in a folder of its own."""
    return random_name(str(row._meta.model_name), name)


def sent(file: FieldFile, name: str) -> FileResponse:
    """Send a kept file under its own name; always as a download, never shown within the portal."""
    if not file or not file.storage.exists(str(file.name)):
        raise Http404
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=CONTENT_TYPES.get(extension_of(name), "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def check(upload: Any) -> None:
    """Refuse an uploaded file that is too big, of another kind, or not what its name says.

    A photograph is drawn anew in its place: callers store what this leaves behind.
    """
    name, extension = upload.name, extension_of(upload.name)
    if extension not in CONTENT_TYPES:
        raise ValidationError(f"«{name}»: такие файлы не принимаются. Приложите {TAKEN}.")
    if upload.size > MAX_BYTES:
        raise ValidationError(f"«{name}» больше 10 МБ. Сожмите файл или приложите ссылку на него.")
    if not _is_what_it_says(upload, extension):
        raise ValidationError(
            f"«{name}»: содержимое не похоже на {extension[1:].upper()}. "
            "Сохраните файл заново и приложите ещё раз."
        )
    if extension in FORMATS:
        draw_anew(upload, extension)


def _is_what_it_says(upload: IO[bytes], extension: str) -> bool:
    """Compare the beginning of the file, or the members of the archive, with what its ending promises."""
    upload.seek(0)
    try:
        if extension in _MAIN_PARTS:
            return _is_office(upload, _MAIN_PARTS[extension])
        signature = _SIGNATURES[extension]
        return upload.read(len(signature)) == signature
    finally:
        upload.seek(0)


def _is_office(upload: IO[bytes], main_part: str) -> bool:
    """Read only the archive's list of members: nothing is unpacked."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
    has_macros = any(name.endswith("vbaProject.bin") for name in names)
    return {"[Content_Types].xml", main_part} <= names and not has_macros
