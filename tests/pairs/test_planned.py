"""Meetings to come: agreed on by either side, moved, cancelled, held in one click, ended with the pair."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from mentorship.notices.models import Notice
from mentorship.pairs import workflow
from mentorship.pairs.enums import Initiator, MeetingKind, PairState
from mentorship.pairs.models import Meeting, PlannedMeeting
from tests.cast import TODAY
from tests.pairs.refusals import refused

S = PairState
TOMORROW = TODAY + timedelta(days=1)
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work."""
    return make_pair(mentor, mentees[:1], S.ACTIVE)


def what(day=TOMORROW, hour=time(15, 30), minutes=45, topic="Разбор урока", kind=MeetingKind.REGULAR):
    return workflow.Appointment(day, hour, minutes, kind, topic, "Кабинет 12")


def plan(pair, by=None, **more):
    return workflow.plan_meeting(pair=pair, what=what(**more), by=by, today=TODAY)


def letters() -> list:
    rows = Notice.objects.filter(topic="meeting").order_by("pk").select_related("person")
    return [(row.person.last_name, row.subject, row.topic) for row in rows]


def test_the_others_get_a_letter(pair, users):
    plan(pair, by=users["curator"])
    assert letters() == [
        ("Клёнова", "Назначена встреча: Пара № 7", "meeting"),
        ("Осинин", "Назначена встреча: Пара № 7", "meeting"),
    ]
    words = Notice.objects.first()
    assert words.text == "Встреча назначена на 17.03.2026 в 15:30.\nРазбор урока\nКабинет 12"
    assert words.path == f"/pairs/{pair.pk}/"


def test_who_plans_gets_no_letter_and_who_left_none_either(mentor, mentees, make_pair, users):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    pair.members.filter(mentee=mentees[1]).update(end_date=TODAY - timedelta(days=1))
    plan(pair, by=users["mentor"])
    assert [name for name, *_ in letters()] == ["Осинин"]


@pytest.mark.parametrize(("day", "is_refused"), [(TODAY, False), (TODAY - timedelta(days=1), True)])
def test_meeting_is_not_planned_for_the_past(pair, day, is_refused):
    if is_refused:
        assert refused(lambda: plan(pair, day=day)).startswith("Этот день прошёл: назначьте другой")
    else:
        assert plan(pair, day=day).date == TODAY


@pytest.mark.parametrize("state", list(S))
def test_pair_that_works_or_may_begin_plans(mentor, mentees, make_pair, state):
    pair = make_pair(mentor, mentees[:1], state)
    if state in (S.AGREED, S.ORDERED, S.ACTIVE, S.PAUSED):
        assert plan(pair).sequence == 0
    else:
        assert refused(lambda: plan(pair)).startswith("Пару № 7 нельзя дополнить назначенной встречей")


def test_moving_counts_and_tells(pair):
    planned = plan(pair)
    moved = workflow.move_meeting(
        planned=planned, what=what(day=TODAY + timedelta(days=3)), by=None, today=TODAY
    )
    assert (moved.sequence, moved.date) == (1, date(2026, 3, 19))
    assert "Встреча 17.03.2026 в 15:30 перенесена на 19.03.2026 в 15:30." in Notice.objects.first().text


def test_change_of_place_is_no_move(pair):
    workflow.move_meeting(planned=plan(pair), what=what(topic="Другая тема"), by=None, today=TODAY)
    assert Notice.objects.first().text.startswith("Встреча 17.03.2026 в 15:30: изменились подробности.")


def test_cancelled_meeting_is_neither_moved_nor_held(pair):
    planned = plan(pair, day=TODAY)
    workflow.cancel_meeting(planned=planned, reason="болезнь", by=None, today=TODAY)
    planned.refresh_from_db()
    assert (planned.sequence, planned.cancelled_at is not None) == (1, True)
    assert "отменена: болезнь." in Notice.objects.first().text
    for do in (
        lambda: workflow.move_meeting(planned=planned, what=what(), by=None, today=TODAY),
        lambda: workflow.hold_meeting(planned=planned, by=None, today=TODAY),
        lambda: workflow.cancel_meeting(planned=planned, by=None, today=TODAY),
    ):
        assert refused(do) == "Встреча 16.03.2026 в 15:30 уже отменена: назначьте новую."


