"""Fifty presses of one button at the same moment: one record is made, nobody meets an error."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mentorship.bank.models import MenteeCategory, MenteeRequest, Mentor
from mentorship.journal.models import Incident
from mentorship.operation.models import SentForm
from mentorship.operation.once import TOKEN
from mentorship.pairs.models import Meeting, Pair, PairMember
from mentorship.pupils.models import Pupil
from mentorship.roadmap import workflow
from mentorship.roadmap.models import CoordinationMeeting, Remark, RoadmapTemplate, TownEvent
from schools import years
from schools.models import Subject
from surveys.models import Campaign, Questionnaire
from tests.bank.builders import difficulty, subject

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 50


def meeting(cast):
    return "methodist", "/meetings/add/", CoordinationMeeting, {"date": "2026-03-20", "topic": "Итоги"}


def town_event(cast):
    fields = {"date": "2026-03-20", "topic": "Форум", "state": "planned"}
    return "methodist", "/meetings/events/add/", TownEvent, fields


def request_of_a_teacher(cast):
    fields = {"subject": subject("Физика").pk, "difficulty": difficulty().pk, "details": "Шумно"}
    return "mentee", "/requests/add/", MenteeRequest, fields


def nomination(cast):
    fields = {
        "subject": subject("Физика").pk,
        "mentee_category": MenteeCategory.objects.first().pk,
        "capacity": "2",
        "about": "Люблю опыты",
    }
    return "mentor", "/bank/apply/", Mentor, fields


def campaign(cast):
    today = timezone.localdate()
    year = years.year_of(today)
    fields = {
        "municipality": cast["mentor"].municipality_id,
        "questionnaire": Questionnaire.objects.get(code="mentor_before").pk,
        "year": years.label(year),
        "opens": today.isoformat(),
        "closes": min(today + timedelta(days=9), years.last_day(year)).isoformat(),
    }
    return "methodist", "/campaigns/add/", Campaign, fields


def meeting_of_a_pair(cast):
    today = timezone.localdate()
    card = Mentor.objects.create(person=cast["mentor"])
    pair = Pair.objects.create(
        municipality=cast["mentor"].municipality, number="1", mentor=card, state="active"
    )
    PairMember.objects.create(pair=pair, mentor=card, mentee=cast["mentee"], start_date=today)
    fields = {"date": today.isoformat(), "kind": "regular", "topic": "Разбор урока"}
    return "mentor", f"/pairs/{pair.pk}/meetings/", Meeting, fields


def incident(cast):
    hour = timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    fields = {
        "title": "Утерян ноутбук",
        "noticed_at": hour,
        "data_words": "Почта",
        "people_words": "Наставники",
        "municipality": cast["mentor"].municipality_id,
    }
    return "head", "/journal/incidents/new/", Incident, fields


def pupil(cast):
    return "curator", "/pupils/add/", Pupil, {"name": "Ивин Ян", "school_class": "6 б"}


def remark(cast):
    roadmap = workflow.create_from_template(
        template=RoadmapTemplate.objects.get(code="school_003"),
        school=cast["mentor"].school,
        year=2025,
        by=None,
    )
    workflow.submit(roadmap=roadmap, by=None)
    event = roadmap.events.order_by("pk").first()
    fields = {f"{event.pk}-text": "Приказ нужен раньше.", "comment": ""}
    return "approver", f"/roadmap/{roadmap.pk}/review/", Remark, fields


def word_of_a_list(cast):
    """A form of the admin."""
    return "methodist", "/admin/schools/subject/add/", Subject, {"name": "Вышивка", "_save": "1"}


def pressed(client, address, fields):
    """The status codes of fifty presses at once, each in a connection of its own."""
    barrier, codes = threading.Barrier(PRESSES), []

    def press():
        window = Client(raise_request_exception=False, enforce_csrf_checks=True)
        window.cookies.update(client.cookies)
        try:
            barrier.wait()
            codes.append(window.post(address, fields).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


def token_of(client, address):
    """The token that the form was opened with."""
    page = address if client.get(address).status_code == 200 else address.removesuffix("meetings/")
    return re.search(rf'name="{TOKEN}" value="([^"]+)"', client.get(page).content.decode())[1]


@pytest.mark.parametrize(
    "making",
    [
        meeting,
        town_event,
        request_of_a_teacher,
        nomination,
        campaign,
        meeting_of_a_pair,
        incident,
        pupil,
        remark,
        word_of_a_list,
    ],
)
def test_form_pressed_fifty_times_at_once_makes_one_record(making, client_as, people):
    login, address, model, fields = making(people)
    client, before = client_as(login), model.objects.count()
    token = token_of(client, address)

    codes = pressed(client, address, {**fields, TOKEN: token})

    assert set(codes) == {302}
    assert model.objects.count() == before + 1
    assert SentForm.objects.count() == 1


def test_form_opened_anew_or_changed_is_another_one(client_as, school):
    client, address = client_as("methodist"), "/meetings/add/"
    fields = {"date": "2026-03-20", "topic": "Итоги полугодия", TOKEN: token_of(client, address)}

    for sent in (
        fields,
        fields,
        {**fields, "topic": "Итоги года"},
        {**fields, TOKEN: token_of(client, address)},
    ):
        assert client.post(address, sent).status_code == 302

    topics = CoordinationMeeting.objects.order_by("pk").values_list("topic", flat=True)
    assert list(topics) == ["Итоги полугодия", "Итоги года", "Итоги полугодия"]


def test_second_press_is_led_where_the_first_led_and_told_so(client_as, school):
    client, address = client_as("methodist"), "/meetings/add/"
    fields = {"date": "2026-03-20", "topic": "Итоги полугодия", TOKEN: token_of(client, address)}
    first = client.post(address, fields)
    client.get(first.url)

    second = client.post(address, fields, follow=True)

    assert second.redirect_chain == [(first.url, 302)]
    assert "Эта форма уже отправлена: второе нажатие ничего не добавило." in second.content.decode()


def test_refused_form_may_be_sent_again(client_as, school):
    client, address = client_as("methodist"), "/meetings/add/"
    fields = {TOKEN: token_of(client, address)}

    assert [client.post(address, fields).status_code for _ in range(2)] == [400, 400]
    assert SentForm.objects.count() == 0


def test_refused_try_to_sign_in_is_counted_whatever_the_form_bears(client_as, users):
    address, client = "/accounts/login/", Client()
    fields = {"username": "curator", "password": "не тот", TOKEN: token_of(client, address)}

    codes = [client.post(address, fields).status_code for _ in range(11)]

    assert codes == [400] * 10 + [429]
    assert SentForm.objects.count() == 0
