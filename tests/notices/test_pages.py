"""«Мои письма», the link of a letter, the button of mail programs, the log in the admin."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from mentorship.audit.models import Entry
from mentorship.notices.enums import SWITCHABLE, NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.notices.posting import post
from mentorship.notices.sending import send_due
from mentorship.notices.topics import off_path
from schools.models import User

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 1, 1, tzinfo=UTC)
ALL = [topic.value for topic in SWITCHABLE]


@pytest.fixture
def mentor(people):
    person = people["mentor"]
    person.email = "klenova@example.org"
    person.save()
    return person


@pytest.fixture
def letter(mentor):
    return post(Topic.PAIR, [mentor], "Вам предложили пару", "Ответьте на её странице.", path="/pairs/7/")[0]


def off(person):
    return set(SwitchedOff.objects.filter(person=person).values_list("topic", flat=True))


def test_the_page_shows_the_own_letters_alone(client_as, letter, people):
    post(Topic.PAIR, [people["mentee"]], "Чужое письмо", "Не ваше дело.")
    page = client_as("mentor").get("/notices/").text
    assert 'href="/pairs/7/"' in page
    assert "Вам предложили пару" in page
    assert "ждёт отправки" in page
    assert "Чужое письмо" not in page


@pytest.mark.parametrize("role", ["admin", "head", "methodist", "curator", "director", "department"])
def test_everybody_has_the_page(client_as, role):
    assert client_as(role).get("/notices/").status_code == 200


def test_an_account_without_a_person_has_an_empty_page(db):
    client = Client()
    client.force_login(User.objects.create_user("nobody", "пароль"))
    assert "Писем пока нет" in client.get("/notices/").text
    assert client.post("/notices/", {"topics": ALL}).status_code == 404


def test_topics_are_switched_off_and_on(client_as, mentor):
    client = client_as("mentor")
    response = client.post("/notices/", {"topics": [topic for topic in ALL if topic != "pair"]})
    assert (response.status_code, off(mentor)) == (302, {"pair"})
    post(Topic.PAIR, [mentor], "После отключения", "Текст")
    assert Notice.objects.get().state == NoticeState.SWITCHED_OFF
    client.post("/notices/", {"topics": ALL})
    assert off(mentor) == set()


def test_no_tick_switches_everything_off_and_twice_is_the_same(client_as, mentor):
    client = client_as("mentor")
    client.post("/notices/", {})
    client.post("/notices/", {})
    assert off(mentor) == set(ALL)
    assert Entry.objects.filter(action="notices.choose").count() == 1


def test_a_topic_that_is_none_is_refused(client_as, mentor):
    response = client_as("mentor").post("/notices/", {"topics": ["pair", "weather"]})
    assert response.status_code == 400
    assert off(mentor) == set()


def test_a_letter_carries_its_link_and_the_headers_of_mail_programs(letter, settings):
    settings.SITE_URL = "https://portal.example.org"
    send_due(NOW)
    (sent,) = mail.outbox
    link = re.search(r"https://portal\.example\.org/notices/off/\S+/", sent.body)[0]
    assert sent.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in sent.alternatives[0].content


def test_the_link_asks_and_then_switches_off_without_a_sign_in(mentor):
    client, address = Client(enforce_csrf_checks=True), off_path(mentor, Topic.PAIR)
    page = client.get(address)
    assert "Не присылать такие письма" in page.text
    assert "Клёнова" not in page.text
    assert off(mentor) == set()
    assert client.post(address).status_code == 403
    form = {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]}
    assert "больше не будет" in client.post(address, form, follow=True).text
    assert client.post(address, form).status_code == 302
    assert off(mentor) == {"pair"}
    assert Entry.objects.filter(action="notices.off").count() == 1


def test_the_button_of_a_mail_program_needs_no_cookie(mentor):
    client = Client(enforce_csrf_checks=True)
    response = client.post(off_path(mentor, Topic.PAIR), {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, off(mentor)) == (200, {"pair"})


def test_the_button_works_on_no_other_address(client_as, mentor):
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_as("mentor").cookies
    assert client.post("/notices/", {"List-Unsubscribe": "One-Click"}).status_code == 403
    assert off(mentor) == set()


@pytest.mark.parametrize("token", ["", "x", "WzEsInBhaXIiXQ:forged", "a" * 3000])
def test_a_link_the_portal_has_not_signed_is_not_found(mentor, token):
    address = f"/notices/off/{token}/"
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_a_link_changed_for_another_person_is_not_found(mentor, people):
    address = off_path(mentor, Topic.PAIR)
    foreign = off_path(people["mentee"], Topic.PAIR)
    mixed = foreign.rpartition(":")[0] + ":" + address.rpartition(":")[2]
    assert Client().get(mixed).status_code == 404


def test_letters_take_few_queries(client_as, mentor, django_assert_max_num_queries):
    for number in range(60):
        post(Topic.PAIR, [mentor], f"Письмо {number}", "Текст")
    client = client_as("mentor")
    with django_assert_max_num_queries(12):
        page = client.get("/notices/").text
    assert "Письмо 59" in page
    assert "Письмо 29" not in page
    assert "Письмо 29" in client.get("/notices/?page=2").text


def test_the_log_shows_letters_of_the_own_municipality(client_as, letter, foreign_school, make_teacher):
    stranger = make_teacher(foreign_school, "F1", last_name="Чужаков")
    (foreign,) = post(Topic.PAIR, [stranger], "Письмо чужому", "Тайна чужого.")
    for role in ("methodist", "head"):
        page = client_as(role).get("/admin/notices/notice/").text
        assert "Вам предложили пару" in page
        assert "Письмо чужому" not in page
        assert client_as(role).get(f"/admin/notices/notice/{foreign.pk}/change/").status_code == 404
        assert client_as(role).get(f"/admin/notices/notice/{letter.pk}/change/").status_code == 200
    assert client_as("curator").get("/admin/notices/notice/").status_code == 403


def resend(client, *rows):
    form = {"action": "resend", "_selected_action": [row.pk for row in rows]}
    return client.post("/admin/notices/notice/", form, follow=True)


def test_a_failed_letter_is_sent_again(client_as, letter):
    Notice.objects.update(state=NoticeState.FAILED, tries=7, error="адрес не принят: 550")
    assert "Поставлено в очередь: 1." in resend(client_as("methodist"), letter).text
    assert "письмо не ждёт повтора" in resend(client_as("methodist"), letter).text
    assert send_due(NOW) == {"sent": 1, "failed": 0}
    assert Notice.objects.get().tries == 1


def test_a_sent_letter_and_one_without_an_address_are_not_sent_again(client_as, letter, people):
    send_due(NOW)
    (homeless,) = post(Topic.PAIR, [people["mentee"]], "Тема", "Текст")
    page = resend(client_as("methodist"), letter, homeless).text
    assert "письмо не ждёт повтора: отправлено." in page
    assert "у получателя нет адреса" in page
    assert send_due(NOW) == {"sent": 0, "failed": 0}


def test_who_only_looks_on_sends_nothing_again(client_as, letter):
    Notice.objects.update(state=NoticeState.FAILED)
    assert "Отправить ещё раз" not in client_as("head").get("/admin/notices/notice/").text
    resend(client_as("head"), letter)
    assert Notice.objects.get().state == NoticeState.FAILED


def test_the_log_is_not_edited(client_as, letter):
    client_as("methodist").post(f"/admin/notices/notice/{letter.pk}/change/", {"text": "Подменили"})
    letter.refresh_from_db()
    assert letter.text == "Ответьте на её странице."
    assert client_as("methodist").get("/admin/notices/notice/add/").status_code == 403
