"""Workbooks whose parts hold too much, too far or nonsense."""

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from tests.hostile.members import HEADINGS, book, cell, parts, rows, sheet, table, zipped
from tests.workbooks import workbook

MB = 2**20
_NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET_PART = "xl/worksheets/sheet1.xml"


def sheet_of_256_mb() -> bytes:
    """Rows without an end, less than a megabyte packed."""
    return _streamed(_SHEET_PART, sheet(rows()).removesuffix(b"</sheetData></worksheet>"), b"<row/>", 256)


def shared_string_of_256_mb() -> bytes:
    """One text that every reader keeps whole."""
    return _streamed("xl/sharedStrings.xml", b"<sst " + _NAMESPACE + b"><si><t>", b"a" * 64, 256)


def styles_of_128_mb() -> bytes:
    """Formats that openpyxl reads before the first row."""
    return _streamed("xl/styles.xml", b"<styleSheet " + _NAMESPACE + b"><cellXfs>", b"<xf/>", 128)


def picture_of_64_mb() -> bytes:
    """A picture of zeros."""
    return _streamed("xl/media/image1.png", b"", bytes(64), 64)


def _streamed(name: str, beginning: bytes, unit: bytes, megabytes: int) -> bytes:
    """A workbook whose part is repeated to the size, packed as it goes."""
    stream = io.BytesIO()
    block = unit * (MB // len(unit))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in parts(sheet(rows())).items():
            if part != name:
                archive.writestr(part, content)
        with archive.open(name, "w") as member:
            member.write(beginning)
            for _ in range(megabytes):
                member.write(block)
    return stream.getvalue()


def attribute_of_16_mb() -> bytes:
    """A tag that a parser keeps until it is over."""
    return book(sheet(b'<row r="1" spans="' + b"1" * 16 * MB + b'"/>'))


def comment_of_16_mb() -> bytes:
    """A comment that looks like tags."""
    return book(sheet(b"<!--" + b"<c></c>".ljust(64) * (MB // 4) + b"-->"))


def cdata_of_16_mb() -> bytes:
    """A text that looks like tags."""
    return table(b'<c r="D2" t="str"><v><![CDATA[' + b"<v></v>".ljust(64) * (MB // 4) + b"]]></v></c>")


def nested_tags() -> bytes:
    """Tags within tags until the file ends."""
    return book(sheet(b"<a>" * 1_000_000))


def empty_rows() -> bytes:
    """A good table over rows of nothing."""
    return _below(b'<row r="%d"/>' % row for row in range(3, 1_048_575))


def styled_rows() -> bytes:
    """A good table over rows of formats."""
    made = b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'
    return _below(made % (row, row, row) for row in range(3, 300_003))


def _below(more: Iterator[bytes]) -> bytes:
    return book(sheet(rows() + b"".join(more)))


def failed_formulas() -> bytes:
    """#Н/Д down to the hundred thousandth row."""
    made = b'<row r="%d"><c r="D%d" t="e"><v>#N/A</v></c></row>'
    return _below(made % (row, row) for row in range(3, 100_003))


def cell_at(reference: str) -> Callable[[], bytes]:
    """A good table and one cell far away."""
    return partial(table, cell(reference, "далеко"))


def row_number(digits: str) -> Callable[[], bytes]:
    """A row that says it is far down."""
    far = f'<row r="{digits}">'.encode() + cell("", "далеко") + b"</row>"
    return lambda: _below(iter([far]))


def many_columns() -> bytes:
    """References that all differ: none may be remembered without an end."""
    return table(*(cell(f"A{'B' * (number % 3)}{chr(65 + number % 26)}{letters}2", "x")
                   for number, letters in enumerate(_letters(20_000))))  # fmt: skip


def _letters(count: int) -> Iterator[str]:
    for number in range(count):
        yield "".join(chr(65 + number // 26**place % 26) for place in range(4))


def billion_laughs() -> bytes:
    """Entities of entities."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return _with_declaration(f'<!DOCTYPE lolz [<!ENTITY e0 "ха">{steps}]>', "&e9;")


def quadratic_entities() -> bytes:
    """One long entity, many times."""
    return _with_declaration(f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 10_000)


def external_entity() -> bytes:
    """An entity that is read from the server's own disk."""
    return _with_declaration('<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>', "&file;")


def doctype(encoding: str) -> Callable[[], bytes]:
    """A declaration that declares nothing, in an encoding."""
    return partial(_with_declaration, "<!DOCTYPE x>", "", encoding)


def _with_declaration(declaration: str, text: str, encoding: str = "utf-8") -> bytes:
    content = sheet(rows(cell("D2", text))).decode()
    return book(f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{content}'.encode(encoding))


def windows_1251() -> bytes:
    """A sheet in the encoding of old programs: two readers would see two texts."""
    content = sheet(rows()).decode()
    return book(f'<?xml version="1.0" encoding="windows-1251"?>{content}'.encode("windows-1251"))


def with_heading_twice() -> bytes:
    """Which of the two columns is meant, nobody knows."""
    return workbook([*HEADINGS, "Код ОО"], ["H-1", "Лесной район", "Проверочная СОШ"])


def date_of(serial: str) -> Callable[[], bytes]:
    """A number in a format of dates."""
    styles = (
        b"<styleSheet " + _NAMESPACE + b'><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        b"</styleSheet>"
    )
    made = f'<c r="I2" s="1"><v>{serial}</v></c>'.encode()
    return lambda: _with_part(made, "xl/styles.xml", styles)


def _with_part(made: bytes, name: str, content: bytes) -> bytes:
    return zipped([*parts(sheet(rows(made))).items(), (name, content)])


def iso_date(text: str) -> Callable[[], bytes]:
    """A date as ISO writes it."""
    return partial(table, f'<c r="I2" t="d"><v>{text}</v></c>'.encode())


def formula(text: str) -> Callable[[], bytes]:
    """A live formula with its stored result."""
    return partial(table, f'<c r="D2" t="str"><f>{text}</f><v>итог</v></c>'.encode())


def typed(text: str) -> Callable[[], bytes]:
    """A text in the column of names."""
    return lambda: workbook(HEADINGS, ["H-1", "Лесной район", text])


def link(address: str) -> Callable[[], bytes]:
    """An address in the column of sites."""
    return lambda: workbook(HEADINGS, ["H-1", "Лесной район", "Проверочная СОШ", None, None, None, address])
