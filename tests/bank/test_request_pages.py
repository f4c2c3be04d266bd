"""Requests on the pages: lists, numbers without names, writing and moving them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest
from schools.years import first_day, year_of
from tests.bank.builders import consent, difficulty, subject

ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]


@pytest.fixture
def row(people, make_request):
    """A request of the cast's mentee that has waited for two days."""
    return make_request(people["mentee"], requested_date=timezone.localdate() - timedelta(days=2))


@pytest.fixture
def other(make_request, make_teacher, other_school):
    """A request from the other school, older."""
    person = make_teacher(other_school, "T2", last_name="Ёжиков")
    return make_request(
        person,
        requested_date=timezone.localdate() - timedelta(days=40),
        subject=subject("Химия"),
        difficulty=difficulty("работа с детьми с ОВЗ"),
    )


def put(row, state):
    MenteeRequest.objects.filter(pk=row.pk).update(state=state)


def state_of(row):
    return MenteeRequest.objects.get(pk=row.pk).state


def press(client, row, action, **fields):
    data = {f"{action}-{name}": value for name, value in fields.items()}
    return client.post(f"/requests/{row.pk}/", {"action": action, **data})


def found(client, **query):
    return [line.request for line in client.get("/requests/", query).context["rows"]]


class TestList:
    """/requests/"""

    @pytest.mark.parametrize(
        ("role", "count"),
        [("head", 2), ("methodist", 2), ("curator", 1), ("director", 1), ("mentee", 1), ("mentor", 0)],
    )
    def test_each_role_sees_its_own(self, client_as, row, other, role, count):
        assert len(found(client_as(role))) == count

    def test_administrator_is_refused(self, client_as, row):
        assert client_as("admin").get("/requests/").status_code == 403

    def test_longest_wait_stands_on_top_with_its_days(self, client_as, row, other):
        client = client_as("methodist")
        assert found(client) == [other, row]
        text = client.get("/requests/").content.decode()
        assert "2 запроса ждут наставника" in text
        assert ">40<" in text

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"q": "ёжиков"}, ["other"]),
            ({"q": "ЕЖИКОВ сосновая"}, ["other"]),
            ({"q": "дисциплина"}, ["row"]),
            ({"q": "химия овз"}, ["other"]),
            ({"state": "accepted"}, ["other", "row"]),
            ({"state": "принят"}, ["other", "row"]),
            ({"state": "closed"}, []),
            ({"subject": "физика"}, ["row"]),
        ],
    )
    def test_address_narrows_the_list(self, client_as, row, other, query, names):
        rows = {"row": row, "other": other}
        assert found(client_as("methodist"), **query) == [rows[name] for name in names]

    def test_year_narrows_the_list(self, client_as, make_request, people):
        year = year_of(timezone.localdate())
        this, last = (make_request(people["mentor"], requested_date=first_day(y)) for y in (year, year - 1))
        client = client_as("methodist")
        assert (found(client, year=year), found(client, year=year - 1)) == ([this], [last])

    @pytest.mark.parametrize("role", ["approver", "department"])
    def test_numbers_come_without_names(self, client_as, row, other, role):
        put(other, RequestState.CLOSED)
        response = client_as(role).get("/requests/")
        text = response.content.decode()
        assert not any(name in text for name in ("Осинин", "Ёжиков", "дисциплина", "Физика"))
        counts = {school: dict(cells) for school, cells in response.context["table"]}
        assert list(counts) == ["Ёлкинская СОШ", "Сосновая ООШ"]
        assert counts["Ёлкинская СОШ"] == {
            "Подан": 0, "Принят": 1, "Подобран": 0, "В работе": 0, "Закрыт": 0, "Всего": 1,
        }  # fmt: skip
        assert dict(response.context["totals"])["Всего"] == 2

    @pytest.mark.parametrize("state", ["draft", "rejected", "withdrawn"])
    def test_numbers_leave_out_what_was_called_off(self, client_as, row, state):
        put(row, state)
        assert client_as("department").get("/requests/").context["table"] == []

    @pytest.mark.parametrize("role", ["approver", "department", "mentor"])
    def test_page_of_a_request_is_not_found_by_who_sees_no_names(self, client_as, row, role):
        assert client_as(role).get(f"/requests/{row.pk}/").status_code == 404

    def test_ten_times_as_many_ask_as_many_questions(
        self, client_as, row, make_request, make_teacher, school, django_assert_max_num_queries
    ):
        client = client_as("methodist")
        client.get("/requests/")
        with django_assert_max_num_queries(25) as few:
            client.get("/requests/")
        for number in range(20):
            make_request(make_teacher(school, f"N{number}"), mentee_category=MenteeCategory.objects.first())
        with django_assert_max_num_queries(25) as many:
            client.get("/requests/")
        assert len(many.captured_queries) == len(few.captured_queries)

    def test_empty_list_says_what_to_do_first(self, client_as, people):
        assert "Вы ещё не просили о наставнике" in client_as("mentee").get("/requests/").content.decode()
        assert "Внести запрос за педагога" in client_as("curator").get("/requests/").content.decode()


