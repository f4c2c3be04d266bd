"""The pulse: asked on day 30 and every 60 days, once; a low answer is for the curator, not the other side."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.notices.models import Notice
from mentorship.pairs.enums import PairState
from mentorship.pairs.life import pulse
from mentorship.pairs.life.schedule import latest_due
from mentorship.pairs.life.tasks import tasks_for
from mentorship.pairs.models import Pulse
from schools.models import RoleAssignment
from tests.cast import TODAY
from tests.pairs.refusals import refused

S = PairState
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
WISH = "Не совпадает расписание"


@pytest.mark.parametrize(
    ("day", "due"),
    [(-5, None), (0, None), (29, None), (30, 30), (89, 30), (90, 90), (149, 90), (150, 150), (1000, 990)],
)
def test_days_of_the_question(day, due):
    start = date(2025, 10, 1)
    expected = start + timedelta(days=due) if due is not None else None
    assert latest_due(start, start + timedelta(days=day)) == expected


def ago(days) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work for thirty days."""
    return make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(30))


@pytest.fixture
def asked(pair, people):
    """The question to the mentee."""
    pulse.ask(TODAY)
    return Pulse.objects.get(person=people["mentee"])


def answer(asked, score, by=None, wish=WISH):
    return pulse.answer(pulse=asked, score=score, wish=wish, by=by, on=TODAY)


def test_both_sides_are_asked_once_with_a_letter(pair, people):
    assert (pulse.ask(TODAY), pulse.ask(TODAY), pulse.ask(TODAY + timedelta(days=59))) == (2, 0, 0)
    assert {row.person for row in Pulse.objects.all()} == {people["mentor"], people["mentee"]}
    assert {row.path for row in Notice.objects.all()} == {
        f"/pairs/pulse/{row.pk}/" for row in Pulse.objects.all()
    }
    assert pulse.ask(TODAY + timedelta(days=60)) == 2


@pytest.mark.parametrize(("days", "count"), [(29, 0), (30, 2)])
def test_first_question_comes_on_day_thirty(mentor, mentees, make_pair, days, count):
    make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(days))
    assert pulse.ask(TODAY) == count


def test_missed_timer_asks_the_latest_question_alone(mentor, mentees, make_pair):
    make_pair(mentor, mentees[:1], S.ACTIVE, start=ago(155))
    pulse.ask(TODAY)
    assert {row.due_date for row in Pulse.objects.all()} == {ago(5)}


def test_corrected_start_does_not_bring_an_earlier_question_back(pair):
    pulse.ask(TODAY)
    pair.members.update(start_date=ago(35))
    assert pulse.ask(TODAY) == 0


@pytest.mark.parametrize("state", [state for state in S if state != S.ACTIVE])
def test_only_pairs_at_work_are_asked(mentor, mentees, make_pair, state):
    make_pair(mentor, mentees[:1], state, start=ago(40))
    assert pulse.ask(TODAY) == 0


def test_mentee_who_joined_later_is_asked_by_the_own_start(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:3], S.ACTIVE, start=ago(40))
    pair.members.filter(mentee=mentees[1]).update(start_date=ago(10))
    pair.members.filter(mentee=mentees[2]).update(end_date=ago(1))
    pulse.ask(TODAY)
    assert {row.person_id for row in Pulse.objects.all()} == {mentor.pk, mentees[0].pk}


def test_command_says_how_many(pair, capsys):
    pair.members.update(start_date=timezone.localdate() - timedelta(days=30))
    call_command("ask_pulse")
    call_command("ask_pulse")
    assert capsys.readouterr().out == "Задано вопросов: 2.\nЗадано вопросов: 0.\n"


def test_answer_is_given_once(asked, users):
    kept = answer(asked, 4, by=users["mentee"])
    assert (kept.score, kept.wish, kept.answered_at is not None) == (4, WISH, True)
    assert refused(lambda: answer(asked, 5)) == "Вы уже ответили на этот вопрос, спасибо."


@pytest.mark.parametrize("score", [0, 6])
def test_answer_is_one_to_five(asked, score):
    assert refused(lambda: answer(asked, score)) == "Оценка — от 1 до 5."


def test_ended_pair_needs_no_answer(asked):
    asked.pair.state = S.COMPLETED
    asked.pair.save()
    assert refused(lambda: answer(asked, 5)) == "Пара уже прекращена: ответ больше не нужен."


def test_journal_of_actions_keeps_neither_score_nor_wish(asked, users):
    answer(asked, 1, by=users["mentee"])
    entry = Entry.objects.get(action="pulses.answer")
    assert (entry.text, entry.target_model) == ("Дан ответ на вопрос о паре", "pairs.pulse")
    assert WISH not in str(entry.data)


def titles(user) -> list:
    return [task.title for task in tasks_for(user, TODAY) if "Низкий" in task.title]


