"""Pages and files of the registers: who opens them, what they hold, what the journal says of them."""

import io

import openpyxl
import pytest

from mentorship.audit.models import Entry
from mentorship.spreadsheets.importing import run_import
from reports.registers import mentees, mentors
from reports.views.registers import MARK
from schools.models import Consent
from tests.bank.builders import consent
from tests.workbooks import cells_of

pytestmark = pytest.mark.django_db

YEAR = "?year=2025/2026"
ROLES = ["admin", "head", "methodist", "curator", "director", "mentee", "approver", "department"]
NAMED = ("/registers/mentors/", "/registers/selected/", "/registers/people/")
FILES = ("/registers/selected.xlsx", "/registers/pairs.xlsx")


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sheets_of(response):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }


@pytest.mark.parametrize("role", ROLES)
def test_door_of_each_role(client_as, register, role):
    client = client_as(role)
    opens = 403 if role in ("admin", "mentee") else 200
    names = opens if role not in ("approver", "department") else 403
    person = f"/registers/people/{register.mentee_id}/"
    assert client.get("/registers/").status_code == opens
    assert client.get("/registers/register.xlsx").status_code == opens
    for address in (*NAMED, *FILES, person, f"{person}history.xlsx"):
        assert (address, client.get(address).status_code) == (address, names)


def test_anonymous_is_asked_to_sign_in(client, register):
    assert client.get("/registers/").status_code == 302
    assert client.get("/registers/register.xlsx").status_code == 302


@pytest.mark.parametrize("login", ["curator", "methodist"])
def test_history_of_a_person_out_of_reach_is_not_found(
    client_as, register, make_teacher, other_school, foreign_school, login
):
    place = other_school if login == "curator" else foreign_school
    foreign = make_teacher(place, "F1")
    client = client_as(login)
    assert client.get(f"/registers/people/{foreign.pk}/").status_code == 404
    assert client.get(f"/registers/people/{foreign.pk}/history.xlsx").status_code == 404
    assert client.get("/registers/people/999999/").status_code == 404


def test_page_of_mentees_is_a_table(client_as, register):
    text = text_of(client_as("curator"), f"/registers/{YEAR}")
    assert text.count("<h1") == 1
    assert "содержит персональные данные" in text
    assert "Осинин Тихон Эдуардович" in text
    assert text.count('<th scope="col">') == 6
    assert "01.10.2025" in text
    assert "№ 15 от 30.09.2025" in text


def test_pages_of_mentors_name_the_mentor(client_as, register):
    client = client_as("head")
    for address in ("/registers/mentors/", "/registers/selected/"):
        assert "Клёнова Эмма Савельевна" in text_of(client, address + YEAR)


def test_department_sees_no_name(client_as, register):
    for role in ("department", "approver"):
        text = text_of(client_as(role), f"/registers/{YEAR}")
        assert "Осинин" not in text
        assert "Клёнова" not in text
        assert "Ёлкинская СОШ" in text
        sheets = sheets_of(client_as(role).get(f"/registers/register.xlsx{YEAR}"))
        assert list(sheets.values()) == [
            [
                ["Школа", "Наставляемых", "Наставников", "Пар и групп", "Из них завершено"],
                ["Ёлкинская СОШ", 1, 1, 1, 0],
                ["Всего", 1, 1, 1, 0],
            ]
        ]


def test_file_holds_both_sheets_marked_under_the_headings_of_the_document(client_as, register):
    response = client_as("curator").get(f"/registers/register.xlsx{YEAR}")
    assert response["Content-Disposition"] == 'attachment; filename="register-2025-2026.xlsx"'
    sheets = sheets_of(response)
    assert list(sheets) == ["Наставляемые", "Наставники"]
    for (mark, headings, row), expected in zip(
        sheets.values(), (mentees.HEADINGS, mentors.HEADINGS), strict=True
    ):
        assert mark[0] == MARK
        assert tuple(headings) == expected
        assert row[0] == 1
    assert sheets["Наставляемые"][2][1] == "Осинин Тихон Эдуардович"
    assert sheets["Наставники"][2][1] == "Клёнова Эмма Савельевна"


def test_printed_pages_are_marked_too(client_as, register):
    response = client_as("methodist").get(f"/registers/register.xlsx{YEAR}")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert [sheet.oddHeader.center.text for sheet in book.worksheets] == [MARK, MARK]


def test_formula_of_a_name_stays_text(client_as, register):
    register.pair.state, register.pair.result = "completed", '=HYPERLINK("http://evil.example")'
    register.pair.save()
    response = client_as("methodist").get(f"/registers/register.xlsx{YEAR}")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert {cell.data_type for cell in sheet[3]} <= {"s", "n", "d"}


