"""The gate of uploaded templates: what the archive is made of, before anything reads it (security.md §6).

A template is refused for what could run, call out or swell: macros, embedded objects, links to other files
and sites, fields that fetch, DOCTYPE, archives that unpack into more than a document ever is.
"""

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath, PurePosixPath
from typing import Any, Final
from xml.parsers import expat

from django.core.exceptions import ValidationError

MEGABYTE: Final = 1024 * 1024
MAX_FILE: Final = 5 * MEGABYTE
MAX_UNPACKED: Final = 30 * MEGABYTE
# The text itself: the renderer's patterns walk over it many times.
MAX_TEXT: Final = 3 * MEGABYTE
MAX_MEMBERS: Final = 200
PIECE: Final = 64 * 1024

SAVE_AS: Final = "Откройте его в Word и сохраните как «Документ Word (.docx)»."
BROKEN: Final = f"Файл повреждён: его не удаётся прочитать. {SAVE_AS}"
MAIN_PART: Final = "word/document.xml"
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNPACKING_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
)
# Parts and relations that hold or fetch something that is no text of an order.
_FORBIDDEN_PARTS: Final = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|afchunk|oleobject|\.bin$|\.exe$|\.html?$"
)
_FORBIDDEN_RELATIONS: Final = (
    "oleObject", "package", "aFChunk", "control", "frame", "subDocument", "attachedTemplate", "vbaProject",
    "keyMapCustomizations", "attachedToolbars", "externalLink", "mailMergeSource", "recipientData",
)  # fmt: skip
_OBJECTS: Final = frozenset({"altChunk", "object", "control", "subDoc", "OLEObject"})
# Fields Word works out itself from the document; every other one is refused.
_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


def check_docx(data: bytes, name: str) -> None:
    """Raise ValidationError unless the bytes are a plain .docx within the limits; `name` is its file name."""
    _check_outside(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members)
            _check_contents(archive, members)
    except _UNPACKING_ERRORS as error:
        raise ValidationError(BROKEN) from error


def _check_outside(data: bytes, name: str) -> None:
    ending = PurePath(name).suffix.lower()
    if ending in (".docm", ".dotm"):
        raise ValidationError(f"«{name}» — документ с макросами, такие не принимаются. {SAVE_AS}")
    if ending != ".docx":
        raise ValidationError(f"«{name}»: шаблон — это документ Word (.docx). {SAVE_AS}")
    if not data:
        raise ValidationError(f"«{name}» пуст: в нём ноль байт.")
    if len(data) > MAX_FILE:
        raise ValidationError(
            f"«{name}» больше {MAX_FILE // MEGABYTE} МБ: уберите из шаблона лишние рисунки."
        )
    if not data.startswith(b"PK"):
        raise ValidationError(f"«{name}» — не документ Word (.docx), а другой файл. {SAVE_AS}")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise ValidationError(f"В файле слишком много частей. {SAVE_AS}")
    for member in members:
        _check_member(member)
    paths = [_path_of(member) for member in members]
    if len(set(paths)) < len(paths):
        raise ValidationError(f"В файле две части с одним именем. {SAVE_AS}")
    if "[content_types].xml" not in paths or MAIN_PART not in paths:
        raise ValidationError(f"Это архив, но не документ Word (.docx). {SAVE_AS}")


