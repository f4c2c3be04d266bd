"""Changing the plan: free in a draft, by question and answer once it is agreed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.roadmap import workflow
from mentorship.roadmap.models import PlanChange
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of

NEW = date(2026, 4, 15)


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


def move(event, day=NEW, reason="каникулы", by=None):
    return workflow.move_event(event=event, new_due_date=day, reason=reason, by=by)


def ask(event, by=None):
    return workflow.ask_move(event=event, new_due_date=NEW, reason="каникулы", by=by)


def test_move_in_a_draft_belongs_to_the_school(draft, users):
    move(event_of(draft, "5.4"), by=users["curator"])
    draft.refresh_from_db()
    event = event_of(draft, "5.4")
    assert (event.due_date, event.agreed_due_date, draft.version) == (NEW, None, 1)


def test_move_in_an_agreed_plan_makes_a_new_version(running, users):
    move(event_of(running, "5.4"), by=users["approver"])
    running.refresh_from_db()
    event = event_of(running, "5.4")
    assert (event.due_date, event.agreed_due_date, event.was_moved) == (NEW, date(2025, 12, 31), True)
    assert running.version == 2
    assert Entry.objects.get(action="roadmap.move").data == {"old": "2025-12-31", "new": "2026-04-15"}


def test_move_before_the_start_takes_the_start_along(running):
    move(event_of(running, "6.4"), day=date(2025, 12, 20))
    assert event_of(running, "6.4").start_date == date(2025, 12, 1)


@pytest.mark.parametrize("login", ["curator", "director", "head", "department"])
def test_move_in_an_agreed_plan_is_refused_to_the_school(running, users, login):
    assert refused(lambda: move(event_of(running, "5.4"), by=users[login])) == [
        "Согласованный план меняет методист или ответственный управления образования."
    ]


def test_move_wants_a_reason_another_day_and_the_school_year(running):
    event = event_of(running, "5.4")
    assert refused(lambda: move(event, reason=" ")) == ["Напишите причину."]
    assert refused(lambda: move(event, day=event.due_date)) == ["Новый срок совпадает с нынешним."]
    assert refused(lambda: move(event, day=date(2026, 9, 1))) == [
        "Срок должен лежать внутри учебного года: с 01.09.2025 по 31.08.2026."
    ]


def test_move_is_refused_without_a_term(municipal):
    assert refused(lambda: move(event_of(municipal, "M1.5"))) == [
        "У мероприятия M1.5 нет срока: переносить нечего."
    ]


def test_move_is_refused_on_a_done_event(running):
    event = event_of(running, "1.1")
    workflow.mark_done(event=event, done_date=date(2025, 9, 20), on=TODAY, by=None, links=[LINK])
    assert refused(lambda: move(event)) == ["Мероприятие 1.1 уже выполнено."]


def test_move_is_refused_while_the_plan_is_being_agreed(make_roadmap, school):
    event = event_of(make_roadmap(school, "submitted"), "1.1")
    assert refused(lambda: move(event)) == ["Мероприятия отмечают после согласования карты."]


def test_cancel_keeps_the_event_and_the_reason(running, users):
    workflow.cancel_event(event=event_of(running, "1.3"), reason="нет выпускников", by=users["methodist"])
    running.refresh_from_db()
    event = event_of(running, "1.3")
    assert (event.state, event.changes.get().reason, running.version) == ("cancelled", "нет выпускников", 2)


def test_cancel_wants_a_reason(running):
    assert refused(lambda: workflow.cancel_event(event=event_of(running, "1.3"), reason="", by=None)) == [
        "Напишите причину."
    ]


def test_cancel_answers_the_question_that_waits(running, users):
    event = event_of(running, "5.4")
    ask(event, users["curator"])
    workflow.cancel_event(event=event, reason="не нужно", by=users["methodist"])
    waiting = event.changes.get(kind="move")
    assert (waiting.state, waiting.answer, waiting.decided_by) == (
        "declined",
        "Мероприятие отменено.",
        users["methodist"],
    )


def test_question_leaves_the_plan_as_it_is(running, users):
    change = ask(event_of(running, "5.4"), users["curator"])
    running.refresh_from_db()
    assert (change.state, change.asked_by) == ("asked", users["curator"])
    assert (event_of(running, "5.4").due_date, running.version) == (date(2025, 12, 31), 1)


def test_question_waits_alone(running):
    ask(event_of(running, "5.4"))
    assert refused(
        lambda: workflow.ask_cancel(event=event_of(running, "5.4"), reason="не нужно", by=None)
    ) == ["По этому мероприятию уже ждёт решения другая просьба."]


@pytest.mark.parametrize("login", ["methodist", "approver", "head", "department"])
def test_question_is_the_school_s(running, users, login):
    assert refused(lambda: ask(event_of(running, "5.4"), users[login])) == [
        "Об изменении плана просит куратор или руководитель школы."
    ]


def test_question_is_needless_in_a_draft(draft, users):
    assert refused(lambda: ask(event_of(draft, "5.4"), users["curator"])) == [
        "Мероприятия отмечают после согласования карты."
    ]


def test_accept_makes_the_change(running, users):
    change = ask(event_of(running, "5.4"), users["curator"])
    change = workflow.accept_change(change=change, by=users["approver"])
    running.refresh_from_db()
    assert (change.state, change.decided_by) == ("made", users["approver"])
    assert (event_of(running, "5.4").due_date, running.version) == (NEW, 2)


def test_accept_cancels_where_that_was_asked(running):
    change = workflow.ask_cancel(event=event_of(running, "1.3"), reason="нет выпускников", by=None)
    workflow.accept_change(change=change, by=None)
    assert event_of(running, "1.3").state == "cancelled"
    assert PlanChange.objects.get().state == "made"


def test_decline_tells_why(running, users):
    change = ask(event_of(running, "5.4"), users["curator"])
    assert refused(lambda: workflow.decline_change(change=change, answer="", by=None)) == [
        "Напишите школе, почему план остаётся прежним."
    ]
    change = workflow.decline_change(change=change, answer="Приказ нужен в декабре.", by=users["methodist"])
    assert (change.state, change.answer) == ("declined", "Приказ нужен в декабре.")
    assert event_of(running, "5.4").due_date == date(2025, 12, 31)


def test_answer_is_given_once(running):
    change = ask(event_of(running, "5.4"))
    workflow.accept_change(change=change, by=None)
    assert refused(lambda: workflow.decline_change(change=change, answer="нет", by=None)) == [
        "На эту просьбу уже ответили: внесено."
    ]


@pytest.mark.parametrize("login", ["curator", "director", "head", "department"])
def test_answer_is_refused_to_the_school(running, users, login):
    change = ask(event_of(running, "5.4"))
    assert refused(lambda: workflow.accept_change(change=change, by=users[login]))
    assert refused(lambda: workflow.decline_change(change=change, answer="нет", by=users[login]))


def test_declined_question_may_be_asked_anew(running):
    change = ask(event_of(running, "5.4"))
    workflow.decline_change(change=change, answer="нет", by=None)
    assert ask(event_of(running, "5.4")).state == "asked"
