"""Files of evidence: kind, size and content are checked."""

import pytest
from django.core.exceptions import ValidationError

from schools import attachments
from tests.pictures import JPG, PNG
from tests.roadmap.conftest import PDF, office_file, upload

DOCX = office_file("[Content_Types].xml", "word/document.xml")
XLSX = office_file("[Content_Types].xml", "xl/workbook.xml")


def refusal(file) -> str:
    with pytest.raises(ValidationError) as excinfo:
        attachments.check(file)
    return excinfo.value.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("приказ.pdf", PDF),
        ("ПРИКАЗ.PDF", PDF),
        ("лист.docx", DOCX),
        ("лист.xlsx", XLSX),
        ("фото.jpg", JPG),
        ("фото.jpeg", JPG),
        ("фото.png", PNG),
    ],
)
def test_file_of_a_known_kind_is_taken(name, content):
    attachments.check(upload(name, content))


@pytest.mark.parametrize("name", ["вирус.exe", "страница.html", "рисунок.svg", "архив.zip", "без_окончания"])
def test_file_of_another_kind_is_refused(name):
    assert refusal(upload(name, PDF)) == (
        f"«{name}»: такие файлы не принимаются. Приложите PDF, Word (docx), Excel (xlsx), фото (jpg, png)."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("лист.pdf", b"<html>"),
        ("фото.jpg", PNG),
        ("фото.png", JPG),
        ("лист.docx", XLSX),
        ("лист.xlsx", DOCX),
        ("лист.docx", PDF),
        ("лист.docx", b"PK\x03\x04 broken"),
        ("лист.docx", office_file("word/document.xml")),
        ("лист.docx", office_file("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    ],
)
def test_file_that_is_not_what_its_name_says_is_refused(name, content):
    ending = name.rpartition(".")[2].upper()
    assert refusal(upload(name, content)) == (
        f"«{name}»: содержимое не похоже на {ending}. Сохраните файл заново и приложите ещё раз."
    )


def test_file_of_ten_megabytes_is_the_limit():
    limit = 10 * 1024 * 1024
    attachments.check(upload("лист.pdf", PDF.ljust(limit, b" ")))
    assert refusal(upload("лист.pdf", PDF.ljust(limit + 1, b" "))) == (
        "«лист.pdf» больше 10 МБ. Сожмите файл или приложите ссылку на него."
    )


def test_check_leaves_the_file_at_its_beginning():
    file = upload("лист.docx", DOCX)
    attachments.check(file)
    assert file.tell() == 0
