"""/reports/diagnostics/: who sees whom, what is hidden from the department, Excel equal to the page."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from reports.models import Setting
from reports.record.diagnostics import school_growth
from schools.models import Diagnostic, Employment, Person, School, SchoolYear, Subject
from tests.cast import SINCE, TODAY, YEAR
from tests.reports.diagnosing import diagnose
from tests.workbooks import cells_of

FIRST, LAST = date(2024, 10, 12), date(2025, 10, 12)
MOST_QUERIES = 25
ADDRESS = "/reports/diagnostics/"


@pytest.fixture
def staffed(school, other_school, make_teacher):
    """`staffed(901=4, 902=9)`: so many teachers of a school tested twice, from 40 to 50 %."""

    def fill(subject: str = "Физика", **counts: int) -> None:
        taught, _ = Subject.objects.get_or_create(key=subject.lower(), defaults={"name": subject})
        for code, count in counts.items():
            place = School.objects.get(code=code.removeprefix("s"))
            for number in range(count):
                teacher = make_teacher(place, f"{subject}-{code}-{number}")
                teacher.subjects.add(taught)
                diagnose(teacher, FIRST, 40)
                diagnose(teacher, LAST, 50 + number)

    return fill


def get(client, path: str = ADDRESS, **query):
    return client.get(path, {"as_of": TODAY.isoformat(), **query})


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\u00a0", " ")


def lines(response, of: str = "schools") -> dict[str, object]:
    return {line.value: line.growth for line in getattr(response.context["report"], of)}


@pytest.mark.parametrize("login", ["admin", "mentor"])
def test_others_are_refused(client_as, login):
    assert get(client_as(login)).status_code == 403
    assert get(client_as(login), "/reports/diagnostics.xlsx").status_code == 403


def test_stranger_is_asked_to_sign_in(client):
    assert get(client).status_code == 302


@pytest.mark.parametrize("login", ["head", "methodist", "approver"])
def test_municipal_roles_see_means_of_one_and_names(client_as, staffed, make_teacher, school, login):
    staffed(s901=1)
    make_teacher(school, "T9", last_name="Безтестов")
    response = get(client_as(login))
    assert lines(response)["901"].relative == Fraction(1, 4)
    assert "Безтестов Иван Иванович" in text(response)
    assert "ни разу" in text(response)


@pytest.mark.parametrize(("count", "is_hidden"), [(4, True), (5, False)])
def test_department_sees_no_means_of_four(client_as, staffed, count, is_hidden):
    staffed(s901=count)
    response = get(client_as("department"))
    report = response.context["report"]
    assert (report.total.is_hidden, lines(response)["901"].is_hidden) == (is_hidden, is_hidden)
    assert (report.total.repeated, report.median) == (count, None)
    assert ("Средние групп меньше 5 педагогов скрыты" in text(response)) is is_hidden
    assert ("40,0 %" in text(response)) is not is_hidden


def test_department_cannot_subtract_the_small_school(client_as, staffed, make_teacher, municipality):
    School.objects.create(code="903", municipality=municipality, name="Третья школа")
    staffed(s901=4, s902=6, s903=9)
    response = get(client_as("department"))
    assert {code for code, growth in lines(response).items() if growth.is_hidden} == {"901", "902"}
    assert response.context["report"].total.score is not None
    one = get(client_as("department"), school="902")
    assert one.context["report"].total.is_hidden
    assert school_growth(School.objects.get(code="902"), TODAY).score is not None


def test_school_growth_for_a_reader_follows_the_page(users, staffed, municipality):
    School.objects.create(code="903", municipality=municipality, name="Третья школа")
    staffed(s901=4, s902=6, s903=9)
    schools = School.objects.in_bulk(["901", "902", "903"], field_name="code")
    hidden = {
        login: [school_growth(school, TODAY, users[login]).is_hidden for school in schools.values()]
        for login in ("department", "methodist")
    }
    assert hidden == {"department": [True, True, False], "methodist": [False, False, False]}


def test_department_sees_no_names_and_chooses_no_day(client_as, staffed, make_teacher, school):
    staffed(s901=5)
    make_teacher(school, "T9", last_name="Безтестов")
    client = client_as("department")
    response = get(client, as_of="2025-01-01", year="2025/2026")
    assert "Безтестов" not in text(response)
    assert "as_of" not in response.context["form"].fields
    assert response.context["report"].total.repeated == 5
    assert client.get("/reports/diagnostics.xlsx", {"people": 1}).status_code == 403
    assert "Безтестов" not in str(cells_of(client.get("/reports/diagnostics.xlsx").content))


def test_threshold_of_the_municipality_hides_more(client_as, staffed, municipality):
    Setting.objects.create(code="minimum_group", value=8, from_date=SINCE, municipality=municipality)
    staffed(s901=7)
    assert get(client_as("department")).context["report"].total.is_hidden


@pytest.mark.parametrize("login", ["curator", "director"])
def test_roles_of_a_school_see_their_own_and_the_median(client_as, staffed, municipality, login):
    for code in ("903", "904"):
        School.objects.create(code=code, municipality=municipality, name=f"Школа {code}")
    staffed(s901=1, s902=2, s903=3)
    client = client_as(login)
    response = get(client)
    assert list(lines(response)) == ["901"]
    assert response.context["report"].total.repeated == 1
    assert response.context["report"].median == (None, 3)
    assert "Сосновая ООШ" not in text(response)
    staffed("Химия", s904=4)
    assert get(client).context["report"].median == (Fraction(43, 160), 4)
    assert get(client, school="902").status_code == 404


def test_foreign_municipality_is_not_found_nor_counted(client_as, staffed, foreign_school, make_teacher):
    staffed(s901=1)
    stranger = make_teacher(foreign_school, "F1", last_name="Чужаков")
    diagnose(stranger, FIRST, 10)
    client = client_as("methodist")
    response = get(client)
    assert (response.context["report"].total.tested, "Чужаков" in text(response)) == (1, False)
    assert get(client, school="801").status_code == 404
    assert get(client, municipality="Степной район").status_code == 404
    assert get(client, municipality="лесной район").status_code == 200


def test_teacher_who_left_is_counted_but_not_named(client_as, staffed, school, foreign_school, make_teacher):
    staffed(s901=1)
    left = make_teacher(foreign_school, "T7", last_name="Ушедшев")
    Employment.objects.filter(person=left).update(start_date=LAST)
    Employment.objects.create(person=left, school=school, end_date=LAST)
    diagnose(left, FIRST, 40)
    response = get(client_as("methodist"), as_of="2025-01-10")
    assert response.context["report"].total.tested == 2
    assert "Ушедшев" not in text(response)
    assert "не названы: сейчас они работают в другом месте" in text(response)
    assert get(client_as("methodist")).context["report"].total.tested == 1


def test_filters_narrow_to_subject_school_and_low_schools(client_as, staffed, school):
    staffed(s901=1, s902=2)
    staffed("Химия", s902=3)
    SchoolYear.objects.create(school=school, year=YEAR, has_low_results=True)
    client = client_as("methodist")
    found = {
        key: get(client, **query).context["report"].total.repeated
        for key, query in {
            "all": {},
            "physics": {"subject": "Физика"},
            "school": {"school": "902"},
            "both": {"school": "902", "subject": "Физика"},
            "low": {"low": 1},
            "none": {"low": 1, "school": "902"},
            "no subject": {"subject": "без предмета"},
        }.items()
    }
    assert found == {"all": 6, "physics": 3, "school": 5, "both": 2, "low": 1, "none": 0, "no subject": 0}
    assert list(lines(get(client, subject="Химия"), "subjects")) == ["Химия"]
    assert "Диагностик по этому отбору нет" in text(get(client, low=1, school="902"))


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ({"as_of": "2025-10-11"}, date(2025, 10, 11)),
        ({"year": "2024/2025"}, date(2025, 8, 31)),
        ({"year": "2024/2025", "as_of": "2025-02-01"}, date(2025, 2, 1)),
        ({"year": "2024/2025", "as_of": "2025-10-11"}, date(2025, 8, 31)),
    ],
)
def test_day_is_that_of_the_chosen_year(client_as, staffed, query, day):
    staffed(s901=1)
    response = client_as("methodist").get(ADDRESS, query)
    assert response.context["choice"].on == day
    assert response.context["report"].total.tested == 1
    assert response.context["report"].total.repeated == 0


def test_wrong_filters_are_named_and_show_everything(client_as, staffed):
    staffed(s901=1)
    client = client_as("methodist")
    wrong = {"as_of": "вчера", "year": "прошлый", "subject": "Алхимия"}
    response = client.get(ADDRESS, wrong)
    assert (response.status_code, response.context["report"].total.repeated) == (200, 1)
    assert set(response.context["form"].errors) == set(wrong)
    assert client.get("/reports/diagnostics.xlsx", wrong).status_code == 400


def test_empty_page_says_how_to_load(client_as, school):
    assert "/admin/import/diagnostics/" in text(get(client_as("methodist")))
    page = text(get(client_as("curator")))
    assert "Методист загружает результаты" in page
    assert "/admin/import" not in page


@pytest.mark.parametrize("login", ["methodist", "department", "curator"])
def test_workbook_holds_the_figures_of_the_page(client_as, staffed, users, login):
    staffed(s901=4, s902=6)
    staffed("Химия", s902=7)
    client = client_as(login)
    report = get(client).context["report"]
    cells = cells_of(get(client, "/reports/diagnostics.xlsx").content)
    every = [report.total, *(line.growth for line in (*report.schools, *report.subjects))]
    told = [
        (growth.teachers, growth.repeated, *(map(float, growth.score) if growth.score else (None, None)))
        for growth in every
    ]
    assert [(row[4], row[8], row[9], row[10]) for row in cells[1:]] == told
    assert ["скрыты" in str(row[17]) for row in cells[1:]] == [growth.is_hidden for growth in every]
    entry = Entry.objects.get(action="diagnostics.exported")
    assert (entry.by, entry.data["rows"]) == (users[login], len(every))


def test_list_of_those_not_tested_twice_goes_to_excel_with_a_trace(client_as, staffed, school, make_teacher):
    staffed(s901=1)
    once = make_teacher(school, "T9", last_name="Однаждов")
    diagnose(once, FIRST, 10)
    response = get(client_as("methodist"), "/reports/diagnostics.xlsx", people=1)
    rows = cells_of(response.content)
    assert [row[0].split()[0] for row in rows[1:]] == ["Клёнова", "Однаждов", "Осинин"]
    assert rows[2] == ["Однаждов Иван Иванович", "Ёлкинская СОШ", "без предмета", "12.10.2024"]
    assert Entry.objects.get(action="diagnostics.people_exported").data["rows"] == 3


def test_names_on_the_page_are_a_look_that_is_noted(client_as, staffed, school):
    staffed(s901=1)
    get(client_as("methodist"), school=school.code)
    get(client_as("department"))
    entry = Entry.objects.get(action="view.untested")
    assert (entry.by.username, entry.target_model) == ("methodist", "schools.school")


def test_formula_in_a_name_stays_text(client_as, staffed, school, make_teacher):
    staffed(s901=1)
    make_teacher(school, "T9", last_name="=1+1")
    rows = cells_of(get(client_as("methodist"), "/reports/diagnostics.xlsx", people=1).content)
    assert rows[1][0] == "=1+1 Иван Иванович"


@pytest.mark.parametrize("login", ["methodist", "department", "curator"])
def test_thirty_schools_of_twenty_teachers_ask_no_more(client_as, municipality, staffed, login):
    staffed(s901=1)
    client = client_as(login)
    few = questions(client)
    physics = Subject.objects.get()
    schools = School.objects.bulk_create(
        School(code=f"B{number}", name=f"Школа {number}", name_key=f"{number}", municipality=municipality)
        for number in range(30)
    )
    people = Person.objects.bulk_create(
        Person(
            code=f"{school.code}-{n}",
            school=school,
            municipality=municipality,
            last_name="Л",
            is_teacher=True,
        )
        for school in schools
        for n in range(20)
    )
    Employment.objects.bulk_create(Employment(person=person, school=person.school) for person in people)
    Diagnostic.objects.bulk_create(
        Diagnostic(person=person, date=day, subject_score=50, method_score=50, max_score=100)
        for person in people
        for day in (FIRST, LAST)
    )
    Person.subjects.through.objects.bulk_create(
        Person.subjects.through(person=person, subject=physics) for person in people
    )
    assert questions(client) == few <= MOST_QUERIES


def questions(client) -> int:
    get(client)  # the first request of a session asks less
    with CaptureQueriesContext(connection) as captured:
        assert get(client).status_code == 200
    return len(captured)
