"""What the curator sees first: what is late, what is due in two weeks, what comes next."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.pairs.models import Pair, PairMember
from mentorship.roadmap.board import MOST_LATE, board_of
from tests.cast import TODAY
from tests.roadmap.conftest import words_of

FAR = date(2999, 5, 31)


def dated(roadmap, **days):
    """Give events their days by code; all the others lie far ahead."""
    roadmap.events.update(start_date=None, due_date=FAR)
    for code, day in days.items():
        roadmap.events.filter(code=code.replace("_", ".").lstrip("e")).update(due_date=day)
    return roadmap


def codes(lines):
    return [line.event.code for line in lines]


def test_agenda_is_late_soon_and_next(running):
    dated(
        running,
        e1_1=TODAY - timedelta(days=1),
        e1_2=TODAY,
        e1_3=TODAY + timedelta(days=14),
        e1_4=TODAY + timedelta(days=15),
    )
    board = board_of(running, TODAY)
    assert (codes(board.late), codes(board.soon), codes(board.later)) == (["1.1"], ["1.2", "1.3"], [])
    assert board.overdue_count == 1


def test_quiet_weeks_show_the_next_three(running):
    dated(running, e4_1=TODAY + timedelta(days=30))
    assert codes(board_of(running, TODAY).later) == ["4.1", "1.1", "1.2"]


def test_of_many_overdue_the_oldest_are_shown_and_all_are_counted(running):
    running.events.update(start_date=None, due_date=TODAY - timedelta(days=3))
    running.events.filter(code="7.1").update(due_date=TODAY - timedelta(days=9))
    board = board_of(running, TODAY)
    assert (len(board.late), board.late[0].event.code, board.overdue_count) == (MOST_LATE, "7.1", 35)


def test_draft_has_no_agenda(draft):
    assert board_of(draft, TODAY).agenda == []


def test_lines_carry_the_plain_hint_and_the_finding(running, people, municipality):
    mentor = Mentor.objects.create(person=people["mentor"], state="in_bank")
    pair = Pair.objects.create(municipality=municipality, number="П-1", mentor=mentor, state="active")
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=date(2026, 1, 12))
    dated(running, e5_3=TODAY, e1_1=TODAY)
    first, second = board_of(running, TODAY).soon
    assert (first.event.code, first.finding) == ("1.1", None)
    assert first.hint.startswith("Расскажите коллегам о программе")
    assert second.finding.words == "Сформировано в школе: 1 пара"


def test_page_groups_the_agenda_and_offers_one_press(client_as, current, people, municipality):
    today = timezone.localdate()
    mentor = Mentor.objects.create(person=people["mentor"], state="in_bank")
    pair = Pair.objects.create(municipality=municipality, number="П-1", mentor=mentor, state="active")
    PairMember.objects.create(
        pair=pair, mentor=mentor, mentee=people["mentee"], start_date=date(current.year, 9, 1)
    )
    dated(current, e5_3=today - timedelta(days=2), e1_1=today + timedelta(days=3))
    page = words_of(client_as("curator").get(current.get_absolute_url()))
    assert "Просрочено 5.3 Анализ анкет" not in page
    assert page.index("Срок в ближайшие две недели") > page.index("Портал нашёл подтверждение:")
    assert "Всё верно, отметить мероприятие 5.3" in page


def test_department_sees_the_agenda_without_buttons(client_as, current):
    dated(current, e1_1=timezone.localdate())
    page = words_of(client_as("department").get(current.get_absolute_url()))
    assert "Срок в ближайшие две недели" in page
    assert "Отметить выполнение" not in page


def test_page_costs_at_most_25_queries(client_as, current):
    current.events.update(start_date=None, due_date=timezone.localdate() - timedelta(days=1))
    client = client_as("curator")
    client.get(current.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(current.get_absolute_url())
    assert len(queries) <= 25, [query["sql"][:120] for query in queries]