def test_held_meeting_stands_in_the_journal_once(pair, users):
    planned = plan(pair, day=TODAY)
    meeting = workflow.hold_meeting(planned=planned, by=users["mentor"], today=TODAY)
    assert (meeting.date, meeting.kind, meeting.topic) == (TODAY, "regular", "Разбор урока")
    assert (meeting.logged_by, meeting.confirmed_by) == (pair.mentor.person, None)
    again = refused(lambda: workflow.hold_meeting(planned=planned, by=None, today=TODAY))
    assert again == "Встреча 16.03.2026 в 15:30 уже записана в журнал: обновите страницу."
    assert (Meeting.objects.count(), PlannedMeeting.objects.open().count()) == (1, 0)


def test_meeting_without_words_is_held_under_its_kind(pair):
    planned = plan(pair, day=TODAY, topic=" ", kind=MeetingKind.INTRODUCTION)
    assert workflow.hold_meeting(planned=planned, by=None, today=TODAY).topic == "встреча-знакомство"


def test_meeting_is_not_held_before_its_day(pair):
    words = refused(lambda: workflow.hold_meeting(planned=plan(pair), by=None, today=TODAY))
    assert words == "Встреча ещё не состоялась: запишите её в тот день или позже."
    assert PlannedMeeting.objects.open().count() == 1


ENDS = {
    "complete": lambda pair: workflow.complete(
        pair=pair, result="готово", end_date=TODAY, by=None, today=TODAY
    ),
    "dissolve": lambda pair: workflow.dissolve(
        pair=pair, initiator=Initiator.MENTEE, reason="переезд", end_date=TODAY, by=None, today=TODAY
    ),
}


@pytest.mark.parametrize("end", list(ENDS))
def test_end_of_the_pair_cancels_what_lies_ahead(pair, end):
    past = PlannedMeeting.objects.create(pair=pair, date=TODAY - timedelta(days=1))
    ahead = [plan(pair, day=TODAY), plan(pair)]
    Notice.objects.all().delete()
    ENDS[end](pair)
    rows = PlannedMeeting.objects.order_by("pk")
    cancelled = [(row.pk, row.sequence, row.cancelled_at is not None) for row in rows]
    assert cancelled == [(past.pk, 0, False), *((row.pk, 1, True) for row in ahead)]
    assert [name for name, *_ in letters()] == ["Клёнова", "Осинин"]
    words = Notice.objects.filter(topic="meeting").first()
    assert "16.03.2026 в 15:30, 17.03.2026 в 15:30" in words.text


def test_cancelled_pair_meets_no_more(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.AGREED)
    plan(pair)
    workflow.cancel(pair=pair, reason="передумали", by=None)
    assert PlannedMeeting.objects.open().count() == 0


def test_pair_without_plans_ends_without_a_letter(pair):
    ENDS["complete"](pair)
    assert letters() == []


# Two meetings at one hour

CLASHES = [
    # the other pair's hour and minutes, whether it keeps the mentor from 15:30–16:15
    (time(14, 45), 45, False),
    (time(14, 45), 46, True),
    (time(15, 30), 45, True),
    (time(16, 14), 45, True),
    (time(16, 15), 45, False),
    (None, 45, False),
]


@pytest.mark.parametrize(("hour", "minutes", "is_kept"), CLASHES)
def test_double_booking_is_named(pair, mentor, mentees, make_pair, hour, minutes, is_kept):
    other = make_pair(mentor, mentees[1:2], S.ACTIVE, number="8")
    plan(other, hour=hour, minutes=minutes)
    found = workflow.clashes(plan(pair), workflow.sides_of(pair, TODAY))
    assert bool(found) is is_kept
    assert all(words.startswith("Клёнова Э. С. — ") and "№" not in words for words in found)


