"""Nominations and consents: who puts whom forward, what is missing, what a withdrawal does."""

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import MenteeCategory, Mentor
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent
from tests.bank.builders import consent, subject


def data(**fields):
    return {
        "subject": subject("Физика").pk,
        "mentee_category": MenteeCategory.objects.first().pk,
        "capacity": "2",
        "about": "Люблю опыты",
        **fields,
    }


class TestApplying:
    """/bank/apply/"""

    def test_teacher_nominates_oneself(self, client_as, people):
        response = client_as("mentee").post("/bank/apply/", data())
        mentor = Mentor.objects.get()
        assert (mentor.person, mentor.state, mentor.source) == (people["mentee"], "candidate", "self")
        assert (mentor.capacity, mentor.places.count(), mentor.about) == (2, 2, "Люблю опыты")
        assert response.url == f"/bank/consents/{mentor.pk}/"

    def test_teacher_nominates_nobody_else(self, client_as, people):
        client_as("mentee").post("/bank/apply/", data(person=people["mentor"].pk))
        assert Mentor.objects.get().person == people["mentee"]

    def test_who_has_consented_is_led_to_the_own_page(self, client_as, people):
        consent(people["mentee"])
        assert client_as("mentee").post("/bank/apply/", data()).url == f"/bank/{people['mentee'].pk}/"

    def test_curator_nominates_a_teacher_of_the_own_school(self, client_as, people):
        client_as("curator").post("/bank/apply/", data(person=people["mentor"].pk))
        mentor = Mentor.objects.get()
        assert (mentor.person, mentor.source) == (people["mentor"], "curator")

    def test_curator_does_not_nominate_a_teacher_of_another_school(
        self, client_as, people, make_teacher, other_school
    ):
        other = make_teacher(other_school, "T2")
        response = client_as("curator").post("/bank/apply/", data(person=other.pk))
        assert response.status_code == 400
        assert "Люблю опыты" in response.content.decode()
        assert not Mentor.objects.exists()

    def test_methodist_nominates_anyone_of_the_municipality(self, client_as, make_teacher, other_school):
        other = make_teacher(other_school, "T2")
        client_as("methodist").post("/bank/apply/", data(person=other.pk))
        mentor = Mentor.objects.get()
        assert (mentor.person, mentor.source) == (other, "methodist")

    def test_methodist_does_not_nominate_beyond_the_municipality(
        self, client_as, make_teacher, foreign_school
    ):
        foreign = make_teacher(foreign_school, "F1")
        assert client_as("methodist").post("/bank/apply/", data(person=foreign.pk)).status_code == 400

    @pytest.mark.parametrize("role", ["admin", "head", "approver", "department"])
    def test_other_roles_are_refused(self, client_as, role):
        client = client_as(role)
        assert client.get("/bank/apply/").status_code == 403
        assert client.post("/bank/apply/", data()).status_code == 403

    def test_director_only_reads_the_nominations_of_the_own_school(
        self, client_as, people, make_mentor, make_teacher, other_school
    ):
        make_mentor(people["mentor"], state=MentorState.CANDIDATE)
        make_mentor(make_teacher(other_school, "T2"), state=MentorState.CANDIDATE)
        client = client_as("director")
        page = client.get("/bank/apply/")
        assert page.context["form"] is None
        assert [line.mentor.person for line in page.context["rows"]] == [people["mentor"]]
        assert client.post("/bank/apply/", data()).status_code == 403

    def test_incomplete_form_names_its_fields_and_keeps_the_rest(self, client_as):
        response = client_as("mentee").post(
            "/bank/apply/", {"about": "Люблю опыты", "capacity": "31", "mentee_category": ""}
        )
        text = response.content.decode()
        assert response.status_code == 400
        assert 'href="#id_mentee_category"' in text
        assert "Укажите предмет или направление" in text
        assert "Люблю опыты" in text

    def test_second_nomination_leads_to_the_first(self, client_as, people, make_mentor):
        make_mentor(people["mentee"], state=MentorState.CANDIDATE)
        page = client_as("mentee").get("/bank/apply/")
        assert page.context["form"] is None
        assert f'href="/bank/{people["mentee"].pk}/"' in page.content.decode()
        client_as("mentee").post("/bank/apply/", data())
        assert Mentor.objects.get().cards.count() == 1

    @pytest.mark.parametrize("state", [MentorState.REJECTED, MentorState.WITHDRAWN])
    def test_nomination_is_repeated_after_a_refusal(self, client_as, people, make_mentor, state):
        make_mentor(people["mentee"], state=state)
        client_as("mentee").post("/bank/apply/", data())
        assert Mentor.objects.get().state == MentorState.CANDIDATE

    def test_known_mentor_is_not_nominated_again(self, client_as, people, make_mentor):
        make_mentor(people["mentor"])
        response = client_as("methodist").post("/bank/apply/", data(person=people["mentor"].pk))
        assert "уже в банке" in response.content.decode()
        assert response.status_code == 400

    def test_longest_wait_stands_on_top(self, client_as, people, make_mentor):
        make_mentor(people["mentor"], state=MentorState.CANDIDATE, state_date=timezone.localdate())
        make_mentor(people["mentee"], state=MentorState.CANDIDATE)
        rows = client_as("methodist").get("/bank/apply/").context["rows"]
        assert [line.mentor.person for line in rows] == [people["mentee"], people["mentor"]]


