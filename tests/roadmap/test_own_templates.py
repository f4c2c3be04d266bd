"""Own templates: copied, edited, published; a later version is offered to running roadmaps, never forced."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.roadmap import differences, workflow
from mentorship.roadmap.models import RoadmapTemplate, TemplateEvent
from tests.cast import TODAY, YEAR
from tests.roadmap.conftest import LINK, event_of


def refused(do) -> list[str]:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages


def copy_of(template, municipality, by=None):
    return workflow.copy_template(template=template, title="Наш шаблон", municipality=municipality, by=by)


@pytest.fixture
def own(templates, municipality) -> RoadmapTemplate:
    """The municipality's own template, published: a copy of document 003."""
    return workflow.publish(template=copy_of(templates["school_003"], municipality), note="", by=None)


@pytest.fixture
def planned(own, school):
    """An agreed roadmap of the own template."""
    roadmap = workflow.create_from_template(template=own, school=school, year=YEAR, by=None)
    return workflow.agree(roadmap=workflow.submit(roadmap=roadmap, by=None), by=None)


@pytest.fixture
def later(own) -> RoadmapTemplate:
    """Its second version: 1.1 reworded and put off, 1.5 added, 7.8 gone."""
    draft = workflow.new_version(template=own, by=None)
    first = TemplateEvent.objects.get(stage__template=draft, code="1.1")
    first.title, first.due_month = "Педсовет о наставничестве", 1
    first.save()
    TemplateEvent.objects.create(
        stage=first.stage, order=99, code="1.5", title="Страница на сайте", due_month=2, responsible="Завуч"
    )
    TemplateEvent.objects.get(stage__template=draft, code="7.8").delete()
    return workflow.publish(template=draft, note="По итогам года", by=None)


def rows(template):
    events = TemplateEvent.objects.filter(stage__template=template).order_by("stage__order", "order")
    return list(events.values_list("stage__number", "code", "title", "due_month", "responsible", "result"))


def test_copy_is_a_draft_with_the_same_events(templates, municipality, users):
    copy = copy_of(templates["school_003"], municipality, users["methodist"])
    assert (copy.state, copy.version, copy.code, copy.origin) == (
        "draft",
        1,
        "school_003_2",
        templates["school_003"],
    )
    assert rows(copy) == rows(templates["school_003"])
    assert copy.stages.count() == 7


def test_copy_leaves_the_original_untouched(templates, municipality):
    before = rows(templates["school_003"])
    copy = copy_of(templates["school_003"], municipality)
    TemplateEvent.objects.filter(stage__template=copy).update(title="другое")
    assert rows(templates["school_003"]) == before


def test_draft_template_makes_no_roadmap_offers(templates, municipality):
    copy = copy_of(templates["school_003"], municipality)
    offered = RoadmapTemplate.objects.newest().serving(municipality)
    assert copy not in offered
    assert set(offered) == set(templates.values())


def test_latest_is_the_newest_published_version(own, later, municipality, templates):
    offered = RoadmapTemplate.objects.newest().serving(municipality)
    assert set(offered) == {*templates.values(), later}


def test_template_of_another_municipality_does_not_serve(templates, foreign_school, municipality):
    foreign = copy_of(templates["school_003"], foreign_school.municipality)
    foreign = workflow.publish(template=foreign, note="", by=None)
    assert foreign not in RoadmapTemplate.objects.newest().serving(municipality)


@pytest.mark.parametrize("login", ["head", "curator", "director", "approver", "department"])
def test_templates_are_the_methodist_s(templates, municipality, users, login):
    assert refused(lambda: copy_of(templates["school_003"], municipality, users[login])) == [
        "Шаблоны готовит методист."
    ]


def test_methodist_writes_for_the_own_municipality(templates, foreign_school, users):
    assert refused(
        lambda: copy_of(templates["school_003"], foreign_school.municipality, users["methodist"])
    ) == ["Выберите свой муниципалитет."]


def test_template_for_all_is_not_one_municipality_s_of_several(templates, foreign_school, users):
    assert refused(lambda: copy_of(templates["school_003"], None, users["methodist"])) == [
        "Выберите свой муниципалитет."
    ]


def test_template_for_all_is_the_only_municipality_s(templates, users):
    assert copy_of(templates["school_003"], None, users["methodist"]).municipality is None


def test_built_in_template_is_only_copied(templates):
    words = ["Этот шаблон поставляется с порталом: скопируйте его и правьте копию."]
    built_in = templates["school_003"]
    assert refused(lambda: workflow.new_version(template=built_in, by=None)) == words
    assert refused(lambda: workflow.publish(template=built_in, note="", by=None)) == words
    assert refused(lambda: workflow.delete_template(template=built_in, by=None)) == words


def test_published_version_never_changes(own):
    words = ["Опубликованная версия не меняется: сделайте новую версию шаблона."]
    assert refused(lambda: workflow.publish(template=own, note="", by=None)) == words
    assert refused(lambda: workflow.delete_template(template=own, by=None)) == words


