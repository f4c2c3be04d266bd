"""The pages of a plan: review and remarks, proposed changes, versions, people, templates and their offers."""

import pytest

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Remark, RoadmapTemplate, TemplateEvent
from mentorship.roadmap.models.planned import PLAN_FIELDS
from tests.roadmap.conftest import event_of, words_of

QUERIES = 25


def values_of(event, **changed):
    values = {name: getattr(event, name) for name in PLAN_FIELDS if name != "term_text"}
    values["stage"] = event.stage_id
    posted = {name: value for name, value in {**values, **changed}.items() if value is not None}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in posted.items()
    }


@pytest.fixture
def submitted(make_roadmap, school, this_year):
    return make_roadmap(school, "submitted", year=this_year)


@pytest.fixture
def current(make_roadmap, school, this_year):
    """The school's agreed roadmap of the real this year, with the template's own days."""
    return make_roadmap(school, "agreed", year=this_year)


@pytest.fixture
def due(this_year):
    return f"{this_year + 1}-04-15"


def test_department_returns_one_event_and_the_school_corrects_it(client_as, submitted, due):
    approver, curator = client_as("approver"), client_as("curator")
    event = event_of(submitted, "5.4")
    review = f"/roadmap/{submitted.pk}/review/"
    assert "5.4 " in words_of(approver.get(review))
    response = approver.post(review, {f"{event.pk}-text": "Приказ нужен раньше.", "comment": ""}, follow=True)
    assert "школа увидит замечания у мероприятий" in words_of(response)
    page = words_of(curator.get(f"/roadmap/{submitted.pk}/"))
    assert "5.4 Приказ нужен раньше." in page
    assert "ждёт ответа" in page
    refusal = curator.post(f"/roadmap/{submitted.pk}/submit/")
    assert refusal.status_code == 400
    assert "Ответьте на замечания к мероприятиям 5.4" in words_of(refusal)
    plan = f"/roadmap/{submitted.pk}/events/{event.pk}/plan/"
    curator.post(plan, values_of(event, due_date=due, start_date=None))
    assert "мероприятие исправлено" in words_of(curator.get(f"/roadmap/{submitted.pk}/"))
    curator.post(f"/roadmap/{submitted.pk}/submit/")
    assert "Мероприятие исправили" in words_of(approver.get(review))
    approver.post(f"/roadmap/{submitted.pk}/agree/")
    submitted.refresh_from_db()
    assert submitted.state == "agreed"


def test_review_without_a_word_is_refused_and_keeps_what_was_typed(client_as, submitted):
    client = client_as("approver")
    event = event_of(submitted, "5.4")
    review = f"/roadmap/{submitted.pk}/review/"
    refusal = client.post(review, {"comment": " "})
    assert refusal.status_code == 400
    assert "Напишите, что исправить в карте." in words_of(refusal)
    refusal = client.post(review, {f"{event.pk}-text": "я" * 1001})
    assert refusal.status_code == 400
    assert "я" * 1001 in refusal.content.decode()
    assert Remark.objects.count() == 0


def test_remark_is_answered_in_words(client_as, submitted):
    event = event_of(submitted, "5.4")
    workflow.return_for_rework(roadmap=submitted, comment="", texts={event.pk: "Почему август?"}, by=None)
    remark = Remark.objects.get()
    client = client_as("director")
    address = f"/roadmap/{submitted.pk}/remarks/{remark.pk}/"
    assert "Почему август?" in words_of(client.get(address))
    assert client.post(address, {"answer": " "}).status_code == 400
    page = client.post(address, {"answer": "Так решил педсовет."}, follow=True)
    assert "Ответ: Так решил педсовет." in words_of(page)
    assert client_as("approver").get(address).status_code == 403