class TestWriting:
    """/requests/add/ and /requests/<id>/edit/"""

    @staticmethod
    def data(**fields):
        return {"subject": subject("Физика").pk, "difficulty": difficulty().pk, "details": "Шумно", **fields}

    def test_teacher_writes_for_oneself(self, client_as, people):
        response = client_as("mentee").post("/requests/add/", self.data(person=people["mentor"].pk))
        row = MenteeRequest.objects.get()
        assert (row.person, row.state, row.source.name, row.details) == (
            people["mentee"],
            "draft",
            "самозапрос",
            "Шумно",
        )
        assert response.url == f"/requests/{row.pk}/"

    def test_teacher_with_a_consent_sends_at_once(self, client_as, people):
        consent(people["mentee"])
        client_as("mentee").post("/requests/add/", self.data(submit="1"))
        assert MenteeRequest.objects.get().state == RequestState.SUBMITTED

    def test_without_consent_the_draft_stays_and_the_way_is_shown(self, client_as, people):
        response = client_as("mentee").post("/requests/add/", self.data(submit="1"), follow=True)
        text = response.content.decode()
        assert MenteeRequest.objects.get().state == RequestState.DRAFT
        assert "Сначала нужно согласие педагога" in text
        assert f'href="/bank/consents/{people["mentee"].pk}/"' in text

    @pytest.mark.parametrize("role", ["curator", "methodist"])
    def test_curator_and_methodist_write_for_a_teacher(self, client_as, people, role):
        source = {"source": 1, "own_difficulty": "проверка тетрадей", "difficulty": ""}
        client_as(role).post("/requests/add/", self.data(person=people["mentee"].pk, **source))
        row = MenteeRequest.objects.get()
        assert (row.person, row.difficulty.name) == (people["mentee"], "проверка тетрадей")

    def test_curator_does_not_write_for_another_school(self, client_as, make_teacher, other_school):
        other = make_teacher(other_school, "T2")
        response = client_as("curator").post("/requests/add/", self.data(person=other.pk))
        assert response.status_code == 400
        assert not MenteeRequest.objects.exists()

    def test_teacher_adds_no_words_to_the_list(self, client_as, people):
        count = Difficulty.objects.count()
        data = self.data(own_difficulty="секрет", difficulty="")
        assert client_as("mentee").post("/requests/add/", data).status_code == 400
        assert Difficulty.objects.count() == count

    @pytest.mark.parametrize("role", ["admin", "head", "director", "approver", "department"])
    def test_other_roles_are_refused(self, client_as, role):
        assert client_as(role).get("/requests/add/").status_code == 403

    def test_request_without_a_difficulty_keeps_what_was_typed(self, client_as, people):
        response = client_as("mentee").post("/requests/add/", self.data(difficulty=""))
        text = response.content.decode()
        assert response.status_code == 400
        assert 'href="#id_difficulty"' in text
        assert "Шумно" in text

    def test_same_request_twice_is_refused_in_words(self, client_as, people):
        client = client_as("mentee")
        client.post("/requests/add/", self.data())
        response = client.post("/requests/add/", self.data())
        assert response.status_code == 400
        assert "Такой запрос в этом учебном году уже есть." in response.content.decode()

    @pytest.mark.parametrize("role", ["mentee", "curator", "methodist"])
    def test_draft_is_changed(self, client_as, row, role):
        put(row, RequestState.DRAFT)
        data = self.data(details="Тихо", difficulty=difficulty("работа с детьми с ОВЗ").pk)
        client_as(role).post(f"/requests/{row.pk}/edit/", data)
        row.refresh_from_db()
        assert (row.details, row.difficulty.name) == ("Тихо", "работа с детьми с ОВЗ")

    @pytest.mark.parametrize(("role", "status"), [("mentor", 404), ("director", 403), ("head", 403)])
    def test_draft_of_somebody_else_is_not_changed(self, client_as, row, role, status):
        put(row, RequestState.DRAFT)
        assert client_as(role).post(f"/requests/{row.pk}/edit/", self.data()).status_code == status

    def test_what_was_sent_is_not_changed(self, client_as, row):
        response = client_as("mentee").post(f"/requests/{row.pk}/edit/", self.data(details="Тихо"))
        assert response.status_code == 400
        assert "Менять можно только черновик" in response.content.decode()


