"""A new version after the agreement: gathered, sent, returned, agreed; the agreed plan counts until then."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.roadmap import revision_tasks, workflow
from mentorship.roadmap.models import PlanChange, Revision, Roadmap
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.rewinding import board_on
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of

NEW = date(2026, 4, 15)


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


def values_of(event, **changed):
    return {**{name: getattr(event, name) for name in PLAN_FIELDS}, **changed}


def edit(roadmap, code, by=None, reason="каникулы", **changed):
    event = event_of(roadmap, code)
    return workflow.propose_edit(event=event, values=values_of(event, **changed), reason=reason, by=by)


def add(roadmap, by=None, **changed):
    like = event_of(roadmap, "1.4")
    values = values_of(like, **{"title": "Педагогическая мастерская", "due_date": NEW, **changed})
    return workflow.propose_event(roadmap=roadmap, values=values, reason="просят педагоги", by=by)


def cancel(roadmap, code, by=None):
    return workflow.propose_cancel(event=event_of(roadmap, code), reason="нет выпускников", by=by)


@pytest.fixture
def proposed(running, users) -> Revision:
    """Three changes by the curator, sent to be agreed."""
    by = users["curator"]
    edit(running, "5.4", by, due_date=NEW, title="Приказ о парах")
    add(running, by)
    cancel(running, "1.3", by)
    return workflow.submit_revision(revision=running.revisions.get(), by=by)


def plan_of(roadmap):
    return list(roadmap.events.values_list("code", "title", "due_date", "state"))


def test_proposal_leaves_the_agreed_plan_in_force(running, users):
    before = plan_of(running)
    edit(running, "5.4", users["curator"], due_date=NEW)
    add(running, users["curator"])
    cancel(running, "1.3", users["curator"])
    workflow.submit_revision(revision=running.revisions.get(), by=users["curator"])
    assert plan_of(running) == before
    assert Roadmap.objects.get(pk=running.pk).version == 1


def test_agreement_puts_all_changes_in_force_at_once(proposed, running, users):
    revision = workflow.agree_revision(revision=proposed, by=users["approver"])
    running.refresh_from_db()
    moved, new = event_of(running, "5.4"), event_of(running, "1.5")
    assert (revision.state, running.version, running.state) == ("agreed", 2, "agreed")
    assert (moved.title, moved.due_date, moved.agreed_due_date) == (
        "Приказ о парах",
        NEW,
        date(2025, 12, 31),
    )
    assert moved.baseline_delay == 105
    assert (new.title, new.agreed_due_date, new.stage.number, new.order) == (
        "Педагогическая мастерская",
        NEW,
        "1",
        5,
    )
    assert event_of(running, "1.3").state == "cancelled"
    assert event_of(running, "2.1").order == 6


def test_agreement_keeps_both_versions(proposed, running, users):
    workflow.agree_revision(revision=proposed, by=users["approver"])
    new, old = running.versions.all()
    assert (old.number, old.note, len(old.events)) == (1, "Первое согласование", 35)
    assert (new.number, new.agreed_by, len(new.events)) == (2, users["approver"], 35)
    assert new.note == "Новые мероприятия: 1.5. Изменены: 5.4. Отменены: 1.3."
    due = {row["code"]: row["due"] for row in old.events}
    assert due["5.4"] == "2025-12-31"


def test_agreement_writes_the_history_of_the_events(proposed, running, users):
    workflow.agree_revision(revision=proposed, by=users["approver"])
    rows = PlanChange.objects.order_by("event__code").values_list(
        "event__code", "kind", "state", "old_due_date", "new_due_date", "asked_by", "decided_by"
    )
    curator, approver = users["curator"].pk, users["approver"].pk
    assert list(rows) == [
        ("1.3", "cancel", "made", None, None, curator, approver),
        ("5.4", "move", "made", date(2025, 12, 31), NEW, curator, approver),
    ]


def test_rewound_plan_has_no_events_added_later(proposed, running, users):
    workflow.agree_revision(revision=proposed, by=users["approver"])
    Roadmap.objects.filter(pk=running.pk).update(created_at="2025-09-01T12:00:00+03:00")
    board = board_on(Roadmap.objects.get(pk=running.pk), TODAY)
    codes = {line.event.code for stage in board.stages for line in stage.lines}
    assert "1.5" not in codes


@pytest.mark.parametrize("login", ["curator", "director", "methodist", "head", "department"])
def test_agreement_is_the_department_s_alone(proposed, users, login):
    assert refused(lambda: workflow.agree_revision(revision=proposed, by=users[login])) == [
        "Карту согласует ответственный управления образования."
    ]


def test_nobody_agrees_what_he_sent(proposed, users):
    Revision.objects.filter(pk=proposed.pk).update(submitted_by=users["approver"])
    assert refused(lambda: workflow.agree_revision(revision=proposed, by=users["approver"])) == [
        "Вы сами отправили эту карту: её согласует другой ответственный."
    ]


def test_return_says_what_to_mend_and_opens_the_lines(proposed, running, users):
    revision = workflow.return_revision(
        revision=proposed, comment=" Срок 5.4 — до марта. ", by=users["approver"]
    )
    assert (revision.state, revision.comment) == ("draft", "Срок 5.4 — до марта.")
    line = edit(running, "5.4", users["curator"], due_date=date(2026, 2, 28))
    assert (revision.lines.count(), line.due_date) == (3, date(2026, 2, 28))
    assert workflow.submit_revision(revision=revision, by=users["curator"]).comment == ""


def test_return_wants_words(proposed, users):
    with pytest.raises(ValidationError) as excinfo:
        workflow.return_revision(revision=proposed, comment=" ", by=users["approver"])
    assert excinfo.value.message_dict == {"comment": ["Напишите, что исправить в предложенном."]}


def test_withdrawn_version_changes_nothing(proposed, running, users):
    before = plan_of(running)
    workflow.withdraw_revision(revision=proposed, by=users["director"])
    assert (plan_of(running), running.revisions.open().count()) == (before, 0)
    edit(running, "5.4", users["curator"], due_date=NEW)
    assert running.revisions.count() == 2


def test_sent_version_is_not_changed(proposed, running, users):
    words = ["Предлагаемая версия уже на согласовании: дождитесь ответа или отзовите её."]
    assert refused(lambda: edit(running, "6.1", users["curator"], due_date=NEW)) == words
    line = proposed.lines.first()
    assert refused(lambda: workflow.drop_line(line=line, by=users["curator"]))[0].startswith(
        "Предлагаемая версия сейчас в состоянии «на согласовании»."
    )


def test_agreement_refuses_what_was_done_meanwhile(proposed, running):
    event = event_of(running, "5.4")
    workflow.mark_done(event=event, done_date=TODAY, on=TODAY, by=None, links=[LINK])
    assert refused(lambda: workflow.agree_revision(revision=proposed, by=None)) == [
        "Мероприятия 5.4 уже выполнены или отменены: верните изменения, чтобы школа убрала эти строки."
    ]
    assert event_of(running, "1.3").state == "planned"


def test_empty_version_is_not_sent(running):
    line = cancel(running, "1.3")
    workflow.drop_line(line=line, by=None)
    assert refused(lambda: workflow.submit_revision(revision=running.revisions.get(), by=None)) == [
        "В предлагаемой версии нет изменений: согласовывать нечего."
    ]


def test_line_wants_a_change_a_reason_a_term_and_somebody(running):
    assert refused(lambda: edit(running, "5.4")) == ["Ничего не изменено: исправьте хотя бы одно поле."]
    assert refused(lambda: edit(running, "5.4", reason=" ", due_date=NEW)) == ["Напишите причину."]
    assert refused(lambda: edit(running, "5.4", due_date=None)) == ["Укажите срок."]
    assert refused(lambda: edit(running, "5.4", responsible=" ")) == ["Укажите ответственного."]
    assert refused(lambda: edit(running, "5.4", due_date=date(2026, 9, 1))) == [
        "Срок должен лежать внутри учебного года: с 01.09.2025 по 31.08.2026."
    ]
    assert refused(lambda: add(running, start_date=date(2026, 4, 16))) == [
        "Срок мероприятия раньше его начала."
    ]


def test_event_is_changed_in_one_way_at_a_time(running, users):
    event = event_of(running, "5.4")
    edit(running, "5.4", due_date=NEW)
    assert refused(
        lambda: workflow.ask_move(event=event, new_due_date=NEW, reason="каникулы", by=users["curator"])
    ) == ["Мероприятие 5.4 уже стоит в предлагаемой версии плана: измените его там."]
    workflow.ask_cancel(event=event_of(running, "1.3"), reason="не нужно", by=None)
    assert refused(lambda: cancel(running, "1.3")) == ["По мероприятию 1.3 уже ждёт решения просьба."]


def test_draft_is_changed_directly(draft):
    assert refused(lambda: cancel(draft, "1.3")) == ["Мероприятия отмечают после согласования карты."]


@pytest.mark.parametrize("login", ["approver", "head", "department"])
def test_version_is_prepared_by_those_who_plan(running, users, login):
    assert refused(lambda: cancel(running, "1.3", users[login])) == [
        "Новую версию плана готовит куратор или руководитель школы либо методист."
    ]


def test_closing_waits_for_the_open_version(proposed, running):
    assert refused(lambda: workflow.close(roadmap=running, summary="итог", by=None)) == [
        "Есть предлагаемые изменения плана: согласуйте их или снимите."
    ]


def test_municipal_plan_is_changed_by_the_methodist_and_agreed_by_the_approver(municipal, users):
    event = event_of(municipal, "M2.5.8")
    move = {"event": event, "new_due_date": date(2026, 2, 28), "reason": "карантин"}
    assert refused(lambda: workflow.move_event(**move, by=users["methodist"]))
    change = workflow.ask_move(**move, by=users["methodist"])
    assert refused(lambda: workflow.accept_change(change=change, by=users["methodist"]))
    workflow.accept_change(change=change, by=users["approver"])
    assert event_of(municipal, "M2.5.8").due_date == date(2026, 2, 28)


def test_municipal_plan_is_returned_by_the_approver_alone(make_roadmap, municipality, users):
    roadmap = make_roadmap(None, "submitted", municipality=municipality)
    words = {"roadmap": roadmap, "comment": "уточните сроки"}
    assert refused(lambda: workflow.return_for_rework(**words, by=users["methodist"]))
    assert workflow.return_for_rework(**words, by=users["approver"]).state == "draft"


def test_direct_change_is_a_kept_version_as_well(running, users):
    workflow.move_event(
        event=event_of(running, "5.4"), new_due_date=NEW, reason="каникулы", by=users["approver"]
    )
    version = running.versions.first()
    assert (version.number, version.agreed_by) == (2, users["approver"])
    assert version.note == "Перенос срока 5.4: с 31.12.2025 на 15.04.2026"


def test_new_code_follows_the_last_of_its_stage(running, users, templates, make_roadmap, other_school):
    assert [add(running).code, add(running, title="Ещё одна").code] == ["1.5", "1.6"]
    other = make_roadmap(other_school, "agreed", template="school_001")
    stage = event_of(other, "S02").stage
    values = values_of(event_of(other, "S02"), title="Мастерская", stage=stage)
    line = workflow.propose_event(roadmap=other, values=values, reason="просят", by=None)
    assert line.code == "S35"


@pytest.mark.parametrize(("login", "count"), [("approver", 1), ("curator", 0), ("methodist", 0), ("head", 0)])
def test_sent_version_waits_on_the_approver_s_workplace(proposed, users, login, count):
    tasks = revision_tasks.tasks_for(users[login], TODAY)
    assert [task.title for task in tasks] == ["Согласовать изменения плана"] * count


def test_returned_version_waits_on_the_school_s_workplace(proposed, users):
    workflow.return_revision(revision=proposed, comment="Уточните 5.4.", by=None)
    (task,) = revision_tasks.tasks_for(users["director"], TODAY)
    assert (task.title, task.text) == ("Изменения плана вернули на доработку", "Уточните 5.4.")
    assert revision_tasks.tasks_for(users["approver"], TODAY) == []
