"""The search in the bank: what the address narrows by, who sees what."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import MentorCard, MentorPlace
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools.enums import ConsentKind
from tests.bank.builders import category, consent, focus, subject
from tests.workbooks import cells_of

LISTED = [MentorState.IN_BANK, MentorState.SELECTED, MentorState.TRAINED, MentorState.ACTIVE]
SEEING = ["admin", "head", "methodist", "curator", "director", "mentor", "approver", "department"]


@pytest.fixture
def bank(people, make_mentor, make_teacher, other_school, school):
    """Three mentors: physics in one school, chemistry and music in the other."""
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
        make_teacher(other_school, "T2", last_name="Ёжикова"),
        "Химия",
        card={"focus": focus("работа с ИКТ"), "own_experience": "0-10", "own_category": "first"},
    )
    third = make_mentor(make_teacher(other_school, "T3", last_name="Яхонтова"), "Музыка")
    return [first, second, third]


def found(client, **query):
    """Surnames on the page, in its order."""
    response = client.get("/bank/", query)
    assert response.status_code == 200
    return [line.mentor.person.last_name for line in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Ёжикова", "Клёнова", "Яхонтова"]),
        ({"q": "ёжикова"}, ["Ёжикова"]),
        ({"q": "ЕЖИКОВА"}, ["Ёжикова"]),
        ({"q": "сосновая"}, ["Ёжикова", "Яхонтова"]),
        ({"q": "физика кленова"}, ["Клёнова"]),
        ({"q": "икт"}, ["Ёжикова"]),
        ({"q": "никто"}, []),
        ({"subject": "Физика"}, ["Клёнова"]),
        ({"subject": "физика"}, ["Клёнова"]),
        ({"focus": "классное руководство"}, ["Клёнова", "Яхонтова"]),
        ({"focus": "Классное  руководство", "subject": "Музыка"}, ["Яхонтова"]),
        ({"focus": "классное руководство", "subject": "Химия"}, []),
        ({"experience": "21-30"}, ["Клёнова"]),
        ({"experience": "21–30 лет"}, ["Клёнова"]),
        ({"category": "highest"}, ["Клёнова"]),
        ({"category": "высшая категория"}, ["Клёнова"]),
        ({"category": "Первая"}, ["Ёжикова"]),
        ({"municipality": "лесной район"}, ["Ёжикова", "Клёнова", "Яхонтова"]),
        ({"subject": "Астрология"}, []),
        ({"municipality": "Нигде"}, []),
        ({"subject": "999999999999999999999"}, []),
        ({"free": "1", "subject": "Физика"}, ["Клёнова"]),
        ({"view": "cards"}, ["Ёжикова", "Клёнова", "Яхонтова"]),
    ],
)
def test_address_narrows_the_list(client_as, bank, query, names):
    assert found(client_as("methodist"), **query) == names


def test_word_of_a_list_is_understood_by_its_number(client_as, bank):
    assert found(client_as("methodist"), subject=subject("Химия").pk) == ["Ёжикова"]


@pytest.mark.parametrize("state", MentorState)
def test_only_mentors_of_the_bank_are_found(client_as, bank, state):
    bank[0].state = state
    bank[0].save()
    assert ("Клёнова" in found(client_as("mentee"))) == (state in LISTED)


@pytest.mark.parametrize("kind", [ConsentKind.PROCESSING, ConsentKind.PUBLICATION])
def test_withdrawn_consent_takes_a_mentor_out_at_once(client_as, bank, kind):
    consent(bank[0].person, kind, withdrawn_date=date(2026, 3, 1))
    assert found(client_as("methodist")) == ["Ёжикова", "Яхонтова"]


def test_consent_given_anew_brings_the_mentor_back(client_as, bank):
    consent(bank[0].person, ConsentKind.PUBLICATION, withdrawn_date=date(2026, 3, 1))
    consent(bank[0].person, ConsentKind.PROCESSING, given_date=date(2026, 2, 20))
    assert "Клёнова" not in found(client_as("methodist"))
    bank[0].person.consents.filter(kind=ConsentKind.PROCESSING).update(given_date=date(2026, 3, 1))
    assert "Клёнова" in found(client_as("methodist"))


def test_mentor_without_a_free_place_is_left_out_when_asked(client_as, bank, make_teacher, school):
    mentor = bank[0]
    MentorPlace.objects.filter(mentor=mentor, number__gt=1).delete()
    pair = Pair.objects.create(
        municipality=school.municipality, number="1", mentor=mentor, state=PairState.ACTIVE
    )
    member = PairMember.objects.create(
        pair=pair, mentor=mentor, mentee=make_teacher(school, "M1"), place=mentor.places.get()
    )
    client = client_as("methodist")
    assert found(client, free="1") == ["Ёжикова", "Яхонтова"]
    assert "мест нет" in client.get("/bank/").content.decode()
    member.end_date = timezone.localdate()
    member.save()
    assert found(client, free="1") == ["Ёжикова", "Яхонтова"]
    member.end_date = timezone.localdate() - timedelta(days=1)
    member.save()
    assert found(client, free="1") == ["Ёжикова", "Клёнова", "Яхонтова"]


def test_mentor_of_another_municipality_is_not_found(
    client_as, bank, make_mentor, make_teacher, foreign_school
):
    foreign = make_mentor(make_teacher(foreign_school, "F1", last_name="Чужая"))
    client = client_as("methodist")
    assert found(client, q="чужая") == []
    assert client.get(f"/bank/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("role", SEEING)
def test_every_role_sees_the_bank(client_as, bank, role):
    assert found(client_as(role)) == ["Ёжикова", "Клёнова", "Яхонтова"]


@pytest.mark.parametrize("role", SEEING)
def test_contacts_are_kept_from_the_department(client_as, bank, role):
    client = client_as(role)
    texts = [client.get(address).content.decode() for address in ("/bank/", f"/bank/{bank[0].pk}/")]
    shown = any("emma@school.example" in text or "school.example/emma" in text for text in texts)
    assert shown == (role != "department")


def test_rows_are_a_table_with_headings(client_as, bank):
    text = client_as("mentee").get("/bank/").content.decode()
    assert text.count("<h1") == 1
    assert '<caption class="hide">Наставники, подходящие под отбор</caption>' in text
    assert text.count('<th scope="row">') == 3
    assert "свободно 3\u00a0из\u00a03" in text


def test_applied_conditions_are_words_that_can_be_taken_off(client_as, bank):
    text = client_as("methodist").get("/bank/", {"subject": "физика", "free": "1"}).content.decode()
    assert "Физика<span" in text.replace("\n", "").replace("  ", "")
    assert 'href="/bank/?free=1"' in text
    assert "Сбросить всё" in text


def test_nothing_found_offers_to_drop_the_conditions(client_as, bank):
    text = client_as("methodist").get("/bank/", {"q": "никто"}).content.decode()
    assert "По этому отбору никого нет" in text
    assert "Сбросить отбор" in text


def test_empty_bank_says_what_to_do_first(client_as):
    text = client_as("methodist").get("/bank/").content.decode()
    assert "В банке пока никого нет" in text
    assert 'href="/bank/apply/"' in text


def test_lists_are_cut_into_pages(client_as, people, school, make_teacher, make_mentor):
    for number in range(51):
        make_mentor(make_teacher(school, f"T{number}", last_name=f"Учитель{number:02}"))
    client = client_as("methodist")
    assert len(found(client)) == 50
    assert found(client, page="2") == ["Учитель50"]
    assert client.get("/bank/", {"page": "7"}).status_code == 404


@pytest.mark.parametrize(("role", "offered"), [("methodist", True), ("curator", True), ("mentee", False)])
def test_only_who_answers_for_candidates_filters_by_state(client_as, bank, role, offered):
    bank[0].state = MentorState.CANDIDATE
    bank[0].save()
    client = client_as(role)
    assert ('name="state"' in client.get("/bank/").content.decode()) == offered
    assert found(client, state="candidate") == (["Клёнова"] if offered else ["Ёжикова", "Яхонтова"])


def test_curator_finds_candidates_of_the_own_school_only(client_as, bank):
    for mentor in bank:
        mentor.state = MentorState.CANDIDATE
        mentor.save()
    assert found(client_as("curator"), state="candidate") == ["Клёнова"]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("methodist", 200),
        ("head", 200),
        ("admin", 200),
        ("curator", 403),
        ("mentor", 403),
        ("department", 403),
    ],
)
def test_excel_file_is_given_to_those_who_import(client_as, bank, role, status):
    response = client_as(role).get("/bank/export.xlsx")
    assert response.status_code == status
    if status == 200:
        rows = cells_of(b"".join(response.streaming_content))
        assert [row[2].split()[0] for row in rows[1:]] == ["Ёжикова", "Клёнова", "Яхонтова"]


def test_list_of_ten_times_as_many_asks_as_many_questions(
    client_as, bank, school, make_teacher, make_mentor, django_assert_max_num_queries
):
    client = client_as("methodist")
    client.get("/bank/")  # the first visit of the day also prolongs the session
    with django_assert_max_num_queries(25) as few:
        client.get("/bank/")
    for number in range(30):
        mentor = make_mentor(make_teacher(school, f"N{number}"))
        MentorCard.objects.create(mentor=mentor, subject=subject("Химия"), mentee_category=category())
    with django_assert_max_num_queries(25) as many:
        client.get("/bank/")
    assert len(many.captured_queries) == len(few.captured_queries)


def test_list_under_every_condition_stays_within_the_limit(client_as, bank, django_assert_max_num_queries):
    client = client_as("methodist")
    client.get("/bank/")
    query = {
        "q": "кленова",
        "subject": "Физика",
        "focus": "классное руководство",
        "experience": "21-30",
        "category": "высшая",
        "municipality": "Лесной район",
        "state": "in_bank",
        "free": "1",
    }
    with django_assert_max_num_queries(25):
        assert found(client, **query) == ["Клёнова"]