class TestButtons:
    """/requests/<id>/"""

    @pytest.mark.parametrize(
        ("role", "state", "names"),
        [
            ("mentee", "draft", ["submit", "withdraw"]),
            ("mentee", "submitted", ["withdraw"]),
            ("mentee", "accepted", ["withdraw"]),
            ("mentee", "matched", ["withdraw"]),
            ("mentee", "rejected", ["revive"]),
            ("curator", "submitted", ["accept", "return", "withdraw"]),
            ("methodist", "submitted", ["accept", "return", "reject", "withdraw"]),
            ("methodist", "in_work", []),
            ("methodist", "closed", []),
            ("head", "submitted", []),
            ("director", "submitted", []),
        ],
    )
    def test_each_role_is_offered_its_own(self, client_as, row, role, state, names):
        put(row, state)
        offers = client_as(role).get(f"/requests/{row.pk}/").context["offers"]
        assert [offer.name for offer in offers] == names

    @pytest.mark.parametrize(
        ("role", "action", "status"),
        [
            ("mentee", "accept", 403),
            ("mentee", "return", 403),
            ("curator", "reject", 403),
            ("head", "accept", 403),
            ("director", "accept", 403),
            ("admin", "accept", 403),
            ("department", "accept", 404),
            ("mentor", "withdraw", 404),
            ("methodist", "match", 404),
        ],
    )
    def test_others_are_refused(self, client_as, row, role, action, status):
        put(row, RequestState.SUBMITTED)
        assert press(client_as(role), row, action, reason="так").status_code == status
        assert state_of(row) == RequestState.SUBMITTED

    def test_curator_does_not_find_a_request_of_another_school(self, client_as, other):
        assert client_as("curator").get(f"/requests/{other.pk}/").status_code == 404

    def test_acceptance_asks_for_a_missing_category(self, client_as, row):
        put(row, RequestState.SUBMITTED)
        client = client_as("methodist")
        assert press(client, row, "accept").status_code == 400
        press(client, row, "accept", mentee_category=MenteeCategory.objects.first().pk)
        assert state_of(row) == RequestState.ACCEPTED

    def test_words_of_a_return_are_read_by_the_teacher(self, client_as, row):
        put(row, RequestState.SUBMITTED)
        press(client_as("curator"), row, "return", reason="В каком классе?")
        assert state_of(row) == RequestState.DRAFT
        assert "В каком классе?" in client_as("mentee").get(f"/requests/{row.pk}/").content.decode()

    def test_methodist_is_led_to_the_matching(self, client_as, row):
        address = f'href="/matching/?request={row.pk}"'
        assert address in client_as("methodist").get(f"/requests/{row.pk}/").content.decode()
        assert address not in client_as("curator").get(f"/requests/{row.pk}/").content.decode()
