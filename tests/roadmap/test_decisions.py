"""Decisions of meetings: who answers, when they are late, who marks them, what the owner's workplace says."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.roadmap.models import CoordinationMeeting, MeetingDecision
from mentorship.roadmap.workflow.meetings import (
    Task,
    add_decision,
    cancel_decision,
    close_decision,
    reopen_decision,
)
from mentorship.roadmap.workplan.behind import behind
from mentorship.roadmap.workplan.tasks import tasks_for
from tests.cast import TODAY, YEAR
from tests.roadmap.conftest import words_of

DAY = date(2026, 3, 2)


@pytest.fixture
def meeting(municipality):
    """A held meeting of the cast's municipality."""
    return CoordinationMeeting.objects.create(
        municipality=municipality, date=DAY, topic="Итоги полугодия", state="held", protocol_number="3"
    )


@pytest.fixture
def decide(meeting):
    """A decision: `decide(owner_role="curator")`, due today."""

    def make(text="Сдать отчёты", due_date=TODAY, **owner):
        return add_decision(meeting=meeting, task=Task(text, due_date=due_date, **owner), by=None)

    return make


def test_decisions_are_numbered(decide):
    assert [decide(owner_role="curator").number, decide(owner_role="director").number] == [1, 2]


def test_due_day_is_in_time_and_the_next_is_late(decide, municipality):
    decision = decide(owner_role="curator")
    assert not MeetingDecision.objects.overdue(TODAY).exists()
    assert behind([municipality], YEAR, TODAY).is_empty
    tomorrow = TODAY + timedelta(days=1)
    assert MeetingDecision.objects.overdue(tomorrow).get() == decision
    (owner,) = behind([municipality], YEAR, tomorrow).decisions
    assert (owner.name, [late.days for late in owner.late]) == ("школьный куратор", [1])


@pytest.mark.parametrize(
    ("task", "field", "words"),
    [
        (Task("Сдать"), "owner_person", "Укажите, кто отвечает: человек, школа или роль."),
        (Task("Сдать", owner_role="curator"), "due_date", "Укажите срок."),
        (
            Task("Сдать", owner_role="curator", due_date=DAY - timedelta(days=1)),
            "due_date",
            "Срок раньше самого совещания: проверьте дату.",
        ),
    ],
)
def test_decision_needs_an_owner_and_a_day(meeting, task, field, words):
    with pytest.raises(ValidationError) as excinfo:
        add_decision(meeting=meeting, task=task, by=None)
    assert excinfo.value.message_dict == {field: [words]}


def test_decision_belongs_to_a_person_or_to_a_post(decide, people, school):
    with pytest.raises(ValidationError) as excinfo:
        decide(owner_person=people["curator"], owner_school=school)
    assert excinfo.value.messages == ["Выберите либо человека, либо школу и роль."]


def test_owner_is_of_the_meeting_s_municipality(decide, foreign_school):
    with pytest.raises(ValidationError) as excinfo:
        decide(owner_school=foreign_school)
    assert excinfo.value.messages == [
        f"«{foreign_school}» — из другого муниципалитета: выберите другого ответственного."
    ]


def owned(user):
    return set(MeetingDecision.objects.owned_by(user).values_list("number", flat=True))


def test_owners_are_found_by_name_school_and_role(decide, people, users, school, other_school):
    decide(owner_person=people["methodist"])  # 1
    decide(owner_school=school)  # 2
    decide(owner_school=other_school)  # 3
    decide(owner_role="curator")  # 4
    decide(owner_school=school, owner_role="director")  # 5
    decide(owner_role="department")  # 6
    found = {login: owned(users[login]) for login in ("methodist", "curator", "director", "department")}
    assert found == {"methodist": {1}, "curator": {2, 4}, "director": {2, 5}, "department": {6}}


def test_overdue_decision_is_the_owner_s_task(decide, users):
    decision = decide(owner_role="curator", due_date=TODAY - timedelta(days=3))
    (task,) = tasks_for(users["curator"], TODAY)
    assert (task.url, task.tone, task.due) == (decision.get_absolute_url(), "bad", decision.due_date)
    assert tasks_for(users["director"], TODAY) == []
    close_decision(decision=decision, done_date=TODAY, note="", on=TODAY, by=users["curator"])
    assert tasks_for(users["curator"], TODAY) == []