def test_one_version_is_prepared_at_a_time(own):
    workflow.new_version(template=own, by=None)
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        workflow.new_version(template=own, by=None)


def test_publishing_wants_a_whole_template(templates, municipality):
    copy = copy_of(templates["school_003"], municipality)
    TemplateEvent.objects.filter(stage__template=copy, stage__number="3").delete()
    TemplateEvent.objects.filter(stage__template=copy, code="2.1").update(code="1.1")
    assert refused(lambda: workflow.publish(template=copy, note="", by=None)) == [
        "Нет мероприятий на этапах 3.",
        "Код стоит дважды: 1.1.",
    ]


def test_publishing_a_later_version_wants_a_note(own):
    draft = workflow.new_version(template=own, by=None)
    assert refused(lambda: workflow.publish(template=draft, note=" ", by=None)) == [
        "Напишите, что изменилось: это увидят школы."
    ]


def test_database_refuses_a_month_before_the_first(templates):
    event = TemplateEvent.objects.get(stage__template=templates["school_003"], code="6.4")
    event.start_month, event.due_month = 5, 4
    assert refused(event.validate_constraints) == ["Последний месяц раньше первого."]


def test_later_version_is_offered_line_by_line(planned, later):
    offer = workflow.offer_for(planned)
    assert offer.template == later
    assert [(line.kind, line.code) for line in offer.lines] == [
        (differences.CHANGED, "1.1"),
        (differences.ADDED, "1.5"),
        (differences.GONE, "7.8"),
    ]
    assert [(change.words, change.old, change.new) for change in offer.lines[0].changes] == [
        (
            "название",
            event_of(planned, "1.1").title,
            "Педсовет о наставничестве",
        ),
        ("последний месяц", "сентябрь", "октябрь"),
    ]


def test_offer_changes_nothing_by_itself(planned, later):
    planned.refresh_from_db()
    assert (planned.template.version, planned.events.count()) == (1, 35)
    assert event_of(planned, "1.1").title.startswith("Информирование")


def test_offer_leaves_out_what_is_done(planned, later):
    event = event_of(planned, "1.1")
    workflow.mark_done(event=event, done_date=date(2025, 9, 20), on=TODAY, by=None, links=[LINK])
    assert [line.code for line in workflow.offer_for(planned).lines] == ["1.5", "7.8"]


def test_lines_taken_become_a_proposal_to_be_agreed(planned, later, users):
    revision = workflow.take_lines(roadmap=planned, codes=["1.1", "1.5"], by=users["curator"])
    assert revision.state == "draft"
    assert [(line.kind, line.code, line.due_date) for line in revision.lines.all()] == [
        ("edit", "1.1", date(2025, 10, 31)),
        ("add", "1.5", date(2025, 11, 30)),
    ]
    assert event_of(planned, "1.1").title.startswith("Информирование")
    workflow.submit_revision(revision=revision, by=users["curator"])
    workflow.agree_revision(revision=revision, by=users["approver"])
    planned.refresh_from_db()
    assert (planned.template, planned.version) == (later, 2)
    assert event_of(planned, "1.1").title == "Педсовет о наставничестве"
    assert (event_of(planned, "1.5").stage.number, event_of(planned, "7.8").state) == ("1", "planned")
    assert workflow.offer_for(planned) is None


def test_taking_keeps_the_school_s_own_days(planned, later):
    event = event_of(planned, "1.1")
    workflow.move_event(event=event, new_due_date=date(2025, 12, 1), reason="позже", by=None)
    TemplateEvent.objects.filter(stage__template=later, code="1.1").update(due_month=0)
    revision = workflow.take_lines(roadmap=planned, codes=["1.1"], by=None)
    line = revision.lines.get()
    assert (line.title, line.due_date) == ("Педсовет о наставничестве", date(2025, 12, 1))


def test_gone_line_proposes_to_leave_the_event_out(planned, later):
    revision = workflow.take_lines(roadmap=planned, codes=["7.8"], by=None)
    assert revision.lines.get().kind == "cancel"


def test_taking_wants_a_line(planned, later):
    assert refused(lambda: workflow.take_lines(roadmap=planned, codes=[], by=None)) == [
        "Отметьте хотя бы одну строку или оставьте план как есть."
    ]


def test_left_version_is_not_offered_again_but_the_next_is(planned, own, later, users):
    workflow.leave_offer(roadmap=planned, by=users["director"])
    planned.refresh_from_db()
    assert workflow.offer_for(planned) is None
    draft = workflow.new_version(template=own, by=None)
    TemplateEvent.objects.filter(stage__template=draft, code="2.1").update(form="Анкета")
    third = workflow.publish(template=draft, note="Форма 2.1", by=None)
    assert workflow.offer_for(planned).template == third


def test_other_templates_offer_nothing(running, own, later):
    assert workflow.offer_for(running) is None
