"""The gate lets honest workbooks through and refuses the rest with a sentence."""

import io
import statistics
import time
import zipfile
from pathlib import Path

import pytest

from mentorship.spreadsheets.gate import MAX_FILE, MAX_MEMBERS, WorkbookRefused, check_workbook
from mentorship.spreadsheets.writer import stream_workbook
from tests.spreadsheets.hostile import book, cell, sheet
from tests.workbooks import saved, sheet_of, workbook

DEMO = Path(__file__).parent.parent / "data"


def refusal(data: bytes, name: str = "книга.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as caught:
        check_workbook(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    "file", sorted(DEMO.glob("demo*/*.xlsx")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_demonstration_workbooks_pass(file):
    check_workbook(file.read_bytes(), file.name)


def test_handmade_workbook_passes():
    """The other tests break this one."""
    check_workbook(book(sheet(b'<row r="1">' + cell("A1", "a") + b"</row>")))


def test_large_honest_workbook_passes():
    rows = (
        [f"P{number:08}", "учитель начальных классов", number % 10 + 1, "да"] * 4 for number in range(10_000)
    )
    stream = io.BytesIO()
    stream_workbook(stream, "лист", [f"столбец {number}" for number in range(16)], rows)
    check_workbook(stream.getvalue())


def test_look_costs_the_same_however_deep_the_caller_stands():
    data = saved(sheet_of([["А", "Б"]] + [["1", "2"]] * 2_000))

    def cost(depth: int) -> float:
        if depth:
            return cost(depth - 1)
        began = time.process_time()
        check_workbook(data)
        return time.process_time() - began

    costs = [cost(depth) for depth in range(150)]
    assert max(costs) < 4 * statistics.median(costs)


def test_formats_far_below_the_table_pass():
    """Excel keeps formats of empty cells down to the last row: they hold nothing."""
    book = sheet_of([["Код"], ["1"]])
    for row in range(3, 3000):
        book.active.cell(row, 200).number_format = "0.00"
    book.active["XFD1048576"].number_format = "0.00"
    check_workbook(saved(book))


def test_empty_file_is_named():
    assert refusal(b"") == "«книга.xlsx» пуст: в нём ноль байт."


def test_file_above_the_limit_is_refused():
    assert refusal(b"PK\x03\x04" + b"0" * MAX_FILE).startswith("«книга.xlsx» больше 10 МБ")


def test_old_or_encrypted_workbook_is_told_from_the_rest():
    message = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 512)
    assert message.startswith("«книга.xlsx» — файл с паролем или старый .xls.")


@pytest.mark.parametrize(
    "data", [b"a;b;c\n1;2;3\n", b"<html><table></table></html>", b"%PDF-1.7", b"\x00" * 100]
)
def test_other_file_under_the_name_is_refused(data):
    assert refusal(data).startswith("«книга.xlsx» — не книга Excel (.xlsx)")


def test_document_of_another_program_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("[Content_Types].xml", "<a/>")
    assert refusal(stream.getvalue()).startswith("Это архив, но не книга Excel")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_cut_off_file_is_refused(kept):
    data = workbook(["Код"], ["1"])
    assert refusal(data[: int(len(data) * kept)]).startswith("Файл повреждён")


def test_file_with_a_wrong_checksum_is_refused():
    data = book(sheet(b'<row r="1">' + cell("A1", "word") + b"</row>"), packing=zipfile.ZIP_STORED)
    assert refusal(data.replace(b"word", b"worm")).startswith("Файл повреждён")


def test_bomb_of_one_sheet_is_refused():
    assert refusal(book(sheet(b"<row r='1'></row>" * 1_500_000))).startswith(
        "Файл при распаковке становится слишком большим"
    )


def test_bomb_in_a_part_that_is_no_xml_is_refused():
    data = book(sheet(b""), ("xl/media/image1.png", b"\0" * 30_000_000))
    assert refusal(data).startswith("Файл при распаковке становится слишком большим")


def test_too_many_parts_are_refused():
    more = [(f"xl/media/{number}.png", b"1") for number in range(MAX_MEMBERS)]
    assert refusal(book(sheet(b""), *more)).startswith("В книге слишком много частей")


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\..\\evil.xml"]
)
def test_parts_outside_the_archive_are_refused(name):
    assert refusal(book(sheet(b""), (name, b"<a/>"))).startswith("В файле есть части с недопустимыми именами")


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.XML"])
def test_two_parts_of_one_name_are_refused(name):
    assert refusal(book(sheet(b""), (name, b"<a/>"))).startswith("В файле две части с одним именем")


def test_macros_are_refused():
    assert refusal(book(sheet(b""), ("xl/vbaProject.bin", b"1"))).startswith("В книге есть макросы")


def test_binary_workbook_is_refused():
    assert refusal(book(sheet(b""), ("xl/workbook.bin", b"1"))).startswith("Это двоичная книга .xlsb")


def test_unusual_packing_is_refused():
    assert refusal(book(packing=zipfile.ZIP_LZMA)).startswith("Файл упакован необычным способом")


def test_encrypted_part_is_refused():
    data = bytearray(book())
    position = data.index(b"PK\x01\x02")
    data[position + 8] |= 1
    assert refusal(bytes(data)).startswith("Файл защищён паролем")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_doctype_is_refused_in_any_encoding(encoding):
    text = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'
    assert "сохраните как «Книга Excel (.xlsx)»" in refusal(book(text.encode(encoding)))


def test_doctype_is_named():
    assert refusal(book(b"<!DOCTYPE a><a/>")).startswith("В файле есть описание DOCTYPE")


def test_broken_xml_is_refused():
    assert refusal(book(b"<worksheet><sheetData></worksheet>")).startswith("Файл повреждён")


def test_cell_at_the_end_of_the_sheet_is_refused():
    """The reader would reserve half a terabyte and take the process down with it."""
    rows = b'<row r="1">' + cell("A1", "a") + b'</row><row r="1048576">' + cell("XFD1048576", "b") + b"</row>"
    message = refusal(book(sheet(rows)))
    assert message.startswith(
        "Заполненные ячейки разбросаны слишком далеко: до строки 1048576 и столбца № 16384."
    )


def test_cells_without_numbers_of_their_own_are_counted():
    cells = b"<c><v>1</v></c>" * 16_000
    rows = b"<row>" + cells + b'</row><row r="1048576"><c><v>1</v></c></row>'
    assert refusal(book(sheet(rows))).startswith("Заполненные ячейки разбросаны слишком далеко")


def test_cells_under_a_prefix_are_counted():
    rows = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:c r="A1"><x:v>1</x:v></x:c><x:c r="xfd1048576"><x:v>1</x:v></x:c></x:sheetData></x:worksheet>'
    )
    assert refusal(book(rows)).startswith("Заполненные ячейки разбросаны слишком далеко")


def test_far_cells_in_another_encoding_do_not_slip_through():
    """Python could read the part as EBCDIC, calamine reads it as ASCII: only UTF-8 passes."""
    disguise = '<?xml version="1.0" encoding="cp037"?>'.encode("cp037")
    assert refusal(book(disguise + sheet(cell("XFD1048576", "a")))).startswith("Файл повреждён")


def test_sheet_under_another_name_is_refused():
    far = sheet(cell("A1", "a") + cell("XFD1048576", "a"))
    assert refusal(book(sheet(b""), ("xl/media/image1.png", far))).startswith("Лист книги лежит в части")