def test_changes_are_gathered_sent_and_agreed_by_pages(client_as, current, due):
    curator, approver = client_as("curator"), client_as("approver")
    event, base = event_of(current, "5.4"), f"/roadmap/{current.pk}"
    edited = values_of(event, due_date=due, start_date=None, reason="каникулы")
    response = curator.post(f"{base}/events/{event.pk}/plan/", edited, follow=True)
    assert "Изменение внесено в предлагаемую версию." in words_of(response)
    assert "15.04." in words_of(response)
    curator.post(f"{base}/events/new/", {**edited, "title": "Мастерская", "reason": "просят"})
    out = event_of(current, "1.3")
    curator.post(f"{base}/events/{out.pk}/plan/", {"act": "leave_out", "reason": "нет выпускников"})
    assert current.revisions.get().lines.count() == 3
    curator.post(f"{base}/changes/submit/")
    page = words_of(approver.get(f"{base}/"))
    assert "Изменения плана ждут согласования" in page
    assert event_of(current, "5.4").due_date == event.due_date
    assert "исключить" in words_of(approver.get(f"{base}/changes/"))
    assert curator.post(f"{base}/changes/agree/").status_code == 403
    approver.post(f"{base}/changes/agree/")
    assert event_of(current, "5.4").due_date.isoformat() == due
    versions = words_of(client_as("head").get(f"{base}/versions/"))
    assert "Версия 2" in versions
    assert "Первое согласование" in versions
    differs = words_of(client_as("department").get(f"{base}/versions/2/"))
    assert "Чем отличается от версии 1" in differs
    assert client_as("head").get(f"{base}/versions/3/").status_code == 404


def test_second_answer_to_the_changes_is_told_in_words(client_as, current):
    workflow.propose_cancel(event=event_of(current, "1.3"), reason="нет", by=None)
    revision = workflow.submit_revision(revision=current.revisions.get(), by=None)
    workflow.agree_revision(revision=revision, by=None)
    response = client_as("approver").post(f"/roadmap/{current.pk}/changes/agree/", follow=True)
    assert "Предлагаемых изменений нет" in words_of(response)


def test_refused_line_keeps_what_was_typed(client_as, current):
    event = event_of(current, "5.4")
    data = values_of(event, title="Приказ о парах", reason="")
    response = client_as("curator").post(f"/roadmap/{current.pk}/events/{event.pk}/plan/", data)
    assert response.status_code == 400
    page = words_of(response)
    assert "Приказ о парах" in page
    assert "Заполните это поле." in page


def test_line_is_dropped_by_its_button(client_as, current):
    line = workflow.propose_cancel(event=event_of(current, "1.3"), reason="нет", by=None)
    client_as("curator").post(f"/roadmap/{current.pk}/changes/lines/{line.pk}/drop/")
    assert current.revisions.get().lines.count() == 0


def test_people_are_ticked_and_shown(client_as, current, people):
    event = event_of(current, "5.4")
    address = f"/roadmap/{current.pk}/events/{event.pk}/responsible/"
    client = client_as("curator")
    assert client.get(address).status_code == 200
    page = client.post(address, {"persons": [people["curator"].pk], "alike": "on"}, follow=True)
    assert people["curator"].full_name in words_of(page)
    alike = current.events.filter(responsible=event.responsible).count()
    assert people["curator"].roadmap_events.count() == alike
    assert people["curator"].full_name not in words_of(client_as("department").get(event.get_absolute_url()))
    assert client.post(address, {"persons": ["9" * 20]}).status_code == 400
    assert client_as("approver").get(address).status_code == 403


@pytest.fixture
def later(current, municipality):
    """A later version of the template that the current roadmap was made from."""
    copy = workflow.copy_template(template=current.template, title="Наш", municipality=municipality, by=None)
    own = workflow.publish(template=copy, note="", by=None)
    current.template = own
    current.save()
    draft = workflow.new_version(template=own, by=None)
    TemplateEvent.objects.filter(stage__template=draft, code="1.1").update(title="Педсовет")
    return workflow.publish(template=draft, note="По итогам года", by=None)


def test_later_template_is_offered_and_taken(client_as, current, later):
    client = client_as("curator")
    page = words_of(client.get(f"/roadmap/{current.pk}/"))
    assert "Вышла новая версия шаблона. По итогам года" in page
    address = f"/roadmap/{current.pk}/template/"
    assert "Педсовет" in words_of(client.get(address))
    assert client.post(address, {"act": "take"}).status_code == 400
    taken = client.post(address, {"act": "take", "codes": ["1.1"]}, follow=True)
    assert "Отмеченное внесено в предлагаемую версию" in words_of(taken)


