"""The centre's work plan and the event of the year: made, approved, changed with a trace, marked, late."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.roadmap.models import TownEvent, WorkPlan, WorkPlanItem
from mentorship.roadmap.workplan.behind import behind
from mentorship.roadmap.workplan.tasks import tasks_for
from mentorship.roadmap.workplan.workflow import (
    Line,
    approve_plan,
    cancel_item,
    create_plan,
    mark_item,
    save_item,
    save_town_event,
    unmark_item,
)
from tests.cast import TODAY, YEAR
from tests.roadmap.conftest import words_of

LINE = Line("advice", "Консультации команд", "март", "Руководитель МНЦ", date(2026, 3, 16))


@pytest.fixture
def plan(municipality):
    """The plan of 2025/2026 with the events of the document, a draft."""
    return create_plan(municipality=municipality, year=YEAR, by=None)


@pytest.fixture
def item(plan):
    """A row due on the cast's today."""
    return save_item(plan=plan, item=None, line=LINE, by=None)


@pytest.fixture
def approved(plan, item, users):
    """The same plan in force."""
    return approve_plan(plan=plan, on=TODAY, by=users["head"])


def test_plan_begins_with_the_forty_events_in_four_sections(plan):
    rows = plan.items.all()
    assert rows.count() == 40
    assert {row.section for row in rows} == {"research", "project", "advice", "information"}
    first = rows.get(title__startswith="Реализация мероприятий программ наставничества в ШНОР")
    assert (first.section, first.term_text, first.due_date) == ("advice", "Октябрь", date(2025, 10, 31))
    assert first.responsible == "Руководитель муниципального наставнического центра (МНЦ)"


def test_there_is_one_plan_a_year(plan, municipality):
    with pytest.raises(ValidationError) as excinfo:
        create_plan(municipality=municipality, year=YEAR, by=None)
    assert excinfo.value.messages == ["План работы центра на этот учебный год уже есть."]


@pytest.mark.parametrize("login", ["methodist", "approver", "curator", "department"])
def test_only_the_head_approves(plan, users, login):
    with pytest.raises(ValidationError) as excinfo:
        approve_plan(plan=plan, on=TODAY, by=users[login])
    assert excinfo.value.messages == ["План утверждает руководитель наставнического центра."]


def test_empty_plan_is_not_approved(municipality, users):
    plan = create_plan(municipality=municipality, year=YEAR, by=None, empty=True)
    with pytest.raises(ValidationError) as excinfo:
        approve_plan(plan=plan, on=TODAY, by=users["head"])
    assert excinfo.value.messages == ["В плане нет ни одной строки: сначала заполните его."]


def test_draft_changes_without_a_trace(plan, item):
    save_item(plan=plan, item=item, line=LINE._replace(title="Иначе"), by=None)
    assert plan.changes.count() == 0


def test_change_of_an_approved_plan_asks_a_reason_and_keeps_the_old(approved, item, users):
    line = LINE._replace(due_date=date(2026, 3, 30), term_text="конец марта")
    with pytest.raises(ValidationError) as excinfo:
        save_item(plan=approved, item=item, line=line, by=users["methodist"])
    assert excinfo.value.message_dict == {"reason": ["План утверждён: напишите, почему он меняется."]}
    save_item(plan=approved, item=item, line=line, by=users["methodist"], reason="Каникулы")
    change = approved.changes.get()
    assert change.before == {"срок": "март", "последний день": "16.03.2026"}
    assert change.after == {"срок": "конец марта", "последний день": "30.03.2026"}
    assert (change.reason, change.made_by) == ("Каникулы", users["methodist"])


def test_row_of_a_draft_is_dropped_and_of_an_approved_plan_cancelled(plan, item, users):
    cancel_item(item=plan.items.first(), by=users["methodist"])
    assert plan.items.count() == 40
    approve_plan(plan=plan, on=TODAY, by=users["head"])
    cancel_item(item=WorkPlanItem.objects.get(pk=item.pk), by=users["methodist"], reason="Не нужно")
    item.refresh_from_db()
    assert (item.state, plan.changes.get().after) == ("cancelled", {"состояние": "отменено"})


def test_row_is_late_from_the_day_after(approved, item, municipality):
    WorkPlanItem.objects.exclude(pk=item.pk).delete()
    assert behind([municipality], YEAR, TODAY).is_empty
    (owner,) = behind([municipality], YEAR, TODAY + timedelta(days=1)).plan
    assert (owner.name, owner.late[0].title, owner.late[0].days) == (
        "Руководитель МНЦ",
        "Консультации команд",
        1,
    )


def test_draft_is_never_late(plan, item, municipality):
    assert behind([municipality], YEAR, date(2026, 8, 31)).is_empty


