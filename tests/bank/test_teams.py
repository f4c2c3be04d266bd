"""Requests of management teams (document 000): who may ask, who is in a team, what the pages show."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.bank import workflow
from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from schools.models import Person
from tests.bank.builders import consent, difficulty
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

ADDRESS = "/requests/team/"


def ask(contact, *team, **fields):
    fields = {"difficulty": difficulty("управление качеством"), "is_team": True, "team": team, **fields}
    return workflow.create_request(person=contact, fields=fields, by=None, on=TODAY)


def refusal(call):
    with pytest.raises(ValidationError) as excinfo:
        call()
    return " ".join(excinfo.value.messages)


@pytest.fixture
def asked(people):
    """A draft of the team of the cast's school: the curator is the contact, the director a member."""
    return ask(people["curator"], people["director"])


class TestWorkflow:
    """The rules of a team."""

    def test_contact_need_not_be_a_teacher(self, people, asked):
        assert (asked.state, asked.person, list(asked.team.all())) == (
            RequestState.DRAFT,
            people["curator"],
            [people["director"]],
        )

    def test_members_are_of_the_school(self, people, make_teacher, other_school):
        stranger = make_teacher(other_school, "T2", last_name="Ёжиков")
        words = refusal(lambda: ask(people["curator"], people["director"], stranger))
        assert words == (
            "Команда — сотрудники одной школы (Ёлкинская СОШ), а эти работают не в ней: "
            "Ёжиков Иван Иванович. Уберите их."
        )
        assert not MenteeRequest.objects.exists()

    def test_contact_is_not_named_twice(self, people):
        words = refusal(lambda: ask(people["curator"], people["curator"], people["director"]))
        assert "контактное лицо и уже в команде" in words

    def test_team_is_more_than_its_contact(self, people):
        words = refusal(lambda: ask(people["curator"]))
        assert words == "Назовите хотя бы одного члена команды кроме контактного лица."

    def test_contact_belongs_to_a_school(self, people):
        assert "Контактное лицо — сотрудник школы" in refusal(
            lambda: ask(people["methodist"], people["director"])
        )

    def test_draft_takes_other_members(self, people, asked):
        fields = {"team": [people["mentee"]], "details": "Аналитика"}
        workflow.change_request(request=asked, fields=fields, by=None)
        assert (list(asked.team.all()), asked.details) == ([people["mentee"]], "Аналитика")

    def test_refused_change_leaves_the_members(self, people, asked):
        fields = {"team": [people["curator"]]}
        refusal(lambda: workflow.change_request(request=asked, fields=fields, by=None))
        assert list(asked.team.all()) == [people["director"]]

    def test_submission_needs_the_consent_of_the_contact(self, people, asked):
        consent(people["director"])
        assert "Сначала нужно согласие" in refusal(
            lambda: workflow.submit_request(request=asked, by=None, on=TODAY)
        )
        consent(people["curator"])
        workflow.submit_request(request=asked, by=None, on=TODAY)
        assert asked.state == RequestState.SUBMITTED

    def test_member_who_has_left_the_school_stops_the_submission(self, people, asked, other_school):
        consent(people["curator"])
        Person.objects.filter(pk=people["director"].pk).update(school=other_school)
        words = refusal(lambda: workflow.submit_request(request=asked, by=None, on=TODAY))
        assert "работают не в ней: Дубов Яков Ильич" in words

    def test_own_request_is_still_a_teachers(self, people):
        fields = {"difficulty": difficulty()}
        call = lambda: workflow.create_request(  # noqa: E731
            person=people["director"], fields=fields, by=None, on=TODAY
        )
        assert "школа не указана" in refusal(call)


