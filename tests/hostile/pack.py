"""The pack of hostile workbooks: each file, what becomes of it, and the words it is refused with."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from tests.hostile import contents, wrappings
from tests.hostile.members import MAIN_TYPE, book, cell, number, sheet, table
from tests.workbooks import workbook


class Fate(Enum):
    """What becomes of an upload."""

    GATE = "refused before any reader sees it"
    ROWS = "read, and refused for what stands in it"
    READ = "harmless: read as text"


@dataclass
class Case:
    """A file by its name, how it is made, its fate and the beginning of what the person is told."""

    name: str
    make: Callable[[], bytes]
    fate: Fate
    says: str
    file: str = "школы.xlsx"

    @cached_property
    def data(self) -> bytes:
        """The bytes, made once."""
        return self.make()


BROKEN = "Файл повреждён"
BOMB = "Файл при распаковке становится слишком большим"
LONG = "В одной из ячеек слишком длинный текст"
MANY = "В книге слишком много ячеек"
FAR = "Заполненные ячейки разбросаны слишком далеко"
BEYOND = "В файле есть ячейки за пределами листа Excel"
DOCTYPE = "В файле есть описание DOCTYPE"
OTHER_FILE = "не книга Excel (.xlsx), а другой файл"
NOT_BOOK = "Это архив, но не книга Excel"
UNREADABLE = "Файл не удаётся прочитать как книгу Excel"
NO_SHEET = "В книге нет ни одного видимого листа"
NO_COLUMN = "Нет обязательного столбца «Код ОО»"
NAMES = "В файле есть части с недопустимыми именами"
TWICE = "В файле две части с одним именем"
MACROS = "В книге есть макросы"
OLD = "файл с паролем или старый .xls"
PASSWORD = "Файл защищён паролем"
DATE = "Ожидается дата"
LINK = "Ожидается адрес страницы, который начинается с http:// или https://"

_TOO_MUCH = (
    Case("sheet of 256 MB", contents.sheet_of_256_mb, Fate.GATE, MANY),
    Case("shared string of 256 MB", contents.shared_string_of_256_mb, Fate.GATE, BOMB),
    Case("styles of 128 MB", contents.styles_of_128_mb, Fate.GATE, MANY),
    Case("picture of 64 MB", contents.picture_of_64_mb, Fate.GATE, BOMB),
    Case("attribute of 16 MB", contents.attribute_of_16_mb, Fate.GATE, LONG),
    Case("comment of 16 MB with tags", contents.comment_of_16_mb, Fate.GATE, LONG),
    Case("CDATA of 16 MB", contents.cdata_of_16_mb, Fate.GATE, LONG),
    Case("a million nested tags", contents.nested_tags, Fate.GATE, BROKEN),
    Case("1 048 574 empty rows", contents.empty_rows, Fate.READ, ""),
    Case("300 000 styled rows", contents.styled_rows, Fate.READ, ""),
    Case(
        "100 000 failed formulas", contents.failed_formulas, Fate.GATE, "В книге слишком много ячеек с ошиб"
    ),
    Case("cell at XFD1048576", contents.cell_at("XFD1048576"), Fate.GATE, FAR),
    Case("cell beyond the last column", contents.cell_at("ZZZZZZ1"), Fate.GATE, FAR),
    Case("reference of a megabyte", contents.cell_at("A" * 1_000_000 + "1"), Fate.GATE, BEYOND),
    Case("row of 5 000 digits", contents.row_number("9" * 5_000), Fate.GATE, BEYOND),
    Case("row number that overflows", contents.row_number("99999999999"), Fate.GATE, BEYOND),
    Case("20 000 columns of references", contents.many_columns, Fate.GATE, BEYOND),
    Case("file of 11 MB", lambda: workbook(["Код ОО"])[:4] + bytes(11 * 2**20), Fate.GATE, "больше 10 МБ"),
)
_XML = (
    Case("billion laughs", contents.billion_laughs, Fate.GATE, DOCTYPE),
    Case("quadratic entities", contents.quadratic_entities, Fate.GATE, DOCTYPE),
    Case("external entity", contents.external_entity, Fate.GATE, DOCTYPE),
    Case("DOCTYPE alone", contents.doctype("utf-8"), Fate.GATE, DOCTYPE),
    Case("DOCTYPE in UTF-16", contents.doctype("utf-16"), Fate.GATE, DOCTYPE),
    Case("sheet in windows-1251", contents.windows_1251, Fate.GATE, BROKEN),
    Case("XML that breaks off", lambda: book(sheet(b"<row><c>")), Fate.GATE, BROKEN),
    Case("control characters in XML", lambda: table(cell("A2", "\x01\x02")), Fate.GATE, BROKEN),
    Case("character references of controls", lambda: table(cell("A2", "&#0;&#8;")), Fate.GATE, BROKEN),
    Case("lone surrogates", lambda: table(cell("A2", "&#xD800;")), Fate.GATE, BROKEN),
    Case("string that is not there", lambda: table(b'<c r="A2" t="s"><v>999999</v></c>'), Fate.ROWS, ""),
)
_ARCHIVES = (
    Case("two members of one name", wrappings.two_of_one_name, Fate.GATE, TWICE),
    Case("absolute name", wrappings.named("/etc/passwd"), Fate.GATE, NAMES),
    Case("name with ..", wrappings.named("xl/../../evil.xml"), Fate.GATE, NAMES),
    Case("name with a drive", wrappings.named("C:\\evil.xml"), Fate.GATE, NAMES),
    Case("more than 200 members", wrappings.many_members, Fate.GATE, "В книге слишком много частей"),
    Case("encrypted members", wrappings.encrypted, Fate.GATE, PASSWORD),
    Case("OLE container with a password", wrappings.ole, Fate.GATE, OLD),
    Case("vbaProject", wrappings.named("xl/vbaProject.bin"), Fate.GATE, MACROS),
    Case("binary workbook", wrappings.named("xl/workbook.bin"), Fate.GATE, "Это двоичная книга .xlsb"),
    Case("cut in the middle", wrappings.cut(0.5), Fate.GATE, BROKEN),
    Case("cut before the end", wrappings.cut(0.99), Fate.GATE, BROKEN),
    Case("wrong checksum", wrappings.wrong_checksum, Fate.GATE, BROKEN),
    Case("sizes that lie", wrappings.lying_sizes, Fate.GATE, BROKEN),
    Case("bzip2 members", wrappings.bzip2, Fate.GATE, "Файл упакован необычным способом"),
    Case("archive in an archive", wrappings.archive_in_archive, Fate.GATE, NOT_BOOK),
    Case("Word document", wrappings.word_document, Fate.GATE, NOT_BOOK),
)
_STRUCTURE = (
    Case("no content types", wrappings.without("[Content_Types].xml"), Fate.GATE, NOT_BOOK),
    Case("content types of a picture", wrappings.types(b"image/png"), Fate.READ, ""),
    Case("no workbook", wrappings.without("xl/workbook.xml"), Fate.ROWS, NO_SHEET),
    Case("no sheet", wrappings.without("xl/worksheets/sheet1.xml"), Fate.ROWS, UNREADABLE),
    Case("no relations", wrappings.without("xl/_rels/workbook.xml.rels"), Fate.ROWS, UNREADABLE),
    Case("zero sheets", wrappings.sheets(b""), Fate.ROWS, NO_SHEET),
    Case("chart sheet only", wrappings.chart_sheet_only, Fate.ROWS, NO_SHEET),
    Case("veryHidden first sheet", wrappings.hidden_first, Fate.READ, ""),
    Case("every sheet hidden", wrappings.all_hidden, Fate.ROWS, NO_SHEET),
    Case("external links", wrappings.external_links, Fate.READ, ""),
    Case("no headings", lambda: workbook([None], [1, 2, 3]), Fate.ROWS, NO_COLUMN),
    Case("merged headings", wrappings.merged_headings, Fate.ROWS, "Нет обязательного столбца"),
    Case("a heading twice", contents.with_heading_twice, Fate.ROWS, "стоит дважды"),
)
_VALUES = (
    Case("number that overflows", lambda: table(number("I2", "1e400")), Fate.ROWS, DATE),
    Case("not a number", lambda: table(number("I2", "NaN")), Fate.ROWS, ""),
    Case("infinity", lambda: table(number("I2", "INF")), Fate.ROWS, ""),
    Case("date beyond the calendar", contents.date_of("1e10"), Fate.ROWS, DATE),
    Case("date before the calendar", contents.date_of("-99999999"), Fate.ROWS, DATE),
    Case("number of 300 digits", lambda: table(number("A2", "9" * 300)), Fate.ROWS, "Текст длиннее"),
    Case("ISO date of year 99999", contents.iso_date("99999-01-01T00:00:00"), Fate.ROWS, ""),
    Case("truth where a date is due", lambda: table(b'<c r="I2" t="b"><v>1</v></c>'), Fate.ROWS, DATE),
    Case("formula for a name", contents.formula("1+1"), Fate.READ, ""),
    Case("typed formula", contents.typed('=HYPERLINK("http://evil.example")'), Fate.READ, ""),
    Case("script in a link", contents.link("javascript:alert(1)"), Fate.ROWS, LINK),
    Case("link without a scheme", contents.link("//evil.example"), Fate.ROWS, LINK),
    Case("text of 30 000 letters", contents.typed("ж" * 30_000), Fate.ROWS, "Текст длиннее"),
    Case("markup in a name", contents.typed("<script>alert(1)</script>"), Fate.READ, ""),
)
_IMPOSTORS = (
    Case("empty file", lambda: b"", Fate.GATE, "ноль байт"),
    Case("CSV", "Код ОО;Название\n1;=cmd|' /C calc'!A0\n".encode, Fate.GATE, OTHER_FILE),
    Case("web page", lambda: b"<html><table><tr><td>1</td></tr></table></html>", Fate.GATE, OTHER_FILE),
    Case("PDF", lambda: b"%PDF-1.7\n%%EOF", Fate.GATE, OTHER_FILE),
    Case("zeros", lambda: bytes(100_000), Fate.GATE, OTHER_FILE),
    Case("signature alone", lambda: b"PK\x03\x04", Fate.GATE, BROKEN),
    Case("file name of markup", lambda: b"", Fate.GATE, "ноль байт", file="<img src=x onerror=a>.xlsx"),
    Case("file name that climbs", lambda: b"x", Fate.GATE, OTHER_FILE, file="../../../etc/cron.d/x.xlsx"),
    Case("main part of macros", wrappings.types(MAIN_TYPE.replace(b"sheet", b"x")), Fate.READ, ""),
)
PACK = (*_TOO_MUCH, *_XML, *_ARCHIVES, *_STRUCTURE, *_VALUES, *_IMPOSTORS)
