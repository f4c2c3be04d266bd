"""Files of the bank: what the filter shows, one for the region, back through import; what leaves them."""

from datetime import date

import pytest

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.spreadsheets.importing import run_import
from schools.enums import ConsentKind
from schools.models import Consent, RoleAssignment, User
from schools.workflow import withdraw_consent
from tests.bank.builders import category, consent, focus
from tests.bank.rows import HEADINGS, load, row
from tests.workbooks import cells_of

pytestmark = pytest.mark.django_db

ALLOWED = {"admin", "head", "methodist"}
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "approver", "department"]


@pytest.fixture
def bank(people, make_mentor, make_teacher, other_school, foreign_school):
    """Physics and chemistry in the municipality, music in the other one."""
    first = make_mentor(
        people["mentor"],
        card={
            "own_experience": "21-30",
            "own_category": "highest",
            "mentee_category": category(),
            "contact_email": "emma@school.example",
            "page": "https://school.example/emma",
        },
    )
    second = make_mentor(
        make_teacher(other_school, "T2", last_name="Ёжикова"), "Химия", card={"focus": focus("работа с ИКТ")}
    )
    third = make_mentor(make_teacher(foreign_school, "F1", last_name="Арбузова"), "Музыка")
    return [first, second, third]


def rows_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return cells_of(b"".join(response.streaming_content))


def names(client, address, **query):
    return [row[2].split()[0] for row in rows_of(client, address, **query)[1:]]


@pytest.mark.parametrize("address", ["/bank/export.xlsx", "/bank/region.xlsx"])
@pytest.mark.parametrize("role", ROLES)
def test_files_are_for_those_who_import(client_as, bank, role, address):
    assert client_as(role).get(address).status_code == (200 if role in ALLOWED else 403)


@pytest.mark.parametrize("address", ["/bank/export.xlsx", "/bank/region.xlsx"])
def test_columns_are_the_nine_of_the_document(client_as, bank, address):
    rows = rows_of(client_as("methodist"), address)
    assert rows[0] == HEADINGS
    assert rows[2] == [
        "Лесной район",
        "Ёлкинская СОШ",
        "Клёнова Эмма Савельевна",
        "молодой/начинающий педагог",
        "Физика",
        "классное руководство",
        "21-30",
        "высшая",
        "emma@school.example, https://school.example/emma",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Ёжикова", "Клёнова"]),
        ({"subject": "физика"}, ["Клёнова"]),
        ({"focus": "работа с ИКТ"}, ["Ёжикова"]),
        ({"experience": "21-30"}, ["Клёнова"]),
        ({"category": "высшая"}, ["Клёнова"]),
        ({"q": "сосновая"}, ["Ёжикова"]),
        ({"free": "1", "page": "2", "view": "cards"}, ["Ёжикова", "Клёнова"]),
        ({"subject": "Астрология"}, []),
        ({"q": "никто"}, []),
    ],
)
def test_file_holds_what_the_page_shows(client_as, bank, query, found):
    client = client_as("methodist")
    assert names(client, "/bank/export.xlsx", **query) == found
    page = client.get("/bank/", {**query, "page": "1"})
    assert [line.mentor.person.last_name for line in page.context["rows"]] == found


def test_button_of_the_page_carries_the_filter(client_as, bank):
    text = client_as("methodist").get("/bank/", {"subject": "Физика", "view": "cards"}).content.decode()
    assert 'href="/bank/export.xlsx?subject=%D0%A4%D0%B8%D0%B7%D0%B8%D0%BA%D0%B0"' in text
    assert 'href="/bank/region.xlsx"' in text


def test_candidates_stand_in_no_file(client_as, bank):
    Mentor.objects.filter(pk=bank[0].pk).update(state=MentorState.CANDIDATE)
    client = client_as("methodist")
    assert names(client, "/bank/export.xlsx", state="candidate") == []
    assert "export.xlsx" not in client.get("/bank/", {"state": "candidate"}).content.decode()


def test_export_stands_in_the_journal_with_its_filter(client_as, users, bank):
    client = client_as("methodist")
    rows_of(client, "/bank/export.xlsx", subject="Физика", q="", page="1")
    rows_of(client, "/bank/region.xlsx")
    entries = Entry.objects.filter(action="export").order_by("pk")
    assert [(entry.by, entry.data) for entry in entries] == [
        (users["methodist"], {"kind": "bank", "rows": 1, "filter": {"subject": "Физика"}}),
        (users["methodist"], {"kind": "bank", "rows": 2, "for": "region", "filter": ""}),
    ]


