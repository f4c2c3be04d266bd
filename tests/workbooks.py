"""Workbooks as people make them, for tests of imports."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl


def workbook(*rows: Sequence[Any], title: str = "Лист1") -> bytes:
    """A workbook of one sheet; rows from the first one on."""
    return saved(sheet_of(rows, title))


def sheet_of(rows: Iterable[Sequence[Any]], title: str = "Лист1") -> openpyxl.Workbook:
    """An open workbook of one sheet, for a test to change before it is saved."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for cell in (cell for line in book.active.iter_rows() for cell in line if cell.data_type == "f"):
        cell.data_type = "s"  # a text that begins with «=» is typed as text here
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells_of(data: bytes) -> list[list[Any]]:
    """What stands on the first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]
