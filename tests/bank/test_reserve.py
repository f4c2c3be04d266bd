"""The personnel reserve: inclusion with a basis, the own programme, exclusion with a reason, the file."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.models import ReserveMember, TrainingProgramme, TrainingSession
from tests.workbooks import cells_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
POSITION = "Заместитель директора"


@pytest.fixture
def course():
    return TrainingProgramme.objects.create(name="Школа кадрового резерва")


@pytest.fixture
def entry(people, course):
    return ReserveMember.objects.create(
        person=people["mentor"],
        target_position=POSITION,
        basis="протокол № 3",
        programme=course,
        included_date=date(2026, 1, 12),
    )


def data(person, **fields):
    return {
        "person": person.pk,
        "target_position": POSITION,
        "basis": "протокол № 3",
        "included_date": TODAY.isoformat(),
        **fields,
    }


def found(client, **query):
    response = client.get("/bank/reserve/", query)
    assert response.status_code == 200
    return [member.person.last_name for member in response.context["page_obj"]]


@pytest.mark.parametrize(
    "role", ["admin", "head", "methodist", "curator", "director", "mentor", "approver", "department"]
)
def test_doors(client_as, entry, role):
    client = client_as(role)
    for address in ("/bank/reserve/", f"/bank/reserve/{entry.pk}/", "/bank/reserve/reserve.xlsx"):
        assert client.get(address).status_code == (200 if role in ("head", "methodist") else 403)
    assert client.get("/bank/reserve/add/").status_code == (200 if role == "methodist" else 403)
    response = client.post(f"/bank/reserve/{entry.pk}/", {"exclude": "1", "reason": "так"})
    assert response.status_code == (400 if role == "methodist" else 403)


class TestInclusion:
    """Into the reserve."""

    def test_is_recorded_with_its_basis(self, client_as, users, people, course):
        response = client_as("methodist").post(
            "/bank/reserve/add/", data(people["mentor"], programme=course.pk)
        )
        member = ReserveMember.objects.get()
        assert response.url == f"/bank/reserve/{member.pk}/"
        assert (member.person, member.target_position, member.programme) == (
            people["mentor"],
            POSITION,
            course,
        )
        entry = Entry.objects.get(action="reserve.include")
        assert (entry.by, entry.text) == (users["methodist"], "Заместитель директора. протокол № 3")

    @pytest.mark.parametrize("name", ["person", "target_position", "basis", "included_date"])
    def test_without_a_field_keeps_what_was_typed(self, client_as, people, name):
        sent = {**data(people["mentor"]), name: ""}
        response = client_as("methodist").post("/bank/reserve/add/", sent)
        assert response.status_code == 400
        assert f'href="#id_{name}"' in response.content.decode()
        assert not ReserveMember.objects.exists()

    def test_twice_is_refused_with_a_sentence(self, client_as, people, entry):
        response = client_as("methodist").post("/bank/reserve/add/", data(people["mentor"]))
        assert response.status_code == 400
        assert "Этот педагог уже в кадровом резерве." in response.content.decode()
        assert ReserveMember.objects.count() == 1

    def test_of_tomorrow_is_refused(self, client_as, people):
        tomorrow = (TODAY + timedelta(days=1)).isoformat()
        response = client_as("methodist").post(
            "/bank/reserve/add/", data(people["mentor"], included_date=tomorrow)
        )
        assert "ещё не наступило" in response.content.decode()
        assert not ReserveMember.objects.exists()

    def test_of_another_municipality_is_refused(self, client_as, make_teacher, foreign_school):
        person = make_teacher(foreign_school, "F1")
        assert client_as("methodist").post("/bank/reserve/add/", data(person)).status_code == 400
        assert not ReserveMember.objects.exists()


class TestMember:
    """The page of an entry."""

    def test_shows_the_own_programme_with_hours(self, client_as, entry, course, municipality):
        for hours, is_distance in ((4, False), (2, True)):
            session = TrainingSession.objects.create(
                programme=course,
                municipality=municipality,
                date=date(2026, 2, 2),
                title=f"Занятие на {hours}",
                hours=hours,
                is_distance=is_distance,
            )
            session.attended.add(entry.person)
        response = client_as("head").get(f"/bank/reserve/{entry.pk}/")
        assert (response.context["hours"].hours, response.context["hours"].distance_hours) == (6, 2)
        assert "Занятие на 4" in response.content.decode()

    def test_is_changed(self, client_as, users, entry):
        client = client_as("methodist")
        fields = {"target_position": "Директор", "basis": "приказ № 1", "programme": ""}
        assert client.post(f"/bank/reserve/{entry.pk}/", fields).status_code == 302
        entry.refresh_from_db()
        assert (entry.target_position, entry.programme) == ("Директор", None)
        changed = Entry.objects.get(action="reserve.change").data["changed"]
        assert changed["target_position"] == [POSITION, "Директор"]

    def test_head_only_reads(self, client_as, entry):
        client = client_as("head")
        fields = {"target_position": "Директор", "basis": "так"}
        assert client.post(f"/bank/reserve/{entry.pk}/", fields).status_code == 403
        assert "Сохранить сведения" not in client.get(f"/bank/reserve/{entry.pk}/").content.decode()

    def test_of_another_municipality_is_not_found(self, client_as, entry, make_teacher, foreign_school):
        foreign = ReserveMember.objects.create(
            person=make_teacher(foreign_school, "F1"), target_position="Директор", included_date=TODAY
        )
        assert client_as("methodist").get(f"/bank/reserve/{foreign.pk}/").status_code == 404
        assert found(client_as("methodist")) == ["Клёнова"]

    def test_exclusion_keeps_the_entry_and_opens_the_way_for_another(self, client_as, users, people, entry):
        client = client_as("methodist")
        fields = {"exclude": "1", "reason": "назначена директором", "excluded_date": TODAY.isoformat()}
        assert client.post(f"/bank/reserve/{entry.pk}/", fields).status_code == 302
        entry.refresh_from_db()
        assert (entry.excluded_date, entry.excluded_reason) == (TODAY, "назначена директором")
        assert Entry.objects.get(action="reserve.exclude").text == "назначена директором"
        assert found(client) == []
        assert found(client, left="1") == ["Клёнова"]
        assert client.post("/bank/reserve/add/", data(people["mentor"])).status_code == 302
        assert ReserveMember.objects.count() == 2
        page = client.get(f"/bank/reserve/{ReserveMember.objects.latest('pk').pk}/").content.decode()
        assert f'href="/bank/reserve/{entry.pk}/"' in page

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"reason": ""}, "Заполните это поле."),
            ({"excluded_date": "2026-01-11"}, "Исключение раньше включения."),
            ({"excluded_date": (TODAY + timedelta(days=1)).isoformat()}, "ещё не наступило"),
        ],
    )
    def test_impossible_exclusion_is_refused(self, client_as, entry, fields, words):
        sent = {"exclude": "1", "reason": "так", "excluded_date": TODAY.isoformat(), **fields}
        response = client_as("methodist").post(f"/bank/reserve/{entry.pk}/", sent)
        assert response.status_code == 400
        assert words in response.content.decode()
        entry.refresh_from_db()
        assert entry.excluded_date is None

    def test_second_exclusion_is_told_the_first(self, client_as, entry):
        client = client_as("methodist")
        sent = {"exclude": "1", "reason": "так", "excluded_date": "2026-02-02"}
        client.post(f"/bank/reserve/{entry.pk}/", sent)
        response = client.post(f"/bank/reserve/{entry.pk}/", {**sent, "reason": "иначе"})
        assert response.status_code == 400
        assert "исключение из резерва уже записано 02.02.2026" in response.content.decode()
        entry.refresh_from_db()
        assert entry.excluded_reason == "так"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "КЛЕНОВА"}, ["Клёнова"]),
        ({"q": "заместитель"}, ["Клёнова"]),
        ({"q": "ёлкинская ДИРЕКТОРА"}, ["Клёнова"]),
        ({"q": "завуч"}, []),
        ({"programme": "999999"}, []),
    ],
)
def test_list_is_narrowed(client_as, entry, query, names):
    assert found(client_as("methodist"), **query) == names


def test_file_holds_what_is_shown(client_as, users, entry):
    client = client_as("head")
    rows = cells_of(client.get("/bank/reserve/reserve.xlsx").content)
    assert rows[1][:6] == [
        "Клёнова Эмма Савельевна",
        "Ёлкинская СОШ",
        None,
        POSITION,
        "протокол № 3",
        "Школа кадрового резерва",
    ]
    assert len(cells_of(client.get("/bank/reserve/reserve.xlsx", {"q": "никто"}).content)) == 1
    entries = Entry.objects.filter(action="reserve.exported").order_by("pk")
    assert [item.data for item in entries] == [
        {"rows": 1, "filter": {}},
        {"rows": 0, "filter": {"q": "никто"}},
    ]


def test_empty_reserve_says_what_to_do_first(client_as, people):
    text = client_as("methodist").get("/bank/reserve/").content.decode()
    assert "В резерве пока никого нет" in text
    assert 'href="/bank/reserve/add/"' in text
    assert 'href="/bank/reserve/add/"' not in client_as("head").get("/bank/reserve/").content.decode()


def test_list_asks_as_many_questions_for_many(
    client_as, entry, make_teacher, school, django_assert_max_num_queries
):
    client = client_as("methodist")
    client.get("/bank/reserve/")
    with django_assert_max_num_queries(25) as few:
        client.get("/bank/reserve/")
    for number in range(20):
        ReserveMember.objects.create(
            person=make_teacher(school, f"N{number}"), target_position="Завуч", included_date=TODAY
        )
    with django_assert_max_num_queries(25) as many:
        client.get("/bank/reserve/")
    assert len(many.captured_queries) == len(few.captured_queries)
