"""A mentor or a mentee asks to dissolve the pair; the desk dissolves it or answers (domain.md §4.3)."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.notices.models import Notice
from mentorship.pairs import workflow
from mentorship.pairs.enums import Initiator, PairState
from mentorship.pairs.tasks import tasks_for
from tests.cast import TODAY

WHY = "Переезжаю в другой район"


@pytest.fixture
def pair(mentor, mentees, make_pair):
    return make_pair(mentor, mentees[:1], PairState.ACTIVE)


def ask(client, pair, reason=WHY):
    return client.post(f"/pairs/{pair.pk}/ask_dissolution/", {"reason": reason})


def titles(user) -> list[str]:
    return [task.title for task in tasks_for(user, TODAY)]


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_request_becomes_a_task_of_the_desk_and_a_letter(client_as, pair, users, people, role):
    assert ask(client_as(role), pair).status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.ending_asked_by, pair.ending_asked_why) == (PairState.ACTIVE, people[role], WHY)
    for keeper in ("curator", "methodist"):
        assert "Просят расторгнуть: 1 пара" in titles(users[keeper])
        assert f"/pairs/{pair.pk}/" in client_as(keeper).get("/pairs/?wait=ending").content.decode()
    told = Notice.objects.filter(subject="Пару № 7 просят расторгнуть").values_list("person__code", flat=True)
    assert set(told) == {people["curator"].code, people["methodist"].code}


def test_other_side_sees_the_request_without_its_reason(client_as, pair):
    ask(client_as("mentee"), pair)
    for role, reads in (("mentee", True), ("curator", True), ("director", True), ("mentor", False)):
        page = client_as(role).get(f"/pairs/{pair.pk}/").content.decode()
        assert ("Просят расторгнуть" in page, WHY in page) == (True, reads), role


def test_history_names_who_asked_to_those_who_are_told(client_as, pair):
    ask(client_as("mentee"), pair)
    told = {
        role: ": просьба расторгнуть пару" in client_as(role).get(f"/pairs/{pair.pk}/").content.decode()
        for role in ("mentee", "curator", "methodist", "director", "mentor")
    }
    assert told == {"mentee": True, "curator": True, "methodist": True, "director": True, "mentor": False}


def test_form_of_the_desk_is_filled_with_the_request(client_as, pair):
    ask(client_as("mentor"), pair)
    form = client_as("curator").get(f"/pairs/{pair.pk}/dissolve/").context["form"]
    pair.refresh_from_db()
    assert form.initial == {
        "initiator": Initiator.MENTOR,
        "notice_date": pair.ending_asked_date,
        "reason": WHY,
    }


def test_answer_closes_the_request_and_tells_both_sides(client_as, pair, users, people):
    ask(client_as("mentee"), pair)
    answer = {"answer": "Договорились о встречах через неделю"}
    assert client_as("curator").post(f"/pairs/{pair.pk}/answer_dissolution/", answer).status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.ending_asked_date, pair.ending_asked_why) == (PairState.ACTIVE, None, "")
    assert "Просят расторгнуть: 1 пара" not in titles(users["curator"])
    told = Notice.objects.filter(subject="Пара № 7 продолжает работу")
    assert set(told.values_list("person__code", flat=True)) == {people["mentor"].code, people["mentee"].code}
    again = client_as("curator").post(f"/pairs/{pair.pk}/answer_dissolution/", answer)
    assert again.status_code == 400
    assert "сейчас никто не просит расторгнуть" in again.content.decode()


def test_answer_stands_only_beside_a_request(client_as, pair):
    def buttons() -> set[str]:
        return {button.code for button in client_as("curator").get(f"/pairs/{pair.pk}/").context["others"]}

    assert "answer_dissolution" not in buttons()
    ask(client_as("mentee"), pair)
    assert "answer_dissolution" in buttons()


def test_second_request_is_refused_in_words(client_as, pair):
    ask(client_as("mentee"), pair)
    second = ask(client_as("mentor"), pair)
    assert second.status_code == 400
    assert "уже просят расторгнуть" in second.content.decode()


@pytest.mark.parametrize("role", ["curator", "methodist", "director"])
def test_only_the_sides_ask(client_as, pair, role):
    assert ask(client_as(role), pair).status_code == 403


def test_who_has_left_the_group_asks_nothing(mentor, mentees, make_pair, people):
    group = make_pair(mentor, mentees[:2], PairState.ACTIVE)
    group.members.filter(mentee=people["mentee"]).update(end_date=TODAY.replace(day=1))
    with pytest.raises(ValidationError, match="просят её наставник и наставляемые"):
        workflow.ask_to_dissolve(
            pair=group, person=people["mentee"], reason=WHY, by=None, today=TODAY.replace(day=2)
        )
    group.refresh_from_db()
    assert group.ending_asked_date is None


def test_reason_is_asked_for(client_as, pair):
    assert ask(client_as("mentee"), pair, "   ").status_code == 400
