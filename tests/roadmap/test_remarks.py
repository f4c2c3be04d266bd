"""Remarks on single events of a returned plan: seen, answered by correcting or by a word, then settled."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Remark, Roadmap
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.workflow import Term
from tests.roadmap.conftest import event_of


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


@pytest.fixture
def returned(make_roadmap, school, users) -> Roadmap:
    """The approver returned the plan with remarks on two events and no word on the whole."""
    roadmap = make_roadmap(school, "submitted")
    texts = {
        event_of(roadmap, "5.4").pk: " Приказ нужен раньше. ",
        event_of(roadmap, "6.1").pk: "Кто проводит?",
        event_of(roadmap, "6.2").pk: "  ",
    }
    return workflow.return_for_rework(roadmap=roadmap, comment="", texts=texts, by=users["approver"])


def test_remarks_stand_at_their_events(returned, users):
    rows = Remark.objects.order_by("event__order").values_list("event__code", "text", "made_by")
    approver = users["approver"].pk
    assert list(rows) == [("5.4", "Приказ нужен раньше.", approver), ("6.1", "Кто проводит?", approver)]
    assert (returned.state, returned.return_comment) == ("draft", "")


def test_remarks_on_events_of_another_plan_are_no_reason(make_roadmap, school, other_school):
    roadmap, other = make_roadmap(school, "submitted"), make_roadmap(other_school)
    texts = {event_of(other, "5.4").pk: "чужое"}
    assert refused(lambda: workflow.return_for_rework(roadmap=roadmap, comment="", texts=texts, by=None)) == [
        "Напишите, что исправить в карте."
    ]
    assert Remark.objects.count() == 0


def test_plan_is_sent_again_once_every_remark_is_answered(returned, users):
    curator = users["curator"]
    assert refused(lambda: workflow.submit(roadmap=returned, by=curator)) == [
        "Ответьте на замечания к мероприятиям 5.4, 6.1: исправьте их или напишите, почему оставили как есть."
    ]
    event = event_of(returned, "5.4")
    terms = {event.pk: Term(None, date(2025, 12, 12), event.responsible)}
    workflow.edit_plan(roadmap=returned, terms=terms, by=curator)
    assert refused(lambda: workflow.submit(roadmap=returned, by=curator)) == [
        "Ответьте на замечания к мероприятиям 6.1: исправьте их или напишите, почему оставили как есть."
    ]
    remark = Remark.objects.get(event__code="6.1")
    workflow.answer_remark(remark=remark, answer=" Проводит завуч. ", by=curator)
    assert workflow.submit(roadmap=returned, by=curator).state == "submitted"
    remark.refresh_from_db()
    assert (remark.answer, remark.corrected_at, remark.settled_at) == ("Проводит завуч.", None, None)


@pytest.mark.parametrize("way", ["edit", "move", "cancel"])
def test_any_change_of_the_event_answers_the_remark(returned, way):
    event = event_of(returned, "5.4")
    if way == "edit":
        values = {**{name: getattr(event, name) for name in PLAN_FIELDS}, "form": "Приказ"}
        workflow.edit_event(event=event, values=values, by=None)
    elif way == "move":
        workflow.move_event(event=event, new_due_date=date(2025, 12, 1), reason="раньше", by=None)
    else:
        workflow.cancel_event(event=event, reason="не нужно", by=None)
    assert Remark.objects.get(event=event).corrected_at is not None
    assert Remark.objects.unanswered().count() == 1


def test_answer_wants_words_and_a_draft(returned, users):
    remark = Remark.objects.first()
    assert refused(lambda: workflow.answer_remark(remark=remark, answer=" ", by=None)) == [
        "Напишите, что сделали или почему оставили как есть."
    ]
    assert refused(lambda: workflow.answer_remark(remark=remark, answer="да", by=users["approver"]))


def test_agreement_settles_the_remarks(returned):
    for remark in Remark.objects.all():
        workflow.answer_remark(remark=remark, answer="учтено", by=None)
    workflow.agree(roadmap=workflow.submit(roadmap=returned, by=None), by=None)
    assert Remark.objects.open().count() == 0
    assert Remark.objects.filter(settled_at=None).count() == 0


def test_agreement_is_another_s_than_the_sender_s(make_roadmap, school, users):
    roadmap = make_roadmap(school, "submitted")
    Roadmap.objects.filter(pk=roadmap.pk).update(submitted_by=users["approver"])
    assert refused(lambda: workflow.agree(roadmap=roadmap, by=users["approver"])) == [
        "Вы сами отправили эту карту: её согласует другой ответственный."
    ]
