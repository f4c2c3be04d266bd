"""Draft → submitted → agreed → in progress → closed: who may, from where, what is refused in which words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.roadmap import workflow
from mentorship.roadmap.models import RoadmapEvent
from schools.enums import Role
from schools.models import RoleAssignment, User
from tests.cast import SINCE, TODAY
from tests.roadmap.conftest import LINK, event_of

STEPS = {
    "submit": lambda roadmap, by=None: workflow.submit(roadmap=roadmap, by=by),
    "return": lambda roadmap, by=None: workflow.return_for_rework(roadmap=roadmap, comment="сроки", by=by),
    "agree": lambda roadmap, by=None: workflow.agree(roadmap=roadmap, by=by),
    "start": lambda roadmap, by=None: workflow.start(roadmap=roadmap, by=by),
}
FROM = {"submit": "draft", "return": "submitted", "agree": "submitted", "start": "agreed"}
TO = {"submit": "submitted", "return": "draft", "agree": "agreed", "start": "in_progress"}
STATES = ("draft", "submitted", "agreed", "in_progress")
LOGINS = ("curator", "director", "methodist", "approver", "head", "department", "mentor", "admin")
ALLOWED = {
    "submit": {"curator", "director", "methodist"},
    "return": {"methodist", "approver"},
    "agree": {"approver"},
    "start": {"curator", "director", "methodist"},
}


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_step_is_taken_only_from_its_state(make_roadmap, school, step, state):
    roadmap = make_roadmap(school, state)
    if state == FROM[step]:
        assert STEPS[step](roadmap).state == TO[step]
        return
    (words,) = refused(lambda: STEPS[step](roadmap))
    assert words.startswith(f"Сейчас карта в состоянии «{roadmap.get_state_display()}»")
    roadmap.refresh_from_db()
    assert roadmap.state == state


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("login", LOGINS)
def test_step_is_allowed_to_its_roles(make_roadmap, school, users, step, login):
    roadmap = make_roadmap(school, FROM[step])
    if login in ALLOWED[step]:
        assert STEPS[step](roadmap, users[login]).state == TO[step]
    else:
        assert refused(lambda: STEPS[step](roadmap, users[login]))


def test_refusal_names_who_agrees(make_roadmap, school, users):
    roadmap = make_roadmap(school, "submitted")
    assert refused(lambda: workflow.agree(roadmap=roadmap, by=users["methodist"])) == [
        "Карту согласует ответственный управления образования."
    ]


def test_submit_wants_a_day_for_every_event_with_a_month(draft):
    draft.events.filter(code__in=["2.1", "3.4"]).update(due_date=None)
    assert refused(lambda: workflow.submit(roadmap=draft, by=None)) == ["Укажите срок мероприятий 2.1, 3.4."]


def test_submit_wants_somebody_responsible(draft):
    draft.events.update(responsible=" ")
    assert refused(lambda: workflow.submit(roadmap=draft, by=None)) == [
        "Укажите ответственных за мероприятия 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 3.1 и ещё 27."
    ]


def test_submit_asks_nothing_of_events_without_a_month(make_roadmap, municipality):
    roadmap = make_roadmap(None, municipality=municipality)
    roadmap.events.filter(code="M1.5").update(responsible="", due_date=None)
    assert workflow.submit(roadmap=roadmap, by=None).state == "submitted"


def test_submit_asks_nothing_of_cancelled_events(draft):
    event = event_of(draft, "7.8")
    workflow.cancel_event(event=event, reason="не наш год", by=None)
    RoadmapEvent.objects.filter(pk=event.pk).update(responsible="", due_date=None)
    assert workflow.submit(roadmap=draft, by=None).state == "submitted"


def test_submit_refuses_an_empty_plan(draft):
    draft.events.all().delete()
    assert refused(lambda: workflow.submit(roadmap=draft, by=None)) == [
        "В карте нет ни одного мероприятия: согласовывать нечего."
    ]


def test_return_keeps_the_comment_until_the_next_sending(make_roadmap, school):
    roadmap = make_roadmap(school, "submitted")
    roadmap = workflow.return_for_rework(roadmap=roadmap, comment=" Сдвиньте 5.4. ", by=None)
    assert (roadmap.state, roadmap.return_comment) == ("draft", "Сдвиньте 5.4.")
    assert workflow.submit(roadmap=roadmap, by=None).return_comment == ""


def test_return_wants_a_comment(make_roadmap, school):
    roadmap = make_roadmap(school, "submitted")
    with pytest.raises(ValidationError) as excinfo:
        workflow.return_for_rework(roadmap=roadmap, comment="  ", by=None)
    assert excinfo.value.message_dict == {"comment": ["Напишите, что исправить в карте."]}


def test_agree_keeps_the_terms_as_they_were_agreed(make_roadmap, school, users):
    roadmap = workflow.agree(roadmap=make_roadmap(school, "submitted"), by=users["approver"])
    assert (roadmap.agreed_by, roadmap.agreed_at is None) == (users["approver"], False)
    assert event_of(roadmap, "5.4").agreed_due_date == date(2025, 12, 31)


def test_agree_refuses_the_school_s_own_curator(make_roadmap, school, users, people):
    RoleAssignment.objects.create(
        person=people["approver"], role=Role.CURATOR, school=school, start_date=SINCE
    )
    approver = User.objects.get(pk=users["approver"].pk)
    roadmap = make_roadmap(school, "submitted")
    assert refused(lambda: workflow.agree(roadmap=roadmap, by=approver)) == [
        "Вы отвечаете за наставничество в этой школе: её карту согласует другой ответственный."
    ]


def test_agree_is_refused_across_municipalities(make_roadmap, foreign_school, users):
    roadmap = make_roadmap(foreign_school, "submitted")
    assert refused(lambda: workflow.agree(roadmap=roadmap, by=users["approver"]))


def settle(roadmap, left=()):
    """Mark every event of the roadmap but a few."""
    for event in roadmap.events.exclude(code__in=left).filter(due_date__isnull=False):
        if event.is_datable:
            day = min(event.due_date, TODAY)
            workflow.mark_done(event=event, done_date=day, on=TODAY, by=None, links=[LINK])


def test_close_refuses_while_events_are_open(running):
    settle(running, left=["7.7", "7.8"])
    assert refused(lambda: workflow.close(roadmap=running, summary="итог", by=None)) == [
        "Не отмечены мероприятия 7.7, 7.8: отметьте выполнение или отмените их."
    ]


def test_close_takes_done_and_cancelled_events(running, users):
    settle(running, left=["7.8"])
    workflow.cancel_event(event=event_of(running, "7.8"), reason="в следующем году", by=None)
    roadmap = workflow.close(roadmap=running, summary=" Всё получилось. ", by=users["methodist"])
    assert (roadmap.state, roadmap.closing_summary) == ("closed", "Всё получилось.")
    assert Entry.objects.get(action="roadmap.close").by == users["methodist"]


def test_close_wants_an_analysis(running):
    with pytest.raises(ValidationError) as excinfo:
        workflow.close(roadmap=running, summary="", by=None)
    assert list(excinfo.value.message_dict) == ["summary"]


@pytest.mark.parametrize("login", ["curator", "director", "head", "department", "mentor"])
def test_close_is_refused_to_those_who_do_not_supervise(running, users, login):
    assert refused(lambda: workflow.close(roadmap=running, summary="итог", by=users[login])) == [
        "Карту закрывает методист или ответственный управления образования."
    ]


def test_close_settles_events_that_have_no_day(municipal):
    settle(municipal)
    held = event_of(municipal, "M1.5")
    for day in (date(2025, 10, 3), date(2026, 2, 4)):
        workflow.add_occurrence(event=held, day=day, text="консультация", on=TODAY, by=None, links=[LINK])
    workflow.cancel_event(event=event_of(municipal, "M2.5.4"), reason="не проводили", by=None)
    roadmap = workflow.close(roadmap=municipal, summary="итог", by=None)
    held.refresh_from_db()
    assert (held.state, held.done_date) == ("done", date(2026, 2, 4))
    assert event_of(roadmap, "M3.6").state == "cancelled"


def test_close_wants_a_word_on_what_lasts_the_whole_period(municipal):
    settle(municipal)
    assert refused(lambda: workflow.close(roadmap=municipal, summary="итог", by=None)) == [
        "У мероприятий M2.5.4 нет записей с подтверждением: добавьте их или отмените мероприятия."
    ]
    assert event_of(municipal, "M3.6").state == "planned"