class TestNaming:
    """A person typed where the list would be too long."""

    @pytest.fixture(autouse=True)
    def _short_lists(self, monkeypatch):
        monkeypatch.setattr("mentorship.bank.personfield.LONGEST_LIST", 0)

    @pytest.mark.parametrize("text", ["C-mentor", "c-MENTOR", "клёнова эмма", "КЛЕНОВА"])
    def test_by_code_or_name(self, client_as, people, text):
        client_as("methodist").post("/bank/apply/", data(person=text))
        assert Mentor.objects.get().person == people["mentor"]

    def test_of_several_names_them(self, client_as, people, make_teacher, other_school):
        make_teacher(other_school, "T2", last_name="Кленова", first_name="Анна", middle_name="")
        response = client_as("methodist").post("/bank/apply/", data(person="кленова"))
        text = response.content.decode()
        assert "Подходят несколько: Кленова Анна, Сосновая ООШ, код T2; Клёнова Эмма Савельевна" in text
        assert not Mentor.objects.exists()

    def test_of_nobody_says_so(self, client_as, people):
        response = client_as("methodist").post("/bank/apply/", data(person="Незнакомцев"))
        assert "Такого педагога нет" in response.content.decode()


class TestConsents:
    """/bank/consents/<id>/"""

    @staticmethod
    def give(client, person, kind=ConsentKind.PROCESSING, **fields):
        return client.post(f"/bank/consents/{person.pk}/", {"kind": kind, **fields})

    def test_teacher_gives_the_own_on_the_portal(self, client_as, people):
        self.give(client_as("mentee"), people["mentee"])
        given = Consent.objects.get()
        assert (given.person, given.kind, given.way, given.given_date) == (
            people["mentee"],
            ConsentKind.PROCESSING,
            ConsentWay.PORTAL,
            timezone.localdate(),
        )

    @pytest.mark.parametrize("role", ["curator", "methodist"])
    def test_curator_and_methodist_record_paper(self, client_as, people, role):
        self.give(client_as(role), people["mentee"], ConsentKind.PUBLICATION)
        assert Consent.objects.get().way == ConsentWay.PAPER

    @pytest.mark.parametrize(("role", "status"), [("mentor", 404), ("director", 403), ("department", 403)])
    def test_others_do_neither_see_nor_give(self, client_as, people, role, status):
        client = client_as(role)
        assert client.get(f"/bank/consents/{people['mentee'].pk}/").status_code == status
        assert self.give(client, people["mentee"]).status_code == status
        assert not Consent.objects.exists()

    def test_curator_does_not_reach_another_school(self, client_as, make_teacher, other_school):
        other = make_teacher(other_school, "T2")
        assert self.give(client_as("curator"), other).status_code == 404

    def test_given_twice_stands_once(self, client_as, people):
        client = client_as("mentee")
        for _ in range(2):
            self.give(client, people["mentee"])
        assert Consent.objects.count() == 1

    def test_unknown_kind_is_not_found(self, client_as, people):
        assert self.give(client_as("mentee"), people["mentee"], "everything").status_code == 404

    @pytest.mark.parametrize("kind", [ConsentKind.PROCESSING, ConsentKind.PUBLICATION])
    def test_withdrawal_hides_the_card_at_once_and_leaves_a_trace(self, client_as, people, make_mentor, kind):
        for every in (ConsentKind.PROCESSING, ConsentKind.PUBLICATION):
            consent(people["mentor"], every)
        make_mentor(people["mentor"])
        assert Mentor.objects.published().count() == 1
        self.give(client_as("mentor"), people["mentor"], kind, withdraw="1")
        assert (Mentor.objects.published().count(), Mentor.objects.listed().count()) == (0, 0)
        assert Consent.objects.get(kind=kind).withdrawn_date == timezone.localdate()
        assert (
            "Отозванные" in client_as("mentor").get(f"/bank/consents/{people['mentor'].pk}/").content.decode()
        )

    def test_page_says_who_processes_what_and_how_to_withdraw(self, client_as, people):
        text = client_as("mentee").get(f"/bank/consents/{people['mentee'].pk}/").content.decode()
        for words in ("Какие данные:", "Что с ними делают:", "Срок:", "Как отозвать:", "Даю согласие"):
            assert words in text
