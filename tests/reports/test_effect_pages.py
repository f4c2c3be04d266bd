"""The page of «Было и стало»: who opens it, what stands there, Excel, nothing missing told plainly."""

import io
from decimal import Decimal

import openpyxl
import pytest

from mentorship.audit.models import Entry
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from reports.models import Setting
from reports.record.effect import (
    WARNING,
    Gap,
    Group,
)
from schools.models import Employment, Person, School, SchoolYear
from tests.cast import SINCE, YEAR
from tests.reports.analyses import OF_THE_MUNICIPALITY, questions, text
from tests.reports.test_effect import CAUSAL

LABEL, BEFORE = "2025/2026", "2024/2025"
ADDRESS, XLSX = "/reports/school-effect/", "/reports/school-effect.xlsx"
MOST_QUERIES = 25


def enter(school, teachers=10, **indices):
    for year, index in ((YEAR - 1, indices.get("before")), (YEAR, indices.get("after"))):
        known = None if index is None else Decimal(index)
        SchoolYear.objects.create(school=school, year=year, results_index=known, teacher_count=teachers)


@pytest.fixture
def region(municipality, school, other_school, people):
    """«901» is covered by 1 of 10 teachers; five others are not; N0 has no year, N1 no ИОР at the end."""
    mentor = Mentor.objects.create(person=people["mentor"])
    pair = Pair.objects.create(municipality=municipality, number="1", mentor=mentor, state=PairState.ACTIVE)
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=SINCE)
    enter(school, before="0.1", after="0.45")
    enter(other_school, before="0.2", after="0.15")
    for place in range(3, 7):
        one = School.objects.create(code=f"M{place}", name=f"Школа {place}", municipality=municipality)
        enter(one, before=f"0.{place}", after=f"0.{place}")
    School.objects.create(code="N0", name="Новая школа", municipality=municipality)
    enter(School.objects.create(code="N1", name="Поздняя", municipality=municipality), before="0.9")


def get(client, **query):
    return client.get(ADDRESS, {"year": LABEL, **query})


@pytest.mark.parametrize(("login", "status"), OF_THE_MUNICIPALITY)
@pytest.mark.parametrize("address", [ADDRESS, XLSX])
def test_the_comparison_opens_to_the_municipality_alone(client_as, school_year, address, login, status):
    assert client_as(login).get(address).status_code == status


@pytest.mark.usefixtures("region")
def test_covered_schools_stand_beside_the_others_with_the_warning(client_as):
    response = get(client_as("department"))
    effect = response.context["report"].effect
    # quartiles of 0.1 0.2 0.3 0.4 0.5 0.6 (and N1): 1 1 2 2 3 4; of 0.45 0.15 0.3 0.4 0.5 0.6: 3 1 1 2 4 4
    assert effect.whole.covered == Group(1, Decimal("0.1"), Decimal("0.35"), None, 1, 0, 0)
    assert effect.whole.others == Group(5, Decimal("0.4"), Decimal(0), None, 1, 3, 1)
    assert [part.quartile for part in effect.by_quartile] == [1, 2, 3, 4]
    assert {item.school.school.code: item.gap for item in effect.left_out} == {
        "N0": Gap.NEITHER,
        "N1": Gap.NO_END,
    }
    page = text(response)
    assert WARNING in page
    assert "сравниваются 6" in page
    assert "Не вошли в сравнение: 2" in page
    assert "1 из 10, 10,0 %" in page.replace("\xa0", " ")
    assert [row["school"].code for row in response.context["rows"]] == ["901", "902", "M3", "M4", "M5", "M6"]


@pytest.mark.usefixtures("region")
def test_the_page_names_no_cause(client_as):
    page = text(get(client_as("methodist")))
    assert page.count(WARNING) == 1
    assert not CAUSAL.search(page.replace(WARNING, ""))


@pytest.mark.usefixtures("region")
def test_coverage_exactly_at_the_threshold_is_not_covered(client_as, municipality):
    Setting.objects.create(
        code="covered_from", value=Decimal("0.1"), from_date=SINCE, municipality=municipality
    )
    client = client_as("methodist")
    assert get(client).context["report"].effect.whole.covered.schools == 0
    assert "больше порога (10,0 %)" in text(get(client))
    Setting.objects.update(value=Decimal("0.0999"))
    assert get(client).context["report"].effect.whole.covered.schools == 1


