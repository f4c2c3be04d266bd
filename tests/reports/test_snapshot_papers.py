"""Documents of a snapshot: figures of file and page are one, nothing changes, each role gets its own."""

import io
import re

import openpyxl
import pytest
from lxml import html

from mentorship.audit.models import Entry
from mentorship.documents import pdf
from mentorship.documents.reading import Table, read
from reports.models import Snapshot, Statistic
from reports.papers.content import NOT_STORED
from reports.papers.document import paper_of
from reports.papers.kinds import KINDS
from reports.papers.workbook import workbook_of
from reports.workflow import approve_snapshot, take_snapshot
from tests.cast import TODAY, YEAR
from tests.documents.test_libreoffice import converted
from tests.documents.word import words_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MUNICIPAL = [slug for slug, kind in KINDS.items() if not kind.of_school]


@pytest.fixture
def snapshot(programme, users, school_year, school, people, pair_up):
    """One pair, one school with a resource section, a figure without its source."""
    school.resource_section = "https://school.example/resource"
    school.save()
    pair_up(people["mentor"], people["mentee"])
    Statistic.objects.create(
        municipality=school.municipality, year=YEAR, indicator="p004_01_orgs_implemented", numerator=1,
        denominator=3, date=TODAY,
    )  # fmt: skip
    return take_snapshot(by=users["methodist"], programme=programme, on=TODAY)


@pytest.fixture
def approved(snapshot, users):
    return approve_snapshot(by=users["head"], snapshot=snapshot)


def address(snapshot, name):
    return f"/reports/snapshots/{snapshot.pk}/{name}"


def cells_of(block):
    for row in block.rows:
        yield [" ".join(part.text for part in cell.blocks).strip() for cell in row.cells]


def figures_in(docx):
    """Title → numerator, denominator, value of the table of indicators in a .docx."""
    table = next(
        block
        for block in read(docx).blocks
        if isinstance(block, Table) and "Знаме" in str(block.head or block.rows[:1])
    )
    return [tuple(row[1:5]) for row in cells_of(table) if len(row) == 8 and row[0].isdigit()]


def figures_on(page):
    """The same of the snapshot's page."""
    rows = html.fromstring(page.content.decode()).xpath("//tr[td[@data-label='Числитель']]")
    return [
        (
            row.find("th").text.strip(),
            *(" ".join(cell.text_content().split()) for cell in row.findall("td")[:3]),
        )
        for row in rows
    ]


def plain(rows):
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in rows]


@pytest.mark.parametrize("slug", MUNICIPAL)
def test_figures_of_the_document_are_those_of_the_page(slug, approved, client_as):
    client = client_as("department")
    page = plain(figures_on(client.get(address(approved, ""))))
    response = client.get(address(approved, f"{slug}.docx"))
    assert (response.status_code, response["Content-Type"]) == (200, WORD)
    assert plain(figures_in(response.getvalue())) == page
    assert ("Школы, внедрившие целевую модель наставничества", "1", "3", "33,3 %") in page
    words = words_of(response.getvalue())
    assert f"Отчёт на дату № {approved.pk}, зафиксирован" in words
    assert "утверждён" in words
    assert "; без подтверждения" in words
    assert "«Без подтверждения»: цифру внесли, не назвав источника." in words
    assert Entry.objects.get(action="snapshot.printed").data == {
        "kind": slug,
        "ending": "docx",
        "school": "",
        "rows": 1,
        "filter": "",
    }


def test_workbook_holds_values_and_formulas_that_come_to_the_same(approved):
    data = workbook_of(approved, KINDS["chief"])
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))["Формулы"]
    stored = approved.figures["indicators"]
    rows = list(values["Показатели"].iter_rows(min_row=3, values_only=True))
    assert [(row[1], row[6], row[7]) for row in rows] == [
        (figure["code"], figure["numerator"], figure["denominator"]) for figure in stored
    ]
    assert [row[8] for row in rows] == [
        pytest.approx(figure["value"], abs=0) if figure["value"] is not None else None for figure in stored
    ]
    reckoned = 0
    for row, figure in zip(formulas.iter_rows(min_row=3), stored, strict=True):
        text = str(row[4].value)
        if found := re.fullmatch(r"=(C\d+)/(D\d+)", text):
            reckoned += 1
            assert formulas[found[1]].value / formulas[found[2]].value == figure["value"]
    assert reckoned == sum(bool(f["denominator"]) and f["numerator"] is not None for f in stored)
    assert reckoned > 3
    cached = [row[4] for row in values["Формулы"].iter_rows(min_row=3, values_only=True)]
    assert cached == [row[8] for row in rows]


