"""A mentor's page: who opens it, which buttons stand for whom, what pressing them does."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import MenteeCategory, Mentor, MentorCard
from schools.enums import ConsentKind
from tests.bank.builders import consent, focus, subject

ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
WITHOUT_RIGHT = ["admin", "head", "director", "mentee", "approver", "department"]


@pytest.fixture
def mentor(people, make_mentor):
    """A mentor in the bank with a consent."""
    consent(people["mentor"])
    return make_mentor(people["mentor"])


def put(mentor, state):
    Mentor.objects.filter(pk=mentor.pk).update(state=state)


def state_of(mentor):
    return Mentor.objects.get(pk=mentor.pk).state


def press(client, mentor, action, **fields):
    data = {f"{action}-{name}": value for name, value in fields.items()}
    return client.post(f"/bank/{mentor.pk}/", {"action": action, **data})


def offered(client, mentor):
    return [offer.name for offer in client.get(f"/bank/{mentor.pk}/").context["offers"]]


class TestSight:
    """Who opens the page."""

    @pytest.mark.parametrize("role", ROLES)
    def test_mentor_of_the_bank_is_seen_by_every_role(self, client_as, mentor, role):
        assert client_as(role).get(f"/bank/{mentor.pk}/").status_code == 200

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("state", [MentorState.CANDIDATE, MentorState.SUSPENDED, MentorState.RETIRED])
    def test_others_are_seen_by_those_who_answer_for_them(self, client_as, mentor, role, state):
        put(mentor, state)
        expected = 200 if role in {"head", "methodist", "curator", "director", "mentor"} else 404
        assert client_as(role).get(f"/bank/{mentor.pk}/").status_code == expected

    @pytest.mark.parametrize("role", ["curator", "director"])
    def test_candidate_of_another_school_is_not_found(
        self, client_as, mentor, role, make_mentor, make_teacher, other_school
    ):
        other = make_mentor(make_teacher(other_school, "T2"), state=MentorState.CANDIDATE)
        assert client_as(role).get(f"/bank/{other.pk}/").status_code == 404

    def test_withdrawn_consent_hides_the_page_from_colleagues(self, client_as, mentor):
        consent(mentor.person, ConsentKind.PUBLICATION, withdrawn_date=date(2026, 3, 1))
        assert client_as("mentee").get(f"/bank/{mentor.pk}/").status_code == 404
        text = client_as("methodist").get(f"/bank/{mentor.pk}/").content.decode()
        assert "согласие отозвано: карточка скрыта" in text

    def test_anonymous_is_asked_to_sign_in(self, client, mentor):
        response = client.get(f"/bank/{mentor.pk}/")
        assert response.url == f"/accounts/login/?next=/bank/{mentor.pk}/"

    def test_unknown_mentor_is_not_found(self, client_as, people):
        assert client_as("methodist").get("/bank/999999/").status_code == 404

    @pytest.mark.parametrize(("role", "sees"), [("methodist", True), ("head", True), ("mentor", False)])
    def test_notes_of_an_interview_are_for_the_desk(self, client_as, mentor, role, sees):
        mentor.interviews.create(date=date(2026, 3, 1), is_ready=False, notes="волнуется")
        text = client_as(role).get(f"/bank/{mentor.pk}/").content.decode()
        assert ("волнуется" in text) == sees
        assert "не готов" in text

    def test_colleague_sees_no_interviews_consents_or_journal(self, client_as, mentor):
        mentor.interviews.create(date=date(2026, 3, 1), is_ready=True)
        context = client_as("mentee").get(f"/bank/{mentor.pk}/").context
        assert not {"interviews", "consents", "journal"} & context.keys()

    def test_page_of_many_cards_asks_as_many_questions(
        self, client_as, mentor, django_assert_max_num_queries
    ):
        client = client_as("methodist")
        client.get(f"/bank/{mentor.pk}/")  # the first time it is put on «Недавнее»
        with django_assert_max_num_queries(25) as few:
            client.get(f"/bank/{mentor.pk}/")
        for number in range(10):
            MentorCard.objects.create(mentor=mentor, subject=subject(f"Предмет {number}"))
            mentor.interviews.create(date=date(2026, 3, 1), is_ready=True)
        with django_assert_max_num_queries(25) as many:
            client.get(f"/bank/{mentor.pk}/")
        assert len(many.captured_queries) == len(few.captured_queries)


class TestButtons:
    """What is offered and what pressing does."""

    @pytest.mark.parametrize(
        ("role", "state", "names"),
        [
            ("methodist", "candidate", ["accept", "capacity", "topics", "reject", "retire"]),
            ("methodist", "in_bank", ["select", "capacity", "topics", "suspend", "retire"]),
            ("methodist", "selected", ["train", "capacity", "topics", "waive", "suspend", "retire"]),
            ("methodist", "active", ["capacity", "topics", "suspend", "retire"]),
            ("methodist", "suspended", ["resume", "capacity", "topics", "retire"]),
            ("methodist", "rejected", ["nominate"]),
            ("methodist", "retired", ["restore"]),
            ("curator", "candidate", ["capacity", "topics", "withdraw"]),
            ("curator", "in_bank", ["capacity", "topics"]),
            ("mentor", "candidate", ["capacity", "topics", "withdraw", "retire"]),
            ("mentor", "active", ["capacity", "topics", "ask_pause", "retire"]),
            ("mentor", "withdrawn", ["nominate", "retire"]),
            ("head", "candidate", ["retire"]),
            ("head", "in_bank", ["select", "retire"]),
            ("director", "candidate", []),
            ("department", "in_bank", []),
            ("mentee", "in_bank", []),
        ],
    )
    def test_each_role_is_offered_its_own(self, client_as, mentor, role, state, names):
        put(mentor, state)
        assert offered(client_as(role), mentor) == names

    @pytest.mark.parametrize("role", WITHOUT_RIGHT)
    def test_who_may_not_change_is_refused(self, client_as, mentor, role):
        assert press(client_as(role), mentor, "suspend", reason="так").status_code == 403
        assert state_of(mentor) == MentorState.IN_BANK

    @pytest.mark.parametrize(
        ("role", "action"), [("curator", "accept"), ("mentor", "accept"), ("curator", "retire")]
    )
    def test_button_of_another_role_is_refused(self, client_as, mentor, role, action):
        put(mentor, MentorState.CANDIDATE)
        assert press(client_as(role), mentor, action, reason="так").status_code == 403
        assert state_of(mentor) == MentorState.CANDIDATE

    def test_curator_does_not_change_mentors_of_another_school(
        self, client_as, make_mentor, make_teacher, other_school
    ):
        other = make_mentor(make_teacher(other_school, "T2"))
        assert press(client_as("curator"), other, "capacity", capacity="5").status_code == 403

    def test_unknown_button_is_not_found(self, client_as, mentor):
        assert press(client_as("methodist"), mentor, "explode").status_code == 404

    def test_candidate_is_accepted(self, client_as, mentor):
        put(mentor, MentorState.CANDIDATE)
        response = press(client_as("methodist"), mentor, "accept")
        assert response.url == f"/bank/{mentor.pk}/"
        assert state_of(mentor) == MentorState.IN_BANK

    def test_acceptance_without_consent_is_a_sentence_on_the_page(self, client_as, mentor):
        put(mentor, MentorState.CANDIDATE)
        mentor.person.consents.all().delete()
        response = press(client_as("methodist"), mentor, "accept")
        assert response.status_code == 400
        assert "Нет действующего согласия на обработку персональных данных." in response.content.decode()
        assert state_of(mentor) == MentorState.CANDIDATE

    def test_rejection_without_a_reason_says_so_beside_the_field(self, client_as, mentor):
        put(mentor, MentorState.CANDIDATE)
        response = press(client_as("methodist"), mentor, "reject", reason="")
        text = response.content.decode()
        assert response.status_code == 400
        assert 'href="#id_reject-reason"' in text
        assert "<details open>" in text
        assert state_of(mentor) == MentorState.CANDIDATE

    def test_second_press_of_two_methodists_is_told_the_state(self, client_as, mentor):
        put(mentor, MentorState.IN_BANK)
        response = press(client_as("methodist"), mentor, "accept")
        assert response.status_code == 400
        assert "«Принять в банк» нельзя из состояния «в банке»" in response.content.decode()

    def test_interview_is_recorded(self, client_as, mentor):
        day = timezone.localdate().isoformat()
        press(client_as("methodist"), mentor, "select", date=day, is_ready="yes", interviewers="Комиссия")
        assert (state_of(mentor), mentor.interviews.get().interviewers) == ("selected", "Комиссия")

    def test_interview_of_tomorrow_keeps_what_was_typed(self, client_as, mentor):
        day = (timezone.localdate() + timedelta(days=1)).isoformat()
        response = press(
            client_as("methodist"), mentor, "select", date=day, is_ready="no", notes="Хорошо держится"
        )
        text = response.content.decode()
        assert response.status_code == 400
        assert "ещё не наступило" in text
        assert "Хорошо держится" in text

    def test_training_is_recorded(self, client_as, mentor):
        put(mentor, MentorState.SELECTED)
        day = timezone.localdate().isoformat()
        press(client_as("methodist"), mentor, "train", programme="Школа наставника", date=day, hours="36")
        training = mentor.person.trainings.get()
        assert (state_of(mentor), training.programme.name, training.hours) == (
            "trained",
            "Школа наставника",
            36,
        )

    @pytest.mark.parametrize("role", ["methodist", "curator", "mentor"])
    def test_number_of_places_is_changed(self, client_as, mentor, role):
        press(client_as(role), mentor, "capacity", capacity="5")
        mentor.refresh_from_db()
        assert (mentor.capacity, mentor.places.count()) == (5, 5)

    @pytest.mark.parametrize("capacity", ["0", "31", "много", ""])
    def test_number_of_places_outside_its_limits_is_refused(self, client_as, mentor, capacity):
        assert press(client_as("methodist"), mentor, "capacity", capacity=capacity).status_code == 400
        assert mentor.places.count() == 3

    def test_mentor_leaves_the_bank_by_the_own_wish(self, client_as, mentor):
        press(client_as("mentor"), mentor, "retire", reason="Устала")
        assert state_of(mentor) == MentorState.RETIRED
        text = client_as("methodist").get(f"/bank/{mentor.pk}/").content.decode()
        assert "Выведен из банка" in text
        assert "Устала" in text

    def test_words_of_people_are_escaped(self, client_as, mentor):
        press(client_as("mentor"), mentor, "retire", reason="<script>alert(1)</script>")
        text = client_as("methodist").get(f"/bank/{mentor.pk}/").content.decode()
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text


class TestCards:
    """Adding, changing and taking out cards."""

    @staticmethod
    def data(**fields):
        return {"mentee_category": MenteeCategory.objects.first().pk, **fields}

    @pytest.mark.parametrize("role", ["methodist", "curator", "mentor"])
    def test_card_is_added(self, client_as, mentor, role):
        data = self.data(subject=subject("Химия").pk, page="https://school.example/x")
        response = client_as(role).post(f"/bank/{mentor.pk}/cards/add/", data)
        assert response.url == f"/bank/{mentor.pk}/"
        card = mentor.cards.get(subject__name="Химия")
        assert (card.page, card.own_experience) == ("https://school.example/x", "11-20")

    @pytest.mark.parametrize("role", ["mentee", "director", "head", "department", "admin", "approver"])
    def test_card_is_not_added_by_others(self, client_as, mentor, role):
        data = self.data(subject=subject("Химия").pk)
        assert client_as(role).post(f"/bank/{mentor.pk}/cards/add/", data).status_code == 403
        assert mentor.cards.count() == 1

    def test_card_without_subject_and_direction_is_refused(self, client_as, mentor):
        response = client_as("mentor").post(f"/bank/{mentor.pk}/cards/add/", self.data())
        assert response.status_code == 400
        assert "Укажите предмет или направление" in response.content.decode()

    def test_page_that_runs_a_script_is_refused(self, client_as, mentor):
        data = self.data(subject=subject("Химия").pk, page="javascript:alert(1)")
        assert client_as("mentor").post(f"/bank/{mentor.pk}/cards/add/", data).status_code == 400

    def test_card_is_changed(self, client_as, mentor):
        card = mentor.cards.get()
        data = self.data(subject=subject("Химия").pk, contact_email="new@school.example")
        client_as("curator").post(f"/bank/{mentor.pk}/cards/{card.pk}/", data)
        card.refresh_from_db()
        assert (card.subject.name, card.focus, card.contact_email) == ("Химия", None, "new@school.example")

    def test_card_like_another_is_refused_in_words(self, client_as, mentor):
        other = MentorCard.objects.create(mentor=mentor, subject=subject("Химия"))
        data = self.data(subject=subject("Физика").pk, focus=focus("классное руководство").pk)
        response = client_as("mentor").post(f"/bank/{mentor.pk}/cards/{other.pk}/", data)
        assert response.status_code == 400
        assert "Карточка с этим предметом и направлением уже есть." in response.content.decode()

    def test_card_is_taken_out(self, client_as, mentor):
        card = mentor.cards.get()
        client_as("mentor").post(f"/bank/{mentor.pk}/cards/{card.pk}/", {"withdraw": "1"})
        card.refresh_from_db()
        assert card.withdrawn_date == timezone.localdate()
        assert client_as("mentor").get(f"/bank/{mentor.pk}/cards/{card.pk}/").status_code == 404

    def test_card_of_another_mentor_is_not_found(self, client_as, mentor, make_mentor, people):
        other = make_mentor(people["mentee"]).cards.get()
        assert client_as("mentor").get(f"/bank/{mentor.pk}/cards/{other.pk}/").status_code == 404
