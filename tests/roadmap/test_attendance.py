"""Who took part, by name: by hand, by a list, by the code at the door, guests."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.roadmap import workflow
from mentorship.roadmap.enums import AttendanceWay
from mentorship.roadmap.models import Attendance
from mentorship.roadmap.naming import lines_of, named
from tests.cast import TODAY
from tests.roadmap.conftest import event_of

DAY = date(2026, 3, 10)


def add(event, *people, **given):
    arguments = {"day": DAY, "on": TODAY, "by": None, **given}
    return workflow.add_people(event=event, people=people, **arguments)


def refusal(do) -> str:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return " ".join(excinfo.value.messages)


@pytest.fixture
def event(running):
    """An event of the running roadmap."""
    return event_of(running, "1.1")


def test_person_stands_in_the_list_once(event, people):
    assert add(event, people["mentor"], people["mentee"], people["mentor"]) == 2
    assert add(event, people["mentor"]) == 0
    assert event.attendance.count() == 2


def test_occurrence_has_a_list_of_its_own(municipal, people):
    event = event_of(municipal, "M1.5")
    held = workflow.add_occurrence(event=event, day=DAY, text="Консультация", on=TODAY, by=None)
    assert add(event, people["mentor"], occurrence=held) == 1
    assert add(event, people["mentor"]) == 1
    assert [row.occurrence for row in event.attendance.order_by("pk")] == [held, None]


def test_database_refuses_a_second_line_of_a_person(event, people):
    add(event, people["mentor"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(event=event, person=people["mentor"], date=DAY)


def test_day_ahead_is_refused_today_is_taken(event, people):
    words = refusal(lambda: add(event, people["mentor"], day=date(2026, 3, 17)))
    assert words == "Дата не может быть в будущем. Сегодня 16.03.2026."
    assert add(event, people["mentor"], day=TODAY) == 1


def test_person_of_another_municipality_is_refused(event, foreign_school, make_teacher):
    words = refusal(lambda: add(event, make_teacher(foreign_school, "F1")))
    assert words == "В список входят педагоги своего муниципалитета; других запишите гостями."


def test_list_of_a_draft_or_a_cancelled_event_is_refused(draft, municipal, people):
    words = refusal(lambda: add(event_of(draft, "1.1"), people["mentor"]))
    assert words == "Мероприятия отмечают после согласования карты."
    event = event_of(municipal, "M1.1")
    workflow.cancel_event(event=event, reason="Перенесли на другой год", by=None)
    assert refusal(lambda: add(event, people["mentor"])) == (
        "Мероприятие M1.1 отменено: участников у него нет."
    )


def test_list_is_for_those_who_mark(event, users, people):
    assert add(event, people["mentor"], by=users["curator"]) == 1
    words = refusal(lambda: add(event, people["mentee"], by=users["department"]))
    assert words == "Выполнение отмечает куратор или руководитель школы либо методист."


def test_arrival_by_the_code_is_idempotent(event, users, people):
    arrive = {"event": event, "person": people["mentee"], "on": TODAY, "by": users["mentee"]}
    assert (workflow.arrive(**arrive), workflow.arrive(**arrive)) == (True, False)
    line = event.attendance.get()
    assert (line.way, line.date, line.is_confirmed) == (AttendanceWay.CODE, TODAY, True)


def test_guest_waits_and_is_confirmed_by_the_curator(event, users):
    guest = {"event": event, "place": "Родитель", "on": TODAY}
    assert workflow.announce(name=" Ольхина  Вера ", **guest)
    assert not workflow.announce(name="ольхина вера", **guest)
    line = event.attendance.get()
    assert (str(line), line.place, line.is_confirmed) == ("Ольхина Вера", "Родитель", False)
    assert event.attendance.confirmed().count() == 0
    workflow.confirm_guest(attendance=line, by=users["curator"])
    assert event.attendance.confirmed().count() == 1
    assert refusal(lambda: workflow.confirm_guest(attendance=line, by=None)) == "Ольхина Вера уже в списке."


def test_guest_with_the_name_of_one_teacher_becomes_that_teacher(event, people):
    workflow.announce(event=event, name="Клёнова Эмма Савельевна", place="", on=TODAY)
    line = workflow.confirm_guest(attendance=event.attendance.get(), by=None)
    assert (line.person, line.guest_name) == (people["mentor"], "")


def test_guest_who_is_in_the_list_already_is_not_doubled(event, people):
    add(event, people["mentor"])
    workflow.announce(event=event, name="Клёнова Эмма Савельевна", place="", on=TODAY)
    line = event.attendance.waiting().get()
    assert refusal(lambda: workflow.confirm_guest(attendance=line, by=None)) == (
        "Клёнова Эмма Савельевна уже в списке: эту запись уберите."
    )


def test_guests_are_not_without_number(event, monkeypatch):
    monkeypatch.setattr("mentorship.roadmap.workflow.attending.MOST_GUESTS", 2)
    for name in ("Первый", "Второй"):
        assert workflow.announce(event=event, name=name, place="", on=TODAY)
    words = refusal(lambda: workflow.announce(event=event, name="Третий", place="", on=TODAY))
    assert words == "Список гостей переполнен: подойдите к организатору."


def test_line_is_taken_out(event, people, users):
    add(event, people["mentor"])
    workflow.remove_attendance(attendance=event.attendance.get(), by=users["curator"])
    assert not event.attendance.exists()


def test_lines_lose_numbers_bullets_and_repeats():
    pasted = "1. Клёнова Эмма Савельевна\n\n — Осинин Т. Э.,\n• C-mentor\nОсинин Т. Э.\n"
    assert lines_of(pasted) == ["Клёнова Эмма Савельевна", "Осинин Т. Э.", "C-mentor"]


@pytest.mark.parametrize(
    "line",
    [
        "Клёнова Эмма Савельевна",
        "кленова эмма савельевна",
        "Клёнова Э. С.",
        "Клёнова Э.С.",
        "Клёнова Э.",
        "c-MENTOR",
    ],
)
def test_person_is_named_in_many_ways(running, people, line):
    assert named(running, [line]).people == [people["mentor"]]


def test_unknown_and_ambiguous_lines_are_told(running, people, other_school, make_teacher):
    for code in ("T1", "T2"):
        make_teacher(other_school, code, last_name="Ивин", first_name="Олег", middle_name="Ильич")
    found = named(running, ["Ивин О. И.", "Никто Никак Никогда"])
    assert (found.people, found.ambiguous, found.unknown) == ([], ["Ивин О. И."], ["Никто Никак Никогда"])


def test_namesake_of_the_own_school_wins(running, school, other_school, make_teacher):
    names = {"last_name": "Ивин", "first_name": "Олег", "middle_name": "Ильич"}
    own, _ = make_teacher(school, "T1", **names), make_teacher(other_school, "T2", **names)
    assert named(running, ["Ивин Олег Ильич"]).people == [own]


def test_person_of_another_municipality_is_unknown(running, foreign_school, make_teacher):
    make_teacher(foreign_school, "F1", last_name="Ивин", first_name="Олег", middle_name="Ильич")
    assert named(running, ["Ивин Олег Ильич", "F1"]).unknown == ["Ивин Олег Ильич", "F1"]
