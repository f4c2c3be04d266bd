"""Half-year reports: who owes one, the table of moves of domain.md §4.5, letters, reminders."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.notices.models import Notice
from mentorship.pairs.enums import MeetingKind, PairState, ReportState
from mentorship.pairs.half_years import workflow
from mentorship.pairs.half_years.periods import Span, add_reports, half_of, open_period, usual_dates
from mentorship.pairs.half_years.prefill import meetings_of
from mentorship.pairs.half_years.reminders import remind
from mentorship.pairs.half_years.rights import Actor, actors_of
from mentorship.pairs.models import HalfYearReport, Meeting, PlanItem, Product, ProductKind
from schools.models import RoleAssignment
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

FIRST = usual_dates(2025, 1)
SECOND = usual_dates(2025, 2)
BLANK = dict.fromkeys((*workflow.TEXTS, "progress"), "") | {"progress": None, "effects": []}


@pytest.fixture
def pair(make_pair, mentor, mentees):
    """At work since 1 October 2025."""
    return make_pair(mentor, mentees[:1], PairState.ACTIVE)


@pytest.fixture
def open_half(municipality, users):
    def opened(year=2025, half=1, today=TODAY, dates=None):
        usual = dates or usual_dates(year, half)
        by = users["methodist"]
        return open_period(municipality=municipality, year=year, half=half, dates=usual, by=by, today=today)

    return opened


@pytest.fixture
def report(pair, open_half):
    return open_half().reports.get()


@pytest.fixture
def in_state(report):
    """The report in a state, however it came there."""

    def put(state):
        HalfYearReport.objects.filter(pk=report.pk).update(
            state=state, plan_done="Провели уроки.", next_plan="Провести ещё."
        )
        report.refresh_from_db()
        return report

    return put


def test_usual_dates_are_those_of_the_decision():
    assert Span(date(2025, 9, 1), date(2025, 12, 31), date(2026, 1, 15)) == FIRST
    assert Span(date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 10)) == SECOND


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 9, 1), (2025, 1)),
        (date(2025, 12, 31), (2025, 1)),
        (date(2026, 1, 1), (2025, 2)),
        (date(2026, 8, 31), (2025, 2)),
    ],
)
def test_a_day_belongs_to_a_half(day, expected):
    assert half_of(day) == expected


@pytest.mark.parametrize(
    ("start", "end", "owes"),
    [
        (date(2025, 12, 2), None, True),  # 30 days up to 31 December
        (date(2025, 12, 3), None, False),  # 29 days
        (date(2024, 10, 1), date(2025, 9, 30), True),  # 30 days from 1 September
        (date(2024, 10, 1), date(2025, 9, 29), False),
        (date(2026, 1, 1), None, False),
    ],
)
def test_thirty_days_of_the_period_make_a_report_owed(
    make_pair, mentor, mentees, open_half, start, end, owes
):
    state = PairState.COMPLETED if end else PairState.ACTIVE
    make_pair(mentor, mentees[:1], state, start=start, end=end)
    assert open_half().reports.count() == int(owes)


def test_a_pair_that_reaches_thirty_days_later_is_added_once(pair, open_half):
    period = open_half(today=date(2025, 10, 29))
    assert period.reports.count() == 0
    assert len(add_reports(period=period, today=date(2025, 10, 30))) == 1
    assert add_reports(period=period, today=date(2025, 11, 30)) == []


def test_a_pair_that_has_not_begun_owes_nothing(make_pair, mentor, mentees, open_half):
    make_pair(mentor, mentees[:1], PairState.ORDERED)
    assert open_half().reports.count() == 0


def test_a_period_is_opened_once_and_not_before_it_begins(pair, open_half):
    open_half()
    with pytest.raises(ValidationError, match="Этот период уже открыт"):
        open_half()
    with pytest.raises(ValidationError, match="откройте его не раньше"):
        open_half(year=2026, half=1)


def test_the_draft_brings_what_the_portal_knows(pair, open_half):
    done = {"pair": pair, "due_date": date(2025, 11, 1)}
    PlanItem.objects.create(**done, title="Открытый урок", done_date=date(2025, 11, 20), result="Удался")
    PlanItem.objects.create(**done, title="Другое полугодие", done_date=date(2026, 1, 1))
    kind = ProductKind.objects.get(name="методический кейс")
    Product.objects.create(pair=pair, kind=kind, title="Дисциплина", date=date(2025, 12, 1))
    for day in (date(2025, 8, 31), date(2025, 9, 1), date(2025, 12, 31), date(2026, 1, 1)):
        Meeting.objects.create(pair=pair, date=day, kind=MeetingKind.REGULAR, topic="Уроки")

    report = open_half().reports.get()

    assert report.plan_done == "20.11.2025 — Открытый урок: Удался"
    assert report.products == "01.12.2025 — методический кейс: Дисциплина"
    assert [meeting.date for meeting in meetings_of(report)] == [date(2025, 9, 1), date(2025, 12, 31)]


ALLOWED = {
    "submit": {ReportState.DRAFT: ReportState.SUBMITTED, ReportState.RETURNED: ReportState.SUBMITTED},
    "check": {ReportState.SUBMITTED: ReportState.CHECKED},
    "return": {ReportState.SUBMITTED: ReportState.RETURNED},
    "reopen": {ReportState.CHECKED: ReportState.SUBMITTED},
    "waive": {ReportState.DRAFT: ReportState.WAIVED},
}


def move(code, report, users):
    if code == "submit":
        return workflow.submit(report=report, by=users["mentor"], on=TODAY)
    if code == "check":
        return workflow.check(report=report, by=users["curator"])
    if code == "return":
        return workflow.return_report(report=report, remark="Добавьте даты.", by=users["curator"])
    if code == "reopen":
        return workflow.reopen(report=report, reason="Ошибочно принят.", by=users["methodist"])
    return workflow.waive(report=report, reason="Наставник болел.", by=users["methodist"])


@pytest.mark.parametrize("state", list(ReportState))
@pytest.mark.parametrize("code", list(ALLOWED))
def test_moves_are_those_of_the_table(in_state, users, code, state):
    report = in_state(state)
    target = ALLOWED[code].get(state)
    if target is None:
        with pytest.raises(ValidationError, match=f"сейчас он {state.label}"):
            move(code, report, users)
        assert HalfYearReport.objects.get().state == state
    else:
        assert move(code, report, users).state == target
        assert Entry.objects.filter(action=f"half_years.{target}").count() == 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("return", "Напишите, что поправить"),
        ("reopen", "Напишите, почему проверка отменяется"),
        ("waive", "Напишите, почему отчёт не требуется"),
    ],
)
def test_words_are_asked_for(in_state, users, code, sentence):
    report = in_state(next(iter(ALLOWED[code])))
    functions = {
        "return": lambda: workflow.return_report(report=report, remark="  ", by=users["curator"]),
        "reopen": lambda: workflow.reopen(report=report, reason="", by=users["methodist"]),
        "waive": lambda: workflow.waive(report=report, reason=" ", by=users["methodist"]),
    }
    with pytest.raises(ValidationError, match=sentence):
        functions[code]()


def test_what_was_done_and_what_comes_next_must_be_said(report, users):
    with pytest.raises(ValidationError) as refused:
        workflow.submit(report=report, by=users["mentor"], on=TODAY)
    assert set(refused.value.message_dict) == {"plan_done", "next_plan"}


def test_a_pair_that_is_over_needs_no_next_plan(in_state, users, pair):
    report = in_state(ReportState.DRAFT)
    HalfYearReport.objects.update(next_plan="")
    pair.state = PairState.COMPLETED
    pair.save()
    assert workflow.submit(report=report, by=users["mentor"], on=TODAY).state == ReportState.SUBMITTED


def test_nobody_checks_the_own_report(in_state, users, people):
    report = in_state(ReportState.SUBMITTED)
    with pytest.raises(ValidationError, match="Свой отчёт не проверяют"):
        workflow.check(report=report, by=users["mentor"])
    RoleAssignment.objects.filter(role="curator").update(person=people["mentor"])
    assert Actor.CHECKER not in actors_of(users["mentor"], report, TODAY)
    assert Actor.CHECKER in actors_of(users["methodist"], report, TODAY)


def test_the_curator_of_the_mentees_school_checks_and_the_methodist_does_not(report, users):
    assert Actor.CHECKER in actors_of(users["curator"], report, TODAY)
    assert Actor.CHECKER not in actors_of(users["methodist"], report, TODAY)
    assert actors_of(users["mentee"], report, TODAY) == frozenset()
    assert actors_of(users["head"], report, TODAY) == frozenset()
    RoleAssignment.objects.filter(role="curator").update(end_date=TODAY - timedelta(days=1))
    assert Actor.CHECKER in actors_of(users["methodist"], report, TODAY)


def test_two_windows_do_not_overwrite_each_other(report, users):
    typed = {**BLANK, "plan_done": "Первое окно"}
    workflow.save(report=report, values=typed, version=0, by=users["mentor"])
    with pytest.raises(ValidationError, match="в другом окне"):
        workflow.save(report=report, values={**BLANK, "plan_done": "Второе"}, version=0, by=users["mentor"])
    assert HalfYearReport.objects.get().plan_done == "Первое окно"


def test_a_report_that_is_in_is_not_written_any_more(in_state, users):
    report = in_state(ReportState.SUBMITTED)
    with pytest.raises(ValidationError, match="нельзя изменить: сейчас он сдан"):
        workflow.save(report=report, values=BLANK, version=report.version, by=users["mentor"])


def letters():
    return list(Notice.objects.order_by("pk").values_list("person__code", "subject"))


def test_every_move_is_told_to_whom_it_concerns(in_state, users, pair):
    report = in_state(ReportState.DRAFT)
    Notice.objects.all().delete()
    move("submit", report, users)
    move("return", report, users)
    assert letters() == [
        ("C-curator", f"Отчёт наставника ждёт проверки: {pair}"),
        ("C-mentor", f"Отчёт вернули с замечаниями: {pair}"),
    ]


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2025, 12, 31), 0),  # fifteen days before 15 January
        (date(2026, 1, 1), 1),
        (date(2026, 1, 12), 1),
        (date(2026, 1, 15), 1),
        (date(2026, 1, 16), 1),
    ],
)
def test_reminders_come_fourteen_and_three_days_before_and_after(report, day, count):
    assert remind(day) == count
    assert remind(day) == 0


def test_three_reminders_at_most(report):
    assert [remind(date(2026, 1, 1) + timedelta(days=n)) for n in range(30)].count(1) == 3


def test_who_has_handed_in_is_not_reminded(in_state):
    in_state(ReportState.SUBMITTED)
    assert remind(date(2026, 1, 16)) == 0
