"""The list of schools and a school's page: classes with their words, scope by role, few questions."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from reports.models import Setting
from reports.record.history import participation
from schools.enums import Role
from schools.models import Person, RoleAssignment, School, SchoolYear, User
from tests.cast import SINCE, TODAY, YEAR

LABEL = "2025/2026"
MOST_QUERIES = 25


@pytest.fixture
def region(municipality, school):
    """Six schools with an ИОР from 0.2 to 0.7; «901» is the lowest, ШНОР and of elevated level."""
    School.objects.filter(pk=school.pk).update(is_elevated=True)
    SchoolYear.objects.create(
        school=school,
        year=YEAR,
        results_index=Decimal("0.2"),
        has_low_results=True,
        order="приказ № 7 от 15.09.2025",
        final_exams=Decimal("0.6"),
        national_tests=Decimal("0.4"),
        teacher_count=20,
    )
    for place in range(3, 8):
        other = School.objects.create(
            code=f"R{place}", name=f"Районная школа {place}", municipality=municipality
        )
        SchoolYear.objects.create(school=other, year=YEAR, results_index=Decimal(place) / 10)


def get(client, path: str = "", **query):
    return client.get(f"/reports/schools/{path}", {"year": LABEL, **query})


def codes(response) -> list[str]:
    return [row["school"].code for row in response.context["rows"]]


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("login", ["methodist", "head", "approver", "department"])
def test_municipal_roles_see_every_school_of_their_own(client_as, foreign_school, login):
    response = get(client_as(login))
    assert len(codes(response)) == 6
    assert foreign_school.name not in text(response)


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("login", ["curator", "director"])
def test_roles_of_a_school_see_their_own(client_as, login):
    client = client_as(login)
    assert codes(get(client)) == ["901"]
    assert get(client, "901/").status_code == 200
    assert get(client, "R3/").status_code == 404


@pytest.mark.parametrize("login", ["admin", "mentor"])
def test_others_are_refused(client_as, login):
    assert get(client_as(login)).status_code == 403
    assert get(client_as(login), "901/").status_code == 403


def test_stranger_is_asked_to_sign_in(client, school):
    assert get(client, "901/").status_code == 302


def test_school_of_another_municipality_is_not_found(client_as, foreign_school):
    assert get(client_as("methodist"), f"{foreign_school.code}/").status_code == 404
    assert get(client_as("methodist"), "нет-такой/").status_code == 404


@pytest.mark.usefixtures("region")
def test_classes_are_shown_with_their_figures(client_as):
    response = get(client_as("methodist"))
    page = text(response)
    assert "риск: разрыв ГИА и ВПР" in page
    assert "ГИА 0,6, ВПР 0,4: ГИА выше ВПР, отношение 1,5 при пороге 1,5." in page
    summary = response.context["summary"]
    assert [summary[name] for name in ("low", "risk", "effective")] == [1, 1, 0]


@pytest.mark.usefixtures("region")
def test_curator_reads_the_class_against_the_whole_municipality(client_as):
    page = text(get(client_as("curator"), "901/"))
    assert "ИОР 0,2: первый квартиль среди 6 школ." in page


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ЕЛКИНСКАЯ"}, ["901"]),
        ({"q": "r3"}, ["R3"]),
        ({"flag": "low"}, ["901"]),
        ({"flag": "hard"}, []),
        ({"flag": "risk"}, ["901"]),
        ({"flag": "effective"}, []),
        ({"flag": "low", "year": "2024/2025"}, []),
    ],
)
def test_filters_narrow_the_list(client_as, query, found):
    assert codes(client_as("methodist").get("/reports/schools/", {"year": LABEL, **query})) == found


@pytest.mark.usefixtures("region")
def test_unknown_filter_is_named_and_lists_everything(client_as):
    response = get(client_as("methodist"), flag="лучшие")
    assert response.status_code == 200
    assert len(codes(response)) == 6


@pytest.mark.usefixtures("region")
def test_latest_stored_year_is_shown_by_default(client_as):
    response = client_as("methodist").get("/reports/schools/", {"year": "какой-то"})
    assert response.context["year"] == YEAR


def test_empty_municipality_says_what_to_do(client, municipality):
    person = Person.objects.create(code="M1", last_name="Липова", municipality=municipality)
    RoleAssignment.objects.create(
        person=person, role=Role.METHODIST, municipality=municipality, start_date=SINCE
    )
    client.force_login(User.objects.create_user("new", person=person))
    assert "Школ пока нет" in text(get(client))

    School.objects.create(code="1", name="Первая", municipality=municipality)
    assert "Сведений по годам пока нет" in text(get(client, "1/"))


@pytest.mark.usefixtures("region")
def test_changed_threshold_changes_the_class(client_as):
    Setting.objects.create(code="spread_ratio", value=Decimal("1.6"), from_date=SINCE)
    assert codes(get(client_as("methodist"), flag="risk")) == ["901"]  # below average still
    assert "при пороге 1,6" in text(get(client_as("methodist"), "901/"))


@pytest.mark.usefixtures("region")
def test_page_of_a_school_names_order_and_draws_the_chart(client_as):
    page = text(get(client_as("methodist"), "901/"))
    assert "приказ № 7 от 15.09.2025" in page
    assert '<desc id="index-d">ИОР: 2025/2026 — 0,2. Охват парами: 2025/2026 — 0,0 %.</desc>' in page
    assert page.count("<h1>") == 1


def questions(client, path: str) -> int:
    get(client, path)  # the first request of a session asks less
    with CaptureQueriesContext(connection) as captured:
        assert get(client, path).status_code == 200
    return len(captured)


@pytest.mark.usefixtures("region")
def test_pages_ask_no_more_of_ten_times_the_schools(client_as, municipality):
    client = client_as("methodist")
    few = [questions(client, path) for path in ("", "901/")]
    for place in range(60):
        other = School.objects.create(code=f"M{place}", name=f"Школа {place}", municipality=municipality)
        SchoolYear.objects.create(school=other, year=YEAR, results_index=Decimal(place) / 100)
    many = [questions(client, path) for path in ("", "901/")]
    assert many == few
    assert max(many) <= MOST_QUERIES


def test_participation_counts_people_of_the_school_by_year(
    people, school, other_school, municipality, make_teacher
):
    mentor = Mentor.objects.create(person=people["mentor"])
    outsider = make_teacher(other_school, "T2")
    pair = Pair.objects.create(municipality=municipality, number="1", mentor=mentor, state=PairState.ACTIVE)
    for mentee, start, end in (
        (people["mentee"], SINCE, None),
        (outsider, SINCE.replace(year=2025), None),
    ):
        PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentee, start_date=start, end_date=end)

    found = participation(school, [2022, 2023, 2025], TODAY)
    assert [(part.pairs, part.mentors, part.mentees, part.people) for part in found.values()] == [
        (0, 0, 0, 0),
        (1, 1, 1, 2),
        (1, 1, 1, 2),
    ]
    there = participation(other_school, [2023, 2025], TODAY)
    assert [(part.pairs, part.mentors, part.mentees) for part in there.values()] == [(0, 0, 0), (1, 0, 1)]


def test_proposed_pair_is_no_participation(people, school, municipality):
    mentor = Mentor.objects.create(person=people["mentor"])
    pair = Pair.objects.create(municipality=municipality, number="1", mentor=mentor)
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=SINCE)
    assert participation(school, [2023], TODAY)[2023].people == 0