def test_later_template_is_left(client_as, current, later):
    client = client_as("director")
    client.post(f"/roadmap/{current.pk}/template/", {"act": "leave"})
    assert "Вышла новая версия" not in words_of(client.get(f"/roadmap/{current.pk}/"))


def test_draft_takes_another_template(client_as, draft, templates):
    client = client_as("curator")
    address = f"/roadmap/{draft.pk}/template/"
    assert "по приказу" in words_of(client.get(address))
    response = client.post(address, {"template": templates["school_001"].pk}, follow=True)
    assert "Шаблон сменён" in words_of(response)
    assert draft.events.count() == 34


def test_template_page_shows_the_cross_walk(client_as, templates):
    client = client_as("curator")
    page = words_of(client.get(templates["school_003"].get_absolute_url()))
    assert "Документ 001" in page
    assert "S11, S12" in page
    assert "В форме приказа такого мероприятия нет" in page
    assert "7.6, 7.7" in words_of(client.get(templates["school_001"].get_absolute_url()))


def test_template_in_preparation_is_no_page(client_as, templates, municipality):
    copy = workflow.copy_template(
        template=templates["school_003"], title="Наш", municipality=municipality, by=None
    )
    assert client_as("methodist").get(copy.get_absolute_url()).status_code == 404
    assert "Наш" not in words_of(client_as("methodist").get("/roadmap/templates/"))


def test_another_municipality_s_template_is_not_found(client_as, templates, foreign_school):
    copy = workflow.copy_template(
        template=templates["school_003"], title="Чужой", municipality=foreign_school.municipality, by=None
    )
    copy = workflow.publish(template=copy, note="", by=None)
    assert client_as("curator").get(copy.get_absolute_url()).status_code == 404
    assert "Чужой" not in words_of(client_as("curator").get("/roadmap/add/"))


@pytest.mark.parametrize("page", ["", "changes/", "versions/", "versions/1/"])
def test_pages_of_a_running_plan_ask_few_queries(client_as, current, page, django_assert_max_num_queries):
    for code in ("5.4", "6.1", "6.2"):
        workflow.propose_cancel(event=event_of(current, code), reason="нет", by=None)
    client = client_as("curator")
    with django_assert_max_num_queries(QUERIES):
        assert client.get(f"/roadmap/{current.pk}/{page}").status_code == 200


def test_pages_of_a_draft_ask_few_queries(client_as, draft, django_assert_max_num_queries):
    client = client_as("methodist")
    event = event_of(draft, "5.4")
    for page in (
        "plan/",
        "events/new/",
        f"events/{event.pk}/plan/",
        f"events/{event.pk}/responsible/",
        "template/",
    ):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(f"/roadmap/{draft.pk}/{page}").status_code == 200


def test_review_and_templates_ask_few_queries(client_as, submitted, templates, django_assert_max_num_queries):
    client = client_as("approver")
    for address in (f"/roadmap/{submitted.pk}/review/", "/roadmap/templates/", *_addresses(templates)):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(address).status_code == 200


def _addresses(templates):
    return [template.get_absolute_url() for template in templates.values()]


@pytest.mark.parametrize("login", ["curator", "director"])
def test_plan_pages_of_another_school_are_not_found(client_as, make_roadmap, other_school, login):
    roadmap = make_roadmap(other_school, "agreed")
    event = event_of(roadmap, "1.1")
    client = client_as(login)
    for page in (
        "changes/",
        "versions/",
        "versions/1/",
        "template/",
        "events/new/",
        f"events/{event.pk}/plan/",
    ):
        assert client.get(f"/roadmap/{roadmap.pk}/{page}").status_code == 404
    assert client.post(f"/roadmap/{roadmap.pk}/changes/submit/").status_code == 404


def test_published_versions_stay_in_the_list_of_choices(client_as, later):
    """A new roadmap is made from the newest version of each template."""
    offered = words_of(client_as("curator").get("/roadmap/add/"))
    assert "Наш, версия 2" in offered
    assert RoadmapTemplate.objects.filter(code=later.code).count() == 2