def _path_of(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/").casefold()


def _check_member(member: zipfile.ZipInfo) -> None:
    """A part within the archive, readable, of text or pictures."""
    path = _path_of(member)
    if path.startswith("/") or ":" in path or ".." in PurePosixPath(path).parts:
        raise ValidationError(f"В файле есть части с недопустимыми именами. {SAVE_AS}")
    if member.flag_bits & 0x1:
        raise ValidationError("Файл защищён паролем: снимите пароль и загрузите снова.")
    if member.compress_type not in _PACKINGS:
        raise ValidationError(f"Файл упакован необычным способом. {SAVE_AS}")
    if _FORBIDDEN_PARTS.search("/" + path):
        raise ValidationError(
            f"В файле есть встроенный объект или макрос («{member.filename}»): удалите его из шаблона."
        )


def _check_contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack everything, counting real bytes: what the archive says of its sizes proves nothing."""
    unpacked = 0
    for member in members:
        text = _Part(member.filename) if member.filename.casefold().endswith((".xml", ".rels")) else None
        size = 0
        with archive.open(member) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED or (text and size > MAX_TEXT):
                    raise ValidationError(
                        "Файл при распаковке становится слишком большим для шаблона: оставьте в нём "
                        "только текст приказа."
                    )
                if text:
                    text.feed(piece)
        if text:
            text.close()


class _Part:
    """Fed with the pieces of one XML part; refuses a DOCTYPE, links outside, fields that fetch."""

    def __init__(self, name: str) -> None:
        self._name = name
        # Always as UTF-8, as Word writes it: another encoding could show each reader another text.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._is_rels = name.casefold().endswith(".rels")
        self._in_instruction = False
        # A field within a field begins before the outer one is over.
        self._fields: list[str] = []

    def feed(self, piece: bytes) -> None:
        self._parse(piece, is_last=False)

    def close(self) -> None:
        self._parse(b"", is_last=True)
        for field in self._fields:
            _check_field(field)

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise ValidationError(BROKEN) from error

    def _refuse_doctype(self, *_: Any) -> None:
        raise ValidationError(f"В файле есть описание DOCTYPE, каких Word не пишет. {SAVE_AS}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        for address in (given.get("href", ""), given.get("src", "")):
            if "://" in address or address.startswith("\\\\"):
                raise _outside(address)
        if local == "Relationship" and self._is_rels:
            _check_relation(given)
        elif local in ("Override", "Default"):
            _check_type(given)
        elif local in _OBJECTS:
            raise ValidationError("В шаблоне есть встроенный объект: удалите его, оставьте текст и таблицы.")
        else:
            self._follow_field(local, given)

    def _follow_field(self, local: str, given: dict[str, str]) -> None:
        if local == "instrText":
            self._in_instruction = True
        elif local == "fldSimple":
            _check_field(given.get("instr", ""))
        elif local == "fldChar":
            self._mark(given.get("fldCharType", ""))

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind in ("separate", "end") and self._fields:
            _check_field(self._fields[-1])
            if kind == "end":
                self._fields.pop()

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "instrText":
            self._in_instruction = False

    def _characters(self, text: str) -> None:
        if not self._in_instruction:
            return
        if self._fields:
            self._fields[-1] += text
        else:
            self._fields.append(text)


def _check_relation(given: dict[str, str]) -> None:
    kind = given.get("Type", "").rpartition("/")[2]
    if given.get("TargetMode", "").casefold() == "external":
        raise _outside(given.get("Target", ""))
    if kind in _FORBIDDEN_RELATIONS:
        raise ValidationError(f"В шаблоне есть встроенный объект или макрос ({kind}): удалите его.")


def _outside(address: str) -> ValidationError:
    return ValidationError(
        f"В шаблоне есть ссылка на другой файл или сайт («{address[:80]}»): удалите её. "
        "Документ не должен ничего загружать."
    )


def _check_type(given: dict[str, str]) -> None:
    kind = given.get("ContentType", "")
    if "macroEnabled" in kind or "vbaProject" in kind:
        raise ValidationError(f"В документе есть макросы, такие файлы не принимаются. {SAVE_AS}")
    if given.get("PartName", "").casefold() == f"/{MAIN_PART}" and kind != _MAIN_TYPE:
        raise ValidationError(f"Это не обычный документ Word. {SAVE_AS}")


def _check_field(instruction: str) -> None:
    words = instruction.split()
    if words and words[0].upper() not in _FIELDS:
        raise ValidationError(
            f"В шаблоне есть поле Word «{instruction.strip()[:60]}»: оставить можно только номера страниц. "
            "Замените поле обычным текстом (Ctrl+Shift+F9)."
        )
