"""Pages of the ledger and of the doubles: roles, scope, numbers without names, filters, merge, Excel."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.models import Mentor
from mentorship.pairs.models import Pair, PairMember
from reports.quality.registry import CHECKS
from schools.models import Diagnostic, Employment, NotDoubles, Person, PersonAlias, School, Subject
from tests.workbooks import cells_of

MOST_QUERIES = 25
NAMES = {"last_name": "Ёлкина", "first_name": "Алёна", "middle_name": "Петровна"}
PAGES = ["/reports/quality/", "/reports/quality/doubles/", "/reports/quality/findings.xlsx"]


@pytest.fixture
def doubles(users, school, make_teacher) -> tuple[Person, Person]:
    """Two records of one teacher in the cast's school."""
    one = make_teacher(school, "T1", **NAMES)
    return one, make_teacher(school, "T2", **{**NAMES, "last_name": "Елкина"}, email="elkina@example.org")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def address(one: Person, other: Person) -> str:
    return f"/reports/quality/doubles/{one.pk}-{other.pk}/"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("head", 200),
        ("methodist", 200),
        ("curator", 200),
        ("director", 200),
        ("approver", 200),
        ("department", 200),
        ("admin", 403),
        ("mentor", 403),
    ],
)
def test_ledger_opens_to_the_roles_of_the_table(client_as, doubles, path, login, status):
    assert client_as(login).get(path).status_code == status


@pytest.mark.parametrize("path", PAGES)
def test_stranger_is_asked_to_sign_in(doubles, path):
    response = Client().get(path)
    assert (response.status_code, response["Location"].startswith("/accounts/login/")) == (302, True)


def test_unknown_check_is_not_found(client_as):
    assert client_as("methodist").get("/reports/quality/no_such_check/").status_code == 404


@pytest.mark.parametrize("check", [check.code for check in CHECKS])
def test_every_check_has_a_page(client_as, doubles, check):
    page = text(client_as("methodist").get(f"/reports/quality/{check}/"))
    assert page.count("<h1") == 1


def test_methodist_reads_sentences_with_the_way_to_mend(client_as, doubles):
    page = text(client_as("methodist").get("/reports/quality/"))
    assert "Ёлкина Алёна Петровна (код T1) и Елкина Алёна Петровна (код T2) — точно." in page
    assert f'href="{address(*doubles)}"' in page
    assert "методист: Липова З. М." in page
    assert "на сегодня" in page


@pytest.mark.parametrize("path", PAGES[:2])
def test_department_reads_numbers_without_names(client_as, doubles, path):
    page = text(client_as("department").get(path))
    assert ("Ёлкина" in page, "Елкина" in page, "Липова" in page) == (False, False, False)
    assert "Возможные двойники" in page


def test_department_reads_numbers_by_school(client_as, doubles):
    response = client_as("department").get("/reports/quality/doubles/")
    assert [(school.code, count) for school, count in response.context["by_school"]] == [("901", 1)]
    assert response.context["lines"] == []


def test_workbook_of_the_department_holds_numbers(client_as, doubles):
    rows = cells_of(client_as("department").get(PAGES[2]).content)
    assert rows[0] == ["Проверка", "Важность", "Код ОО", "Школа", "Замечаний"]
    assert ["Возможные двойники", "искажает показатели", "901", "Ёлкинская СОШ", 1] in rows
    assert "Елкина" not in str(rows)


def test_workbook_holds_the_sentences_and_is_on_record(client_as, doubles):
    response = client_as("methodist").get(PAGES[2], {"owner": "methodist"})
    rows = cells_of(response.content)
    (double,) = [row for row in rows if row[0] == "Возможные двойники"]
    assert double[2:4] == ["901", "Ёлкинская СОШ"]
    assert double[4].startswith("Ёлкина Алёна Петровна (код T1)")
    entry = Entry.objects.get(action="export")
    assert entry.data == {"what": "quality", "rows": len(rows) - 1, "filter": "owner=methodist"}


def test_curator_sees_the_own_school_alone(client_as, doubles, other_school):
    response = client_as("curator").get("/reports/quality/")
    codes = {
        school.code
        for section in response.context["sections"]
        for line in section["lines"]
        for school in line["schools"]
    }
    assert codes == {"901"}
    assert f'href="{address(*doubles)}"' not in text(response)
    assert client_as("curator").get("/reports/quality/", {"school": "902"}).status_code == 404


def test_foreign_school_is_not_found(client_as, foreign_school):
    client = client_as("methodist")
    assert client.get("/reports/quality/", {"school": foreign_school.code}).status_code == 404
    assert foreign_school.name not in text(client.get("/reports/quality/"))


def test_filters_narrow_by_school_and_owner(client_as, doubles, other_school):
    client = client_as("methodist")
    response = client.get("/reports/quality/", {"school": "902"})
    assert [check.code for check, _ in response.context["held"]] == ["no_year", "no_curator"]
    response = client.get("/reports/quality/", {"school": "902", "owner": "department"})
    assert response.context["total"] == 0
    assert "Таких замечаний нет" in text(response)


