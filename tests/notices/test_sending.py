"""Mail in trouble: refused addresses, busy servers, killed and simultaneous senders (issue 4, item 9)."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection

from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.notices.posting import post
from mentorship.notices.sending import CLAIM, send_due
from schools.models import Municipality, Person, School
from tests.notices.down import UNKNOWN

NOW = datetime(2100, 1, 1, tzinfo=UTC)
HERE = "tests.notices.down."


@pytest.fixture
def mentor(people):
    person = people["mentor"]
    person.email = "klenova@example.org"
    person.save()
    return person


@pytest.fixture
def stranger(people):
    person = people["mentee"]
    person.email = UNKNOWN
    person.save()
    return person


def send(*people):
    return post(Topic.PAIR, people, "Вам предложили пару", "Наставляемый ждёт вашего ответа.")


def log():
    return list(Notice.objects.order_by("pk").values_list("state", "error"))


@pytest.mark.django_db
def test_an_unknown_address_fails_at_once_and_the_others_get_their_letters(stranger, mentor, settings):
    settings.EMAIL_BACKEND = f"{HERE}Refusing"
    send(stranger, mentor)
    assert send_due(NOW) == {"sent": 1, "failed": 1}
    assert log() == [("failed", "адрес не принят: 550 5.1.1 No such user"), ("sent", "")]


@pytest.mark.django_db
def test_a_busy_server_is_asked_again(stranger, mentor, settings):
    settings.EMAIL_BACKEND = f"{HERE}BusyBackend"
    send(stranger, mentor)
    assert send_due(NOW) == {"sent": 1, "failed": 1}
    assert [state for state, _ in log()] == ["queued", "sent"]
    settings.EMAIL_BACKEND = f"{HERE}Refusing"
    assert send_due(NOW + timedelta(minutes=1)) == {"sent": 0, "failed": 1}
    assert log()[0][0] == "failed"


@pytest.mark.django_db
def test_a_letter_refused_for_its_content_fails_at_once(mentor, settings):
    settings.EMAIL_BACKEND = f"{HERE}ContentRefusingBackend"
    send(mentor)
    send_due(NOW)
    ((state, error),) = log()
    assert (state, error.partition(":")[0]) == ("failed", "SMTPDataError")


@pytest.mark.django_db
@pytest.mark.parametrize("backend", ["SenderRefusingBackend", "DownBackend"])
def test_when_mail_is_down_the_rest_waits_without_losing_a_try(mentor, stranger, settings, backend):
    """A refused sender is the portal's own setting: no letter is to blame."""
    settings.EMAIL_BACKEND = f"{HERE}{backend}"
    send(mentor, stranger)
    assert send_due(NOW) == {"sent": 0, "failed": 1}
    assert list(Notice.objects.order_by("pk").values_list("state", "tries")) == [("queued", 1), ("queued", 0)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\nBcc: everybody@example.org",
        "a@example.org\r\nSubject: forged",
        "a\x07b@example.org",
        "не адрес",
        "@",
        "a@b@c",
    ],
)
def test_a_bad_address_forges_no_header_and_stops_no_queue(people, mentor, address):
    Person.objects.filter(pk=people["mentee"].pk).update(email=address)
    people["mentee"].refresh_from_db()
    send(people["mentee"], mentor)
    assert send_due(NOW) == {"sent": 1, "failed": 1}
    (failed, words), (sent, _) = log()
    assert (failed, sent) == ("failed", "sent")
    assert words.startswith("адрес не принят: ")
    assert "\n" not in words
    assert [letter.to for letter in mail.outbox] == [["klenova@example.org"]]


@pytest.mark.django_db
def test_a_subject_is_one_line(mentor):
    post(Topic.PAIR, [mentor], "Пара\r\nBcc: everybody@example.org", "Текст")
    assert send_due(NOW) == {"sent": 1, "failed": 0}
    assert mail.outbox[0].subject == "Пара Bcc: everybody@example.org"


@pytest.mark.django_db
def test_a_subject_with_a_line_break_in_the_log_is_refused_and_stops_no_queue(mentor, settings):
    settings.EMAIL_BACKEND = f"{HERE}Refusing"
    send(mentor, mentor)
    Notice.objects.update(subject="Пара\nBcc: everybody@example.org")
    send(mentor)
    assert send_due(NOW) == {"sent": 1, "failed": 1}
    assert log()[0][1].startswith("письмо не составить: ")


@pytest.mark.django_db
def test_a_long_subject_is_shortened(mentor):
    post(Topic.PAIR, [mentor], "Пара " * 100, "Текст")
    assert len(Notice.objects.get().subject) <= 200


@pytest.mark.django_db
def test_a_killed_sender_loses_nothing_and_sends_at_most_one_letter_twice(mentor, stranger, settings):
    send(mentor, stranger)
    settings.EMAIL_BACKEND = f"{HERE}KilledBackend"
    with pytest.raises(SystemExit):
        send_due(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # the claimed letter rests, the other goes
    assert send_due(NOW) == {"sent": 1, "failed": 0}
    assert send_due(NOW + CLAIM) == {"sent": 1, "failed": 0}
    assert send_due(NOW + 2 * CLAIM) == {"sent": 0, "failed": 0}
    assert [letter.to[0] for letter in mail.outbox] == [
        "klenova@example.org",
        UNKNOWN,
        "klenova@example.org",
    ]


@pytest.mark.django_db
def test_what_was_switched_off_while_it_waited_is_not_sent(mentor):
    send(mentor)
    SwitchedOff.objects.create(person=mentor, topic=Topic.PAIR)
    assert send_due(NOW) == {"sent": 0, "failed": 0}
    assert log() == [("switched_off", "")]
    assert mail.outbox == []


@pytest.mark.django_db
def test_an_address_that_was_taken_away_meanwhile_is_named(mentor):
    send(mentor)
    Person.objects.filter(pk=mentor.pk).update(email="")
    assert send_due(NOW) == {"sent": 0, "failed": 0}
    assert log() == [("no_address", "")]


@pytest.mark.django_db
def test_a_letter_goes_to_the_address_of_the_day_it_is_sent(mentor):
    send(mentor)
    Person.objects.filter(pk=mentor.pk).update(email="new@example.org")
    send_due(NOW)
    assert Notice.objects.get().sent_to == "new@example.org"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(make_teacher):
    """`mail.outbox` is a list of the process: the threads share it."""
    municipality = Municipality.objects.create(name="Лесной район")
    school = School.objects.create(code="901", municipality=municipality, name="Ёлкинская СОШ")
    people = [make_teacher(school, f"T{number}", email=f"t{number}@example.org") for number in range(40)]
    send(*people)
    barrier, counts = threading.Barrier(3), []

    def run():
        try:
            barrier.wait()
            counts.append(send_due(NOW)["sent"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 40
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(person.email for person in people)
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}
