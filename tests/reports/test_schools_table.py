"""The table of schools: filters, order, coverage, the day it is shown as at, Excel, scope, few questions."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from mentorship.audit.redaction import permit
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from reports.record.coverage import NOBODY, Coverage, involvements
from schools.models import Employment, Person, School, SchoolKind, SchoolYear
from tests.cast import SINCE, TODAY, YEAR
from tests.reports.analyses import text
from tests.workbooks import cells_of

LABEL = "2025/2026"
ADDRESS, XLSX = "/reports/schools/", "/reports/schools.xlsx"
MOST_QUERIES = 25
MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def region(municipality, school):
    """«901» lowest, ШНОР, lyceum; R3…R7 from 0.3 to 0.7 with 10 to 50 teachers; «N0» without any figure."""
    kind = SchoolKind.objects.create(name="лицей")
    School.objects.filter(pk=school.pk).update(is_elevated=True, kind=kind)
    SchoolYear.objects.create(
        school=school, year=YEAR, results_index=Decimal("0.2"), has_low_results=True, teacher_count=27
    )
    for place in range(3, 8):
        other = School.objects.create(
            code=f"R{place}", name=f"Районная школа {place}", municipality=municipality
        )
        SchoolYear.objects.create(
            school=other,
            year=YEAR,
            results_index=Decimal(place) / 10,
            wellbeing_index=Decimal(10 - place) / 10,
            teacher_count=(place - 2) * 10,
        )
    School.objects.create(code="N0", name="Новая школа", municipality=municipality)


def pair_up(people, mentees, state=PairState.ACTIVE, **dates):
    mentor, _ = Mentor.objects.get_or_create(person=people["mentor"])
    number = f"{Pair.objects.count() + 1}"
    pair = Pair.objects.create(
        municipality=people["mentor"].municipality, number=number, mentor=mentor, state=state
    )
    dates = {"start_date": SINCE, **dates}
    return [PairMember.objects.create(pair=pair, mentor=mentor, mentee=who, **dates) for who in mentees]


def get(client, **query):
    return client.get(ADDRESS, {"year": LABEL, **query})


def codes(response) -> list[str]:
    return [row["school"].code for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("coverage", "share", "words"),
    [
        (Coverage(19, 27), Fraction(19, 27), "19 из 27, 70,3\xa0%"),
        (Coverage(0, 27), Fraction(0), "0 из 27, 0,0\xa0%"),
        (Coverage(3, None), None, "3, численность не указана"),
        (Coverage(0, 0), None, "—"),
    ],
)
def test_coverage_stands_with_its_parts(coverage, share, words):
    assert (coverage.share, coverage.words) == (share, words)


@pytest.mark.parametrize(
    ("coverage", "threshold", "is_above"),
    [
        (Coverage(1, 4), "0.25", False),
        (Coverage(1, 4), "0.2499", True),
        (Coverage(0, 4), "0", False),
        (Coverage(1, 1000), "0", True),
        (Coverage(0, None), "0.5", False),
        (Coverage(2, None), "0", True),
        (Coverage(2, None), "0.5", None),
        (Coverage(2, 0), "0.5", None),
    ],
)
def test_coverage_exactly_at_the_threshold_is_not_above_it(coverage, threshold, is_above):
    assert coverage.is_above(Decimal(threshold)) is is_above


def test_participation_of_many_schools_follows_places_of_work_and_days(
    people, school, other_school, make_teacher
):
    mover = make_teacher(other_school, "T2")
    Employment.objects.filter(person=mover).update(start_date=date(2025, 3, 1))
    Employment.objects.create(person=mover, school=school, end_date=date(2025, 3, 1))
    pair_up(people, [people["mentee"]], end_date=date(2024, 8, 31))
    pair_up(people, [mover], start_date=date(2023, 10, 1), state=PairState.COMPLETED)
    pair_up(people, [make_teacher(other_school, "T3")], state=PairState.ORDERED)

    found = involvements(School.objects.all(), [2022, 2023, 2024, 2025], TODAY)
    counted = {key: (part.pairs, part.mentors, part.mentees, part.people) for key, part in found.items()}
    assert counted == {
        (school.pk, 2023): (2, 1, 2, 3),
        (school.pk, 2024): (1, 1, 0, 1),
        (other_school.pk, 2024): (1, 0, 1, 1),
        (school.pk, 2025): (1, 1, 0, 1),
        (other_school.pk, 2025): (1, 0, 1, 1),
    }
    early = involvements(School.objects.all(), [2023, 2024], date(2023, 9, 30))
    assert early[school.pk, 2023].pairs == 1
    assert early.get((school.pk, 2024), NOBODY) == NOBODY
    assert involvements(School.objects.all(), [], TODAY) == {}


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ЕЛКИНСКАЯ"}, ["901"]),
        ({"q": "r3"}, ["R3"]),
        ({"quartile": "1"}, ["901", "R3"]),
        ({"quartile": "4"}, ["R6", "R7"]),
        ({"quartile": "none"}, ["N0"]),
        ({"no_index": "on"}, ["N0"]),
        ({"flag": "low"}, ["901"]),
        ({"flag": "low", "year": "2024/2025"}, []),
        ({"flag": "risk", "quartile": "1"}, ["901"]),
        ({"flag": "risk", "quartile": "4"}, []),
    ],
)
def test_filters_narrow_the_table(client_as, query, found):
    assert codes(client_as("methodist").get(ADDRESS, {"year": LABEL, **query})) == found


@pytest.mark.usefixtures("region")
def test_kind_filters_the_table(client_as):
    kind = SchoolKind.objects.get(name="лицей")
    assert codes(get(client_as("methodist"), kind=kind.pk)) == ["901"]


@pytest.mark.usefixtures("region")
def test_a_refused_filter_is_named_and_filters_nothing(client_as):
    response = get(client_as("methodist"), quartile="5", kind="99999", municipality="Степной район")
    assert set(response.context["form"].errors) == {"quartile", "kind"}
    assert len(codes(response)) == 7


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("", ["901", "N0", "R3", "R4", "R5", "R6", "R7"]),
        ("-name", ["R7", "R6", "R5", "R4", "R3", "N0", "901"]),
        ("index", ["901", "R3", "R4", "R5", "R6", "R7", "N0"]),
        ("-index", ["R7", "R6", "R5", "R4", "R3", "901", "N0"]),
        ("-quartile", ["R6", "R7", "R5", "R4", "901", "R3", "N0"]),
        ("wellbeing", ["R7", "R6", "R5", "R4", "R3", "901", "N0"]),
        ("teachers", ["R3", "R4", "901", "R5", "R6", "R7", "N0"]),
        ("-coverage", ["901", "R3", "R4", "R5", "R6", "R7", "N0"]),
        ("; drop table", ["901", "N0", "R3", "R4", "R5", "R6", "R7"]),
        ("-", ["901", "N0", "R3", "R4", "R5", "R6", "R7"]),
    ],
)
def test_columns_sort_both_ways_and_what_is_unknown_stands_last(client_as, people, sort, found):
    pair_up(people, [people["mentee"]])
    assert codes(get(client_as("methodist"), sort=sort)) == found


@pytest.mark.usefixtures("region")
def test_head_of_the_sorted_column_says_how_and_turns_the_order(client_as):
    page = get(client_as("methodist"), sort="-index", q="школа").content.decode()
    assert page.count("aria-sort=") == 1
    head = re.search(r'<th[^>]*aria-sort="descending"[^>]*>\s*<a\s+href="([^"]+)"\s*>ИОР', page)
    assert unescape(head[1]) == "?year=2025%2F2026&sort=index&q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0"
    assert '<input type="hidden" name="sort" value="-index"' in page


@pytest.mark.usefixtures("region")
def test_pages_keep_filters_and_order(client_as, municipality):
    for place in range(60):
        School.objects.create(code=f"M{place}", name=f"Школа {place:02}", municipality=municipality)
    page = get(client_as("methodist"), q="школа", sort="-name", no_index="on", page=2)
    assert page.context["page_obj"].number == 2
    link = re.search(r'rel="prev" href="([^"]+)"', page.content.decode())[1]
    assert {"sort=-name", "no_index=on", "page=1"} <= set(unescape(link).lstrip("?").split("&"))
    assert get(client_as("methodist"), page="много").context["page_obj"].number == 1


@pytest.mark.usefixtures("region")
def test_coverage_by_mentees_is_shown_and_links_carry_year_and_day(client_as, people):
    pair_up(people, [people["mentee"]])
    assert "1 из 27, 3,7 %" in text(get(client_as("methodist"))).replace("\xa0", " ")
    page = get(client_as("methodist"), as_of="2026-03-16").content.decode()
    assert "/reports/schools/901/?year=2025%2F2026&amp;as_of=2026-03-16" in page


def recorded(row, moment, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_date = datetime(*moment, tzinfo=MOSCOW)
    row.save()


def test_table_and_excel_show_what_was_held_on_the_day(client_as, school):
    with permit(act="Проверка"):
        School.history.all().update(history_date=datetime(2025, 8, 1, tzinfo=MOSCOW))
    row = SchoolYear(school=school, year=2024)
    recorded(row, (2025, 8, 20), results_index=Decimal("0.41"), teacher_count=20)
    recorded(row, (2025, 11, 3), results_index=Decimal("0.52"))
    recorded(School.objects.get(pk=school.pk), (2025, 12, 1), name="Переименованная школа")
    client = client_as("methodist")

    then = client.get(ADDRESS, {"year": "2024/2025", "as_of": "01.09.2025"})
    assert ("0,4100" in text(then), "0,5200" in text(then)) == (True, False)
    assert "Ёлкинская СОШ" in text(then)
    assert "как было на 1 сентября 2025 года" in text(then)
    assert then.context["later"] == 0
    now = client.get(ADDRESS, {"year": "2024/2025"})
    assert ("0,5200" in text(now), "Переименованная школа" in text(now)) == (True, True)

    book = cells_of(client.get(XLSX, {"year": "2024/2025", "as_of": "2025-09-01"}).content)
    assert (book[1][1], book[1][5]) == ("Ёлкинская СОШ", 0.41)


def test_what_was_first_recorded_after_the_day_is_counted(client_as, school_year):
    response = client_as("methodist").get(ADDRESS, {"year": LABEL, "as_of": "2025-10-01"})
    assert response.context["later"] == 2
    assert "2 записи внесены на портал впервые после 1 октября 2025 года" in text(response)


def test_a_day_of_the_past_opens_the_year_that_ran_then(client_as, school_year):
    SchoolYear.objects.create(school=school_year.school, year=2023)
    response = client_as("methodist").get(ADDRESS, {"as_of": "2024-05-01"})
    assert response.context["year"] == 2023


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("day", ["31.02.2026", "2999-01-01", "вчера"])
def test_a_day_that_is_none_is_refused_in_words(client_as, day):
    client = client_as("methodist")
    assert get(client, as_of=day).context["form"].errors.keys() == {"as_of"}
    refused = client.get(XLSX, {"year": LABEL, "as_of": day})
    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")


@pytest.mark.usefixtures("region")
def test_excel_holds_the_rows_of_the_page_and_stands_in_the_journal(client_as, people):
    pair_up(people, [people["mentee"]])
    client = client_as("methodist")
    query = {"year": LABEL, "flag": "risk", "sort": "-index"}
    head, *rows = cells_of(client.get(XLSX, query).content)
    page = client.get(ADDRESS, query)
    assert [row[0] for row in rows] == codes(page) == ["901"]
    found = dict(zip(head, rows[0], strict=True))
    assert found["ИОР"] == 0.2
    assert (found["Квартиль ИОР"], found["Откуда квартиль"]) == (1, "посчитан порталом")
    assert (found["Наставляемых"], found["Педагогов всего"], round(found["Охват"], 6)) == (1, 27, 0.037037)
    assert (found["ШНОР"], found["ШССУ"], found["ИСБШ"]) == ("да", "нет", None)
    assert found["Класс"] == "риск: ниже среднего"

    entry = Entry.objects.get(action="schools.exported")
    assert entry.by.username == "methodist"
    assert entry.data["rows"] == 1
    assert entry.data["filter"]["flag"] == "risk"


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("login", ["curator", "director"])
def test_a_school_s_own_reader_gets_no_figure_of_others(client_as, login):
    client = client_as(login)
    page = get(client)
    assert codes(page) == ["901"]
    shown = text(page)
    assert ": 1 школа, из них ШНОР" in shown
    summary = page.context["summary"]
    assert [summary[name] for name in ("schools", "low", "risk", "effective")] == [1, 1, 1, 0]
    assert "Районная школа" not in shown
    assert "при границах" not in shown
    assert "среднего 0,45" not in shown
    assert [row[0] for row in cells_of(client.get(XLSX, {"year": LABEL}).content)[1:]] == ["901"]
    assert "среднего 0,45" in text(get(client_as("methodist")))


@pytest.mark.usefixtures("region")
def test_schools_of_another_municipality_are_out_of_sight(client_as, foreign_school):
    SchoolYear.objects.create(school=foreign_school, year=YEAR, results_index=Decimal("0.1"))
    for login in ("methodist", "head", "approver", "department"):
        client = client_as(login)
        assert foreign_school.code not in codes(get(client, municipality="Степной район"))
        assert "801" not in [row[0] for row in cells_of(client.get(XLSX, {"year": LABEL}).content)]


@pytest.mark.parametrize(("login", "status"), [("admin", 403), ("mentee", 403), (None, 302)])
def test_others_get_no_file(client, client_as, login, status):
    assert (client_as(login) if login else client).get(XLSX).status_code == status


def questions(client, **query) -> int:
    get(client, **query)  # the first request of a session asks less
    with CaptureQueriesContext(connection) as captured:
        assert get(client, **query).status_code == 200
    return len(captured)


@pytest.mark.usefixtures("region")
def test_a_thousand_schools_ask_no_more_than_seven(client_as, municipality, people):
    client = client_as("methodist")
    [first] = pair_up(people, [people["mentee"]])
    orders = ({}, {"sort": "-coverage"}, {"sort": "index", "as_of": "2025-12-01"})
    few = [questions(client, **query) for query in orders]
    School.objects.bulk_create(
        School(code=f"M{place}", name=f"Школа {place}", municipality=municipality) for place in range(1000)
    )
    schools = School.objects.filter(code__startswith="M")
    SchoolYear.objects.bulk_create(
        SchoolYear(school=school, year=YEAR, results_index=Decimal(place) / 1000, teacher_count=10)
        for place, school in enumerate(schools)
    )
    mentees = [Person(code=f"P{place}", municipality=municipality, is_teacher=True) for place in range(300)]
    Person.objects.bulk_create(mentees)
    Employment.objects.bulk_create(
        Employment(person=who, school=school) for who, school in zip(mentees, schools, strict=False)
    )
    PairMember.objects.bulk_create(
        PairMember(pair=first.pair, mentor=first.mentor, mentee=who, start_date=SINCE) for who in mentees
    )
    many = [questions(client, **query) for query in orders]
    assert get(client, sort="-coverage").context["rows"][0]["coverage"] == (1, 10)
    assert many == few
    assert max(many) <= MOST_QUERIES
