"""Making a plan: from a template, with days of the school year; editing and deleting a draft."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.audit.models import Entry
from mentorship.programmes.models import Programme
from mentorship.roadmap import workflow
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.workflow import Term
from tests.cast import YEAR
from tests.roadmap.conftest import event_of


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


def create(template, **fields):
    return workflow.create_from_template(template=template, year=YEAR, **{"by": None, **fields})


def test_create_copies_every_event_of_the_template(templates, school):
    roadmap = create(templates["school_003"], school=school)
    assert (roadmap.state, roadmap.level, roadmap.version) == ("draft", "school", 1)
    assert list(roadmap.events.values_list("code", flat=True))[:5] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert roadmap.events.count() == 35
    regular = event_of(roadmap, "6.4")
    assert (regular.start_date, regular.due_date) == (date(2026, 2, 1), date(2026, 5, 31))
    assert (regular.responsible, regular.term_text) == ("Заместитель директора (МР)", "Февраль-май 2025")
    assert list(roadmap.events.values_list("order", flat=True)) == list(range(1, 36))


def test_create_gives_municipal_events_their_days(municipal):
    assert municipal.events.count() == 40
    assert event_of(municipal, "M1.1").due_date == date(2025, 10, 31)
    work = event_of(municipal, "M2.5.9")
    assert (work.start_date, work.due_date) == (date(2025, 11, 1), date(2026, 5, 31))
    assert event_of(municipal, "M1.5").due_date is None


def test_create_names_the_only_programme_of_the_year(templates, school, programme):
    assert create(templates["school_003"], school=school).programme == programme


def test_create_leaves_the_programme_open_where_there_are_two(templates, school, programme):
    Programme.objects.create(
        code="second",
        municipality=school.municipality,
        title="Вторая программа",
        start_date=date(2026, 1, 1),
        end_date=date(2027, 1, 1),
        baseline_year=2024,
    )
    assert create(templates["school_003"], school=school).programme is None


def test_create_refuses_a_second_roadmap_of_the_year(templates, draft, school):
    assert refused(lambda: create(templates["school_001"], school=school)) == [
        "Дорожная карта школы на этот учебный год уже есть."
    ]
    assert Roadmap.objects.count() == 1


def test_database_keeps_one_roadmap_a_year(draft):
    """Two people who press at once pass the check together: the constraint stops the second."""
    draft.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


def test_create_refuses_a_second_municipal_roadmap(templates, municipal, municipality):
    assert refused(lambda: create(templates["municipal_000"], municipality=municipality)) == [
        "Муниципальная дорожная карта на этот учебный год уже есть."
    ]


def test_create_takes_a_roadmap_for_another_year(templates, draft, school):
    workflow.create_from_template(template=templates["school_003"], school=school, year=YEAR + 1, by=None)
    assert Roadmap.objects.filter(school=school).count() == 2


def test_create_refuses_a_template_of_the_other_level(templates, school):
    assert refused(lambda: create(templates["municipal_000"], school=school)) == [
        "«Муниципальная дорожная карта (40 мероприятий)» — муниципальная карта: выберите другой шаблон."
    ]


def test_create_refuses_without_an_owner(templates):
    assert refused(lambda: create(templates["municipal_000"])) == ["Назовите школу или муниципалитет."]


@pytest.mark.parametrize("login", ["curator", "director", "methodist"])
def test_create_is_allowed_to_those_who_plan(templates, school, users, login):
    assert create(templates["school_003"], school=school, by=users[login]).pk


@pytest.mark.parametrize("login", ["head", "approver", "department", "mentor", "admin"])
def test_create_is_refused_to_others(templates, school, users, login):
    assert refused(lambda: create(templates["school_003"], school=school, by=users[login])) == [
        "Дорожную карту создаёт куратор или руководитель школы либо методист."
    ]


def test_create_is_refused_to_the_curator_of_another_school(templates, other_school, users):
    assert refused(lambda: create(templates["school_003"], school=other_school, by=users["curator"]))


def test_create_is_refused_to_the_methodist_of_another_municipality(templates, foreign_school, users):
    assert refused(lambda: create(templates["school_003"], school=foreign_school, by=users["methodist"]))


def test_create_is_put_on_record(templates, school, users):
    roadmap = create(templates["school_003"], school=school, by=users["curator"])
    entry = Entry.objects.get(action="roadmap.create")
    assert (entry.by, entry.target_id) == (users["curator"], roadmap.pk)


def test_edit_plan_sets_days_and_responsible(draft, users):
    event = event_of(draft, "1.1")
    same = event_of(draft, "1.2")
    terms = {
        event.pk: Term(date(2025, 9, 5), date(2025, 9, 12), "Ёлкина А. А."),
        same.pk: Term(same.start_date, same.due_date, same.responsible),
    }
    assert workflow.edit_plan(roadmap=draft, terms=terms, by=users["curator"]) == 1
    event.refresh_from_db()
    assert (event.start_date, event.due_date, event.responsible) == terms[event.pk]
    assert Entry.objects.get(action="roadmap.plan").text == "Изменены сроки: 1.1"


def test_edit_plan_leaves_events_of_other_roadmaps_alone(draft, make_roadmap, other_school):
    other = event_of(make_roadmap(other_school), "1.1")
    terms = {other.pk: Term(None, date(2025, 12, 1), "чужой")}
    assert workflow.edit_plan(roadmap=draft, terms=terms, by=None) == 0
    assert event_of(other.roadmap, "1.1").responsible == "Директор школы"


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2026, 9, 1)])
def test_edit_plan_refuses_a_day_outside_the_school_year(draft, day):
    event = event_of(draft, "1.1")
    terms = {event.pk: Term(None, day, "Директор")}
    assert refused(lambda: workflow.edit_plan(roadmap=draft, terms=terms, by=None)) == [
        "Срок должен лежать внутри учебного года: с 01.09.2025 по 31.08.2026."
    ]


@pytest.mark.parametrize("day", [date(2025, 9, 1), date(2026, 8, 31)])
def test_edit_plan_takes_the_first_and_the_last_day_of_the_year(draft, day):
    event = event_of(draft, "1.1")
    assert workflow.edit_plan(roadmap=draft, terms={event.pk: Term(None, day, "Я")}, by=None) == 1


def test_edit_plan_refuses_an_end_before_the_start(draft):
    event = event_of(draft, "1.1")
    terms = {event.pk: Term(date(2025, 9, 15), date(2025, 9, 14), "Директор")}
    assert refused(lambda: workflow.edit_plan(roadmap=draft, terms=terms, by=None)) == [
        "Срок мероприятия раньше его начала."
    ]


def test_edit_plan_is_for_drafts(running):
    event = event_of(running, "1.1")
    terms = {event.pk: Term(None, date(2025, 12, 1), "Я")}
    assert refused(lambda: workflow.edit_plan(roadmap=running, terms=terms, by=None)) == [
        "План правят только в черновике. Согласованный план меняют переносом или отменой мероприятий."
    ]


def test_delete_removes_a_draft_that_was_never_sent(draft, users):
    workflow.delete_draft(roadmap=draft, by=users["curator"])
    assert (Roadmap.objects.count(), RoadmapEvent.objects.count()) == (0, 0)


def test_delete_refuses_a_draft_that_was_returned(draft):
    workflow.submit(roadmap=draft, by=None)
    workflow.return_for_rework(roadmap=draft, comment="уточните сроки", by=None)
    assert refused(lambda: workflow.delete_draft(roadmap=draft, by=None)) == [
        "Удалить можно только черновик, который ещё не отправляли на согласование."
    ]