@pytest.mark.parametrize(("score", "expected"), [(3, []), (2, ["Низкий пульс: пара № 7"])])
def test_low_answer_is_a_task_of_curator_and_methodist(asked, users, score, expected):
    answer(asked, score)
    assert {role: titles(users[role]) for role in ("curator", "methodist")} == {
        "curator": expected,
        "methodist": expected,
    }
    assert [titles(users[role]) for role in ROLES if role not in {"curator", "methodist"}] == [[]] * 7
    letters = Notice.objects.filter(subject__startswith="Низкий пульс").values_list("person", flat=True)
    assert list(letters) == ([users["curator"].person_id] if expected else [])


def test_task_goes_when_somebody_writes_what_was_done(asked, users):
    answer(asked, 1)
    assert refused(lambda: pulse.react(pulse=asked, reaction=" ", by=users["curator"])) == (
        "Напишите одной строкой, что сделано."
    )
    done = pulse.react(pulse=asked, reaction="Переставили уроки", by=users["curator"])
    assert (done.reaction, done.reacted_by) == ("Переставили уроки", users["curator"].person)
    assert titles(users["curator"]) == titles(users["methodist"]) == []
    assert refused(lambda: pulse.react(pulse=asked, reaction="Ещё", by=None)) == (
        "Уже записано, что сделано: Переставили уроки"
    )


def test_good_answer_needs_no_reaction(asked):
    answer(asked, 3)
    assert refused(lambda: pulse.react(pulse=asked, reaction="Ничего", by=None)).startswith("Записывать")


def test_task_goes_with_the_pair(asked, users):
    answer(asked, 1)
    asked.pair.state = S.DISSOLVED
    asked.pair.save()
    assert titles(users["curator"]) == []


def test_curator_who_is_a_side_neither_reads_nor_is_asked(asked, pair, users, school, client_as, people):
    """The mentor is a second curator of the school: the mentee's answer is not for them."""
    RoleAssignment.objects.create(person=people["mentor"], role="curator", school=school, start_date=ago(90))
    answer(asked, 1)
    assert titles(users["mentor"]) == []
    assert WISH not in client_as("mentor").get(f"/pairs/{pair.pk}/").content.decode()
    response = client_as("mentor").post(f"/pairs/{pair.pk}/pulse/{asked.pk}/react/", {"reaction": "Сам"})
    assert response.status_code == 403


def test_without_a_curator_the_methodist_gets_the_letter(asked, people):
    RoleAssignment.objects.filter(role="curator").delete()
    answer(asked, 1)
    letter = Notice.objects.get(subject__startswith="Низкий пульс")
    assert letter.person == people["methodist"]


# Pages


@pytest.mark.parametrize("role", ROLES)
def test_question_is_found_by_its_person_alone(client_as, asked, role):
    response = client_as(role).get(f"/pairs/pulse/{asked.pk}/")
    changes = {"methodist", "curator", "mentor", "mentee"}
    assert response.status_code == (200 if role == "mentee" else 404 if role in changes else 403)


@pytest.mark.parametrize("role", ROLES)
def test_answer_is_shown_to_curator_and_methodist_alone(client_as, asked, pair, role):
    answer(asked, 1)
    page = client_as(role).get(f"/pairs/{pair.pk}/").content.decode()
    assert (WISH in page) is (role in {"curator", "methodist"})


def test_question_says_who_will_see_and_takes_the_answer(client_as, asked, pair):
    client, address = client_as("mentee"), f"/pairs/pulse/{asked.pk}/"
    page = client.get(address).content.decode()
    assert "Ответ увидят куратор школы и методист" in page
    assert client.post(address, {"score": "", "wish": "Больше времени"}).status_code == 400
    assert client.post(address, {"score": "7"}).status_code == 400
    assert client.post(address, {"score": "5", "wish": ""}).url == f"/pairs/{pair.pk}/"
    assert client.post(address, {"score": "1"}).status_code == 400
    asked.refresh_from_db()
    assert (asked.score, asked.wish) == (5, "")


def test_reaction_is_written_on_the_page(client_as, asked, pair):
    answer(asked, 2)
    address = f"/pairs/{pair.pk}/pulse/{asked.pk}/react/"
    assert client_as("mentor").post(address, {"reaction": "Сам"}).status_code == 403
    page = client_as("curator").post(address, {"reaction": "Поговорили"}, follow=True).content.decode()
    assert "Поговорили" in page
    numbers = client_as("curator").get("/pairs/?wait=pulse").context["rows"]
    assert numbers == []


def test_list_behind_the_task_holds_the_pair(client_as, asked):
    answer(asked, 2)
    rows = client_as("curator").get("/pairs/?wait=pulse").context["rows"]
    assert [row["pair"].number for row in rows] == ["7"]