def test_decision_of_the_future_is_no_task_yet(decide, users):
    decide(owner_role="curator", due_date=TODAY + timedelta(days=15))
    assert tasks_for(users["curator"], TODAY) == []
    decide(owner_role="curator", due_date=TODAY + timedelta(days=14))
    assert len(tasks_for(users["curator"], TODAY)) == 1


def test_only_the_owner_and_leaders_mark(decide, users):
    decision = decide(owner_role="curator")
    with pytest.raises(ValidationError):
        close_decision(decision=decision, done_date=TODAY, note="", on=TODAY, by=users["director"])
    closed = close_decision(decision=decision, done_date=TODAY, note="Сдано", on=TODAY, by=users["curator"])
    assert (closed.state, closed.closed_date, closed.note) == ("done", TODAY, "Сдано")
    assert closed.closed_by == users["curator"]
    with pytest.raises(ValidationError) as excinfo:
        close_decision(decision=decision, done_date=TODAY, note="", on=TODAY, by=users["head"])
    assert excinfo.value.messages == ["Решение уже выполнено: обновите страницу."]
    assert reopen_decision(decision=decision, by=users["head"]).closed_date is None


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), DAY - timedelta(days=1)])
def test_decision_is_done_between_the_meeting_and_today(decide, day):
    decision = decide(owner_role="curator")
    with pytest.raises(ValidationError) as excinfo:
        close_decision(decision=decision, done_date=day, note="", on=TODAY, by=None)
    assert list(excinfo.value.message_dict) == ["done_date"]


def test_withdrawn_decision_is_not_late(decide):
    decision = decide(owner_role="curator", due_date=DAY)
    cancel_decision(decision=decision, reason="Сделано раньше", on=TODAY, by=None)
    assert not MeetingDecision.objects.overdue(TODAY).exists()


def test_curator_marks_on_the_page_and_may_not_edit(client_as, decide):
    decision = decide(owner_role="curator")
    client = client_as("curator")
    page = words_of(client.get(decision.get_absolute_url()))
    assert "Отметить выполнение" in page
    assert "Снять решение" not in page
    assert client.post(f"{decision.get_absolute_url()}edit/", {}).status_code == 403
    today = timezone.localdate()
    response = client.post(
        f"{decision.get_absolute_url()}close/", {"done_date": today.isoformat(), "note": "Готово"}
    )
    assert response.status_code == 302
    decision.refresh_from_db()
    assert (decision.state, decision.closed_date) == ("done", today)
    again = client_as("head").post(f"{decision.get_absolute_url()}close/", {"done_date": today.isoformat()})
    assert again.status_code == 400
    assert "Решение уже выполнено" in words_of(again)


def test_decision_is_given_on_the_meeting_s_page(client_as, meeting, people):
    client = client_as("approver")
    empty = client.post(f"/meetings/{meeting.pk}/decide/", {"text": "Сдать отчёты"})
    assert empty.status_code == 400
    assert "Укажите, кто отвечает" in words_of(empty)
    data = {"text": "Сдать отчёты", "owner_person": people["curator"].pk, "due_date": "20.03.2026"}
    assert client.post(f"/meetings/{meeting.pk}/decide/", data).status_code == 302
    assert meeting.decisions.get().owner == "Рябинина Н. Ю."
    assert client_as("curator").post(f"/meetings/{meeting.pk}/decide/", data).status_code == 403


def test_decisions_go_out_as_excel(client_as, decide, municipality):
    decide(owner_role="curator", due_date=date(2026, 3, 10))
    response = client_as("department").get("/meetings/decisions.xlsx?year=2025/2026")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    line = next(row for row in rows if row[3] == "Сдать отчёты")
    assert (line[0].date(), line[1], line[2], line[4], line[5].date()) == (
        DAY,
        "3",
        1,
        "школьный куратор",
        date(2026, 3, 10),
    )


def test_meeting_s_page_asks_few_queries(client_as, decide, meeting, django_assert_max_num_queries):
    for _ in range(30):
        decide(owner_role="curator")
    client = client_as("head")
    with django_assert_max_num_queries(25):
        assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
