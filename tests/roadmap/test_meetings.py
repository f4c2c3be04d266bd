"""Coordination meetings: the count of the school year, who plans them, what a held one must say."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.roadmap import workflow
from mentorship.roadmap.models import CoordinationMeeting
from mentorship.roadmap.models.meetings import enough_held
from mentorship.roadmap.workflow.meetings import Task, add_decision, hold_meeting
from schools import years
from schools.models import Municipality, Person
from tests.cast import TODAY
from tests.roadmap.conftest import words_of


@pytest.fixture
def make_meeting(municipality):
    def make(day, state="held", **fields):
        defaults = {"topic": "Итоги полугодия"}
        return CoordinationMeeting.objects.create(
            **{"municipality": municipality, "date": day, "state": state, **defaults, **fields}
        )

    return make


def save(meeting, by=None):
    return workflow.save_meeting(meeting=meeting, on=TODAY, by=by)


def test_school_year_runs_from_september_to_august(make_meeting):
    for day in (date(2025, 8, 31), date(2025, 9, 1), date(2026, 8, 31), date(2026, 9, 1)):
        make_meeting(day)
    found = CoordinationMeeting.objects.of_year(2025)
    assert [meeting.date for meeting in found] == [date(2026, 8, 31), date(2025, 9, 1)]


def test_only_held_meetings_count(make_meeting):
    make_meeting(date(2025, 10, 1))
    make_meeting(date(2025, 11, 1), "planned")
    make_meeting(date(2025, 12, 1), "cancelled")
    assert CoordinationMeeting.objects.of_year(2025).held().count() == 1


def test_enough_are_two_in_a_municipality(make_meeting, other_municipality):
    make_meeting(date(2025, 10, 1))
    make_meeting(date(2025, 10, 1), municipality=other_municipality)
    assert enough_held(CoordinationMeeting.objects.all()) == 0
    make_meeting(date(2026, 2, 1))
    assert enough_held(CoordinationMeeting.objects.all()) == 1


def test_meeting_that_lies_ahead_was_not_held(municipality):
    meeting = CoordinationMeeting(
        municipality=municipality, date=TODAY + timedelta(days=1), topic="Итоги", state="held"
    )
    with pytest.raises(ValidationError) as excinfo:
        save(meeting)
    assert excinfo.value.message_dict == {
        "date": ["Совещание ещё впереди: сегодня 16.03.2026. Оставьте состояние «запланировано»."]
    }
    meeting.date = TODAY
    assert save(meeting).pk


def test_held_meeting_has_decisions(make_meeting):
    meeting = make_meeting(TODAY, "planned")
    with pytest.raises(ValidationError) as excinfo:
        hold_meeting(meeting=meeting, on=TODAY, by=None)
    assert excinfo.value.messages == ["У проведённого совещания запишите решения."]
    add_decision(meeting=meeting, task=Task("Составить отчёт", owner_role="curator", due_date=TODAY), by=None)
    assert hold_meeting(meeting=meeting, on=TODAY, by=None, protocol_number="2").state == "held"
    with pytest.raises(ValidationError) as excinfo:
        hold_meeting(meeting=meeting, on=TODAY, by=None)
    assert excinfo.value.messages == ["Совещание уже проведено: обновите страницу."]


@pytest.mark.parametrize("login", ["head", "methodist", "approver"])
def test_meeting_is_planned_by_those_who_lead(municipality, users, login):
    meeting = CoordinationMeeting(municipality=municipality, date=TODAY, topic="Итоги")
    save(meeting, users[login])
    assert Entry.objects.get(action="meeting.add").by == users[login]


@pytest.mark.parametrize("login", ["curator", "director", "department"])
def test_meeting_is_not_planned_by_others(municipality, users, login):
    meeting = CoordinationMeeting(municipality=municipality, date=TODAY, topic="Итоги")
    with pytest.raises(ValidationError):
        save(meeting, users[login])


@pytest.mark.parametrize(
    ("login", "sees", "changes"),
    [
        ("head", 200, 200),
        ("methodist", 200, 200),
        ("approver", 200, 200),
        ("curator", 200, 403),
        ("director", 200, 403),
        ("department", 200, 403),
        ("mentor", 403, 403),
        ("admin", 403, 403),
    ],
)
def test_pages_open_by_the_table(client_as, make_meeting, login, sees, changes):
    meeting = make_meeting(TODAY)
    client = client_as(login)
    assert client.get("/meetings/").status_code == sees
    assert client.get("/meetings/add/").status_code == changes
    assert client.get(f"/meetings/{meeting.pk}/").status_code == sees
    assert client.get(f"/meetings/{meeting.pk}/edit/").status_code == changes


def test_page_counts_of_two(client_as, make_meeting):
    today = timezone.localdate()
    year = years.year_of(today)
    make_meeting(years.first_day(year))
    make_meeting(years.last_day(year), "planned", topic="Подведение итогов")
    response = client_as("curator").get("/meetings/")
    assert "проведено 1 из 2 :" in words_of(response)
    assert "Подведение итогов" in words_of(response)
    assert 'href="/meetings/add/"' not in response.content.decode()


def test_meeting_of_another_municipality_is_not_found(client_as, make_meeting, other_municipality):
    meeting = make_meeting(TODAY, municipality=other_municipality, topic="Чужое")
    client = client_as("methodist")
    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert "Чужое" not in client.get("/meetings/?year=2025/2026").content.decode()


def test_who_leads_two_municipalities_is_offered_the_people_of_these_alone(
    client_as, people, other_municipality
):
    third = Municipality.objects.create(name="Горный район")
    people["head"].roles.create(role="head", municipality=other_municipality, start_date="2023-09-01")
    near = Person.objects.create(
        code="N1", last_name="Соседов", first_name="Ян", municipality=other_municipality
    )
    near.roles.create(role="methodist", municipality=other_municipality, start_date="2023-09-01")
    far = Person.objects.create(code="F1", last_name="Дальнев", first_name="Ян", municipality=third)
    far.roles.create(role="methodist", municipality=third, start_date="2023-09-01")
    client = client_as("head")
    page = client.get("/meetings/add/").content.decode()
    assert ("Соседов" in page, "Дальнев" in page) == (True, False)
    data = {
        "municipality": other_municipality.pk,
        "date": "2026-02-10",
        "topic": "Итоги",
        "people": [far.pk],
    }
    assert client.post("/meetings/add/", data).status_code == 400
    assert not CoordinationMeeting.objects.exists()


def test_meeting_is_added_by_the_form(client_as, municipality, people):
    data = {
        "date": "2026-02-10",
        "topic": "Итоги полугодия",
        "questions": "Отчёты — Липова З. М.\n\nПланы",
        "people": [people["curator"].pk],
        "guests": "Гость из округа",
    }
    response = client_as("approver").post("/meetings/add/", data)
    meeting = CoordinationMeeting.objects.get()
    assert (response.status_code, response.url) == (302, f"/meetings/{meeting.pk}/")
    assert (meeting.municipality, meeting.state) == (municipality, "planned")
    assert list(meeting.agenda.values_list("text", "speaker")) == [
        ("Отчёты", "Липова З. М."),
        ("Планы", ""),
    ]
    assert [str(item) for item in meeting.participants.all()] == ["Рябинина Нина Юрьевна", "Гость из округа"]


def test_refused_form_keeps_what_was_typed(client_as, municipality):
    data = {"date": "", "topic": "Итоги полугодия", "questions": "Отчёты — Липова З. М."}
    response = client_as("head").post("/meetings/add/", data)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Заполните это поле." in page
    assert "Отчёты — Липова З. М." in page
    assert CoordinationMeeting.objects.count() == 0


def test_people_of_a_meeting_are_found_by_name_and_none_is_lost(client_as, make_meeting, people):
    meeting = make_meeting(TODAY, "planned")
    meeting.participants.create(person=people["methodist"])
    client, address = client_as("head"), f"/meetings/{meeting.pk}/edit/"
    page = words_of(client.get(address, {"q": "РЯБИН нина"}))
    assert "Рябинина Нина Юрьевна · Ёлкинская СОШ" in page
    assert "Липова Зоя Марковна" in page
    assert "Дубов Яков Ильич" not in page
    assert "Дубов Яков Ильич · Ёлкинская СОШ" in words_of(client.get(address))
    data = {"date": "2026-03-16", "topic": "Итоги", "people": [people["methodist"].pk, people["curator"].pk]}
    assert client.post(f"{address}?q=рябин", data).status_code == 302
    assert meeting.participants.count() == 2


def test_list_asks_few_queries(client_as, make_meeting, django_assert_max_num_queries):
    year = years.year_of(timezone.localdate())
    for number in range(40):
        make_meeting(years.first_day(year) + timedelta(days=number))
    client = client_as("head")
    with django_assert_max_num_queries(20):
        client.get("/meetings/")
