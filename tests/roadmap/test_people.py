"""Who of the staff answers for events: chosen from those who work at the school, free of agreement."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.roadmap import workflow
from tests.cast import TODAY
from tests.roadmap.conftest import event_of


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


def test_staff_is_who_works_at_the_school(draft, people, school):
    staff = set(workflow.staff_of(draft, TODAY))
    assert staff
    assert {person.school_id for person in staff} == {school.pk}


def test_municipal_events_are_given_to_the_municipality_s_people(municipal, people):
    staff = set(workflow.staff_of(municipal, TODAY))
    assert people["methodist"] in staff
    assert people["curator"] not in staff


def test_several_people_answer_for_an_event(running, users):
    staff = list(workflow.staff_of(running, TODAY)[:2])
    event = event_of(running, "5.4")
    assert workflow.set_persons(event=event, persons=staff, on=TODAY, by=users["curator"]) == 1
    assert list(event.persons.order_by("name_key")) == staff
    running.refresh_from_db()
    assert (running.version, running.versions.count()) == (1, 1)


def test_alike_events_get_the_same_people(running, people):
    event = event_of(running, "1.1")
    (person,) = workflow.staff_of(running, TODAY)[:1]
    same = running.events.filter(responsible=event.responsible).count()
    assert workflow.set_persons(event=event, persons=[person], on=TODAY, by=None, alike=True) == same
    assert person.roadmap_events.count() == same


def test_somebody_from_elsewhere_is_refused(running, people):
    event = event_of(running, "5.4")
    assert refused(
        lambda: workflow.set_persons(event=event, persons=[people["methodist"]], on=TODAY, by=None)
    ) == ["Выберите из сотрудников, которые работают здесь сейчас."]


def test_people_stand_for_the_post_at_submission(draft, people):
    draft.events.filter(code="5.4").update(responsible="")
    assert refused(lambda: workflow.submit(roadmap=draft, by=None)) == [
        "Укажите ответственных за мероприятия 5.4."
    ]
    staff = workflow.staff_of(draft, TODAY)[:1]
    workflow.set_persons(event=event_of(draft, "5.4"), persons=staff, on=TODAY, by=None)
    assert workflow.submit(roadmap=draft, by=None).state == "submitted"


@pytest.mark.parametrize("login", ["approver", "head", "department"])
def test_people_are_named_by_those_who_plan(running, users, login):
    assert refused(
        lambda: workflow.set_persons(event=event_of(running, "5.4"), persons=[], on=TODAY, by=users[login])
    )
