"""Pages of half-year reports: written by the mentor, checked by the curator, counted for the department."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState, ReportState
from mentorship.pairs.half_years.periods import Span, add_reports, open_period
from mentorship.pairs.models import HalfYearReport, ReportingPeriod
from schools import years

pytestmark = pytest.mark.django_db

TEXT = "Провели четыре урока по 40 минут."


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def period(make_pair, mentor, mentees, municipality, users, today):
    make_pair(mentor, mentees[:1], PairState.ACTIVE, start=today - timedelta(days=60))
    dates = Span(today - timedelta(days=90), today + timedelta(days=1), today + timedelta(days=10))
    return open_period(
        municipality=municipality,
        year=years.year_of(today),
        half=1,
        dates=dates,
        by=users["methodist"],
        today=today,
    )


@pytest.fixture
def report(period):
    return period.reports.get()


@pytest.fixture
def address(report):
    return f"/half-years/{report.pk}/"


def written(version=0, **fields):
    texts = {
        "plan_done": TEXT,
        "activities": "",
        "products": "",
        "difficulties": "",
        "proposals": "",
        "help_needed": "",
        "next_plan": "Ещё четыре урока.",
        "progress": "7",
        "version": version,
    }
    return {**texts, **fields}


def test_from_the_draft_to_the_check(client_as, address, report):
    mentor, curator = client_as("mentor"), client_as("curator")
    assert "Сдать отчёт" in mentor.get(address).text
    mentor.post(address, written())
    report.refresh_from_db()
    assert (report.state, report.plan_done, report.progress) == (ReportState.DRAFT, TEXT, 7)
    mentor.post(address, written(version=1, submit="1"))
    assert "Принять отчёт" in curator.get(address).text
    curator.post(f"{address}return/", {"words": "Укажите даты."})
    assert "Укажите даты." in mentor.get(address).text
    report.refresh_from_db()
    mentor.post(address, written(version=report.version, submit="1"))
    curator.post(f"{address}check/")
    report.refresh_from_db()
    assert (report.state, report.checked_by.code) == (ReportState.CHECKED, "C-curator")


def test_an_empty_report_is_not_handed_in_and_nothing_typed_is_lost(client_as, address, report):
    response = client_as("mentor").post(address, written(plan_done="", activities="Семинар", submit="1"))
    assert response.status_code == 400
    assert "без этого отчёт не сдать" in response.text
    assert "Семинар" in response.text
    report.refresh_from_db()
    assert (report.state, report.activities) == (ReportState.DRAFT, "Семинар")


def test_a_second_window_gets_both_texts(client_as, address):
    mentor = client_as("mentor")
    mentor.post(address, written(plan_done="Первое окно"))
    response = mentor.post(address, written(plan_done="Второе окно"))
    assert response.status_code == 409
    assert "Первое окно" in response.text
    assert "Второе окно" in response.text
    assert mentor.post(address, written(version=1, plan_done="Второе окно")).status_code == 302


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        ("mentor", "check", 403),
        ("mentee", "check", 403),
        ("methodist", "check", 403),
        ("curator", "waive", 403),
        ("director", "check", 403),
        ("approver", "check", 403),
        ("admin", "check", 403),
        ("mentor", "submit", 404),
        ("curator", "нет-такого", 404),
        ("methodist", "waive", 200),
        ("curator", "return", 200),
    ],
)
def test_buttons_are_for_those_of_the_table(client_as, address, report, role, code, status):
    if code in ("check", "return"):
        HalfYearReport.objects.update(state=ReportState.SUBMITTED)
    assert client_as(role).get(f"{address}{code}/").status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [("methodist", 200), ("head", 200), ("curator", 200), ("director", 200), ("mentee", 200), ("admin", 403)],
)
def test_who_reads_a_report(client_as, address, role, status):
    assert client_as(role).get(address).status_code == status


def test_a_report_of_another_municipality_is_not_found(
    client_as, report, users, other_municipality, foreign_school, people, make_teacher
):
    stranger = make_teacher(foreign_school, "F1")
    people["methodist"].roles.update(municipality=other_municipality)
    assert client_as("methodist").get(f"/half-years/{report.pk}/").status_code == 404
    people["curator"].roles.update(school=foreign_school)
    assert client_as("curator").get(f"/half-years/{report.pk}/").status_code == 404
    assert stranger.pk


@pytest.mark.parametrize("role", ["department", "approver"])
def test_the_department_sees_counts_without_names(client_as, period, report, role):
    text = client_as(role).get("/half-years/").text
    assert "По школам и состояниям" in text
    assert "Клёнова" not in text
    assert client_as(role).get(f"/half-years/{report.pk}/").status_code == 404


def test_overdue_is_computed(client_as, period, report, today):
    client = client_as("methodist")
    assert "просрочен" not in client.get("/half-years/").text.split("<tbody>")[1]
    ReportingPeriod.objects.update(end_date=today - timedelta(days=2), due_date=today - timedelta(days=1))
    assert client.get("/half-years/?state=overdue").text.count("№ 7") == 1
    HalfYearReport.objects.update(state=ReportState.WAIVED)
    assert "Таких отчётов нет" in client.get("/half-years/?state=overdue").text


def test_a_methodist_opens_a_period(client_as, municipality, today):
    client = client_as("methodist")
    year = years.year_of(today)
    start = years.first_day(year)
    form = {"year": year, "half": 1, "start": start, "end": start.replace(day=2), "due": start.replace(day=3)}
    assert client.post("/half-years/open/", {**form, "due": start}).status_code == 400
    assert client.post("/half-years/open/", form).status_code == 302
    assert "Этот период уже открыт" in client.post("/half-years/open/", form).text
    assert ReportingPeriod.objects.get().municipality == municipality


@pytest.mark.parametrize("role", ["curator", "mentor", "department", "head"])
def test_nobody_else_opens_a_period(client_as, role):
    assert client_as(role).get("/half-years/open/").status_code == 403


def test_the_list_takes_as_many_queries_for_many_pairs(
    client_as, period, make_pair, mentor, school, make_teacher, django_assert_max_num_queries, today
):
    people = [make_teacher(school, f"M{number}") for number in range(12)]
    for number, one in enumerate(Mentor.objects.enlist(people)):
        mentee = make_teacher(school, f"N{number}")
        make_pair(one, [mentee], PairState.ACTIVE, number=f"P{number}", start=today - timedelta(days=60))
    add_reports(period=period, today=today)
    client = client_as("methodist")
    with django_assert_max_num_queries(25):
        assert client.get("/half-years/").text.count("/half-years/") >= 13


def test_tasks_lead_to_the_report(client_as, address):
    assert address in client_as("mentor").get("/").text
    HalfYearReport.objects.update(state=ReportState.SUBMITTED)
    assert "1 отчёт ждёт проверки" in client_as("curator").get("/").text
