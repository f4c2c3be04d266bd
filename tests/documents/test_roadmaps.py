"""A roadmap as .docx and PDF: to be signed, and with marks of fulfilment."""

from datetime import UTC, date, datetime

import pytest

from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.facts import roadmaps
from mentorship.documents.rendering import render
from mentorship.documents.vocabulary import VOCABULARY
from mentorship.roadmap import workflow
from mentorship.roadmap.models import RoadmapTemplate
from tests.cast import TODAY, YEAR
from tests.documents.word import words_of


@pytest.fixture
def roadmap(school):
    template = RoadmapTemplate.objects.get(code="school_003")
    return workflow.create_from_template(template=template, school=school, year=YEAR, by=None)


@pytest.fixture
def agreed(roadmap):
    return workflow.agree(roadmap=workflow.submit(roadmap=roadmap, by=None), by=None)


def printed(roadmap, *, marks):
    data = roadmaps.plan(roadmap, marks=marks, on=TODAY)
    return words_of(render(template_of(Kind.PLAN), data, VOCABULARY[Kind.PLAN]))


def test_plan_to_be_signed_has_both_blocks_every_event_and_no_marks(agreed):
    words = printed(agreed, marks=False)
    assert "СОГЛАСОВАНО" in words
    assert "УТВЕРЖДЕНО" in words
    assert "Отметка о выполнении" not in words
    events = agreed.events.all()
    assert [event.code for event in events if event.title not in words] == []
    assert len(events) == 35


def test_plan_with_marks_says_what_is_done(agreed):
    event = agreed.events.get(code="1.1")
    link = "https://school.example/news/7"
    done = {"done_date": date(2025, 10, 14), "on": TODAY, "result": "Пришли все & <всё>"}
    workflow.mark_done(event=event, by=None, links=[link], **done)
    words = printed(agreed, marks=True)
    assert "Пришли все & <всё>" in words
    assert "Выполнено 1 из 35" in words
    assert "Ожидаемый результат" not in words


def test_day_of_agreement_is_the_day_here_not_in_greenwich(agreed):
    agreed.agreed_at = datetime(2025, 9, 12, 22, 30, tzinfo=UTC)
    assert roadmaps.plan(agreed, marks=False, on=TODAY)["согласован"] == "13 сентября 2025 г."


def test_draft_says_so(roadmap):
    assert "проект" in printed(roadmap, marks=False)


def test_cancelled_event_stands_among_the_marks_only(agreed):
    event = agreed.events.get(code="7.1")
    agreed.events.filter(pk=event.pk).update(state="cancelled")
    assert event.title not in printed(agreed, marks=False)
    assert event.title in printed(agreed, marks=True)


def test_school_with_a_long_name_survives(agreed, school):
    school.name = "А <А> & Ко " + "ё" * 90
    school.save()
    agreed.refresh_from_db()
    assert school.name in printed(agreed, marks=False)


@pytest.mark.parametrize("login", ["curator", "director", "methodist", "approver", "department"])
def test_those_who_see_the_roadmap_print_it(client_as, agreed, login):
    response = client_as(login).get(f"/documents/roadmaps/{agreed.pk}/plan.docx", {"marks": "1"})
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="roadmap-{agreed.pk}.docx"'


def test_others_do_not(client_as, agreed, other_school):
    assert client_as("mentor").get(f"/documents/roadmaps/{agreed.pk}/plan.docx").status_code == 403
    agreed.school = other_school
    agreed.save()
    assert client_as("curator").get(f"/documents/roadmaps/{agreed.pk}/plan.docx").status_code == 404
    assert client_as("methodist").get(f"/documents/roadmaps/{agreed.pk}/plan.odt").status_code == 404


@pytest.mark.pdf
def test_pdf_is_made_of_the_same_words(client_as, agreed):
    response = client_as("curator").get(f"/documents/roadmaps/{agreed.pk}/plan.pdf")
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize(("login", "reads"), [("curator", True), ("approver", True), ("department", False)])
def test_people_chosen_for_events_are_printed_for_who_sees_people(client_as, agreed, people, login, reads):
    event = agreed.events.get(code="1.1")
    event.persons.add(people["mentor"])
    response = client_as(login).get(f"/documents/roadmaps/{agreed.pk}/plan.docx")
    words = words_of(response.content)
    assert (event.responsible in words, people["mentor"].last_name in words) == (True, reads)