@pytest.mark.usefixtures("region")
def test_pairs_of_the_first_year_alone_do_not_cover(client_as):
    PairMember.objects.update(end_date=SINCE.replace(year=YEAR))
    assert (
        get(client_as("methodist")).context["report"].effect.whole.covered.schools == 1
    )  # still on 1 September
    PairMember.objects.update(end_date=SINCE.replace(year=YEAR, month=8, day=31))
    assert get(client_as("methodist")).context["report"].effect.whole.covered.schools == 0
    SchoolYear.objects.filter(year=YEAR - 1).update(year=YEAR - 2)
    wide = get(client_as("methodist"), since="2023/2024")
    assert wide.context["report"].effect.whole.covered.schools == 1
    assert "(2024/2025)" in text(wide)


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("since", [LABEL, "2031/2032", "вчера"])
def test_a_start_that_is_none_or_late_is_refused_and_the_year_before_taken(client_as, since):
    client = client_as("methodist")
    response = get(client, since=since)
    assert response.context["form"].errors.keys() == {"since"}
    assert (response.context["since"], response.context["until"]) == (YEAR - 1, YEAR)
    assert client.get(XLSX, {"year": LABEL, "since": since}).status_code == 400


@pytest.mark.usefixtures("region")
def test_excel_holds_the_figures_of_the_page(client_as):
    client = client_as("methodist")
    response = client.get(XLSX, {"year": LABEL, "since": BEFORE})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    groups, schools, left = (
        [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book.worksheets
    )
    assert groups[0][:11] == ["все школы", "Охвачены парами", 1, 0.1, 0.35, None, None, 1, 0, 0, 0]
    assert groups[1][:11] == ["все школы", "Не охвачены", 5, 0.4, 0, None, None, 1, 3, 1, 0]
    assert groups[-1][0] == WARNING
    assert [row[0] for row in schools] == ["901", "902", "M3", "M4", "M5", "M6"]
    assert schools[0][3:] == [
        0.1, 1, 0.45, 3, 0.35, "поднялась", "Охвачены парами", 1, 10, 0.1, LABEL,
    ]  # fmt: skip
    assert [(row[0], row[3]) for row in left] == [
        ("N0", "нет ИОР за оба года"),
        ("N1", "нет ИОР за конечный год"),
    ]
    assert Entry.objects.get(action="school_effect.exported").data["filter"]["since"] == BEFORE


def test_without_two_years_the_page_says_what_is_missing(client_as, school_year):
    page = text(get(client_as("methodist")))
    assert "Сравнивать нечего" in page
    assert "Ёлкинская СОШ нет ИОР за оба года" in page
    assert get(client_as("methodist"), page="7").status_code == 200


@pytest.mark.usefixtures("region")
def test_schools_of_another_municipality_are_not_compared(client_as, foreign_school):
    enter(foreign_school, before="0.1", after="0.9")
    response = get(client_as("methodist"), municipality="Степной район")
    assert response.context["report"].effect.whole.schools == 6
    assert foreign_school.name not in text(response)


@pytest.mark.usefixtures("region")
def test_a_thousand_schools_ask_no_more(client_as, municipality):
    client = client_as("methodist")
    pages = [{"year": LABEL}, {"year": LABEL, "as_of": "2025-12-01"}]
    few = [questions(client, ADDRESS, page) for page in pages]
    School.objects.bulk_create(
        School(code=f"T{place}", name=f"Тысяча {place}", municipality=municipality) for place in range(1000)
    )
    schools = list(School.objects.filter(code__startswith="T").order_by("pk"))
    SchoolYear.objects.bulk_create(
        SchoolYear(school=school, year=year, results_index=Decimal(place) / 1000, teacher_count=10)
        for place, school in enumerate(schools)
        for year in (YEAR - 1, YEAR)
    )
    people = [Person(code=f"P{place}", municipality=municipality, is_teacher=True) for place in range(300)]
    Person.objects.bulk_create(people)
    Employment.objects.bulk_create(
        Employment(person=who, school=school) for who, school in zip(people, schools, strict=False)
    )
    first = PairMember.objects.get()
    PairMember.objects.bulk_create(
        PairMember(pair=first.pair, mentor=first.mentor, mentee=who, start_date=SINCE) for who in people
    )
    many = [questions(client, ADDRESS, page) for page in pages]
    assert get(client).context["report"].effect.whole.covered.schools == 301
    assert many == few
    assert max(many) <= MOST_QUERIES
