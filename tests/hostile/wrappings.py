"""Workbooks whose archive or structure is wrong."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.chart import BarChart

from tests.hostile.members import BOOK, HEADINGS, parts, rows, sheet, zipped
from tests.workbooks import saved, sheet_of, workbook

_ROW = ["H-1", "Лесной район", "Проверочная СОШ"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _good() -> dict[str, bytes]:
    return parts(sheet(rows()))


def named(name: str) -> Callable[[], bytes]:
    """A good workbook with one more member."""
    return lambda: zipped([*_good().items(), (name, b"<a/>")])


def two_of_one_name() -> bytes:
    """Each reader takes another one of the two."""
    return zipped([*_good().items(), ("xl/worksheets/sheet1.xml", sheet(b""))])


def many_members() -> bytes:
    """An archive of crumbs."""
    return zipped([*_good().items(), *((f"xl/media/{number}.png", b"1") for number in range(200))])


def encrypted() -> bytes:
    """Members that say they are encrypted, in both lists of the archive."""
    data = bytearray(workbook(HEADINGS, _ROW))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


def ole() -> bytes:
    """What Excel writes when a workbook has a password, or before 2007."""
    return _OLE + bytes(4096)


def cut(share: float) -> Callable[[], bytes]:
    """A download that broke off."""

    def make() -> bytes:
        data = workbook(HEADINGS, _ROW)
        return data[: int(len(data) * share)]

    return make


def wrong_checksum() -> bytes:
    """One letter changed on the way."""
    return zipped(_good().items(), zipfile.ZIP_STORED).replace(b"H-1", b"H-2")


def lying_sizes() -> bytes:
    """A member that says it is larger than the archive."""
    data = bytearray(zipped(_good().items()))
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<LL", data, place + 20, 0x7FFFFFFF, 0x7FFFFFFF)
    return bytes(data)


def bzip2() -> bytes:
    """Members packed as Excel packs none."""
    return zipped(_good().items(), zipfile.ZIP_BZIP2)


def archive_in_archive() -> bytes:
    """A workbook somebody has packed once more."""
    return zipped([("школы.xlsx", workbook(HEADINGS, _ROW))])


def word_document() -> bytes:
    """A document under the name of a workbook."""
    return zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")])


def without(name: str) -> Callable[[], bytes]:
    """A workbook that lacks a part."""
    return lambda: zipped((part, content) for part, content in _good().items() if part != name)


def types(kind: bytes) -> Callable[[], bytes]:
    """A workbook whose parts say they are something else."""
    changed = {
        "[Content_Types].xml": b'<Types><Default Extension="xml" ContentType="' + kind + b'"/></Types>'
    }
    return lambda: zipped({**_good(), **changed}.items())


def sheets(listed: bytes) -> Callable[[], bytes]:
    """A workbook with another list of sheets."""
    place, end = BOOK.index(b"<sheets>") + len(b"<sheets>"), BOOK.index(b"</sheets>")
    return lambda: zipped({**_good(), "xl/workbook.xml": BOOK[:place] + listed + BOOK[end:]}.items())


def chart_sheet_only() -> bytes:
    """A workbook that is one diagram."""
    made = sheet_of([HEADINGS, _ROW])
    made.create_chartsheet("Диаграмма").add_chart(BarChart())
    made.worksheets[0].sheet_state = "hidden"
    made.active = 1
    return saved(made)


def hidden_first() -> bytes:
    """A hidden sheet with another school stands before the one that people see."""
    made = sheet_of([HEADINGS, _ROW], "Школы")
    hidden = made.create_sheet("Тайный", 0)
    for row in (list(HEADINGS), ["EVIL", "Лесной район", "Чужая СОШ"]):
        hidden.append(row)
    hidden.sheet_state = "veryHidden"
    return saved(made)


def all_hidden() -> bytes:
    """Nothing that people could see."""
    listed = b'<sheet name="a" sheetId="1" state="hidden" r:id="rId1"/>'
    return sheets(listed)()


def external_links() -> bytes:
    """A workbook that would like to fetch another one."""
    made = sheet_of([HEADINGS, _ROW])
    stream = io.BytesIO(saved(made))
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'externalLinkPath" Target="http://evil.example/x.xlsx" TargetMode="External"/></Relationships>'
    )
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", link)
    return stream.getvalue()


def merged_headings() -> bytes:
    """One heading over three columns."""
    made = openpyxl.Workbook()
    made.active.append(["Код ОО"])
    made.active.append(_ROW)
    made.active.merge_cells("A1:C1")
    return saved(made)