def test_cancelled_held_and_other_days_keep_nobody(pair, mentor, mentees, make_pair):
    other = make_pair(mentor, mentees[1:2], S.ACTIVE, number="8")
    plan(other, day=TODAY)
    workflow.cancel_meeting(planned=plan(other), by=None, today=TODAY)
    assert workflow.clashes(plan(pair), workflow.sides_of(pair, TODAY)) == []


def test_one_pair_twice_on_a_day_without_an_hour_is_named(pair):
    plan(pair, hour=None)
    assert workflow.clashes(plan(pair), workflow.sides_of(pair, TODAY)) == [
        "Клёнова Э. С. — встреча в этот день, время не названо",
        "Осинин Т. Э. — встреча в этот день, время не названо",
    ]


# Pages


def sent(**more) -> dict:
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    return {"date": day, "time": "15:30", "minutes": "45", "kind": "regular", "topic": "Урок", **more}


@pytest.mark.parametrize("role", ROLES)
def test_meetings_are_planned_by_the_pair_and_its_desk(client_as, pair, role):
    expected = 302 if role in {"methodist", "curator", "mentor", "mentee"} else 403
    client = client_as(role)
    assert client.post(f"/pairs/{pair.pk}/planned/add/", sent()).status_code == expected
    assert PlannedMeeting.objects.count() == (1 if expected == 302 else 0)


@pytest.mark.parametrize("role", ROLES)
def test_planned_meeting_is_written_down_as_the_journal_is(client_as, pair, role):
    planned = PlannedMeeting.objects.create(pair=pair, date=timezone.localdate(), topic="Урок")
    expected = 302 if role in {"methodist", "curator", "mentor"} else 403
    client = client_as(role)
    assert client.post(f"/pairs/{pair.pk}/planned/{planned.pk}/hold/").status_code == expected
    assert Meeting.objects.count() == (1 if expected == 302 else 0)


def test_mentee_moves_and_cancels(client_as, pair):
    planned = PlannedMeeting.objects.create(pair=pair, date=timezone.localdate())
    client, address = client_as("mentee"), f"/pairs/{pair.pk}/planned/{planned.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, sent()).status_code == 302
    assert client.get(f"{address}cancel/").status_code == 200
    assert client.post(f"{address}cancel/", {"reason": ""}).status_code == 302
    planned.refresh_from_db()
    assert (planned.sequence, planned.topic, planned.cancelled_at is None) == (2, "Урок", False)


def test_warning_stands_on_the_page_and_the_meeting_is_kept(client_as, pair, mentor, mentees, make_pair):
    other = make_pair(mentor, mentees[1:2], S.ACTIVE, number="8")
    client = client_as("mentor")
    client.post(f"/pairs/{other.pk}/planned/add/", sent())
    page = client.post(f"/pairs/{pair.pk}/planned/add/", sent(time="16:00"), follow=True).content.decode()
    assert "В это время уже назначено: Клёнова Э. С. — 15:30–16:15." in page
    assert PlannedMeeting.objects.open().count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"date": "2020-01-01"}, "Этот день прошёл"),
        ({"date": ""}, "Заполните это поле."),
        ({"minutes": "4"}, "5"),
        ({"minutes": "481"}, "480"),
        ({"time": "25:00"}, "врем"),
        ({"kind": "party"}, "Выберите"),
    ],
)
def test_wrong_meeting_is_refused_and_kept_on_the_form(client_as, pair, wrong, sentence):
    response = client_as("mentor").post(f"/pairs/{pair.pk}/planned/add/", sent(place="Кабинет 7", **wrong))
    page = response.content.decode()
    assert (response.status_code, 'value="Кабинет 7"' in page, sentence in page) == (400, True, True)


def test_meeting_of_another_pair_is_not_found(client_as, pair, mentor, mentees, make_pair):
    other = make_pair(mentor, mentees[1:2], S.ACTIVE, number="8")
    planned = PlannedMeeting.objects.create(pair=other, date=TODAY)
    assert client_as("mentee").post(f"/pairs/{pair.pk}/planned/{planned.pk}/cancel/").status_code == 404
    assert client_as("mentee").post(f"/pairs/{other.pk}/planned/{planned.pk}/cancel/").status_code == 404
