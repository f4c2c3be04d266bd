"""Приложение 2 of document 000: its lines, its counts and masks on the page, in Word, PDF and Excel."""

import io
from datetime import date

import openpyxl
import pytest
from docx import Document

from mentorship.spreadsheets.importing import run_import
from tests.workbooks import workbook

AFTER = date(2026, 5, 20)
HEAD = [
    "Анкета", "Код педагога", "Дата", "liked_participating", "wants_to_continue", "joint_work_satisfaction",
    "expectations_met",
]  # fmt: skip
ADDRESS = "/reports/surveys/appendix"
CONFIDENCE = (
    "После общения с наставником почувствовал прилив уверенности в собственных силах для развития "
    "личного, творческого и педагогического потенциала"
)
CONFLICTS = (
    "Заметил сокращение числа конфликтов с педагогическим и родительским сообществами благодаря "
    "программе наставничества"
)
MENTEE_LINES = [
    "Понравилось участвовать в программе",
    "Хотел бы продолжить работу в программе наставничества",
    "Видит свое профессиональное развитие в данной образовательной организации в течение следующих 5 лет",
    "Появилось желание более активно участвовать в культурной жизни образовательной организации",
    CONFIDENCE,
    "Заметил рост успеваемости и улучшение поведения в подшефных классах",
    CONFLICTS,
    "Появилось желание и/или силы реализовывать собственные профессиональные работы: статьи, исследования",
]
MENTOR_LINES = [
    "Достаточность и понятность обучения наставников",
    *(line for number, line in enumerate(MENTEE_LINES) if number not in (4, 5)),
]


@pytest.fixture
def answer(make_teacher):
    """Import second forms of so many: «да» of the first ones, the scores by number."""

    def run(count, place, form="mentee_after", *, liked, pleased, prefix="A"):
        rows = []
        for number in range(count):
            code = make_teacher(place, f"{prefix}{number}").code
            said = "да" if number < liked else "нет"
            score = 8 if number < pleased else 7
            rows.append([form, code, AFTER, said, "да" if number < 3 else "нет", score, score])
        assert run_import("answers", workbook(HEAD, *rows), by=None).errors == []

    return run


def shown(client, role, extra=""):
    appendix = client.get(f"{ADDRESS}/?role={role}&year=2025{extra}").context["appendix"]
    return appendix, [(line.text, line.words) for line in appendix.lines]


def test_lines_are_those_of_the_document(client_as, answer, school):
    client = client_as("methodist")
    answer(5, school, liked=5, pleased=5)
    assert [text for text, _ in shown(client, "mentee")[1]] == MENTEE_LINES
    assert [text for text, _ in shown(client, "mentor")[1]] == MENTOR_LINES
    assert (len(MENTEE_LINES), len(MENTOR_LINES)) == (8, 7)


def test_counts_follow_the_masks(client_as, answer, school):
    answer(20, school, liked=18, pleased=15)
    appendix, lines = shown(client_as("department"), "mentee")
    assert dict(lines)[MENTEE_LINES[0]] == "18"
    assert (appendix.joint.words, appendix.result.words) == ("15", "15")
    assert appendix.joint.note.replace("\xa0", " ") == "75,0 % из 20"


def test_small_counts_are_hidden_below_twenty(client_as, answer, school):
    answer(19, school, liked=14, pleased=15)
    appendix, lines = shown(client_as("department"), "mentee")
    assert dict(lines)[MENTEE_LINES[0]] == "14"
    assert dict(lines)[MENTEE_LINES[1]] == "скрыто"
    assert (appendix.joint.words, appendix.joint.note) == ("скрыто", "ответили 19")


def test_line_without_a_question_is_a_dash(client_as, answer, school):
    answer(20, school, "mentor_after", liked=20, pleased=20)
    appendix, lines = shown(client_as("head"), "mentor")
    assert lines[0] == (MENTOR_LINES[0], "—")
    assert appendix.lines[0].note == "нет вопроса в анкете"
    assert lines[1] == (MENTOR_LINES[1], "20")


def test_word_and_excel_hold_the_counts_of_the_page(client_as, answer, school, other_school):
    answer(19, school, liked=14, pleased=12)
    answer(20, other_school, liked=17, pleased=16, prefix="B")
    client = client_as("approver")
    for place in ("", "901", "902"):
        appendix, lines = shown(client, "mentee", f"&school={place}")
        query = f"role=mentee&year=2025&school={place}"
        document = Document(io.BytesIO(client.get(f"{ADDRESS}.docx?{query}").content))
        rows = [[cell.text.strip() for cell in row.cells] for row in document.tables[0].rows][1:]
        assert [(row[1], row[2].split(" ")[0]) for row in rows] == lines
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert f"Довольны совместной работой – {appendix.joint.words}" in text
        sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{ADDRESS}.xlsx?{query}").content)).active
        told = {row[1]: str(row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert [(text, told[text]) for text, _ in lines] == lines
        assert told["Из них: довольны результатом"] == appendix.result.words


def test_pdf_is_made_or_the_reason_is_told(client_as, answer, school):
    answer(20, school, liked=18, pleased=15)
    response = client_as("methodist").get(f"{ADDRESS}.pdf?role=mentee&year=2025")
    if response.status_code == 302:
        assert response.url.startswith(f"{ADDRESS}/")
    else:
        assert response.content.startswith(b"%PDF")


def test_school_sees_its_own_alone(client_as, answer, school, other_school):
    answer(20, school, liked=18, pleased=15)
    client = client_as("director")
    assert shown(client, "mentee")[0].report.group.school == school
    assert client.get(f"{ADDRESS}.docx?school=902").status_code == 404


@pytest.mark.parametrize("face", ["/", ".docx", ".pdf", ".xlsx"])
@pytest.mark.parametrize("role", ["mentee", "mentor", "admin"])
def test_others_are_refused(client_as, role, face):
    assert client_as(role).get(f"{ADDRESS}{face}").status_code == 403
