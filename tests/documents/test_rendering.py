"""What the files say: names, hard letters, the register of papers by kind, repeated heads."""

import io
import zipfile

import pytest
from docx import Document

from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.gate import check_docx
from mentorship.documents.reading import Table, read
from mentorship.documents.rendering import render
from mentorship.documents.sandbox import check_template
from mentorship.documents.templates import sample_of
from mentorship.documents.vocabulary import VOCABULARY
from tests.documents.word import template, words_of

LONG_NAME = "Муниципальное бюджетное общеобразовательное учреждение «Ёлкинская школа имени Щёлокова» 90"
HARD = "А <А> & Ко"


def data_of(kind, **texts):
    return sample_of(VOCABULARY[kind]) | texts


@pytest.mark.parametrize("kind", list(Kind))
def test_own_templates_pass_their_own_check(kind):
    data = template_of(kind)
    check_docx(data, "template.docx")
    check_template(data, VOCABULARY[kind])
    words = words_of(render(data, data_of(kind), VOCABULARY[kind]))
    assert "{{" not in words
    assert "{%" not in words
    assert "Образец" in words


@pytest.mark.parametrize("kind", list(Kind))
def test_own_template_is_built_the_same_twice(kind):
    assert template_of(kind) is template_of(kind)


def test_hard_letters_survive():
    assert len(LONG_NAME) == 90
    data = data_of(Kind.PAIRS, издатель=LONG_NAME, основание=HARD, место="Щёлково")
    words = words_of(render(template_of(Kind.PAIRS), data, VOCABULARY[Kind.PAIRS])).split("\n")
    assert words[0] == LONG_NAME
    assert HARD in words
    assert "Щёлково" in words


def test_code_in_the_data_stays_text():
    """A name is data: what looks like a tag in it is printed, not carried out."""
    data = data_of(Kind.CURATOR, издатель="{{ 7 * 7 }} {% raw %}")
    words = words_of(render(template_of(Kind.CURATOR), data, VOCABULARY[Kind.CURATOR]))
    assert words.split("\n")[0] == "{{ 7 * 7 }} {% raw %}"


def test_control_characters_do_not_break_the_file():
    data = data_of(Kind.CURATOR, издатель="Школа\x00\x0b\ud800№ 1\r\nвторая строка")
    words = words_of(render(template_of(Kind.CURATOR), data, VOCABULARY[Kind.CURATOR]))
    assert words.startswith("Школа№ 1\nвторая строка\n")


def test_empty_lists_leave_a_file_that_word_opens():
    data = data_of(Kind.PAIRS, утратившие=[], контроль="", куратор="")
    data["пары"][0]["наставляемые"] = []
    made = render(template_of(Kind.PAIRS), data, VOCABULARY[Kind.PAIRS])
    words = words_of(made)
    assert "2. Координацию работы пар и групп оставляю за собой." in words
    assert "5. Контроль за исполнением настоящего приказа оставляю за собой." in words
    assert "утратившими силу" not in words
    cells = Document(io.BytesIO(made)).element.body.xpath("//w:tc[not(w:p)]")
    assert cells == []


def test_revoking_shifts_the_control_by_one():
    data = data_of(Kind.PAIRS, утратившие=[{"документ": "приказ от 01.09.2024 № 5"}], контроль="Дубова Якова")
    words = words_of(render(template_of(Kind.PAIRS), data, VOCABULARY[Kind.PAIRS])).split("\n")
    at = words.index("5. Признать утратившими силу:")
    assert words[at + 1 : at + 3] == [
        "— приказ от 01.09.2024 № 5.",
        "6. Контроль за исполнением настоящего приказа возложить на Дубова Якова.",
    ]


def test_table_of_pairs_repeats_its_head_and_breaks_no_row():
    pairs = sample_of(VOCABULARY[Kind.PAIRS])["пары"] * 40
    made = render(template_of(Kind.PAIRS), data_of(Kind.PAIRS, пары=pairs), VOCABULARY[Kind.PAIRS])
    table = next(block for block in read(made).blocks if isinstance(block, Table) and len(block.rows) == 40)
    assert [cell.blocks[0].text for cell in table.head[0].cells] == [
        "№", "Назначить наставником", "Наставник для (наставляемые)", "Форма, вариант",
        "Предмет, направление", "Срок",
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert xml.count("<w:cantSplit/>") >= 41
    assert "<w:tblHeader/>" in xml


def test_uploaded_template_uses_filters_conditions_and_header():
    data = template(
        "{{ издатель|upper }}", "{%p if школа %}", "{{ школа }}", "{%p else %}", "нет школы", "{%p endif %}",
        "{% for пара in пары %}{{ loop.index }}. {{ пара.наставник }}: "
        "{% for лицо in пара.наставляемые %}{{ лицо.фио }}{% if not loop.last %}, {% endif %}{% endfor %}"
        "{% if not loop.last %}; {% endif %}{% endfor %}",
        header="Герб {{ муниципалитет }}",
    )  # fmt: skip
    check_docx(data, "t.docx")
    pairs = [
        {**sample_of(VOCABULARY[Kind.PAIRS])["пары"][0], "наставник": name,
         "наставляемые": [{"фио": "А"}, {"фио": "Б"}]}
        for name in ("Первый", "Второй")
    ]  # fmt: skip
    made = render(data, data_of(Kind.PAIRS, издатель="школа", школа="", пары=pairs), VOCABULARY[Kind.PAIRS])
    assert words_of(made) == "ШКОЛА\nнет школы\n1. Первый: А, Б; 2. Второй: А, Б"
    assert [item.text for item in read(made).header] == ["Герб Образец"]


def test_words_own_numbering_is_read_back():
    document = Document()
    for text in ("первый", "второй"):
        document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    assert words_of(stream.getvalue()) == "1. первый\n2. второй"
