"""«Мои данные», consents, requests, what is public of a person."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.bank.models import Mentor, MentorCard
from mentorship.entrance import stamps
from mentorship.privacy.enums import Ground, Wish
from mentorship.privacy.erasing import erase
from mentorship.privacy.retention import working_days_after
from mentorship.privacy.workflow import ask
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent
from schools.workflow import give_consent, withdraw_consent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


def proven(client, user):
    """A client whose holder has just typed the password: exports ask for it."""
    session = client.session
    session[stamps.PROVED] = int(timezone.now().timestamp())
    session.save()
    return client


class TestOwnData:
    """What the portal holds of the person who looks."""

    def test_every_chapter_opens_and_shows_what_is_held(
        self, client_as, people, django_assert_max_num_queries
    ):
        give_consent(
            person=people["mentee"], kind=ConsentKind.PROCESSING, by=None, on=TODAY, way=ConsentWay.PORTAL
        )
        client = client_as("mentee")
        page = client.get("/me/data/").content.decode()
        assert "Осинин" in page
        assert "обработка персональных данных" in page
        for part in ("notices", "bank", "pairs", "surveys", "roadmap", "documents", "access"):
            with django_assert_max_num_queries(25):
                assert client.get("/me/data/", {"part": part}).status_code == 200

    def test_unknown_chapter_is_not_found(self, client_as):
        assert client_as("mentee").get("/me/data/", {"part": "нет"}).status_code == 404

    def test_files_hold_the_same_and_are_entered_into_the_journal(self, client_as, users):
        client = proven(client_as("mentee"), users["mentee"])
        held = json.loads(client.get("/me/data/my-data.json").content)
        assert held["Обо мне"]["Запись о вас"][0]["Фамилия"] == "Осинин"
        book = load_workbook(BytesIO(client.get("/me/data/my-data.xlsx").content))
        cells = {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
        assert "Осинин" in cells | {
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        }

    def test_another_person_is_not_in_it(self, client_as, users, people):
        client = proven(client_as("mentee"), users["mentee"])
        assert "Клёнова" not in client.get("/me/data/my-data.json").content.decode()


class TestConsents:
    """The words that were agreed to, and taking a consent back."""

    def test_wording_is_kept_once_with_its_checksum(self, people):
        for login in ("mentor", "mentee"):
            give_consent(
                person=people[login], kind=ConsentKind.PROCESSING, by=None, on=TODAY, way=ConsentWay.PORTAL
            )
        one, other = Consent.objects.select_related("text")
        assert one.text == other.text
        assert (one.text.number, len(one.text.sha256)) == (1, 64)
        assert "Субъект персональных данных соглашается" in one.text.text

    def test_paper_consent_has_no_wording_of_the_portal(self, people):
        consent = give_consent(person=people["mentor"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        assert consent.text is None

    def test_person_withdraws_in_one_press(self, client_as, people):
        consent = give_consent(person=people["mentee"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        client = client_as("mentee")
        assert "данные центр уничтожит за 30 дней" in " ".join(
            client.get("/me/consents/").content.decode().split()
        )
        assert client.post("/me/consents/", {"consent": consent.pk}).status_code == 302
        consent.refresh_from_db()
        assert consent.withdrawn_date == timezone.localdate()

    @pytest.mark.parametrize("key", ["", "abc", "9" * 20, "\x00"])
    def test_strange_keys_are_not_found(self, client_as, key):
        assert client_as("mentee").post("/me/consents/", {"consent": key}).status_code in (400, 404)

    def test_foreign_consent_is_not_found(self, client_as, people):
        consent = give_consent(person=people["mentor"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        assert client_as("mentee").post("/me/consents/", {"consent": consent.pk}).status_code == 404


class TestRequests:
    """What a person asks the centre for, by which day."""

    @pytest.mark.parametrize(
        ("day", "count", "due"),
        [
            (date(2026, 3, 16), 10, date(2026, 3, 30)),
            (date(2026, 3, 20), 1, date(2026, 3, 23)),
            (date(2026, 3, 21), 1, date(2026, 3, 23)),
        ],
    )
    def test_working_days(self, day, count, due):
        assert working_days_after(day, count) == due

    def test_terms_of_the_law(self, people, users):
        asked = {
            wish: ask(
                person=people["mentee"], wish=wish, text="Отчество", by=users["mentee"], on=TODAY
            ).due_date
            for wish in Wish
        }
        assert asked == {Wish.CORRECT: date(2026, 3, 30), Wish.ERASE: date(2026, 4, 15)}

    def test_second_request_of_a_wish_waits_for_the_first(self, client_as, people, users):
        client = client_as("mentee")
        assert client.post("/me/data/ask/erase/", {"text": ""}).status_code == 302
        again = client.post("/me/data/ask/erase/", {"text": "ещё раз"})
        assert again.status_code == 400
        assert "Такая просьба уже ждёт ответа" in again.content.decode()

    def test_methodist_sees_it_as_a_task_and_answers(self, client_as, people, users):
        asked = ask(person=people["mentee"], wish=Wish.CORRECT, text="Отчество", by=users["mentee"], on=TODAY)
        methodist = client_as("methodist")
        assert "Просьба о данных: исправить" in methodist.get("/").content.decode()
        assert methodist.post(asked.get_absolute_url(), {"act": "done", "text": ""}).status_code == 400
        assert (
            methodist.post(asked.get_absolute_url(), {"act": "done", "text": "Исправлено"}).status_code == 302
        )
        assert "Исправлено" in client_as("mentee").get("/me/data/").content.decode()

    def test_request_of_a_foreign_municipality_is_not_found(
        self, client_as, foreign_school, make_teacher, users
    ):
        person = make_teacher(foreign_school, "F1")
        asked = ask(person=person, wish=Wish.ERASE, text="", by=users["mentee"], on=TODAY)
        assert client_as("head").get(asked.get_absolute_url()).status_code == 404
        assert client_as("head").get(f"/privacy/people/{person.pk}/propose/").status_code == 404


class TestPublicPages:
    """Nothing is public without a live consent."""

    def test_mentor_is_shown_with_a_live_consent_of_publication_alone(self, client, people):
        Mentor.objects.create(person=people["mentor"], state="active")
        assert "Клёнова" not in client.get("/public/mentors/").content.decode()
        give_consent(person=people["mentor"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        assert "Клёнова" not in client.get("/public/mentors/").content.decode()
        consent = give_consent(person=people["mentor"], kind=ConsentKind.PUBLICATION, by=None, on=TODAY)
        assert "Клёнова" in client.get("/public/mentors/").content.decode()
        assert "Клёнова" not in client.get("/public/").content.decode()
        withdraw_consent(consent=consent, by=None, on=TODAY)
        assert "Клёнова" not in client.get("/public/mentors/").content.decode()

    def test_erased_mentor_is_not_shown(self, client, people):
        Mentor.objects.create(person=people["mentor"], state="active")
        give_consent(person=people["mentor"], kind=ConsentKind.PUBLICATION, by=None, on=TODAY)
        erase(person=people["mentor"], reason="да", ground=Ground.ASKED, by=None, now=timezone.now())
        page = client.get("/public/mentors/").content.decode()
        assert "Клёнова" not in page
        assert "Данные уничтожены" not in page


def test_link_to_ones_page_is_public_only_where_it_was_asked_for(client, people):
    mentor = Mentor.objects.create(person=people["mentor"], state="active")
    MentorCard.objects.create(mentor=mentor, page="https://school.example/emma")
    consent = give_consent(person=people["mentor"], kind=ConsentKind.PUBLICATION, by=None, on=TODAY)
    assert "school.example" not in client.get("/public/mentors/").content.decode()
    withdraw_consent(consent=consent, by=None, on=TODAY)
    give_consent(person=people["mentor"], kind=ConsentKind.PUBLICATION, by=None, on=TODAY, opened=["page"])
    assert "school.example" in client.get("/public/mentors/").content.decode()