def test_mark_needs_an_approved_plan_a_day_that_has_come_and_a_result(plan, item, users):
    head = users["head"]
    with pytest.raises(ValidationError) as excinfo:
        mark_item(item=item, done_date=TODAY, outcome="Проведено", on=TODAY, by=head)
    assert excinfo.value.messages == ["План ещё не утверждён: отмечать рано."]
    approve_plan(plan=plan, on=TODAY, by=head)
    for day, outcome, field in ((TODAY + timedelta(days=1), "да", "done_date"), (TODAY, " ", "outcome")):
        with pytest.raises(ValidationError) as excinfo:
            mark_item(item=item, done_date=day, outcome=outcome, on=TODAY, by=head)
        assert list(excinfo.value.message_dict) == [field]
    done = mark_item(item=item, done_date=TODAY, outcome="Проведено", on=TODAY, by=head)
    assert (done.state, done.done_date, done.outcome) == ("done", TODAY, "Проведено")
    assert unmark_item(item=done, by=head).done_date is None


def test_owner_sees_the_row_and_marks_it(plan, people, users):
    row = save_item(plan=plan, item=None, line=LINE._replace(owner=people["curator"]), by=None)
    assert tasks_for(users["curator"], TODAY) == []
    approve_plan(plan=plan, on=TODAY, by=users["head"])
    (task,) = tasks_for(users["curator"], TODAY)
    assert (task.title, task.url) == ("Консультации команд", row.get_absolute_url())
    with pytest.raises(ValidationError):
        mark_item(item=row, done_date=TODAY, outcome="Да", on=TODAY, by=users["director"])
    mark_item(item=row, done_date=TODAY, outcome="Да", on=TODAY, by=users["curator"])
    assert tasks_for(users["curator"], TODAY) == []


def test_plan_is_made_and_approved_on_its_pages(client_as, municipality):
    year = timezone.localdate().year + (timezone.localdate().month >= 9) - 1
    client = client_as("methodist")
    assert client.post("/meetings/plans/", {"year": f"{year}/{year + 1}"}).status_code == 302
    plan = WorkPlan.objects.get()
    assert client.post(f"/meetings/plans/{plan.pk}/approve/", {}).status_code == 403
    assert client_as("head").post(f"/meetings/plans/{plan.pk}/approve/", {}).status_code == 302
    row = plan.items.first()
    refused = client.post(f"{row.get_absolute_url()}mark/", {"done_date": ""})
    assert refused.status_code == 400
    assert client_as("curator").post(f"{row.get_absolute_url()}drop/", {}).status_code == 403
    assert client_as("curator").post("/meetings/plans/", {}).status_code == 403
    assert "утверждён" in words_of(client_as("department").get(plan.get_absolute_url()))


def test_plan_of_another_municipality_is_not_found(client_as, other_municipality):
    plan = create_plan(municipality=other_municipality, year=YEAR, by=None)
    assert client_as("head").get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("marks", "width"), [("", 4), ("?marks=1", 7)])
def test_plan_goes_out_as_excel(client_as, approved, marks, width):
    response = client_as("curator").get(f"/meetings/plans/{approved.pk}/plan.xlsx{marks}")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Содержание работы", "Сроки")
    assert len(rows[0]) == width
    assert [row[0] for row in rows if row[1] is None or row[1] == ""] == [
        "Исследовательская деятельность",
        "Проектная деятельность",
        "Консультационная деятельность",
        "Информационная деятельность",
    ]


def test_event_of_the_year_lies_behind_and_says_what_came_of_it(municipality, school, foreign_school):
    event = TownEvent(municipality=municipality, date=TODAY + timedelta(days=1), topic="Фестиваль")
    save_town_event(event=event, schools=[school], on=TODAY, by=None)
    event.state, event.result = "held", "Прошёл"
    with pytest.raises(ValidationError) as excinfo:
        save_town_event(event=event, schools=[school], on=TODAY, by=None)
    assert excinfo.value.message_dict == {"date": ["Мероприятие ещё впереди: сегодня 16.03.2026."]}
    with pytest.raises(ValidationError):
        save_town_event(event=event, schools=[foreign_school], on=event.date, by=None)
    save_town_event(event=event, schools=[school], on=event.date, by=None)
    assert TownEvent.objects.of_year(YEAR).held().get() == event


def test_page_says_whether_the_event_was_held(client_as, municipality, school):
    address = f"/meetings/events/?year={YEAR}/{YEAR + 1}"
    assert "мероприятие ещё не проведено" in words_of(client_as("curator").get(address))
    data = {"date": "2026-03-10", "topic": "Фестиваль", "state": "held", "taking_part": [school.pk]}
    client = client_as("head")
    refused = client.post("/meetings/events/add/", data)
    assert refused.status_code == 400
    assert "У проведённого мероприятия запишите итог." in words_of(refused)
    assert client.post("/meetings/events/add/", {**data, "result": "Прошёл"}).status_code == 302
    assert list(TownEvent.objects.get().schools.all()) == [school]
    assert "мероприятие проведено" in words_of(client_as("curator").get(address))