class TestPages:
    """/requests/team/ and what is seen afterwards."""

    @staticmethod
    def data(people, **fields):
        return {
            "person": people["curator"].pk,
            "team": [people["director"].pk, people["mentee"].pk],
            "difficulty": difficulty("управление качеством").pk,
            **fields,
        }

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("admin", 403),
            ("head", 403),
            ("methodist", 200),
            ("curator", 200),
            ("director", 200),
            ("mentee", 403),
            ("approver", 403),
            ("department", 403),
        ],
    )
    def test_each_role(self, client_as, people, role, status):
        assert client_as(role).get(ADDRESS).status_code == status

    @pytest.mark.parametrize("role", ["methodist", "curator", "director"])
    def test_team_is_asked_for(self, client_as, people, role):
        consent(people["curator"])
        response = client_as(role).post(f"{ADDRESS}?school=901", self.data(people, submit="1"))
        row = MenteeRequest.objects.get()
        assert response.url == f"/requests/{row.pk}/"
        assert (row.is_team, row.state, row.person) == (True, RequestState.SUBMITTED, people["curator"])
        assert {person.code for person in row.team.all()} == {"C-director", "C-mentee"}

    def test_methodist_of_two_schools_names_one_first(self, client_as, people, other_school):
        client = client_as("methodist")
        assert client.get(ADDRESS).context["form"] is None
        form = client.get(ADDRESS, {"school": "902"}).context["form"]
        assert list(form.fields["team"].queryset) == []

    @pytest.mark.parametrize("role", ["methodist", "curator", "director"])
    def test_foreign_school_is_not_found(self, client_as, people, foreign_school, role):
        assert client_as(role).get(ADDRESS, {"school": "801"}).status_code == 404

    def test_stranger_in_the_post_is_refused(self, client_as, people, make_teacher, other_school):
        stranger = make_teacher(other_school, "T2")
        response = client_as("curator").post(ADDRESS, self.data(people, team=[stranger.pk]))
        assert response.status_code == 400
        assert not MenteeRequest.objects.exists()

    def test_contact_ticked_among_the_members_keeps_what_was_typed(self, client_as, people):
        data = self.data(people, team=[people["curator"].pk], details="Аналитика")
        response = client_as("curator").post(ADDRESS, data)
        assert response.status_code == 400
        assert response.context["form"].errors["team"] == [
            "Рябинина Нина Юрьевна — контактное лицо и уже в команде: не отмечайте его ещё раз."
        ]
        assert "Аналитика" in response.content.decode()

    def test_page_and_list_show_the_team(self, client_as, people, asked):
        client = client_as("curator")
        page = client.get(f"/requests/{asked.pk}/").content.decode()
        assert "Управленческая команда" in page
        assert "Дубов Яков Ильич" in page
        assert "управленческая команда" in client.get("/requests/").content.decode()
        assert [line.request for line in client.get("/requests/", {"team": "1"}).context["rows"]] == [asked]

    def test_filter_of_teams_leaves_others_out(self, client_as, people, make_request):
        make_request(people["mentee"])
        assert client_as("curator").get("/requests/", {"team": "1"}).context["rows"] == []

    def test_director_changes_and_withdraws_the_draft_of_the_own_team(self, client_as, people, asked):
        client = client_as("director")
        assert client.get(f"/requests/{asked.pk}/edit/").status_code == 200
        data = self.data(people, team=[people["mentor"].pk], details="Тихо")
        client.post(f"/requests/{asked.pk}/edit/", data)
        asked.refresh_from_db()
        assert (asked.details, list(asked.team.all())) == ("Тихо", [people["mentor"]])
        client.post(f"/requests/{asked.pk}/", {"action": "withdraw"})
        asked.refresh_from_db()
        assert asked.state == RequestState.WITHDRAWN

    def test_director_does_not_accept_it(self, client_as, people, asked):
        MenteeRequest.objects.update(state=RequestState.SUBMITTED)
        response = client_as("director").post(f"/requests/{asked.pk}/", {"action": "accept"})
        assert response.status_code == 403

    def test_director_of_another_school_finds_nothing(self, client_as, make_teacher, other_school):
        contact, member = make_teacher(other_school, "T2"), make_teacher(other_school, "T3")
        row = ask(contact, member)
        client = client_as("director")
        assert client.get(f"/requests/{row.pk}/edit/").status_code == 404
        assert client.post(f"/requests/{row.pk}/", {"action": "withdraw"}).status_code == 404

    def test_big_school_asks_as_many_questions(
        self, client_as, people, make_teacher, school, django_assert_max_num_queries
    ):
        client = client_as("curator")
        for number in range(150):
            make_teacher(school, f"B{number}")
        with django_assert_max_num_queries(25):
            assert client.get(ADDRESS).status_code == 200
