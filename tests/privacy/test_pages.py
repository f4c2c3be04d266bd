"""«Мои данные», consents, requests, the due list, the two steps of destroying."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.bank.models import Mentor, MentorCard
from mentorship.config.environment import BASE_DIR
from mentorship.entrance import stamps
from mentorship.notices.models import Notice
from mentorship.pairs.models import DiaryEntry, Pair, PairMember
from mentorship.privacy.cleaning import clean_up
from mentorship.privacy.due import due_list
from mentorship.privacy.enums import Ground, RequestState, Wish
from mentorship.privacy.erasing import erase
from mentorship.privacy.models import Act, PersonalRequest
from mentorship.privacy.retention import terms, working_days_after
from mentorship.privacy.workflow import answer, ask, destroy, propose
from schools.enums import ConsentKind, ConsentWay
from schools.models import Consent, Person, User
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


class TestTwoSteps:
    """One proposes, another destroys."""

    def test_methodist_proposes_head_destroys(self, client_as, people, users):
        person, code = people["mentee"], people["mentee"].code
        assert (
            client_as("methodist")
            .post(f"/privacy/people/{person.pk}/propose/", {"ground": "asked", "text": "заявление"})
            .status_code
            == 302
        )
        asked = PersonalRequest.objects.get()
        assert (
            "Уничтожить и составить акт"
            not in client_as("methodist").get(asked.get_absolute_url()).content.decode()
        )
        head = client_as("head")
        wrong = head.post(
            asked.get_absolute_url(), {"act": "destroy", "reason": "заявление", "code": "C-не тот"}
        )
        assert wrong.status_code == 400
        done = head.post(asked.get_absolute_url(), {"act": "destroy", "reason": "заявление", "code": code})
        act = Act.objects.get()
        assert done.url == act.get_absolute_url()
        page = head.get(done.url).content.decode()
        assert code in page
        assert "Осинин" not in page
        asked.refresh_from_db()
        assert (asked.state, asked.person, asked.act) == (RequestState.DONE, None, act)
        assert Person.objects.get(pk=person.pk).erased_date is not None

    def test_one_person_does_not_take_both_steps(self, people, users):
        asked = propose(person=people["mentee"], ground=Ground.ASKED, text="", by=users["head"], on=TODAY)
        with pytest.raises(ValidationError, match="Предложили вы"):
            destroy(asked=asked, reason="заявление", by=users["head"], now=timezone.now())

    def test_request_is_answered_on_the_day_here_not_in_greenwich(self, people, users):
        asked = propose(
            person=people["mentee"], ground=Ground.ASKED, text="", by=users["methodist"], on=TODAY
        )
        night = datetime(2026, 3, 20, 22, 30, tzinfo=UTC)
        act = destroy(asked=asked, reason="заявление", by=users["head"], now=night)
        asked.refresh_from_db()
        assert asked.answered_date == date(2026, 3, 21)
        output = StringIO()
        call_command("erase_person", act.subject_code, "--reason", "да", stdout=output)
        assert "Данные уже уничтожены 21.03.2026" in output.getvalue()

    def test_nobody_destroys_before_the_proposal(self, people, users):
        asked = ask(person=people["mentee"], wish=Wish.ERASE, text="", by=users["mentee"], on=TODAY)
        with pytest.raises(ValidationError, match="Сначала методист предлагает"):
            destroy(asked=asked, reason="заявление", by=users["head"], now=timezone.now())

    def test_methodist_does_not_destroy(self, people, users):
        asked = propose(person=people["mentee"], ground=Ground.ASKED, text="", by=users["head"], on=TODAY)
        with pytest.raises(ValidationError, match="руководитель центра"):
            destroy(asked=asked, reason="заявление", by=users["methodist"], now=timezone.now())

    def test_erasing_is_refused_by_words_and_not_by_an_answer(self, people, users):
        asked = ask(person=people["mentee"], wish=Wish.ERASE, text="", by=users["mentee"], on=TODAY)
        with pytest.raises(ValidationError, match="исполняется актом"):
            answer(asked=asked, text="да", is_refused=False, by=users["methodist"], on=TODAY)
        assert (
            answer(asked=asked, text="нет", is_refused=True, by=users["methodist"], on=TODAY).state
            == "refused"
        )


class TestCommand:
    """The command of the server and what it leaves."""

    def erase(self, code, **options):
        out = StringIO()
        call_command("erase_person", code, reason="заявление", stdout=out, **options)
        return out.getvalue()

    def test_act_with_extract_names_the_code_alone(self, people, users):
        words = self.erase("C-mentee")
        act = Act.objects.get()
        assert f"Акт № {act.year}-1" in words
        assert act.subject_code == "C-mentee"
        assert len(act.extract) == len(act.items) >= 3
        assert "Осинин" not in json.dumps([act.items, act.extract, act.reason], ensure_ascii=False)
        assert (act.keep_until.year, act.done_by) == (act.year + 3, None)
        assert act.backups_until == timezone.localtime(act.done_at).date() + timedelta(days=35)

    def test_second_run_tells_of_the_act_and_changes_nothing(self, people):
        self.erase("C-mentee")
        assert "Данные уже уничтожены" in self.erase("C-mentee")
        assert Act.objects.count() == 1

    def test_unknown_code_is_an_error(self, db):
        with pytest.raises(CommandError, match="Проверьте код"):
            self.erase("нет такого")

    def test_nobody_signs_in_any_more(self, people, users, client_as):
        client = client_as("mentee")
        assert client.get("/me/data/").status_code == 200
        self.erase("C-mentee")
        assert client.get("/me/data/").status_code == 302
        user = User.objects.get(pk=users["mentee"].pk)
        assert (user.is_active, user.has_usable_password(), user.username[:7]) == (False, False, "erased-")

    def test_namesake_keeps_the_name(self, people, school, make_teacher):
        twin = make_teacher(school, "TW", last_name="Осинин", first_name="Тимур", middle_name="Эрнестович")
        letter = Notice.objects.create(
            person=twin, topic="pair", subject="О паре", text="Осинин Т. Э., здравствуйте"
        )
        other = Notice.objects.create(
            person=twin,
            topic="pair",
            subject="О паре",
            text="Осинин Тихон Эдуардович и осинин  тихон эдуардович",
        )
        self.erase("C-mentee")
        letter.refresh_from_db()
        other.refresh_from_db()
        assert letter.text == "Осинин Т. Э., здравствуйте"
        assert other.text == "Данные уничтожены и Данные уничтожены"

    def test_name_in_its_cases_goes(self, people):
        letter = Notice.objects.create(
            person=people["mentor"],
            topic="pair",
            subject="О паре",
            text="Помогите Осинину Т. Э. и Т. Э. Осинину",
        )
        self.erase("C-mentee")
        letter.refresh_from_db()
        assert letter.text == "Помогите Данные уничтожены и Данные уничтожены"

    def test_own_data_are_destroyed_by_somebody_else(self, people, users):
        with pytest.raises(ValidationError, match="другой человек"):
            erase(
                person=people["head"], reason="да", ground=Ground.ASKED, by=users["head"], now=timezone.now()
            )


class TestDue:
    """Whose data are to be destroyed, and what the timer takes."""

    def test_withdrawal_is_due_in_thirty_days_unless_given_anew(self, people, users):
        consent = give_consent(person=people["mentee"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        withdraw_consent(consent=consent, by=None, on=TODAY)
        found = due_list(users["methodist"], TODAY)
        assert [(item.person, item.by) for item in found] == [(people["mentee"], date(2026, 4, 15))]
        assert [item.is_overdue(day) for item in found for day in (date(2026, 4, 15), date(2026, 4, 16))] == [
            False,
            True,
        ]
        give_consent(person=people["mentee"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        assert due_list(users["methodist"], TODAY) == []

    def test_rejected_candidate_who_teaches_nowhere(self, people, users):
        Mentor.objects.create(person=people["director"], state="rejected", state_date=TODAY)
        assert [item.term.code for item in due_list(users["head"], TODAY)] == ["rejected"]

    def test_page_names_the_person_and_the_day(self, client_as, people):
        consent = give_consent(person=people["mentee"], kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        withdraw_consent(consent=consent, by=None, on=TODAY)
        page = client_as("methodist").get("/privacy/due/").content.decode()
        assert "15.04.2026" in page
        assert "просрочено 1" in page

    def test_timer_deletes_old_letters_and_tells_the_numbers(self, people):
        now = timezone.now()
        rows = [
            Notice.objects.create(
                person=people["mentor"], topic="pair", subject="О паре", text="", state=state
            )
            for state in ("sent", "sent", "queued")
        ]
        Notice.objects.filter(pk__in=[rows[0].pk, rows[2].pk]).update(created_at=now - timedelta(days=366))
        counts = {item.term.code: item.number for item in clean_up(now, dry_run=True)}
        assert counts["letter"] == 1
        assert Notice.objects.count() == 3
        out = StringIO()
        call_command("clean_up", stdout=out)
        assert "Письма портала: отправленные и не дошедшие: 1" in out.getvalue()
        assert set(Notice.objects.values_list("pk", flat=True)) == {rows[1].pk, rows[2].pk}


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


def test_pair_that_lives_stands_in_the_way(people):
    person = people["mentee"]
    mentor = Mentor.objects.create(person=people["mentor"], state="active")
    pair = Pair.objects.create(number="7", municipality=person.municipality, mentor=mentor, state="paused")
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=person)
    DiaryEntry.objects.create(pair=pair, author=person, date=TODAY, text="Личное")
    for one in ("mentee", "mentor"):
        with pytest.raises(ValidationError, match="ещё не завершена: № 7"):
            erase(person=people[one], reason="да", ground=Ground.ASKED, by=None, now=timezone.now())
    Pair.objects.update(state="completed")
    erase(person=person, reason="да", ground=Ground.ASKED, by=None, now=timezone.now())
    assert not DiaryEntry.objects.exists()
    assert PairMember.objects.get().mentee_id == person.pk


def test_printed_terms_are_those_the_portal_keeps_to():
    table = (BASE_DIR / "docs/privacy/data.md").read_text()
    for term in terms().values():
        assert f"| {term.title} | {term.days} | {term.after} | {term.source} |" in table


def test_link_to_ones_page_is_public_only_where_it_was_asked_for(client, people):
    mentor = Mentor.objects.create(person=people["mentor"], state="active")
    MentorCard.objects.create(mentor=mentor, page="https://school.example/emma")
    consent = give_consent(person=people["mentor"], kind=ConsentKind.PUBLICATION, by=None, on=TODAY)
    assert "school.example" not in client.get("/public/mentors/").content.decode()
    withdraw_consent(consent=consent, by=None, on=TODAY)
    give_consent(person=people["mentor"], kind=ConsentKind.PUBLICATION, by=None, on=TODAY, opened=["page"])
    assert "school.example" in client.get("/public/mentors/").content.decode()
