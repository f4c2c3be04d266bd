"""PDF of the kept file: repeated heads, whole rows, hard letters, nothing fetched; no Pango, no PDF."""

import sys

import pytest

from mentorship.documents import pdf
from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.rendering import render
from mentorship.documents.templates import sample_of
from mentorship.documents.vocabulary import VOCABULARY
from tests.documents.test_rendering import HARD, LONG_NAME

HEAD = "Назначить наставником"


def order_of(count: int, **texts) -> bytes:
    """An order on so many pairs, the first words of every row known."""
    one = sample_of(VOCABULARY[Kind.PAIRS])["пары"][0]
    topic = {"форма": "Учитель – учитель", "вариант": "«Опытный педагог – молодой специалист»"}
    rows = [
        one
        | topic
        | {"номер": number, "наставник_вин": f"Наставника{number:02}", "наставник_школа": f"Школа{number:02}"}
        for number in range(count)
    ]
    people = [
        {"номер": number, "фио": f"Читатель{number:02}", "должность": "учитель"} for number in range(count)
    ]
    data = sample_of(VOCABULARY[Kind.PAIRS]) | {"пары": rows, "ознакомление": people} | texts
    return render(template_of(Kind.PAIRS), data, VOCABULARY[Kind.PAIRS])


def pages_of(document) -> list[str]:
    """The words of every page as they were laid out; of the blanks of a broken line one is left."""
    return [
        " ".join(" ".join(box.text for box in page._page_box.descendants() if hasattr(box, "text")).split())
        for page in document.pages
    ]


@pytest.mark.pdf
def test_forty_pairs_print_with_their_head_on_every_page_and_no_torn_row():
    pages = pages_of(pdf.laid_out(order_of(40), "Приказ"))
    with_rows = [page for page in pages if "Наставника" in page]
    assert len(with_rows) > 1
    assert [page for page in with_rows if HEAD not in " ".join(page.split())] == []
    for number in range(40):
        named = [index for index, page in enumerate(pages) if f"Наставника{number:02}" in page]
        placed = [index for index, page in enumerate(pages) if f"Школа{number:02}" in page]
        assert named == placed
        assert len(named) == 1
    acquainted = [page for page in pages if "Читатель" in page]
    assert [page for page in acquainted if "Подпись" not in page] == []


@pytest.mark.pdf
def test_hard_letters_survive_in_pdf():
    text = " ".join(
        pages_of(pdf.laid_out(order_of(1, издатель=LONG_NAME, основание=HARD, место="Щёлково"), "П"))
    )
    assert all(word in text for word in (*LONG_NAME.split(), "<А>", "&", "Ко", "Щёлково"))


@pytest.mark.pdf
def test_pages_are_a4_and_the_file_is_a_pdf():
    document = pdf.laid_out(order_of(1), "Приказ № 1")
    assert {(round(page.width * 25.4 / 96), round(page.height * 25.4 / 96)) for page in document.pages} == {
        (210, 297)
    }
    data = pdf.pdf_of(order_of(1), "Приказ № 1")
    assert data.startswith(b"%PDF-")


@pytest.mark.pdf
@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.1/x.png", "https://example.org/x.css", "file:///etc/passwd", "ftp://example.org/x"],
)
def test_nothing_is_fetched(address):
    fetcher = pdf.own_only(pdf.weasyprint())
    with pytest.raises(Exception, match="disallowed protocol"):
        fetcher.fetch(address)


@pytest.fixture
def no_pango(monkeypatch):
    """A machine without Pango: the import of WeasyPrint fails the way it does there."""

    class Broken:
        def find_spec(self, name, *_):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name == "weasyprint" or name.startswith("weasyprint.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])


def test_without_pango_a_sentence_says_so(no_pango):
    with pytest.raises(pdf.NoPango, match="не установлена библиотека Pango"):
        pdf.pdf_of(order_of(1), "Приказ")


@pytest.mark.django_db
def test_without_pango_the_button_says_so_and_docx_works(no_pango, make_order, agreed, client_as):
    paper = make_order([agreed])
    client = client_as("methodist")
    response = client.get(f"/documents/{paper.pk}/paper.pdf", follow=True)
    assert response.redirect_chain == [(f"/documents/{paper.pk}/", 302)]
    assert "PDF на этом сервере не делается" in response.content.decode()
    docx = client.get(f"/documents/{paper.pk}/paper.docx")
    assert b"".join(docx.streaming_content).startswith(b"PK")


@pytest.mark.pdf
@pytest.mark.django_db
def test_button_gives_the_pdf(make_order, agreed, client_as):
    response = client_as("methodist").get(f"/documents/{make_order([agreed]).pk}/paper.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"%PDF-")
