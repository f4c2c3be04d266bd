"""The pages of lists: by role, as at a day, beside one another, what the portal suggests."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.audit.models import Entry
from reports.indicators.facts import Facts
from reports.indicators.registry import REGISTRY
from schools import years
from schools.list_removal import take_off
from schools.models import School, SchoolList, SchoolYear
from tests.cast import TODAY, YEAR
from tests.reports.listing import KEEP, LISTS, LOW, NEW, SEE, WORDS, drafted, form, listed, shown, text
from tests.workbooks import cells_of

MOST_QUERIES = 25


@pytest.mark.parametrize("login", SEE)
def test_municipal_roles_see_the_lists_and_their_own_only(client_as, school, foreign_school, login):
    listed(school, order="приказ № 7")
    listed(foreign_school)
    pk = drafted(school.municipality, school).pk
    client = client_as(login)
    page = client.get(LISTS, {"year": "2025/2026"})
    assert shown(page) == (["901"], [])
    assert "приказ № 7" in text(page)
    for path in (f"{LISTS}{pk}/", f"{LISTS}compare/", f"{LISTS}{pk}/list.xlsx"):
        assert client.get(path).status_code == 200
    may_keep = login in KEEP
    assert ("Внести приказ" in text(page), "Исключить с даты" in text(page)) == (may_keep, may_keep)
    for path in (NEW, "/reports/schools/901/take-off/"):
        assert client.get(path).status_code == (200 if may_keep else 403)
    assert client.post(f"{LISTS}{pk}/", {"act": "adopt"}).status_code == (302 if may_keep else 403)
    assert SchoolList.objects.get(pk=pk).adopted_at is None or may_keep


@pytest.mark.parametrize("login", ["admin", "curator", "director", "mentor"])
def test_others_are_refused_everywhere(client_as, school, login):
    listed(school)
    pk, client = drafted(school.municipality, school).pk, client_as(login)
    paths = (LISTS, NEW, f"{LISTS}{pk}/", f"{LISTS}compare/", "/reports/school-lists.xlsx")
    for path in (*paths, f"{LISTS}{pk}/list.xlsx", "/reports/schools/901/take-off/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{LISTS}{pk}/", {"act": "adopt"}).status_code == 403


def test_stranger_is_asked_to_sign_in(client, db):
    assert client.get(LISTS).status_code == 302


def test_what_is_foreign_is_not_found(client_as, foreign_school):
    client, other = client_as("methodist"), foreign_school.municipality
    pk = drafted(other, foreign_school).pk
    for path in (f"{LISTS}{pk}/", f"{LISTS}{pk}/list.xlsx", "/reports/schools/801/take-off/"):
        assert client.get(path).status_code == 404
    for path in (LISTS, NEW, f"{LISTS}compare/"):
        assert client.get(path, {"municipality": other.pk}).status_code == 404
    assert client.post(NEW, form(foreign_school, municipality=other.pk)).status_code == 404
    compared = {"kind": "low_results", "from": f"doc-{pk}", "to": "2025/2026"}
    assert client.get(f"{LISTS}compare/", compared).context["changes"] is None


def test_lists_of_a_past_day_are_those_the_portal_held(client_as, school, other_school):
    listed(school)
    late = listed(other_school, moment=(2025, 12, 1))
    row = SchoolYear.objects.get(school=school)
    row.has_low_results = False
    row._history_date = datetime(2026, 1, 10, tzinfo=ZoneInfo("Europe/Moscow"))
    row.save()
    client = client_as("department")
    page = client.get(LISTS, {"as_of": "2025-09-01"})
    assert (page.context["year"], shown(page)) == (YEAR, (["901", "902"], []))
    assert [line.is_later for line in page.context["lists"][0].standing] == [False, True]
    assert "Так портал хранил перечни на 01.09.2025" in text(page)
    assert shown(client.get(LISTS, {"as_of": "2026-02-01"})) == (["902"], [])
    assert late.history.count() == 1


def test_removal_within_the_year_counts_by_the_day(client_as, school, other_school):
    listed(school)
    listed(other_school, low_results_ended=date(2026, 2, 1))
    client = client_as("methodist")
    assert shown(client.get(LISTS, {"as_of": "2026-01-31"})) == (["901", "902"], [])
    assert shown(client.get(LISTS, {"as_of": "2026-02-01"})) == (["901"], ["902"])
    assert shown(client.get(LISTS, {"as_of": "2026-10-01", "year": "2025/2026"})) == (["901", "902"], [])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("0001-01-01", "Проверьте год: дата должна быть между 1950 и 2100 годом."),
        ("1999-12-31", "Дата — от 01.01.2000 до 31.12.2099."),
        ("2100-01-01", "Дата — от 01.01.2000 до 31.12.2099."),
        ("9999-12-31", "Проверьте год: дата должна быть между 1950 и 2100 годом."),
    ],
)
def test_day_far_away_is_named(client_as, school, day, words):
    listed(school)
    page = client_as("methodist").get(LISTS, {"as_of": day})
    assert (page.status_code, page.context["year"]) == (200, YEAR)
    assert words in text(page)


def test_bad_day_or_year_is_named_and_something_is_shown(client_as, school):
    listed(school)
    page = client_as("methodist").get(LISTS, {"as_of": "когда-то", "year": "2031/2032"})
    assert (page.status_code, page.context["year"]) == (200, YEAR)
    assert "Форма не принята" in text(page)
    query = {"as_of": "когда-то", "kind": "low_results"}
    assert client_as("methodist").get("/reports/school-lists.xlsx", query).status_code == 400
    assert client_as("methodist").get("/reports/school-lists.xlsx").status_code == 400


def test_portal_suggests_by_the_classes_and_never_sets(client_as, municipality, school, other_school):
    School.objects.filter(pk=school.pk).update(is_elevated=True)
    for place in range(4, 8):
        other = School.objects.create(code=f"R{place}", name=f"Школа {place}", municipality=municipality)
        listed(other, results_index=Decimal(place) / 10, has_low_results=False)
    fields = {"wellbeing_index": None, "has_low_results": False}
    low = listed(school, results_index=Decimal("0.2"), **fields)
    for year in (YEAR - 1, YEAR - 2, YEAR):
        listed(other_school, year=year, results_quartile=1, **fields)
    client = client_as("methodist")
    hints = client.get(LISTS, {"year": "2025/2026"}).context["lists"][0].hints
    assert [(hint.school, [ground.name for ground in hint.grounds]) for hint in hints] == [
        (school, ["первый квартиль ИОР", "риск: ниже среднего"]),
        (other_school, ["стабильно низкие результаты"]),
    ]
    page = text(client.get(LISTS, {"year": "2025/2026"}))
    assert "Школа повышенного уровня: ИОР 0,2 ниже среднего" in page
    assert "портал никого в перечень не вносит, решает приказ" in page
    assert not SchoolYear.objects.filter(has_low_results=True).exists()
    SchoolYear.objects.filter(pk=low.pk).update(has_low_results=True)
    hints = client.get(LISTS, {"year": "2025/2026"}).context["lists"][0].hints
    assert [hint.school for hint in hints] == [other_school]


def test_first_quartile_of_wellbeing_is_a_hint_for_hard_conditions(client_as, school):
    listed(school, wellbeing_quartile=1, has_low_results=False)
    low, hard = client_as("methodist").get(LISTS, {"year": "2025/2026"}).context["lists"]
    assert low.hints == []
    assert [(hint.school, hint.grounds[0].name) for hint in hard.hints] == [(school, "первый квартиль ИСБШ")]


def test_two_lists_are_compared_by_year_and_by_order(client_as, municipality, school, other_school):
    listed(school, year=YEAR - 1, order="приказ № 7")
    listed(other_school)
    client, path = client_as("approver"), f"{LISTS}compare/"
    found = client.get(path, {"kind": "low_results"}).context["changes"]
    assert (found.included, found.excluded, found.stayed) == ([other_school], [school], [])
    assert (found.before.order, found.after.order) == ("приказ № 7", "номер приказа не записан")
    pk = drafted(municipality, school, other_school).pk
    query = {"kind": "low_results", "from": "2024/2025", "to": f"doc-{pk}"}
    found = client.get(path, query).context["changes"]
    assert (found.included, found.stayed, found.after.order) == ([other_school], [school], WORDS)
    bad = client.get(path, {**query, "to": "doc-x"})
    assert (bad.status_code, bad.context["changes"]) == (200, None)


def test_workbooks_hold_the_lists(client_as, municipality, school, other_school):
    listed(school, order="=приказ")
    listed(other_school, low_results_ended=date(2026, 2, 1))
    client = client_as("department")
    query = {"kind": "low_results", "as_of": "2026-03-01"}
    cells = cells_of(client.get("/reports/school-lists.xlsx", query).content)
    assert cells == [
        ["Код ОО", "Школа", "Перечень", "Учебный год", "Приказ", "Исключена с"],
        ["901", "Ёлкинская СОШ", "ШНОР", "2025/2026", "=приказ", None],
        ["902", "Сосновая ООШ", "ШНОР", "2025/2026", None, datetime(2026, 2, 1)],
    ]
    pk = drafted(municipality, school).pk
    [_, line] = cells_of(client.get(f"{LISTS}{pk}/list.xlsx").content)
    assert line == ["901", "Ёлкинская СОШ", "ШНОР", "2025/2026", WORDS, None]
    assert Entry.objects.filter(action="list.exported").count() == 2


def test_indicators_count_the_list_before_and_after_the_day(programme, school, make_teacher, pair_up):
    listed(school, teacher_count=20)
    listed(school, year=YEAR - 2)
    pair_up(make_teacher(school, "T1"), make_teacher(school, "T2"), start=date(2025, 10, 1))
    take_off(school=school, kind=LOW, year=YEAR, day=date(2026, 2, 1), reason="приказ", by=None, on=TODAY)

    def reading(code: str, on: date):
        found = REGISTRY[code].compute(Facts(programme, on))
        return found.part, found.whole

    assert reading("p000_shnor_mentee_share", date(2026, 1, 31)) == (1, 20)
    assert reading("p000_shnor_mentee_share", date(2026, 2, 1)) == (0, 0)
    assert reading("p000_shnor_count_decline", date(2026, 1, 31)) == (0, 1)
    assert reading("p000_shnor_count_decline", date(2026, 2, 1)) == (1, 1)


def test_pages_ask_no_more_of_ten_times_the_schools(client_as, municipality):
    client = client_as("methodist")
    now = years.year_of(timezone.localdate())

    def grow(first: int, last: int) -> list[str]:
        schools = [
            School.objects.create(code=f"M{place}", name=f"Школа {place}", municipality=municipality)
            for place in range(first, last)
        ]
        for place, school in enumerate(schools):
            listed(school, year=now, results_index=Decimal(place) / 100)
        pk = drafted(municipality, *schools, number=str(first)).pk
        return [LISTS, NEW, f"{LISTS}compare/", f"{LISTS}{pk}/", f"/admin/schools/schoollist/{pk}/change/"]

    def asked(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    few = [asked(path) for path in grow(0, 3)]
    many = [asked(path) for path in grow(3, 40)]
    assert many == few
    assert max(many) <= MOST_QUERIES
