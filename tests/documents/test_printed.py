"""Papers printed of the portal's rows: passport, work plan, protocol; the order that staffs the centre."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from mentorship.documents import pdf
from mentorship.documents.builtin import template_of
from mentorship.documents.enums import PRINTED_KINDS, Kind, Part
from mentorship.documents.facts import printed
from mentorship.documents.rendering import render
from mentorship.documents.templates import try_out, upload_template
from mentorship.documents.vocabulary import VOCABULARY
from mentorship.programmes.models import BudgetLine, CentreMember
from mentorship.roadmap.models import CoordinationMeeting
from mentorship.roadmap.workflow.meetings import Question, Sitting, Task, add_decision, save_meeting
from mentorship.roadmap.workplan.workflow import approve_plan, create_plan, mark_item
from tests.cast import TODAY, YEAR
from tests.documents.conftest import register

SECTIONS = [
    "Исследовательская деятельность",
    "Проектная деятельность",
    "Консультационная деятельность",
    "Информационная деятельность",
]


@pytest.fixture
def meeting(municipality, people):
    """A planned meeting with one question, one participant, one decision."""
    made = save_meeting(
        meeting=CoordinationMeeting(municipality=municipality, date=TODAY, topic="Итоги & планы <2026>"),
        sitting=Sitting([Question("Отчёты", "Липова З. М.")], [people["curator"]], ["Гость из округа"]),
        on=TODAY,
        by=None,
    )
    task = Task("Сдать отчёты", people["curator"], due_date=TODAY + timedelta(days=20))
    add_decision(meeting=made, task=task, by=None)
    return made


def document_of(kind, data):
    return Document(io.BytesIO(render(template_of(kind), data, VOCABULARY[kind])))


def text_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", PRINTED_KINDS)
def test_portal_s_template_passes_its_own_checks(kind):
    try_out(template_of(kind), "template.docx", kind)


def test_passport_holds_fields_and_budget(programme):
    programme.goal, programme.normative_base = "Поднять результаты", "Закон № 1\n\nЗакон № 2"
    programme.save()
    BudgetLine.objects.create(programme=programme, year=2025, source="Округ", amount=Decimal("1250000.5"))
    text = text_of(document_of(Kind.PASSPORT, printed.passport(programme)))
    for words in ("Поднять результаты", "— Закон № 1", "— Закон № 2", "1\u00a0250\u00a0000,50", "01.09.2023"):
        assert words in text
    assert "Пояснительная записка" not in text


def test_work_plan_has_the_form_of_the_document(municipality, users):
    plan = create_plan(municipality=municipality, year=YEAR, by=None)
    approve_plan(plan=plan, on=TODAY, by=users["head"], order_number="5")
    data = printed.work_plan(plan.__class__.objects.get(), None, marks=False, on=TODAY)
    document = document_of(Kind.WORK_PLAN, data)
    (table,) = [item for item in document.tables if len(item.columns) == 4]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Содержание работы",
        "Сроки",
        "Место проведения",
        "Ответственный, привлечённые специалисты",
    ]
    over = [row.cells[0].text for row in table.rows if row.cells[0].text == row.cells[-1].text]
    assert over == SECTIONS
    assert len(table.rows) == 1 + 4 + 40
    text = text_of(document)
    assert "УТВЕРЖДАЮ" in text
    assert "Берёзова М. Л." in text
    assert "Отметка о выполнении" not in text


def test_work_plan_with_marks_says_what_came_of_each_row(municipality, users):
    plan = create_plan(municipality=municipality, year=YEAR, by=None)
    plan = approve_plan(plan=plan, on=TODAY, by=users["head"])
    mark_item(item=plan.items.first(), done_date=TODAY, outcome="Прошло", on=TODAY, by=None)
    text = text_of(document_of(Kind.WORK_PLAN, printed.work_plan(plan, None, marks=True, on=TODAY)))
    assert "Отметка о выполнении" in text
    assert "выполнено\u00a016.03.2026\nПрошло" in text
    assert "Выполнено строк: 1 из 40" in text


def test_protocol_holds_agenda_people_and_decisions(meeting):
    text = text_of(document_of(Kind.PROTOCOL, printed.protocol(meeting, TODAY)))
    for words in (
        "Итоги & планы <2026>",
        "1. Отчёты Докладчик: Липова З. М.",
        "1. Рябинина Нина Юрьевна, Ёлкинская СОШ",
        "2. Гость из округа",
        "Сдать отчёты",
        "Рябинина Н. Ю.",
        "05.04.2026",
    ):
        assert words in text


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_papers_are_downloaded_by_the_table(client_as, meeting, programme, municipality, ending):
    plan = create_plan(municipality=municipality, year=YEAR, by=None)
    addresses = [
        f"/documents/programmes/lesnoy/passport.{ending}",
        f"/documents/work-plans/{plan.pk}/plan.{ending}?marks=1",
        f"/documents/meetings/{meeting.pk}/protocol.{ending}",
    ]
    start = {"docx": b"PK", "pdf": b"%PDF"}[ending]
    for address in addresses:
        assert client_as("mentee").get(address).status_code == 403
        response = client_as("curator").get(address)
        assert response.status_code == 200
        assert response.content.startswith(start)
        assert response["Cache-Control"] == "private, no-store"


def test_other_endings_and_foreign_rows_are_not_found(client_as, meeting, other_municipality):
    client = client_as("head")
    assert client.get(f"/documents/meetings/{meeting.pk}/protocol.exe").status_code == 404
    CoordinationMeeting.objects.filter(pk=meeting.pk).update(municipality=other_municipality)
    assert client.get(f"/documents/meetings/{meeting.pk}/protocol.docx").status_code == 404


def test_methodist_s_own_template_is_used(client_as, meeting, municipality, users):
    own = Document()
    own.add_paragraph("ОБРАЗЕЦ МУНИЦИПАЛИТЕТА {{ номер }}")
    stream = io.BytesIO()
    own.save(stream)
    upload = SimpleUploadedFile("protocol.docx", stream.getvalue())
    upload_template(municipality=municipality, kind=Kind.PROTOCOL, upload=upload, by=users["methodist"])
    response = client_as("head").get(f"/documents/meetings/{meeting.pk}/protocol.docx")
    assert "ОБРАЗЕЦ МУНИЦИПАЛИТЕТА" in text_of(Document(io.BytesIO(response.content)))


def test_printed_papers_are_not_begun_by_hand(client_as):
    for kind in PRINTED_KINDS:
        assert client_as("methodist").get(f"/documents/new/{kind.value}/").status_code == 404


def test_registered_order_staffs_the_centre(make_order, people, users):
    parts = {
        Part.HEAD: [people["head"]],
        Part.CURATOR: [people["methodist"]],
        Part.MEMBER: [people["mentor"]],
    }
    paper = make_order([], kind=Kind.CENTRE, people=parts, texts={"base": "Методический центр"})
    assert not CentreMember.objects.exists()
    register(paper, users["methodist"], number="12-од")
    found = [
        (row.person, row.part, row.start_date) for row in CentreMember.objects.in_force(TODAY).read_out()
    ]
    assert found == [
        (people["head"], "head", TODAY),
        (people["methodist"], "methodist", TODAY),
        (people["mentor"], "mentor", TODAY),
    ]
    member = CentreMember.objects.get(person=people["mentor"])
    assert (member.basis, member.centre.base) == ("приказ от 16.03.2026 № 12-од", "Методический центр")
    assert not CentreMember.objects.in_force(TODAY - timedelta(days=1)).exists()


def test_order_older_than_the_composition_is_not_registered(make_order, people, users):
    parts = {Part.HEAD: [people["head"]], Part.MEMBER: [people["mentor"]]}
    texts = {"base": "Методический центр"}
    register(make_order([], kind=Kind.CENTRE, people=parts, texts=texts), users["methodist"])
    older = make_order([], kind=Kind.CENTRE, people=parts, texts=texts)
    with pytest.raises(ValidationError) as excinfo:
        register(older, users["methodist"], number="11", day=date(2026, 2, 1))
    assert "Проверьте дату" in excinfo.value.messages[0]
    older.refresh_from_db()
    assert older.state == "generated"


def test_pdf_of_a_plan_keeps_its_sections(municipality):
    plan = create_plan(municipality=municipality, year=YEAR, by=None)
    made = render(
        template_of(Kind.WORK_PLAN),
        printed.work_plan(plan, None, marks=False, on=TODAY),
        VOCABULARY[Kind.WORK_PLAN],
    )
    assert len(pdf.laid_out(made, "План").pages) >= 3
