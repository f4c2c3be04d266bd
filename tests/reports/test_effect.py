"""«Было и стало»: groups, medians, intervals, quartiles of the start, who is left out, words, the pages."""

import io
import re
from decimal import Decimal
from html import unescape

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from reports.models import Setting
from reports.record.dumbbell import Dumbbell, Scale
from reports.record.effect import (
    FEWEST_FOR_INTERVAL,
    WARNING,
    Comparison,
    Gap,
    Group,
    Range,
    Standing,
    Track,
    best_covered,
    effect_of,
    group_of,
)
from schools.models import Employment, Person, School, SchoolYear
from tests.cast import SINCE, YEAR

LABEL, BEFORE = "2025/2026", "2024/2025"
ADDRESS, XLSX = "/reports/school-effect/", "/reports/school-effect.xlsx"
MOST_QUERIES = 25
CAUSAL = re.compile("благодаря|вызвал|повлиял|эффект от|привело", re.IGNORECASE)


def d(text: str) -> Decimal:
    return Decimal(text)


def track(before="0.3", after="0.4", quartiles=(1, 1), covered: bool | None = True) -> Track[str]:
    ends = (
        Standing(d(end) if end else None, place)
        for end, place in zip((before, after), quartiles, strict=True)
    )
    return Track("школа", *ends, covered)


# --- the rules


def test_a_group_of_nobody_has_no_figures():
    assert group_of([]) == Group(0, None, None, None, 0, 0, 0)


def test_one_school_is_its_own_median_and_has_no_interval():
    assert group_of([track("0.3", "0.35", (1, 2))]) == Group(1, d("0.3"), d("0.05"), None, 1, 0, 0)


def test_medians_are_exact_also_between_two_schools():
    found = group_of([track("0.30", "0.31"), track("0.41", "0.44")])
    assert (found.start, found.change) == (d("0.355"), d("0.02"))


def test_interval_begins_at_six_schools():
    changes = ["0.01", "0.02", "0.03", "0.04", "0.05", "0.06"]
    tracks = [track("0.1", str(d("0.1") + d(change))) for change in changes]
    assert group_of(tracks[:5]).interval is None
    assert group_of(tracks).interval == Range(d("0.01"), d("0.06"))
    assert len(tracks) == FEWEST_FOR_INTERVAL


def test_moves_by_quartile_are_counted_and_what_has_no_quartile_apart():
    tracks = [track(quartiles=places) for places in [(1, 2), (1, 4), (2, 2), (3, 1), (None, 2), (2, None)]]
    found = group_of(tracks)
    assert (found.rose, found.stayed, found.fell, found.unplaced) == (2, 1, 1, 2)


def test_equal_indices_are_no_change():
    assert track("0.3", "0.3").change == 0


@pytest.mark.parametrize(
    ("one", "gap"),
    [
        (track(), None),
        (track(covered=False), None),
        (track(before=""), Gap.NO_START),
        (track(after=""), Gap.NO_END),
        (track(before="", after=""), Gap.NEITHER),
        (track(before="", covered=None), Gap.NO_START),
        (track(covered=None), Gap.NO_HEADCOUNT),
    ],
)
def test_a_school_that_lacks_a_year_is_left_out_with_the_reason(one, gap):
    assert one.gap is gap
    found = effect_of([one, track()])
    assert (found.whole.schools, found.left_out) == ((2, []) if gap is None else (1, [one]))


def test_ends_of_a_school_without_a_year_are_refused():
    with pytest.raises(ValueError, match="both"):
        _ = track(before="").ends


