"""What a role's workplace is told of roadmaps."""

from datetime import date, timedelta

import pytest

from mentorship.roadmap import workflow
from mentorship.roadmap.tasks import tasks_for
from schools.models import School, User
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of


@pytest.fixture
def told(users):
    """The tasks of one of the cast, as rows of title, tone and day."""

    def tell(login, on=TODAY):
        return tasks_for(User.objects.get(pk=users[login].pk), on)

    return tell


def quiet(roadmap, **due):
    """No event is near but those named."""
    roadmap.events.update(start_date=None, due_date=date(2026, 8, 31))
    for code, day in due.items():
        roadmap.events.filter(code=code.lstrip("e").replace("_", ".")).update(due_date=day)


def test_curator_is_told_of_the_oldest_events(running, told):
    tasks = told("curator")
    assert [task.title[:3] for task in tasks] == ["1.1", "1.2", "1.3"]
    assert {task.tone for task in tasks} == {"bad"}
    assert tasks[0].due == date(2025, 9, 30)
    assert tasks[0].text == "Дорожная карта: просрочено на\u00a0167\u00a0дней"


def test_curator_is_told_of_events_of_the_next_fourteen_days(running, told):
    quiet(running, e5_3=TODAY + timedelta(days=14), e5_4=TODAY + timedelta(days=15))
    (task,) = told("curator")
    assert (task.title[:3], task.tone, task.due) == ("5.3", "warn", TODAY + timedelta(days=14))
    assert task.url == event_of(running, "5.3").get_absolute_url()


def test_curator_is_told_nothing_when_nothing_is_near(running, told):
    quiet(running)
    assert told("curator") == []


def test_curator_is_told_to_begin(school, told):
    (task,) = told("curator")
    assert (task.title, task.url) == (
        "Создать дорожную карту на этот учебный год",
        f"/roadmap/add/?school={school.pk}",
    )


@pytest.mark.parametrize(
    ("on", "count"),
    [(date(2026, 5, 31), 1), (date(2026, 6, 1), 0), (date(2026, 8, 31), 0), (date(2026, 9, 1), 1)],
)
def test_beginning_is_not_asked_for_in_summer(school, told, on, count):
    assert len(told("curator", on)) == count


def test_curator_is_told_of_a_draft_and_of_a_return(draft, told):
    assert told("curator")[0].title == "Отправить дорожную карту на согласование"
    workflow.submit(roadmap=draft, by=None)
    assert told("curator") == []
    workflow.return_for_rework(roadmap=draft, comment="Уточните 5.4.", by=None)
    (task,) = told("curator")
    assert (task.title, task.text, task.tone) == (
        "Дорожную карту вернули на доработку",
        "Уточните 5.4.",
        "bad",
    )


def test_approver_is_told_of_roadmaps_to_agree(make_roadmap, school, told):
    assert told("approver") == []
    roadmap = make_roadmap(school, "submitted")
    (task,) = told("approver")
    assert (task.title, task.text, task.url) == (
        "Согласовать дорожную карту",
        "Ёлкинская СОШ, 2025/2026",
        f"/roadmap/{roadmap.pk}/",
    )


def test_approver_is_told_the_rest_as_one_number(make_roadmap, municipality, told):
    for number in range(5):
        school = School.objects.create(code=f"94{number}", municipality=municipality, name=f"СОШ {number}")
        make_roadmap(school, "submitted")
    tasks = told("approver")
    assert len(tasks) == 4
    assert tasks[-1].title == "Ждут согласования ещё 2 карты"
    assert tasks[-1].url == "/roadmap/?state=submitted"


def test_approver_is_not_told_of_another_municipality(make_roadmap, foreign_school, told):
    make_roadmap(foreign_school, "submitted")
    assert told("approver") == []


def test_those_who_decide_are_told_of_questions(running, told):
    workflow.ask_cancel(event=event_of(running, "1.3"), reason="нет выпускников", by=None)
    assert [task.text for task in told("approver")] == ["Ёлкинская СОШ, 1.3: нет выпускников"]
    assert "Ответить на просьбу: отмена мероприятия" in [task.title for task in told("methodist")]


def test_methodist_is_told_of_schools_without_an_agreed_roadmap(make_roadmap, school, other_school, told):
    make_roadmap(school, "submitted")
    (task,) = told("methodist")
    assert (task.title, task.text) == (
        "2 школы без согласованной дорожной карты",
        "Ёлкинская СОШ, Сосновая ООШ",
    )
    assert task.url == "/roadmap/?state=not_agreed"


def test_methodist_is_told_nothing_when_all_are_agreed(running, told):
    assert told("methodist") == []


@pytest.mark.parametrize("login", ["head", "department", "mentor", "admin"])
def test_others_are_told_nothing(running, told, login):
    assert told(login) == []


@pytest.mark.parametrize(("login", "limit"), [("curator", 3), ("approver", 2), ("methodist", 2)])
def test_tasks_cost_few_queries(running, users, login, limit, django_assert_max_num_queries):
    user = User.objects.get(pk=users[login].pk)
    assert user.access.roles
    with django_assert_max_num_queries(limit):
        tasks_for(user, TODAY)


def test_done_events_leave_the_workplace(running, told):
    quiet(running, e5_3=TODAY)
    workflow.mark_done(event=event_of(running, "5.3"), done_date=TODAY, on=TODAY, by=None, links=[LINK])
    assert told("curator") == []
