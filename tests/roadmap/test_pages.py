"""The pages of one roadmap as a person meets them; of its events see `test_event_pages`."""

from datetime import date, timedelta

import pytest

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from schools import years
from tests.cast import YEAR
from tests.roadmap.conftest import LINK, event_of, set_due, text_of, words_of


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