def test_words_of_people_never_become_formulas(snapshot):
    snapshot.figures["indicators"][0]["title"] = "=1+1"
    snapshot.figures["facts"]["difficulties"] = [["=cmd|' /C calc'!A0", 1]]
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(snapshot, KINDS["region"])))
    kinds = {
        (sheet.title, cell.column_letter)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert kinds <= {("Формулы", "E"), ("Формулы", "G")}


def test_document_stays_the_same_whatever_is_edited_later(approved, school, people, pair_up):
    before = {slug: words_of(paper_of(approved, KINDS[slug])) for slug in ("chief", "region")}
    school.resource_section, school.name = "", "Другое имя"
    school.save()
    Statistic.objects.all().delete()
    again = Snapshot.objects.get(pk=approved.pk)
    assert {slug: words_of(paper_of(again, KINDS[slug])) for slug in before} == before
    assert "Ёлкинская СОШ" in before["chief"]


def test_report_of_an_older_portal_says_what_it_does_not_hold(snapshot):
    del snapshot.figures["facts"]
    assert NOT_STORED in words_of(paper_of(snapshot, KINDS["year"]))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(snapshot, KINDS["year"])))
    assert book.sheetnames == ["Показатели", "Формулы", "Сведения"]


def test_school_gets_its_own_sheet_and_no_other(approved, client_as, other_school):
    client = client_as("curator")
    page = client.get(address(approved, "")).content.decode()
    assert "Лист школы" in page
    assert "Отчёт начальнику" not in page
    own = client.get(address(approved, "school/"), {"school": "901", "as": "docx"})
    words = words_of(own.getvalue())
    assert "Лесной район, Ёлкинская СОШ" in words
    assert ("Педагоги района в роли наставника", "1", "20", "5,0 %") in plain(figures_in(own.getvalue()))
    assert "«Нет данных»" not in words
    assert client.get(address(approved, "school/"), {"school": "902"}).status_code == 404
    assert client.get(address(approved, "school.docx")).status_code == 404
    assert client.get(address(approved, "chief.docx")).status_code == 403


def test_draft_foreign_and_unknown_are_not_found(snapshot, client_as):
    assert client_as("department").get(address(snapshot, "chief.docx")).status_code == 404
    client = client_as("methodist")
    assert client.get(address(snapshot, "chief.docx")).status_code == 200
    assert "черновик: ещё не утверждён" in words_of(client.get(address(snapshot, "chief.docx")).getvalue())
    for name in ("nothing.docx", "chief.exe"):
        assert client.get(address(snapshot, name)).status_code == 404
    assert client.get("/reports/snapshots/999999999999999999999/chief.docx").status_code == 404
    assert client_as("mentor").get(address(snapshot, "chief.docx")).status_code == 403


@pytest.mark.pdf
@pytest.mark.parametrize("slug", KINDS)
def test_document_prints_within_its_margins(slug, snapshot):
    pages = pdf.laid_out(paper_of(snapshot, KINDS[slug], "901"), KINDS[slug].title).pages
    for page in pages:
        box = page._page_box
        left, right = box.content_box_x(), box.content_box_x() + box.width
        beyond = [
            part.text
            for part in box.descendants()
            if hasattr(part, "text") and part.text.strip()
            if part.position_x < left - 1 or part.position_x + part.width > right + 1
        ]
        assert beyond == []


@pytest.mark.office
def test_documents_open_in_libreoffice(snapshot, tmp_path):
    for slug, kind in KINDS.items():
        docx, folder = paper_of(snapshot, kind, "901"), tmp_path / slug
        folder.mkdir()
        text = converted(docx, "txt:Text (encoded):UTF8", folder).decode("utf-8-sig")
        assert kind.title in text
        wanted = [cell for row in figures_in(docx) for cell in row]
        assert [cell for cell in wanted if cell not in text] == []
