"""The pages of one roadmap as a person meets them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from schools import years
from tests.cast import YEAR
from tests.roadmap.conftest import LINK, PDF, event_of, upload, words_of


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def today():
    return timezone.localdate()


def set_due(roadmap, code, day):
    roadmap.events.filter(code=code).update(due_date=day)
    return event_of(roadmap, code)


def test_curator_of_one_school_sees_its_roadmap_at_once(client_as, current, django_assert_max_num_queries):
    client = client_as("curator")
    with django_assert_max_num_queries(25):
        page = text_of(client.get("/roadmap/"))
    assert "<h1>Дорожная карта школы</h1>" in page
    assert "Ёлкинская СОШ · " in page
    assert page.count('<table class="table stacked">') == 7


def test_curator_without_a_roadmap_is_shown_how_to_begin(client_as, school, templates):
    page = text_of(client_as("curator").get("/roadmap/"))
    assert "Карты на этот год ещё нет" in page
    assert 'href="/roadmap/add/"' in page


def test_curator_finds_the_roadmap_of_another_year(client_as, make_roadmap, school):
    old = make_roadmap(school, year=2019)
    client = client_as("curator")
    assert f'href="/roadmap/{old.pk}/"' in text_of(client.get("/roadmap/"))
    page = text_of(client.get("/roadmap/?year=2019/2020"))
    assert "2019/2020 учебный год" in page


def test_detail_leads_with_what_is_overdue(client_as, current, today):
    set_due(current, "4.4", today - timedelta(days=18))
    set_due(current, "5.3", today + timedelta(days=3))
    response = client_as("curator").get(f"/roadmap/{current.pk}/")
    nearest = [line.event.code for line in response.context["board"].agenda]
    assert nearest[:2] == ["4.4", "5.3"]
    page = text_of(response)
    assert "просрочено на\u00a018\u00a0дней" in page
    assert "Просрочено 1\n" in page
    assert page.index("4.4") < page.index("5.3")


def test_detail_counts_stages_from_the_same_events(client_as, current, today):
    for code in ("1.1", "1.2", "1.3", "1.4", "2.1"):
        workflow.mark_done(event=event_of(current, code), done_date=today, on=today, by=None, links=[LINK])
    workflow.cancel_event(event=event_of(current, "2.2"), reason="не нужно", by=None)
    board = client_as("head").get(f"/roadmap/{current.pk}/").context["board"]
    assert [(stage.done, stage.total, stage.state) for stage in board.stages[:3]] == [
        (4, 4, "done"),
        (1, 2, "current"),
        (0, 4, ""),
    ]
    assert (board.done, board.total) == (5, 34)


@pytest.mark.parametrize(
    ("login", "shown"), [("curator", True), ("methodist", True), ("approver", False), ("head", False)]
)
def test_detail_offers_the_mark_to_those_who_may(client_as, current, login, shown):
    page = text_of(client_as(login).get(f"/roadmap/{current.pk}/"))
    assert ('value="done"' in page) is shown


def test_buttons_follow_state_and_role(client_as, make_roadmap, school):
    roadmap = make_roadmap(school)

    def buttons(login):
        page = text_of(client_as(login).get(f"/roadmap/{roadmap.pk}/"))
        acts = ("plan", "submit", "delete", "agree", "return", "start", "close")
        return {act for act in acts if f"/roadmap/{roadmap.pk}/{act}/" in page}

    assert buttons("curator") == {"plan", "submit", "delete"}
    assert buttons("approver") == set()
    workflow.submit(roadmap=roadmap, by=None)
    assert buttons("curator") == set()
    assert buttons("methodist") == {"return"}
    assert buttons("approver") == {"agree", "return"}
    workflow.agree(roadmap=roadmap, by=None)
    assert buttons("director") == {"start"}
    assert buttons("methodist") == {"start", "close"}
    assert buttons("department") == set()


def test_roadmap_goes_the_whole_way_by_its_pages(client_as, templates, school, this_year):
    curator, approver = client_as("curator"), client_as("approver")
    label = years.label(this_year)
    data = {"school": school.pk, "year": label, "template": templates["school_003"].pk}
    response = curator.post("/roadmap/add/", data, follow=True)
    assert "Черновик создан" in text_of(response)
    roadmap = Roadmap.objects.get(school=school, year=this_year)
    curator.post(f"/roadmap/{roadmap.pk}/submit/")
    approver.post(f"/roadmap/{roadmap.pk}/return/", {"comment": "Уточните 5.4."})
    assert "Уточните 5.4." in text_of(curator.get("/roadmap/"))
    curator.post(f"/roadmap/{roadmap.pk}/submit/")
    approver.post(f"/roadmap/{roadmap.pk}/agree/")
    curator.post(f"/roadmap/{roadmap.pk}/start/")
    roadmap.refresh_from_db()
    assert (roadmap.state, roadmap.agreed_by.username) == ("in_progress", "approver")


def test_refused_return_keeps_the_page_and_says_why(client_as, make_roadmap, school):
    roadmap = make_roadmap(school, "submitted")
    response = client_as("approver").post(f"/roadmap/{roadmap.pk}/return/", {"comment": ""})
    assert response.status_code == 400
    page = text_of(response)
    assert '<a href="#return_comment">Что исправить</a>' in page
    assert "Заполните это поле." in page


def test_refused_submit_names_the_events(client_as, draft):
    draft.events.filter(code="3.1").update(responsible="")
    response = client_as("curator").post(f"/roadmap/{draft.pk}/submit/")
    assert response.status_code == 400
    assert "Укажите ответственных за мероприятия 3.1." in text_of(response)


def test_second_roadmap_of_the_year_is_refused_with_the_form_kept(client_as, templates, current, this_year):
    data = {
        "school": current.school_id,
        "year": years.label(this_year),
        "template": templates["school_001"].pk,
    }
    response = client_as("curator").post("/roadmap/add/", data)
    assert response.status_code == 400
    page = text_of(response)
    assert "Дорожная карта школы на этот учебный год уже есть." in page
    assert f'<option value="{current.school_id}" selected>' in page


def test_curator_cannot_make_a_roadmap_for_another_school(client_as, templates, other_school, this_year):
    data = {
        "school": other_school.pk,
        "year": years.label(this_year),
        "template": templates["school_003"].pk,
    }
    assert client_as("curator").post("/roadmap/add/", data).status_code == 400
    assert Roadmap.objects.count() == 0


def test_methodist_makes_the_municipal_roadmap(client_as, templates, municipality, this_year):
    data = {"school": "", "year": years.label(this_year), "template": templates["municipal_000"].pk}
    response = client_as("methodist").post("/roadmap/add/", data)
    assert response.status_code == 302
    roadmap = Roadmap.objects.get()
    assert (roadmap.municipality, roadmap.school, roadmap.events.count()) == (municipality, None, 40)


def test_school_template_wants_its_school(client_as, templates, this_year):
    data = {"school": "", "year": years.label(this_year), "template": templates["school_003"].pk}
    response = client_as("methodist").post("/roadmap/add/", data)
    assert response.status_code == 400
    assert "Для школьной карты выберите школу." in text_of(response)


def plan_data(roadmap, **changed):
    data = {}
    for event in roadmap.events.all():
        data |= {
            f"{event.pk}-start_date": event.start_date or "",
            f"{event.pk}-due_date": event.due_date or "",
            f"{event.pk}-responsible": event.responsible,
        }
    return data | changed


def test_plan_is_saved_from_one_page(client_as, draft):
    event = event_of(draft, "5.4")
    client = client_as("curator")
    page = text_of(client.get(f"/roadmap/{draft.pk}/plan/"))
    assert page.count("<fieldset") == 35
    data = plan_data(draft, **{f"{event.pk}-due_date": "2026-01-15", f"{event.pk}-responsible": "Директор"})
    assert client.post(f"/roadmap/{draft.pk}/plan/", data).status_code == 302
    event.refresh_from_db()
    assert (str(event.due_date), event.responsible) == ("2026-01-15", "Директор")


def test_plan_with_an_error_stores_nothing_and_keeps_what_was_typed(client_as, draft):
    good, bad = event_of(draft, "5.3"), event_of(draft, "5.4")
    data = plan_data(draft, **{f"{good.pk}-due_date": "2025-12-20", f"{bad.pk}-due_date": "2026-09-01"})
    response = client_as("curator").post(f"/roadmap/{draft.pk}/plan/", data)
    assert response.status_code == 400
    page = text_of(response)
    assert f'<a href="#id_{bad.pk}-due_date">5.4 Срок</a>' in page
    assert 'value="2025-12-20"' in page
    good.refresh_from_db()
    assert str(good.due_date) == "2025-12-31"


def test_plan_of_an_agreed_roadmap_is_not_edited(client_as, running):
    response = client_as("curator").get(f"/roadmap/{running.pk}/plan/")
    assert (response.status_code, response.url) == (302, f"/roadmap/{running.pk}/")


def test_event_is_marked_with_a_photo_and_a_link(client_as, current, today):
    event = event_of(current, "1.1")
    data = {"act": "done", "done_date": today.isoformat(), "link": LINK, "files": [upload()]}
    response = client_as("curator").post(event.get_absolute_url(), data, follow=True)
    page = text_of(response)
    assert "Мероприятие отмечено выполненным." in page
    assert "Лист регистрации.pdf" in page
    assert event.evidence.count() == 2


def test_refused_mark_keeps_what_was_typed(client_as, current, today):
    event = event_of(current, "1.1")
    tomorrow = today + timedelta(days=1)
    data = {"act": "done", "done_date": tomorrow.isoformat(), "result": "Было 18 человек", "link": LINK}
    response = client_as("curator").post(event.get_absolute_url(), data)
    page = text_of(response)
    assert response.status_code == 400
    assert '<a href="#done_done_date">Дата выполнения</a>' in page
    assert f"Дата не может быть в будущем. Сегодня {today:%d.%m.%Y}." in page
    assert "Было 18 человек" in page
    assert f'value="{LINK}"' in page
    assert 'aria-invalid="true"' in page


def test_refused_file_is_named(client_as, current, today):
    event = event_of(current, "1.1")
    data = {"act": "done", "done_date": today.isoformat(), "files": [upload("вирус.exe")]}
    response = client_as("curator").post(event.get_absolute_url(), data)
    assert response.status_code == 400
    assert "«вирус.exe»: такие файлы не принимаются." in text_of(response)


def test_mark_of_two_people_is_told_to_the_second(client_as, current, today):
    event = event_of(current, "1.1")
    data = {"act": "done", "done_date": today.isoformat(), "link": LINK}
    assert client_as("curator").post(event.get_absolute_url(), data).status_code == 302
    response = client_as("director").post(event.get_absolute_url(), data)
    assert response.status_code == 400
    assert "Мероприятие 1.1 уже выполнено." in text_of(response)


def test_question_of_the_school_is_answered_on_the_event_page(client_as, current, this_year):
    event = event_of(current, "5.4")
    new = years.first_day(this_year).replace(day=20)
    client_as("curator").post(
        event.get_absolute_url(), {"act": "ask_move", "new_due_date": new.isoformat(), "reason": "каникулы"}
    )
    approver = client_as("approver")
    assert "Школа просит" in text_of(approver.get(event.get_absolute_url()))
    assert approver.post(event.get_absolute_url(), {"act": "accept"}).status_code == 302
    event.refresh_from_db()
    assert event.due_date == new


def test_answer_that_came_second_is_refused_in_words(client_as, current):
    event = event_of(current, "5.4")
    response = client_as("approver").post(event.get_absolute_url(), {"act": "accept"})
    assert response.status_code == 400
    assert "Просьба уже снята или на неё ответили." in text_of(response)


def test_supervisor_gives_an_event_back(client_as, current, today):
    event = event_of(current, "1.1")
    workflow.mark_done(event=event, done_date=today, on=today, by=None, links=[LINK])
    client_as("methodist").post(event.get_absolute_url(), {"act": "undo", "comment": "Нет списка."})
    event.refresh_from_db()
    assert event.state == "planned"
    assert "Нет списка." in text_of(client_as("curator").get(event.get_absolute_url()))


def test_occurrence_is_written_down_and_removed(client_as, make_roadmap, municipality, this_year, today):
    roadmap = make_roadmap(None, "agreed", municipality=municipality, year=this_year)
    event = event_of(roadmap, "M1.5")
    client = client_as("methodist")
    data = {"act": "occurrence", "day": today.isoformat(), "text": "Консультация"}
    assert client.post(event.get_absolute_url(), data).status_code == 302
    fact = event.occurrences.get()
    address = f"/roadmap/{roadmap.pk}/occurrences/{fact.pk}/remove/"
    assert "Консультация" in text_of(client.get(address))
    assert client.post(address).status_code == 302
    assert event.occurrences.count() == 0


def test_file_is_sent_as_a_download(client_as, current):
    (proof,) = workflow.add_evidence(event=event_of(current, "1.1"), by=None, files=[upload()])
    response = client_as("head").get(f"/roadmap/{current.pk}/evidence/{proof.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9B%D0%B8%D1%81%D1%82")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_link_is_no_file(client_as, current):
    (proof,) = workflow.add_evidence(event=event_of(current, "1.1"), by=None, links=[LINK])
    assert client_as("head").get(f"/roadmap/{current.pk}/evidence/{proof.pk}/").status_code == 404


def test_evidence_is_removed_after_a_question(client_as, current):
    (proof,) = workflow.add_evidence(event=event_of(current, "1.1"), by=None, links=[LINK])
    address = f"/roadmap/{current.pk}/evidence/{proof.pk}/remove/"
    client = client_as("curator")
    assert LINK in text_of(client.get(address))
    assert proof.event.evidence.count() == 1
    assert client.post(address).status_code == 302
    assert proof.event.evidence.count() == 0


def test_last_evidence_of_a_done_event_is_not_removed(client_as, current, today):
    event = event_of(current, "1.1")
    workflow.mark_done(event=event, done_date=today, on=today, by=None, links=[LINK])
    response = client_as("curator").post(f"/roadmap/{current.pk}/evidence/{event.evidence.get().pk}/remove/")
    assert response.status_code == 400
    assert "Это единственное подтверждение" in text_of(response)


def test_event_page_asks_few_queries(client_as, current, today, django_assert_max_num_queries):
    event = event_of(current, "1.1")
    for number in range(20):
        workflow.add_evidence(event=event, by=None, links=[f"{LINK}/{number}"])
    client = client_as("curator")
    with django_assert_max_num_queries(25):
        client.get(event.get_absolute_url())


def test_words_of_people_are_shown_as_words(client_as, current, today):
    event = event_of(current, "1.1")
    workflow.mark_done(
        event=event, done_date=today, on=today, by=None, links=[LINK], result="<script>alert(1)</script>"
    )
    page = text_of(client_as("head").get(event.get_absolute_url()))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_closed_roadmap_shows_its_analysis(client_as, current, today):
    RoadmapEvent.objects.filter(roadmap=current).update(state="cancelled")
    workflow.close(roadmap=current, summary="Всё получилось.", by=None)
    page = text_of(client_as("curator").get("/roadmap/"))
    assert "Всё получилось." in page
    assert 'name="act"' not in page


def test_papers_and_workbooks_are_offered_by_the_state(client_as, make_roadmap, current, other_school):
    plan = f"/documents/roadmaps/{current.pk}/plan"
    page = text_of(client_as("curator").get(f"/roadmap/{current.pk}/"))
    for address in (f"{plan}.docx", f"{plan}.pdf", f"{plan}.docx?marks=1", f"{plan}.pdf?marks=1"):
        assert f'href="{address}"' in page
    assert f'href="/roadmap/{current.pk}/workbook.xlsx"' in page
    assert f'href="/roadmap/{current.pk}/workbook/"' in page
    assert "/workbook/" not in text_of(client_as("department").get(f"/roadmap/{current.pk}/"))

    draft = make_roadmap(other_school)
    page = text_of(client_as("methodist").get(f"/roadmap/{draft.pk}/"))
    assert f'href="/roadmap/{draft.pk}/workbook/"' in page
    assert "marks=1" not in page


def test_analysis_of_the_year_stands_beside_its_figures(client_as, make_roadmap, school, today):
    roadmap = make_roadmap(school, "in_progress", year=YEAR)
    roadmap.events.update(start_date=None, due_date=date(2026, 3, 1))
    for code, day in (("1.1", date(2026, 3, 1)), ("1.2", date(2026, 3, 2)), ("1.3", date(2026, 3, 9))):
        event = event_of(roadmap, code)
        workflow.mark_done(event=event, done_date=day, links=[LINK], on=today, by=None)
    workflow.cancel_event(event=event_of(roadmap, "1.4"), reason="Не нужно", by=None)
    client, address = client_as("methodist"), f"/roadmap/{roadmap.pk}/"
    figures = "Выполнено в срок 1 Выполнено позже срока 2 Отменено 1 Не выполнено 31 Записей о проведении 0"
    assert figures in words_of(client.get(address))

    roadmap.events.open().update(state="cancelled")
    client.post(f"{address}close/", {"summary": "Всё получилось."})
    figures = "Итог года Выполнено в срок 1 Выполнено позже срока 2 Отменено 32 Записей о проведении 0"
    assert f"{figures} Всё получилось." in words_of(client.get(address))
