"""Destroying a person's data: by two people, by command, when it is due, what stands in the way."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.config.environment import BASE_DIR
from mentorship.notices.models import Notice
from mentorship.pairs.models import DiaryEntry, Pair, PairMember
from mentorship.privacy.cleaning import clean_up
from mentorship.privacy.due import due_list
from mentorship.privacy.enums import Ground, RequestState, Wish
from mentorship.privacy.erasing import erase
from mentorship.privacy.models import Act, PersonalRequest
from mentorship.privacy.retention import terms
from mentorship.privacy.workflow import answer, ask, destroy, propose
from schools.enums import ConsentKind
from schools.models import Person, User
from schools.workflow import give_consent, withdraw_consent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


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
