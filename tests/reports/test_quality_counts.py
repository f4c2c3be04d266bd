"""Counts of the ledger: by check, school and municipality, for every reader; who mends; few questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.quality.ledger import Ledger, count_of, counts
from reports.quality.registry import BY_CODE, CHECKS
from reports.tasks import tasks_for
from schools.models import Municipality, School, SchoolYear, User
from tests.cast import TODAY, YEAR

NAMES = {"last_name": "Ёлкина", "first_name": "Алёна", "middle_name": "Петровна"}


@pytest.fixture
def spoilt(users, school, other_school, foreign_school, make_teacher) -> None:
    """Two schools without a row of the year, doubles over both, people without subjects and addresses."""
    make_teacher(school, "T1", **NAMES)
    make_teacher(other_school, "T2", **NAMES)
    make_teacher(foreign_school, "F1", **NAMES)


def reader(login: str) -> User:
    return User.objects.get(username=login)


@pytest.mark.usefixtures("spoilt")
def test_counts_by_check_and_school(school, other_school, municipality):
    found = counts(reader("methodist"), TODAY)
    assert dict(found.by_check) == {
        "no_year": 2,
        "no_curator": 1,
        "doubles": 1,
        "no_subjects": 4,
        "no_email": 9,
    }
    assert found.total == 17
    assert found.by_school == {school.pk: 9, other_school.pk: 4}
    assert found.by_municipality == {municipality.pk: 17}


@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize(
    ("login", "total"),
    [
        ("head", 17),
        ("methodist", 17),
        ("approver", 17),
        ("department", 17),
        ("curator", 8),
        ("director", 8),
        ("admin", 0),
        ("mentor", 0),
    ],
)
def test_each_reader_counts_the_own_scope(login, total):
    assert counts(reader(login), TODAY).total == total


@pytest.mark.usefixtures("spoilt")
def test_reports_on_a_school_carry_its_own_count(school, other_school, municipality):
    methodist = reader("methodist")
    assert count_of(methodist, TODAY, school=school) == 9
    assert count_of(methodist, TODAY, school=other_school) == 4
    assert count_of(methodist, TODAY, municipality=municipality) == 17
    assert count_of(methodist, TODAY) == 17
    assert count_of(reader("mentor"), TODAY) is None


@pytest.mark.usefixtures("spoilt")
def test_foreign_municipality_is_not_counted(other_municipality, foreign_school):
    found = counts(reader("methodist"), TODAY)
    assert (found.by_municipality[other_municipality.pk], found.by_school[foreign_school.pk]) == (0, 0)


@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize(
    ("login", "named"), [("methodist", 17), ("curator", 8), ("approver", 17), ("department", 0)]
)
def test_department_reads_no_words(login, named):
    ledger = Ledger.read(reader(login), TODAY)
    assert sum(map(ledger.is_named, ledger.findings)) == named
    assert ledger.only_counts is (login == "department")


@pytest.mark.usefixtures("spoilt")
def test_menders_are_named_where_known():
    ledger = Ledger.read(reader("methodist"), TODAY)
    by_check = {finding.check: ledger.menders(finding) for finding in ledger.findings}
    assert by_check["no_year"] == "методист: Липова З. М."


def test_menders_of_a_school_are_its_curators(school, other_school, users):
    for place in (school, other_school):
        SchoolYear.objects.create(school=place, year=YEAR, has_low_results=True, order="№ 1")
    ledger = Ledger.read(users["methodist"], TODAY)
    said = [ledger.menders(finding) for finding in ledger.of_check(BY_CODE["no_transition"])]
    assert said == ["школьный куратор: Рябинина Н. Ю.", "школьный куратор"]


@pytest.mark.usefixtures("spoilt")
def test_pages_of_mending_exist_and_open_to_who_may_mend():
    for login, opens in (("methodist", True), ("department", False)):
        user = reader(login)
        ledger = Ledger.read(user, TODAY)
        pages = [finding.page for finding in ledger.findings if finding.page]
        assert [page.opens_to(user) for page in pages] == [opens] * 17
        assert all(page.address.startswith("/") for page in pages)


def test_checks_have_codes_of_their_own():
    assert sorted(BY_CODE) == sorted(check.code for check in CHECKS)


def test_findings_carry_the_code_of_their_check(spoilt, users):
    ledger = Ledger.read(users["methodist"], TODAY)
    assert [
        (check.code, finding.check)
        for check in CHECKS
        for finding in ledger.of_check(check)
        if finding.check != check.code
    ] == []


class TestTask:
    """The methodist hears of the ledger in the workplace."""

    def test_methodist_and_head_hear_of_findings(self, spoilt, users):
        for login in ("methodist", "head"):
            (task,) = tasks_for(users[login], TODAY)
            assert (task.title, task.text, task.url, task.tone) == (
                "Замечания к данным: 17",
                "Из них 3\u00a0искажают показатели.",
                "/reports/quality/",
                "warn",
            )

    def test_others_ask_nothing(self, spoilt, users, django_assert_num_queries):
        for login in ("curator", "director", "mentor", "approver", "department", "admin"):
            user = users[login]
            assert user.access.held
            with django_assert_num_queries(0):
                assert tasks_for(user, TODAY) == []


def questions(user) -> int:
    assert user.access.held is not None
    with CaptureQueriesContext(connection) as captured:
        counts(user, TODAY)
    return len(captured)


@pytest.mark.usefixtures("spoilt")
def test_ledger_asks_three_questions_whatever_its_size(users, municipality, make_teacher):
    methodist = users["methodist"]
    SchoolYear.objects.create(school=School.objects.first(), year=YEAR, results_quartile=1)
    assert questions(methodist) == 3
    for number in range(40):
        place = School.objects.create(code=f"M{number}", name=f"Школа {number}", municipality=municipality)
        SchoolYear.objects.create(
            school=place, year=YEAR, results_index=number / 100, results_quartile=1 + number % 4
        )
        make_teacher(place, f"M{number}", teaching_since=None)
    assert questions(User.objects.get(username="methodist")) == 3


def test_thirty_schools_of_a_region_stay_apart(users, municipality):
    """Quartiles are judged within each municipality."""
    other = Municipality.objects.create(name="Другой район")
    for number in range(8):
        place = School.objects.create(
            code=f"M{number}", name=f"Школа {number}", municipality=(municipality, other)[number % 2]
        )
        SchoolYear.objects.create(
            school=place, year=YEAR, results_index=(number + 1) / 10, results_quartile=1 + number // 2
        )
    ledger = Ledger.read(users["methodist"], TODAY)
    for code in ("own_quartile", "quartile_order"):
        assert ledger.of_check(BY_CODE[code]) == []
