"""One's own question: exact counts, small groups hidden from who sees no names, nonsense, saved views."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.pairs.models import Pair
from reports.models import SavedView
from reports.question import counting
from reports.question.workflow import MOST_SAVED
from schools import years
from schools.models import SchoolYear, Subject

PAGE = "/reports/question/"
TODAY = timezone.localdate()
YEAR = years.year_of(TODAY)
THIS = years.label(YEAR)
ROLES = {"measure": "people", "rows": "school", "columns": "role", "year": THIS}


@pytest.fixture
def six(municipality, school, other_school, make_teacher, pair_up):
    """A mentor of one school with six mentees there and one at the other; subjects by pair."""
    maths = Subject.objects.create(name="Математика")
    mentor = make_teacher(school, "M")
    for number in range(7):
        place = other_school if number == 6 else school
        member = pair_up(mentor, make_teacher(place, f"E{number}"), start=TODAY)
        Pair.objects.filter(pk=member.pair_id).update(subject=maths if number < 5 else None)
    SchoolYear.objects.create(school=school, year=YEAR, teacher_count=20)
    SchoolYear.objects.create(school=other_school, year=YEAR, teacher_count=10)


def table(response):
    """Rows of the page's table: name → cells in words."""
    return {
        words: [cell.replace("\u00a0", " ") for _, cell, _ in cells]
        for words, cells in response.context["lines"]
    }


def test_people_by_school_and_role_count_once_in_the_total(six, client_as):
    client = client_as("methodist")
    assert table(client.get(PAGE, ROLES)) == {
        "Ёлкинская СОШ": ["6", "1", "7"],
        "Сосновая ООШ": ["1", "0", "1"],
        "Итого": ["7", "1", "8"],
    }
    rows = openpyxl.load_workbook(io.BytesIO(client.get("/reports/question.xlsx", ROLES).content)).active
    assert list(rows.values) == [
        ("Школа", "Наставляемый", "Наставник", "Итого"),
        ("Ёлкинская СОШ", 6, 1, 7),
        ("Сосновая ООШ", 1, 0, 1),
        ("Итого", 7, 1, 8),
    ]


def test_pairs_of_two_schools_stand_in_both_and_once_in_the_total(six, client_as):
    asked = {"measure": "pairs", "rows": "school", "columns": "subject", "year": THIS}
    assert table(client_as("head").get(PAGE, asked)) == {
        "Ёлкинская СОШ": ["5", "2", "7"],
        "Сосновая ООШ": ["0", "1", "1"],
        "Итого": ["5", "2", "7"],
    }


def test_coverage_is_mentees_of_counted_teachers(six, client_as):
    asked = {"measure": "coverage", "rows": "school", "columns": "", "year": THIS}
    page = client_as("approver").get(PAGE, asked)
    assert table(page) == {"Ёлкинская СОШ": ["30,0 %"], "Сосновая ООШ": ["10,0 %"], "Итого": ["23,3 %"]}
    assert [(bar.words, bar.width) for bar in page.context["bars"]] == [
        ("30,0\u00a0%", 186.0), ("10,0\u00a0%", 62.0)
    ]  # fmt: skip


def test_who_sees_no_names_sees_no_small_group_nor_what_it_follows_from(six, client_as):
    client = client_as("department")
    page = client.get(PAGE, ROLES)
    assert table(page) == {
        "Ёлкинская СОШ": ["скрыто", "скрыто", "скрыто"],
        "Сосновая ООШ": ["скрыто", "0", "скрыто"],
        "Итого": ["скрыто", "скрыто", "8"],
    }
    assert {bar.width for bar in page.context["bars"]} == {0.0}
    rows = list(
        openpyxl.load_workbook(io.BytesIO(client.get("/reports/question.xlsx", ROLES).content)).active.values
    )
    assert rows[1] == ("Ёлкинская СОШ", "скрыто", "скрыто", "скрыто")


def test_curator_counts_the_own_school_alone(six, client_as):
    assert table(client_as("curator").get(PAGE, ROLES)) == {
        "Ёлкинская СОШ": ["6", "1", "7"],
        "Итого": ["6", "1", "7"],
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "salary"}, {"rows": "name"}, {"rows": "state"}, {"measure": "events", "columns": "role"},
        {"columns": "school"}, {"year": "1999/2000"}, {"year": "9" * 20},
    ],
)  # fmt: skip
def test_nonsense_is_refused_on_page_and_in_the_file(client_as, school, wrong):
    client = client_as("methodist")
    page = client.get(PAGE, ROLES | wrong)
    assert (page.status_code, page.context["answer"]) == (400, None)
    assert client.get("/reports/question.xlsx", ROLES | wrong).status_code == 400


def test_too_many_columns_are_refused_with_the_way_out(six, client_as, monkeypatch):
    monkeypatch.setattr(counting, "MOST_COLUMNS", 1)
    page = client_as("methodist").get(PAGE, ROLES)
    assert page.status_code == 400
    assert "поменяйте их со строками" in page.content.decode()


def test_queries_stay_few(six, client_as):
    client = client_as("methodist")
    for measure, columns in (("people", "quartile"), ("coverage", "quartile"), ("events", "quartile")):
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE, {"measure": measure, "rows": "school", "columns": columns, "year": ""})
        assert len(asked) <= 25


def test_saved_view_is_an_address_of_ones_own(six, client_as, users):
    client = client_as("methodist")
    asked = f"{PAGE}?measure=pairs&rows=subject&columns=&year={THIS}"
    response = client.post(asked, {"title": " Предметы "})
    view = SavedView.objects.get()
    assert (view.user, view.title) == (users["methodist"], "Предметы")
    assert response["Location"] == view.get_absolute_url()
    page = client.get(view.get_absolute_url())
    assert page.context["question"].rows == "subject"
    assert "Предметы" in page.content.decode()
    assert client_as("head").get(view.get_absolute_url()).status_code == 200
    again = client.post(asked, {"title": "Предметы"})
    assert again.status_code == 400
    assert "Вопрос с таким названием у вас уже есть." in again.content.decode()
    assert client.post(asked, {"title": ""}).status_code == 400
    drop = f"{PAGE}{view.pk}/drop/"
    assert client_as("head").post(drop).status_code == 404
    assert client.get(drop).status_code == 405
    assert client.post(drop).status_code == 302
    assert not SavedView.objects.exists()


def test_saved_views_have_an_end(school, client_as, users):
    SavedView.objects.bulk_create(
        SavedView(user=users["head"], title=str(number), query="x=1") for number in range(MOST_SAVED)
    )
    response = client_as("head").post(PAGE, {"title": "Ещё"})
    assert response.status_code == 400
    assert "удалите ненужные" in response.content.decode()
