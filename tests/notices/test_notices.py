"""Letters: posted with the change, sent once, never lost when mail is down (issue 4, item 9)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.notices.posting import post
from mentorship.notices.sending import PAUSES, send_due

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 1, 1, tzinfo=UTC)
DOWN = "tests.notices.down.DownBackend"


@pytest.fixture
def mentor(people):
    person = people["mentor"]
    person.email = "klenova@example.org"
    person.save()
    return person


def send(mentor, **fields):
    return post(Topic.PAIR, [mentor], "Вам предложили пару", "Наставляемый ждёт вашего ответа.", **fields)


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_a_letter_goes_to_its_person_with_one_link(mentor, settings):
    settings.SITE_URL = "https://portal.example.org"
    send(mentor, path="/pairs/7/")

    assert send_due(NOW) == {"sent": 1, "failed": 0}

    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["klenova@example.org"], "Вам предложили пару")
    assert "Эмма Савельевна, здравствуйте!" in letter.body
    assert "https://portal.example.org/pairs/7/" in letter.body
    html = letter.alternatives[0].content
    assert html.count("https://portal.example.org/pairs/7/") == 1


def test_what_is_sent_is_not_sent_again(mentor):
    send(mentor)
    send_due(NOW)
    assert send_due(NOW) == {"sent": 0, "failed": 0}
    assert len(mail.outbox) == 1


def test_nothing_is_lost_when_mail_is_down(mentor, settings):
    send(mentor)
    settings.EMAIL_BACKEND = DOWN
    assert send_due(NOW) == {"sent": 0, "failed": 1}
    notice = Notice.objects.get()
    assert (notice.state, notice.tries, notice.error) == (
        NoticeState.QUEUED,
        1,
        "SMTPServerDisconnected: сервер не отвечает",
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(NOW + timedelta(seconds=59)) == {"sent": 0, "failed": 0}
    assert send_due(NOW + timedelta(minutes=1)) == {"sent": 1, "failed": 0}
    assert states() == [NoticeState.SENT]


def test_after_the_last_try_the_log_says_that_it_was_not_sent(mentor, settings):
    settings.EMAIL_BACKEND = DOWN
    send(mentor)
    moment = NOW
    for pause in (*PAUSES, 0):
        assert states() == [NoticeState.QUEUED]
        assert send_due(moment) == {"sent": 0, "failed": 1}
        moment += timedelta(minutes=pause)
    assert states() == [NoticeState.FAILED]


def test_a_letter_of_a_change_that_did_not_happen_is_not_posted(mentor):
    with transaction.atomic():
        send(mentor)
        transaction.set_rollback(True)
    assert Notice.objects.count() == 0


def test_a_reminder_is_posted_once(mentor, people):
    send(mentor, key="pair-7-day-14")
    again = post(Topic.PAIR, [mentor, people["mentee"]], "Ещё раз", "Текст", key="pair-7-day-14")
    assert [notice.person for notice in again] == [people["mentee"]]
    assert Notice.objects.filter(person=mentor).count() == 1


def test_letters_without_a_key_are_posted_each_time(mentor):
    send(mentor)
    send(mentor)
    assert Notice.objects.count() == 2


def test_who_switched_the_topic_off_gets_no_mail_but_the_log_says_so(mentor):
    SwitchedOff.objects.create(person=mentor, topic=Topic.PAIR)
    send(mentor)
    post(Topic.REPORT, [mentor], "Отчёт", "Пора писать отчёт.")
    assert states() == [NoticeState.SWITCHED_OFF, NoticeState.QUEUED]


def test_who_has_no_address_is_named_in_the_log(people):
    send(people["mentee"])
    assert states() == [NoticeState.NO_ADDRESS]
    assert send_due(NOW) == {"sent": 0, "failed": 0}


def test_the_same_person_twice_gets_one_letter(mentor):
    post(Topic.PAIR, [mentor, mentor], "Тема", "Текст")
    assert Notice.objects.count() == 1


def test_the_command_sends_no_more_than_it_is_asked_to(mentor, capsys):
    for _ in range(3):
        send(mentor)
    call_command("send_notices", "--limit", "2")
    assert capsys.readouterr().out == "Отправлено: 2, не удалось: 0.\n"
    assert states() == [NoticeState.SENT, NoticeState.SENT, NoticeState.QUEUED]


def test_posting_to_many_takes_three_queries(people, django_assert_num_queries):
    with django_assert_num_queries(3):
        post(Topic.PAIR, people.values(), "Тема", "Текст", key="всем")