def test_findings_of_one_check_come_by_pages(client_as, users, school, make_teacher):
    for number in range(60):
        make_teacher(school, f"T{number:02}", last_name=f"Учитель-{number:02}-{number:02}")
    client = client_as("methodist")
    overview = client.get("/reports/quality/")
    (section,) = [item for item in overview.context["sections"] if item["check"].code == "no_subjects"]
    assert (section["count"], len(section["lines"]), section["more"]) == (62, 20, True)
    first = client.get("/reports/quality/no_subjects/")
    assert (first.context["total"], len(first.context["lines"])) == (62, 50)
    second = client.get("/reports/quality/no_subjects/", {"page": 2})
    assert len(second.context["lines"]) == 12


def questions(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


@pytest.mark.parametrize("path", PAGES[:2])
def test_pages_ask_no_more_of_many_findings(client_as, doubles, municipality, make_teacher, path):
    client = client_as("methodist")
    few = questions(client, path)
    for number in range(30):
        place = School.objects.create(code=f"M{number}", name=f"Школа {number}", municipality=municipality)
        for code in ("a", "b"):
            make_teacher(place, f"M{number}{code}", last_name="Климова", teaching_since=None)
    assert questions(client, path) == few <= MOST_QUERIES


class TestReportsCarryTheCount:
    """«Замечаний к данным: N» with its link."""

    @pytest.mark.parametrize(
        ("path", "link"),
        [
            ("/reports/quality/count/", "/reports/quality/"),
            ("/reports/quality/count/?school=901", "/reports/quality/?school=901"),
            ("/reports/schools/", "/reports/quality/"),
            ("/reports/schools/901/", "/reports/quality/?school=901"),
        ],
    )
    def test_count_stands_on_reports(self, client_as, doubles, programme, school_year, path, link):
        response = client_as("methodist").get(path)
        count = response.context["quality_count"]
        assert count > 0
        assert f'href="{link}" >Замечаний к данным: {count}</a>' in text(response).replace('">', '" >')

    def test_indicators_fetch_it_after_the_page(self, client_as, doubles, programme):
        page = client_as("methodist").get("/reports/")
        later = text(page).split("data-deferred")[1].split("</p>")[0]
        assert 'href="/reports/quality/"' in later
        assert f'="/reports/quality/count/?programme={programme.code}"' in later
        assert 'src="/static/deferred' in text(page)

    def test_day_of_the_past_carries_none(self, client_as, doubles, programme, school_year):
        yesterday = timezone.localdate() - timedelta(days=1)
        client = client_as("methodist")
        assert client.get("/reports/").context["has_findings"]
        assert not client.get("/reports/", {"as_of": f"{yesterday:%Y-%m-%d}"}).context["has_findings"]
        for path in ("/reports/schools/", "/reports/schools/901/"):
            response = client.get(path, {"as_of": f"{yesterday:%Y-%m-%d}"})
            assert (response.status_code, response.context["quality_count"]) == (200, None)

    def test_count_is_that_of_the_page_it_leads_to(self, client_as, doubles, programme, other_school):
        client = client_as("methodist")
        shown = client.get("/reports/quality/count/").context["quality_count"]
        assert shown == client.get("/reports/quality/").context["total"]
        shown = client.get("/reports/schools/901/").context["quality_count"]
        assert shown == client.get("/reports/quality/", {"school": "901"}).context["total"]


class TestDoubles:
    """The page of two records."""

    @pytest.mark.parametrize(
        ("login", "status"),
        [
            ("methodist", 200),
            ("head", 200),
            ("curator", 403),
            ("director", 403),
            ("approver", 403),
            ("department", 403),
            ("admin", 403),
            ("mentor", 403),
        ],
    )
    def test_only_who_keeps_the_data_compares(self, client_as, doubles, login, status):
        client = client_as(login)
        assert client.get(address(*doubles)).status_code == status
        if status == 403:
            assert client.post(address(*doubles)).status_code == 403
            assert client.post(f"{address(*doubles)}apart/").status_code == 403
            assert Person.objects.filter(code="T2").exists()

    def test_foreign_and_unknown_people_are_not_found(self, client_as, doubles, foreign_school, make_teacher):
        stranger = make_teacher(foreign_school, "F1", **NAMES)
        client = client_as("methodist")
        for pair in ((doubles[0], stranger), (stranger, doubles[0])):
            assert client.get(address(*pair)).status_code == 404
            assert client.post(address(*pair)).status_code == 404
        assert client.get(f"/reports/quality/doubles/{doubles[0].pk}-999999/").status_code == 404

    def test_page_shows_both_and_proposes(self, client_as, doubles):
        response = client_as("methodist").get(address(*doubles))
        rows = {
            row.name: (row.keep, row.drop, row.differs, row.proposed) for row, _ in response.context["fields"]
        }
        assert rows["last_name"] == ("Ёлкина", "Елкина", True, "keep")
        assert rows["email"] == ("—", "elkina@example.org", True, "drop")
        assert rows["first_name"] == ("Алёна", "Алёна", False, "keep")
        assert sorted(response.context["form"].fields) == ["email", "last_name"]

    def test_merge_keeps_what_was_chosen(self, client_as, doubles, users):
        keep, drop = doubles
        client = client_as("methodist")
        response = client.post(address(keep, drop), {"last_name": "keep", "email": "drop"}, follow=True)
        assert "Записи объединены: осталась Ёлкина Алёна Петровна (код T1), код T2 ведёт к ней." in text(
            response
        )
        keep.refresh_from_db()
        assert (keep.email, Person.objects.filter(code="T2").exists()) == ("elkina@example.org", False)
        assert PersonAlias.objects.get().merged_by == users["methodist"]
        assert Entry.objects.get(action="person.merged").by == users["methodist"]

    def test_merge_pressed_twice_is_told_so(self, client_as, doubles):
        client = client_as("methodist")
        given = {"last_name": "keep", "email": "drop"}
        client.post(address(*doubles), given)
        for response in (
            client.post(address(*doubles), given, follow=True),
            client.get(address(*doubles), follow=True),
        ):
            assert "Эти записи уже объединены." in text(response)

    def test_choice_left_out_or_unknown_is_refused(self, client_as, doubles):
        client = client_as("methodist")
        response = client.post(address(*doubles), {"last_name": "both", "email": "drop"})
        assert response.status_code == 400
        assert response.context["form"].errors.keys() == {"last_name"}
        assert 'value="drop" class' in text(response) or "checked" in text(response)
        assert Person.objects.filter(code="T2").exists()

    def test_refusal_is_said_before_and_after(self, client_as, doubles):
        keep, drop = doubles
        for person, score in ((keep, 5), (drop, 6)):
            Diagnostic.objects.create(
                person=person, date="2026-03-01", subject_score=score, method_score=5, max_score=20
            )
        client = client_as("methodist")
        page = client.get(address(keep, drop))
        assert "Диагностика 01.03.2026 есть в обеих записях, а баллы разные" in text(page)
        assert "Объединить записи</button>" not in text(page)
        response = client.post(address(keep, drop), {"last_name": "keep", "email": "drop"})
        assert response.status_code == 400
        assert "Диагностика 01.03.2026" in text(response)
        assert Person.objects.filter(code="T2").exists()

    def test_record_beside_itself_is_refused_with_a_sentence(self, client_as, doubles):
        keep, _ = doubles
        page = client_as("methodist").get(address(keep, keep))
        assert (page.status_code, "Это одна и та же запись" in text(page)) == (200, True)
        assert client_as("methodist").post(address(keep, keep)).status_code == 400

    def test_page_asks_few_questions(self, client_as, doubles, school, make_teacher):
        keep, drop = doubles
        mentor = Mentor.objects.create(person=drop)
        client = client_as("methodist")
        few = questions(client, address(keep, drop))
        for number in range(10):
            pair = Pair.objects.create(municipality=school.municipality, number=str(number), mentor=mentor)
            PairMember.objects.create(pair=pair, mentor=mentor, mentee=make_teacher(school, f"M{number}"))
            drop.subjects.add(Subject.objects.create(name=f"Предмет {number}"))
        assert questions(client, address(keep, drop)) == few <= MOST_QUERIES

    def test_two_people_are_told_apart_for_good(self, client_as, doubles):
        client = client_as("methodist")
        path = f"{address(*doubles)}apart/"
        response = client.post(path, {"reason": "сёстры"}, follow=True)
        assert "разные люди" in text(response)
        assert NotDoubles.objects.get().reason == "сёстры"
        assert client.get("/reports/quality/doubles/").context["total"] == 0
        assert "уже решено" in text(client.post(path, {"reason": ""}, follow=True))
        assert client.get(path).status_code == 302

    def test_reason_too_long_is_refused_with_what_was_typed(self, client_as, doubles):
        response = client_as("methodist").post(f"{address(*doubles)}apart/", {"reason": "я" * 301})
        assert (response.status_code, NotDoubles.objects.exists()) == (400, False)
        assert "я" * 301 in text(response)

    def test_who_moved_away_keeps_one_history(self, client_as, doubles, other_school):
        keep, drop = doubles
        Employment.objects.filter(person=drop).update(school=other_school)
        Person.objects.filter(pk=drop.pk).update(school=other_school)
        client = client_as("methodist")
        given = {"last_name": "keep", "email": "drop", "place": "drop"}
        assert client.post(address(keep, drop), given).status_code == 302
        keep.refresh_from_db()
        assert (keep.school, keep.employments.get().school) == (other_school, other_school)


def test_snapshot_keeps_the_count_of_its_day(client_as, doubles, programme):
    client = client_as("methodist")
    counted = client.get("/reports/quality/count/").context["quality_count"]
    page = client.post("/reports/snapshots/", {"programme": "lesnoy", "as_of": "2026-03-16"}, follow=True)
    assert f"замечаний к данным в тот день: {counted}" in text(page)


@pytest.mark.parametrize("path", ["", "apart/"])
def test_records_that_no_database_holds_are_not_found(client_as, users, path):
    address = f"/reports/quality/doubles/{10**20}-1/{path}"
    assert client_as("methodist").post(address).status_code == 404
