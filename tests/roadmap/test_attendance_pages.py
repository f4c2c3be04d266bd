"""The pages of the list: ticks, pasted names, a workbook, the code at the door, who may see what."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.roadmap import workflow
from mentorship.roadmap.door import DoorClosed, door_of, key_of
from mentorship.spreadsheets.reader import read_sheet
from mentorship.spreadsheets.writer import write_workbook
from tests.roadmap.conftest import event_of, words_of

NAME, CODE = "Фамилия, имя, отчество", "Код педагога"


@pytest.fixture
def event(current):
    """An event of the roadmap of the real this year."""
    return event_of(current, "1.1")


@pytest.fixture
def address(event):
    """The page of its list."""
    return f"{event.get_absolute_url()}people/"


def post(client, address, act, **data):
    return client.post(address, {"act": act, "day": timezone.localdate().isoformat(), **data})


def sheet(*rows, headings=(NAME, CODE)):
    content = write_workbook("Участники", headings, rows)
    return SimpleUploadedFile("список.xlsx", content)


def names_in(event):
    return sorted(str(row) for row in event.attendance.confirmed())


def test_staff_of_the_school_is_ticked(client_as, people, event, address):
    client = client_as("curator")
    assert "Осинин Тихон Эдуардович" in words_of(client.get(address))
    answer = post(client, address, "tick", people=[people["mentor"].pk, people["mentee"].pk])
    assert (answer.status_code, names_in(event)) == (
        302,
        ["Клёнова Эмма Савельевна", "Осинин Тихон Эдуардович"],
    )
    assert "Список участников всего: 2" in words_of(client.get(address))


def test_nobody_ticked_is_refused_with_words(client_as, address):
    answer = post(client_as("curator"), address, "tick")
    assert answer.status_code == 400
    assert "Отметьте хотя бы одного педагога." in words_of(answer)


@pytest.mark.parametrize("key", ["0", "99999999999999999999999", "x"])
def test_tick_of_nobody_is_refused(client_as, address, key):
    assert post(client_as("curator"), address, "tick", people=[key]).status_code == 400


def test_pasted_list_with_an_unknown_name_stores_nothing_and_keeps_what_was_typed(client_as, event, address):
    answer = post(client_as("curator"), address, "names", names="Клёнова Э. С.\nГость Иван")
    assert answer.status_code == 400
    assert "Гость Иван: такого педагога в портале нет." in words_of(answer)
    assert "Клёнова Э. С.\nГость Иван" in answer.content.decode()
    assert names_in(event) == []


def test_pasted_list_takes_the_unknown_as_guests_when_told_to(client_as, event, address):
    answer = post(client_as("curator"), address, "names", names="Клёнова Э. С.\nГость Иван", as_guests="on")
    assert (answer.status_code, names_in(event)) == (302, ["Гость Иван", "Клёнова Эмма Савельевна"])


def test_workbook_is_loaded_by_name_or_code(client_as, event, address):
    file = sheet(("Клёнова Эмма Савельевна", ""), ("", "C-mentee"))
    answer = post(client_as("curator"), address, "sheet", file=file)
    assert (answer.status_code, names_in(event)) == (
        302,
        ["Клёнова Эмма Савельевна", "Осинин Тихон Эдуардович"],
    )


def test_workbook_tells_each_bad_row_and_stores_nothing(client_as, event, address):
    file = sheet(("Клёнова Эмма Савельевна", ""), ("Никто Никак", ""), ("", "НЕТ-1"))
    answer = post(client_as("curator"), address, "sheet", file=file)
    words = words_of(answer)
    assert answer.status_code == 400
    assert "строка 3, столбец «Фамилия, имя, отчество» (стоит «Никто Никак»)" in words
    assert "строка 4, столбец «Код педагога» (стоит «НЕТ-1»)" in words
    assert names_in(event) == []


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_file_that_is_no_workbook_is_refused(client_as, address, content):
    answer = post(client_as("curator"), address, "sheet", file=SimpleUploadedFile("a.xlsx", content))
    assert answer.status_code == 400


def test_own_workbook_comes_back_unchanged(client_as, people, event, address):
    client = client_as("curator")
    post(client, address, "tick", people=[people["mentor"].pk])
    answer = client.get(f"{address[:-1]}.xlsx")
    rows = list(read_sheet(answer.content, [NAME], [CODE]).rows([0]))
    assert [cells[:2] for _, cells in rows] == [["Клёнова Эмма Савельевна", "C-mentor"]]
    again = SimpleUploadedFile("список.xlsx", answer.content)
    assert post(client, address, "sheet", file=again).status_code == 302
    assert event.attendance.count() == 1


def test_guest_is_confirmed_and_taken_out_on_the_page(client_as, event, address):
    client = client_as("curator")
    workflow.announce(event=event, name="Гость Иван", place="", on=timezone.localdate())
    line = event.attendance.get()
    assert "Гости ждут подтверждения" in words_of(client.get(address))
    post(client, address, "confirm", line=line.pk)
    assert names_in(event) == ["Гость Иван"]
    post(client, address, "remove", line=line.pk)
    assert names_in(event) == []
    assert post(client, address, "remove", line=line.pk).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("curator", 200),
        ("director", 200),
        ("methodist", 200),
        ("head", 200),
        ("approver", 200),
        ("department", 403),
        ("mentee", 403),
    ],
)
def test_names_are_for_those_who_see_people(client_as, address, role, status):
    assert client_as(role).get(address).status_code == status


def test_only_those_who_mark_change_the_list(client_as, people, address):
    assert post(client_as("head"), address, "tick", people=[people["mentor"].pk]).status_code == 403


@pytest.mark.parametrize("tail", ["?time=99999999999999999999", "?time=x", "?time=7", "?school=x"])
def test_address_that_names_nothing_is_not_found(client_as, make_roadmap, municipality, this_year, tail):
    roadmap = make_roadmap(None, "agreed", municipality=municipality, year=this_year)
    event = event_of(roadmap, "M1.1")
    answer = client_as("methodist").get(f"{event.get_absolute_url()}people/{tail}")
    assert answer.status_code == 404


def test_municipal_event_ticks_the_staff_of_a_chosen_school(
    client_as, make_roadmap, municipality, school, this_year, people
):
    event = event_of(make_roadmap(None, "agreed", municipality=municipality, year=this_year), "M1.1")
    client, address = client_as("methodist"), f"{event.get_absolute_url()}people/"
    assert "Осинин" not in words_of(client.get(address))
    chosen = f"{address}?school={school.pk}"
    assert "Осинин" in words_of(client.get(chosen))
    assert post(client, chosen, "tick", people=[people["mentee"].pk]).status_code == 302
    assert names_in(event) == ["Осинин Тихон Эдуардович"]


def test_list_costs_few_queries_whatever_its_length(client_as, event, address, school, make_teacher):
    client = client_as("curator")
    staff = [make_teacher(school, f"T{number}") for number in range(40)]
    today = timezone.localdate()
    workflow.add_people(event=event, people=staff[:30], day=today, on=today, by=None)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    assert len(queries) <= 25


# The door


def here(event, occurrence=None):
    return f"/roadmap/here/{key_of(event, occurrence)}/"


def test_code_is_shown_to_who_marks(client_as, event):
    page = client_as("curator").get(f"{event.get_absolute_url()}door/")
    assert (page.status_code, 'class="qr"' in page.content.decode()) == (200, True)
    assert "http://testserver/roadmap/here/" in page.content.decode()
    assert client_as("department").get(f"{event.get_absolute_url()}door/").status_code == 403


def test_teacher_comes_with_one_press(client_as, event, people):
    client, address = client_as("mentee"), here(event)
    assert "Я здесь" in words_of(client.get(address))
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert names_in(event) == ["Осинин Тихон Эдуардович"]
    assert "вы в списке участников" in words_of(client.get(address))


def test_guest_without_an_account_gives_a_name(event):
    client, address = Client(), here(event)
    page = words_of(client.get(address))
    assert "Войти и отметиться" in page
    answer = client.post(address, {"name": "Гость Иван", "place": "Родитель"}, follow=True)
    assert "Спасибо, вы записаны" in words_of(answer)
    assert (event.attendance.waiting().count(), names_in(event)) == (1, [])


@pytest.mark.parametrize("name", ["", "  ", "я" * 201])
def test_guest_without_a_name_is_asked_again(event, name):
    answer = Client().post(here(event), {"name": name})
    assert (answer.status_code, event.attendance.count()) == (400, 0)


def test_made_up_key_is_not_found(event):
    assert Client().get("/roadmap/here/1.0:1tAAAA:forged/").status_code == 404


def test_key_opens_for_six_hours(event, monkeypatch):

    key, now = key_of(event, None), timezone.now().timestamp()
    assert door_of(key) == (event.pk, None)
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(hours=6, minutes=1).total_seconds())
    with pytest.raises(DoorClosed):
        door_of(key)
    answer = Client().get(f"/roadmap/here/{key}/")
    assert answer.status_code == 410
    assert "Время этой ссылки прошло" in words_of(answer)


def test_door_of_a_cancelled_event_is_closed(event):
    address = here(event)
    workflow.cancel_event(event=event, reason="Карантин", by=None)
    answer = Client().post(address, {"name": "Гость"})
    assert (answer.status_code, event.attendance.count()) == (409, 0)


def test_door_of_an_occurrence_fills_its_own_list(client_as, make_roadmap, municipality, this_year, users):
    event = event_of(make_roadmap(None, "agreed", municipality=municipality, year=this_year), "M1.5")
    today = timezone.localdate()
    held = workflow.add_occurrence(event=event, day=today, text="Консультация", on=today, by=None)
    client_as("mentee").post(here(event, held))
    assert [row.occurrence for row in event.attendance.all()] == [held]


def test_teacher_of_another_municipality_comes_as_a_guest(
    client_as, event, users, other_municipality, foreign_school
):
    person = users["mentee"].person
    person.municipality, person.school = other_municipality, foreign_school
    person.save()
    client, address = client_as("mentee"), here(event)
    assert "Я гость" in words_of(client.get(address))
    client.post(address, {"name": person.full_name})
    assert event.attendance.get().is_confirmed is False
