"""The parts of a workbook of schools that is written by hand, so that each part can be spoilt."""

import io
import warnings
import zipfile
from collections.abc import Iterable

from tests.spreadsheets.hostile import BOOK, BOOK_RELS, CONTENT_TYPES, ROOT_RELS, cell, sheet

__all__ = ["BOOK", "MAIN_TYPE", "book", "cell", "number", "parts", "sheet", "table", "zipped"]

MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HEADINGS = (
    "Код ОО",
    "Муниципалитет",
    "Наименование",
    "Вид",
    "Повышенный уровень",
    "Опорная ОО",
    "Сайт",
    "Страница «Наставничество»",
    "Дата обновления страницы",
)
GOOD = {"A2": "H-1", "B2": "Лесной район", "C2": "Проверочная СОШ"}


def number(reference: str, value: str) -> bytes:
    """A cell of a number as it is spelled."""
    return f'<c r="{reference}"><v>{value}</v></c>'.encode()


def rows(*cells: bytes, headings: Iterable[str] = HEADINGS) -> bytes:
    """The heading row and one good school; the cells given stand in place of the good ones."""
    head = b"".join(cell(f"{chr(65 + index)}1", heading) for index, heading in enumerate(headings))
    given = b"".join(cells)
    kept = b"".join(cell(place, text) for place, text in GOOD.items() if f'r="{place}"'.encode() not in given)
    return b'<row r="1">' + head + b'</row><row r="2">' + kept + given + b"</row>"


def table(*cells: bytes) -> bytes:
    """A workbook of one school, with these cells."""
    return book(sheet(rows(*cells)))


def parts(sheet_xml: bytes) -> dict[str, bytes]:
    """The parts of a workbook of one sheet."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet_xml,
    }


def book(sheet_xml: bytes, *more: tuple[str, bytes]) -> bytes:
    """A workbook of one sheet and further members."""
    return zipped([*parts(sheet_xml).items(), *more])


def zipped(members: Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the members, of any names."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", packing) as archive:
        warnings.simplefilter("ignore")  # of two members with one name
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()