class TestRegion:
    """One file of every municipality within reach."""

    @pytest.fixture
    def regional(self, client_as, people, other_municipality):
        """The administrator of the whole portal."""
        RoleAssignment.objects.filter(person=people["admin"]).update(municipality=None)
        return client_as("admin")

    def test_is_sorted_by_municipality(self, regional, bank):
        rows = rows_of(regional, "/bank/region.xlsx")
        assert [(row[0], row[2].split()[0]) for row in rows[1:]] == [
            ("Лесной район", "Ёжикова"),
            ("Лесной район", "Клёнова"),
            ("Степной район", "Арбузова"),
        ]

    def test_of_a_methodist_holds_the_own_municipality(self, client_as, bank):
        assert names(client_as("methodist"), "/bank/region.xlsx") == ["Ёжикова", "Клёнова"]

    def test_of_a_methodist_of_two_holds_both(self, client_as, bank, people, other_municipality):
        RoleAssignment.objects.create(
            person=people["methodist"],
            role="methodist",
            municipality=other_municipality,
            start_date=date(2023, 9, 1),
        )
        assert names(client_as("methodist"), "/bank/region.xlsx") == ["Ёжикова", "Клёнова", "Арбузова"]

    def test_comes_back_through_import_unchanged(self, regional, bank):
        response = regional.get("/bank/region.xlsx")
        report = run_import("bank", b"".join(response.streaming_content), by=None)
        assert report.errors == []
        assert report.counts() == {"rows": 3, "created": 0, "updated": 0, "unchanged": 3}

    def test_with_namesakes_comes_back_by_the_code(self, regional, bank, make_mentor, make_teacher, school):
        same = {"last_name": "Клёнова", "first_name": "Эмма", "middle_name": "Савельевна"}
        make_mentor(make_teacher(school, "C-2", **same), "Музыка")
        response = regional.get("/bank/region.xlsx")
        data = b"".join(response.streaming_content)
        assert cells_of(data)[0] == [*HEADINGS, "Код педагога"]
        report = run_import("bank", data, by=None)
        assert report.counts() == {"rows": 4, "created": 0, "updated": 0, "unchanged": 4}

    def test_asks_as_many_questions_for_ten_times_as_many(
        self, regional, bank, make_mentor, make_teacher, school, django_assert_max_num_queries
    ):
        rows_of(regional, "/bank/region.xlsx")
        with django_assert_max_num_queries(25) as few:
            rows_of(regional, "/bank/region.xlsx")
        for number in range(20):
            make_mentor(make_teacher(school, f"N{number}"))
        with django_assert_max_num_queries(25) as many:
            rows_of(regional, "/bank/region.xlsx")
        assert len(many.captured_queries) == len(few.captured_queries)


def test_filtered_file_comes_back_through_import_unchanged(client_as, bank, municipality):
    response = client_as("methodist").get("/bank/export.xlsx", {"subject": "Физика"})
    report = run_import("bank", b"".join(response.streaming_content), by=None, municipality=municipality)
    assert report.counts() == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1}


@pytest.mark.parametrize("kind", [ConsentKind.PROCESSING, ConsentKind.PUBLICATION])
def test_withdrawal_takes_the_card_out_of_search_files_and_public_page_at_once(
    client_as, client, bank, people, kind
):
    """One request withdraws; the very next ones show the card nowhere."""
    for given in (ConsentKind.PROCESSING, ConsentKind.PUBLICATION):
        consent(people["mentor"], given)
    methodist, colleague, owner = client_as("methodist"), client_as("mentee"), client_as("mentor")
    assert "Клёнова" in names(methodist, "/bank/export.xlsx")

    response = owner.post(f"/bank/consents/{people['mentor'].pk}/", {"kind": kind, "withdraw": "1"})

    assert response.status_code == 302
    assert Consent.objects.get(kind=kind).withdrawn_date is not None
    assert "Клёнова" not in colleague.get("/bank/").content.decode()
    assert colleague.get(f"/bank/{bank[0].pk}/").status_code == 404
    assert names(methodist, "/bank/export.xlsx") == ["Ёжикова"]
    assert names(methodist, "/bank/region.xlsx") == ["Ёжикова"]
    assert "Клёнова" not in client.get("/public/mentors/").content.decode()


def test_old_file_does_not_bring_a_withdrawn_card_back(bank, people, municipality, client_as):
    live = consent(people["mentor"])
    response = client_as("methodist").get("/bank/export.xlsx")
    data = b"".join(response.streaming_content)
    withdraw_consent(consent=live, by=User.objects.get(username="mentor"), on=date(2026, 3, 1))
    report = run_import("bank", data, by=None, municipality=municipality)
    assert [str(item.message) for item in report.warnings if "Файл её не возвращает" in item.message]
    assert not Mentor.objects.listed().filter(pk=bank[0].pk).exists()


@pytest.mark.parametrize(
    "page",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox",
        "//school.example/emma",
        "ftp://school.example/emma",
        "file:///etc/passwd",
        " javascript:alert(1)",
        "https:school",
    ],
)
def test_page_of_a_card_is_a_web_address(client_as, bank, page):
    fields = {"subject": bank[0].cards.get().subject_id, "mentee_category": category().pk, "page": page}
    response = client_as("mentor").post(f"/bank/{bank[0].pk}/cards/add/", fields)
    text = response.content.decode()
    assert 'href="javascript:' not in text
    card = bank[0].cards.filter(focus__isnull=True).first()
    if response.status_code == 302:
        # an address without a scheme gets https: it leads to that host, never to a script
        assert card.page == "https://school.example/emma"
    else:
        assert (response.status_code, card) == (400, None)


@pytest.mark.parametrize("page", ["javascript:alert(1)", "data:text/html,x", "//school.example/emma"])
def test_page_of_a_file_is_a_web_address(bank, municipality, page):
    report = load(row(c8=page), municipality=municipality)
    assert [item.column for item in report.errors] == [HEADINGS[8]]