@pytest.mark.parametrize(
    ("address", "action", "data"),
    [
        ("register.xlsx", "register.exported", {"rows": 2, "mentees": 1, "mentors": 1}),
        ("selected.xlsx", "register.selected_exported", {"rows": 1}),
        ("pairs.xlsx", "register.pairs_exported", {"rows": 1}),
    ],
)
def test_export_stands_in_the_journal_with_filter_and_rows(client_as, users, register, address, action, data):
    client_as("methodist").get(f"/registers/{address}{YEAR}&school=901")
    entry = Entry.objects.get(action=action)
    assert (entry.by, entry.data) == (
        users["methodist"],
        {
            **data,
            "year": "2025/2026",
            "school": "901",
            "filter": "year=2025/2026&school=901",
        },
    )


def test_history_page_and_file(client_as, users, register):
    client, address = client_as("director"), f"/registers/people/{register.mentee_id}/"
    text = text_of(client, address)
    assert "Клёнова Эмма Савельевна" in text
    response = client.get(f"{address}history.xlsx")
    (rows,) = sheets_of(response).values()
    assert rows[0][0] == f"Осинин Тихон Эдуардович. {MARK}"
    assert rows[2][1:3] == ["наставляемый", "Клёнова Эмма Савельевна"]
    entry = Entry.objects.get(action="register.history_exported")
    assert (entry.by, entry.target_id, entry.data) == (
        users["director"],
        register.mentee_id,
        {"rows": 1, "filter": ""},
    )


@pytest.mark.parametrize(("query", "found"), [("", 2), ("осинин", 1), ("КЛЕНОВА", 1), ("никто", 0)])
def test_people_with_pairs_are_found_by_name(client_as, register, query, found):
    response = client_as("methodist").get("/registers/people/", {"q": query})
    assert response.context["page_obj"].paginator.count == found


def test_bank_of_pairs_comes_back_through_import_unchanged(client_as, register, municipality):
    response = client_as("methodist").get(f"/registers/pairs.xlsx{YEAR}")
    headings = cells_of(response.content)[1]
    assert headings[:3] == ["№ пары", "Код наставника", "Код наставляемого"]
    report = run_import("pairs", response.content, by=None, municipality=municipality)
    assert report.errors == []
    assert report.counts() == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1}


def test_withdrawal_takes_a_person_out_of_every_register(client_as, register):
    client = client_as("methodist")
    Consent.objects.filter(person=register.mentee).update(withdrawn_date="2026-03-01")
    for address in ("/registers/", "/registers/mentors/"):
        names = [row.name for row in client.get(address + YEAR).context["rows"]]
        assert "Осинин Тихон Эдуардович" not in names
    assert client.get(f"/registers/people/{register.mentee_id}/").status_code == 404
    assert "Осинин Тихон Эдуардович" not in str(sheets_of(client.get(f"/registers/register.xlsx{YEAR}")))
    assert "Осинин" not in str(sheets_of(client.get(f"/registers/pairs.xlsx{YEAR}")))


def test_empty_registers_say_what_to_do(client_as, people):
    client = client_as("methodist")
    assert "В этом учебном году наставляемых нет" in text_of(client, "/registers/")
    assert "Наставников здесь пока нет" in text_of(client, "/registers/mentors/")
    assert "Наставников здесь пока нет" in text_of(client, "/registers/selected/")
    assert "Пар ещё не было" in text_of(client, "/registers/people/")
    assert "Участников по этому отбору нет" in text_of(client_as("department"), "/registers/")
    sheets = sheets_of(client.get("/registers/register.xlsx"))
    assert [len(rows) for rows in sheets.values()] == [2, 2]


@pytest.mark.parametrize(
    "address", ["/registers/", "/registers/mentors/", "/registers/selected/", "/registers/register.xlsx"]
)
def test_ten_times_as_many_ask_as_many_questions(
    client_as, register, enlist, join, make_teacher, school, django_assert_max_num_queries, address
):
    client = client_as("methodist")
    client.get(address + YEAR)  # the first visit of the day also prolongs the session
    with django_assert_max_num_queries(25) as few:
        client.get(address + YEAR)
    for number in range(12):
        guide = enlist(make_teacher(school, f"G{number}"))
        consent(guide.person)
        join(guide, make_teacher(school, f"N{number}"), str(number + 10))
    with django_assert_max_num_queries(25) as many:
        client.get(address + YEAR)
    assert len(many.captured_queries) <= len(few.captured_queries) + 1


def test_history_of_many_pairs_asks_as_many_questions(
    client_as, register, join, make_teacher, school, django_assert_max_num_queries
):
    client, address = client_as("methodist"), f"/registers/people/{register.mentor_id}/"
    client.get(address)
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    for number in range(12):
        join(register.mentor, make_teacher(school, f"N{number}"), str(number + 10))
    with django_assert_max_num_queries(25) as many:
        client.get(address)
    assert len(many.captured_queries) == len(few.captured_queries)
