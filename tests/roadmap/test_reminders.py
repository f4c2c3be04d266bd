"""Letters about events: when, to whom, once; the digest of the week."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice
from mentorship.notices.topics import switch_off
from mentorship.roadmap import workflow
from mentorship.roadmap.digest import send_digests
from mentorship.roadmap.models import Roadmap
from mentorship.roadmap.reminders import remind
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of

pytestmark = pytest.mark.django_db

DUE = TODAY + timedelta(days=14)


@pytest.fixture
def event(running, people):
    """The only event near, two weeks ahead; the cast has no addresses, which keeps no letter from the log."""
    running.events.update(start_date=None, due_date=date(2026, 8, 31))
    running.events.filter(code="5.4").update(due_date=DUE)
    return event_of(running, "5.4")


def letters():
    return [
        (notice.person.last_name, notice.key.rpartition("-")[2]) for notice in Notice.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [
        (15, None),
        (14, "14"),
        (13, "14"),
        (4, "14"),
        (3, "3"),
        (0, "3"),
        (-1, "late"),
        (-14, "late"),
        (-15, None),
    ],
)
def test_a_letter_is_due_at_its_days(event, days_left, stage):
    assert remind(DUE - timedelta(days=days_left)) == (stage is not None)
    assert letters() == ([("Рябинина", stage)] if stage else [])


def test_every_stage_is_told_once_however_often_the_command_runs(event):
    for day in range(20):
        remind(TODAY + timedelta(days=day))
        remind(TODAY + timedelta(days=day))
    assert letters() == [("Рябинина", "14"), ("Рябинина", "3"), ("Рябинина", "late")]


def test_those_who_answer_for_the_event_are_told_too_each_once(event, people):
    event.persons.add(people["mentor"], people["curator"])
    assert remind(TODAY) == 2
    assert {name for name, _ in letters()} == {"Рябинина", "Клёнова"}


def test_a_done_or_cancelled_event_sends_nothing(event, users):
    other = event_of(event.roadmap, "5.3")
    type(other).objects.filter(pk=other.pk).update(due_date=DUE)
    workflow.mark_done(event=event, done_date=TODAY, on=TODAY, by=None, links=[LINK])
    workflow.cancel_event(event=other, reason="не нужно", by=users["methodist"])
    assert remind(TODAY) == remind(DUE + timedelta(days=1)) == 0


def test_a_moved_event_is_reminded_of_anew(event, users):
    remind(TODAY)
    workflow.move_event(
        event=event, new_due_date=DUE + timedelta(days=7), reason="каникулы", by=users["methodist"]
    )
    assert remind(TODAY + timedelta(days=6)) == 0
    assert remind(TODAY + timedelta(days=7)) == 1


def test_a_draft_reminds_nobody(event):
    Roadmap.objects.update(state="submitted")
    assert remind(TODAY) == 0


def test_the_letter_says_what_until_when_and_where(event):
    remind(TODAY)
    notice = Notice.objects.get()
    assert (notice.topic, notice.path) == (Topic.ROADMAP, event.get_absolute_url())
    assert notice.subject == "Дорожная карта: срок — 30 марта, 5.4"
    assert event.title in notice.text


def test_an_event_of_the_municipality_goes_to_its_methodist(municipal, people):
    municipal.events.update(start_date=None, due_date=date(2026, 8, 31))
    municipal.events.filter(code="M3.1").update(due_date=DUE)
    assert remind(TODAY) == 1
    assert letters() == [("Липова", "14")]


def test_the_digest_tells_a_school_what_is_late_and_what_comes(event, people):
    event.roadmap.events.filter(code="5.3").update(due_date=TODAY - timedelta(days=40))
    assert send_digests(TODAY) == 1 + 2  # the curator; the school is behind: the methodist and the approver
    own = Notice.objects.get(person=people["curator"])
    assert own.subject == "Дорожная карта на неделю: просрочено 1, впереди 1"
    assert "срок был 4 февраля, 40 дней назад" in own.text.replace("\u00a0", " ")
    assert "до 30 марта" in own.text.replace("\u00a0", " ")


def test_the_digest_tells_the_department_what_waits_and_who_is_behind(
    event, people, make_roadmap, other_school
):
    event.roadmap.events.filter(code="5.3").update(due_date=TODAY - timedelta(days=15))
    waiting = make_roadmap(other_school, "submitted")
    sent = timezone.make_aware(timezone.datetime(2026, 3, 6, 12))
    Roadmap.objects.filter(pk=waiting.pk).update(submitted_at=sent)
    send_digests(TODAY)
    for role in ("approver", "methodist"):
        notice = Notice.objects.get(person=people[role])
        assert notice.subject == "Дорожные карты школ: ждут согласования 1, отстают 1"
        text = notice.text.replace("\u00a0", " ")
        assert "Сосновая ООШ — 10 дней" in text
        assert "Ёлкинская СОШ — 15 дней" in text
    assert not Notice.objects.filter(person=people["department"]).exists()


def test_the_digest_comes_once_a_week_and_a_missed_monday_is_caught_up(event):
    monday = TODAY  # 16.03.2026
    assert monday.weekday() == 0
    assert send_digests(monday + timedelta(days=1)) == 1
    assert send_digests(monday + timedelta(days=6)) == 0
    assert send_digests(monday + timedelta(days=7)) == 1


def test_nothing_to_say_is_no_letter(event):
    event.roadmap.events.update(due_date=date(2026, 8, 31))
    assert send_digests(TODAY) == 0


def test_the_digest_is_switched_off_apart_from_the_reminders(event, people):
    switch_off(person=people["curator"], topic=Topic.DIGEST, by=None)
    send_digests(TODAY)
    remind(TODAY)
    states = dict(Notice.objects.values_list("topic", "state"))
    assert states == {"digest": NoticeState.SWITCHED_OFF, "roadmap": NoticeState.NO_ADDRESS}


def test_the_command_runs_twice_begins_and_posts_once(current, people, capsys):
    today = timezone.localdate()
    current.events.filter(code="5.4").update(start_date=today, due_date=today + timedelta(days=3))
    call_command("remind_roadmaps")
    call_command("remind_roadmaps")
    assert capsys.readouterr().out.splitlines() == [
        "Начато карт: 1.",
        "Напоминаний: 1, сводок за неделю: 1.",
        "Начато карт: 0.",
        "Напоминаний: 0, сводок за неделю: 0.",
    ]
    current.refresh_from_db()
    assert current.state == "in_progress"


def test_the_queries_do_not_grow_with_the_events(running, people, django_assert_max_num_queries):
    running.events.update(start_date=None, due_date=DUE)
    with django_assert_max_num_queries(8):
        assert remind(TODAY) == 35
    with django_assert_max_num_queries(9):
        send_digests(TODAY)
