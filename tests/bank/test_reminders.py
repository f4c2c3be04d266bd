"""Reminders of requests that have waited long."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from mentorship.bank.enums import RequestState
from mentorship.bank.reminders import LONG_WAIT_DAYS, UNSEEN_DAYS, remind, tell_of_queue
from mentorship.notices.models import Notice
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

LONG_AGO = TODAY - timedelta(days=LONG_WAIT_DAYS)


def test_methodist_and_curator_are_reminded_once_a_week(people, make_request):
    make_request(people["mentee"], requested_date=LONG_AGO)
    make_request(people["mentor"], requested_date=LONG_AGO - timedelta(days=7), state=RequestState.SUBMITTED)
    assert remind(TODAY) == 2
    # TODAY is a Monday
    assert remind(TODAY + timedelta(days=6)) == 0
    assert {notice.person.code for notice in Notice.objects.select_related("person")} == {
        "C-methodist",
        "C-curator",
    }
    assert Notice.objects.first().subject == "Давно ждут наставника: 2 запроса ждут дольше двух недель"
    assert "самый давний — 21 день" in Notice.objects.first().text
    assert remind(TODAY + timedelta(days=7)) == 2


def test_a_day_short_of_two_weeks_nobody_is_reminded(people, make_request):
    make_request(people["mentee"], requested_date=LONG_AGO + timedelta(days=1))
    assert remind(TODAY) == 0
    assert remind(TODAY + timedelta(days=1)) == 2


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.IN_WORK, RequestState.WITHDRAWN])
def test_requests_that_do_not_wait_are_left_alone(people, make_request, state):
    make_request(people["mentee"], requested_date=LONG_AGO, state=state)
    assert remind(TODAY) == 0


def test_another_school_counts_apart(people, make_request, make_teacher, other_school):
    make_request(people["mentee"], requested_date=LONG_AGO)
    make_request(make_teacher(other_school, "O1"), requested_date=LONG_AGO)
    assert remind(TODAY) == 2
    assert "1 запрос ждёт" in Notice.objects.get(person=people["curator"]).text
    assert "2 запроса ждут" in Notice.objects.get(person=people["methodist"]).text


def test_the_command_says_how_many(people, make_request, capsys):
    make_request(people["mentee"], requested_date=date(2024, 9, 2))
    call_command("remind_requests")
    assert capsys.readouterr().out == "Напоминаний: 2, писем педагогам: 1.\n"


def test_methodist_hears_of_what_nobody_has_looked_at_for_a_week(people, make_request):
    day = TODAY - timedelta(days=UNSEEN_DAYS)
    make_request(people["mentee"], requested_date=day + timedelta(days=1), state=RequestState.SUBMITTED)
    assert remind(TODAY) == 0
    assert remind(TODAY + timedelta(days=1)) == 1
    (notice,) = Notice.objects.select_related("person")
    assert (notice.person, notice.path) == (people["methodist"], "/requests/ageing/")
    assert notice.subject == "1 запрос никто не рассмотрел"
    assert notice.text == (
        "1 запрос никто не рассмотрел 7 дней и дольше. Примите в базу или верните на уточнение."
    )
    assert remind(TODAY + timedelta(days=2)) == 0


def test_both_matters_come_in_one_letter(people, make_request, make_teacher, school):
    make_request(people["mentee"], requested_date=LONG_AGO)
    waits = TODAY - timedelta(days=UNSEEN_DAYS)
    make_request(make_teacher(school, "N1"), requested_date=waits, state=RequestState.SUBMITTED)
    assert remind(TODAY) == 2
    text = Notice.objects.get(person=people["methodist"]).text
    assert "1 запрос ждёт наставника 14 дней и дольше" in text
    assert "1 запрос никто не рассмотрел 7 дней и дольше" in text
    assert "никто не рассмотрел" not in Notice.objects.get(person=people["curator"]).text


def test_teacher_is_told_of_the_queue_once(people, make_request):
    row = make_request(people["mentee"], requested_date=LONG_AGO + timedelta(days=1))
    assert tell_of_queue(TODAY) == 0
    assert [tell_of_queue(TODAY + timedelta(days=days)) for days in (1, 2, 30)] == [1, 0, 0]
    (notice,) = Notice.objects.all()
    assert (notice.person, notice.subject, notice.path) == (
        people["mentee"],
        "Ваш запрос в очереди",
        f"/requests/{row.pk}/",
    )


def test_request_sent_anew_is_counted_anew(people, make_request):
    row = make_request(people["mentee"], requested_date=LONG_AGO)
    assert tell_of_queue(TODAY) == 1
    row.requested_date = TODAY
    row.save()
    assert [tell_of_queue(TODAY + timedelta(days=days)) for days in (13, 14)] == [0, 1]


def test_no_waits_no_letters(people):
    assert (remind(TODAY), tell_of_queue(TODAY)) == (0, 0)