def test_schools_are_split_by_coverage_and_by_the_quartile_of_the_start():
    found = effect_of(
        [
            track("0.1", "0.3", (1, 2)),
            track("0.2", "0.2", (1, 1), covered=False),
            track("0.8", "0.7", (4, 3), covered=False),
            track("0.5", "0.6", (None, 3)),
        ]
    )
    assert (found.whole.quartile, found.whole.covered.schools, found.whole.others.schools) == (0, 2, 2)
    parts = [(part.quartile, part.covered.schools, part.others.schools) for part in found.by_quartile]
    assert parts == [(1, 1, 1), (4, 0, 1), (None, 1, 0)]
    assert found.by_quartile[0].covered.change == d("0.2")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([False, False], False),
        ([False, True], True),
        ([None, True], True),
        ([False, None], None),
        ([], False),
    ],
)
def test_one_covered_year_of_several_is_enough(answers, found):
    assert best_covered(answers) is found


def group(schools, low=None, high=None) -> Group:
    interval = Range(d(low), d(high)) if low and high else None
    return Group(schools, d("0.3"), d("0.01"), interval, 0, schools, 0)


@pytest.mark.parametrize(
    ("covered", "others", "words"),
    [
        (group(0), group(9), "Сравнивать не с чем: охваченных школ здесь нет."),
        (group(9), group(0), "Сравнивать не с чем: неохваченных школ здесь нет."),
        (group(5), group(9, "0", "0.1"), "Школ мало (охваченных 5, без охвата 9)"),
        (group(9, "0", "0.1"), group(9, "0.1", "0.2"), "Интервалы перекрываются"),
        (group(9, "0.11", "0.2"), group(9, "0", "0.1"), "медиана изменения у охваченных школ больше"),
        (group(9, "0", "0.1"), group(9, "0.11", "0.2"), "медиана изменения у охваченных школ меньше"),
    ],
)
def test_words_say_what_the_figures_allow_by_the_number_of_schools(covered, others, words):
    said = Comparison(covered, others).words
    assert words in said
    assert not CAUSAL.search(said)


def test_two_values_stand_on_one_scale():
    scale = Scale.around([d("0.21"), d("0.78")])
    assert (scale.words, scale.dumbbell(d("0.2"), d("0.8"))) == ("от 0,2 до 0,8", Dumbbell("8.0", "232.0"))
    assert Scale.around([d("0.3")]).dumbbell(d("0.3"), d("0.3")) == Dumbbell("120.0", "120.0")
    assert Scale.around([d("1")]).words == "от 0,9 до 1"
    assert Scale.around([]) is None


# --- the pages


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


def text(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("head", 200),
        ("methodist", 200),
        ("approver", 200),
        ("department", 200),
        ("curator", 403),
        ("director", 403),
        ("admin", 403),
        ("mentee", 403),
    ],
)
@pytest.mark.parametrize("address", [ADDRESS, XLSX])
def test_the_comparison_opens_to_the_municipality_alone(client_as, school_year, address, login, status):
    assert client_as(login).get(address).status_code == status


@pytest.mark.usefixtures("region")
def test_covered_schools_stand_beside_the_others_with_the_warning(client_as):
    response = get(client_as("department"))
    effect = response.context["report"].effect
    # quartiles of 0.1 0.2 0.3 0.4 0.5 0.6 (and N1): 1 1 2 2 3 4; of 0.45 0.15 0.3 0.4 0.5 0.6: 3 1 1 2 4 4
    assert effect.whole.covered == Group(1, d("0.1"), d("0.35"), None, 1, 0, 0)
    assert effect.whole.others == Group(5, d("0.4"), d("0"), None, 1, 3, 1)
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
    Setting.objects.create(code="covered_from", value=d("0.1"), from_date=SINCE, municipality=municipality)
    client = client_as("methodist")
    assert get(client).context["report"].effect.whole.covered.schools == 0
    assert "больше порога (10,0 %)" in text(get(client))
    Setting.objects.update(value=d("0.0999"))
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

    def questions(**query) -> int:
        get(client, **query)
        with CaptureQueriesContext(connection) as captured:
            assert get(client, **query).status_code == 200
        return len(captured)

    few = [questions(), questions(as_of="2025-12-01")]
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
    many = [questions(), questions(as_of="2025-12-01")]
    assert get(client).context["report"].effect.whole.covered.schools == 301
    assert many == few
    assert max(many) <= MOST_QUERIES
