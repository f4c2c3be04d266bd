"""The pages of lists: by role, as at a day, entering and adopting an order, taking a school off."""

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
from reports.views.list_documents import MOST_TICKS
from schools import years
from schools.enums import ListKind
from schools.list_removal import take_off
from schools.lists import OrderWords, adopt, draft_list
from schools.models import School, SchoolList, SchoolYear
from tests.cast import TODAY, YEAR
from tests.workbooks import cells_of

LOW = ListKind.LOW_RESULTS
LISTS, NEW = "/reports/school-lists/", "/reports/school-lists/new/"
SEE, KEEP = ["head", "methodist", "approver", "department"], ["head", "methodist"]
MOST_QUERIES = 25
ORDER = {"number": "145", "date": "2025-08-14", "issuer": "Минобр области"}
WORDS = "№\xa0145 от 14.08.2025, Минобр области"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def listed(school, year=YEAR, moment=(2025, 8, 20), **fields) -> SchoolYear:
    row = SchoolYear(school=school, year=year, **{"has_low_results": True, **fields})
    row._history_date = datetime(*moment, tzinfo=ZoneInfo("Europe/Moscow"))
    row.save()
    return row


def drafted(municipality, *schools, number="145") -> SchoolList:
    order = OrderWords(number, date(2025, 8, 14), "Минобр области")
    return draft_list(
        municipality=municipality, kind=LOW, year=YEAR, order=order, schools=schools, by=None, on=TODAY
    )


def form(*schools, **fields):
    return {"kind": "low_results", "year": "2025/2026", **ORDER, "schools": [s.pk for s in schools], **fields}


def shown(response, kind=0) -> tuple[list[str], list[str]]:
    found = response.context["lists"][kind]
    return [x.school.code for x in found.standing], [x.school.code for x in found.removed]


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


def test_order_is_entered_looked_through_and_adopted(client_as, users, municipality, school, other_school):
    listed(school)
    client = client_as("methodist")
    page = client.get(NEW, {"kind": "low_results", "year": "2025/2026"})
    assert page.context["ticks"] == [(school, True), (other_school, False)]
    response = client.post(NEW, form(other_school))
    found = SchoolList.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{LISTS}{found.pk}/")
    assert (found.created_by, found.order_words) == (users["methodist"], WORDS)
    page = text(client.get(f"{LISTS}{found.pk}/"))
    assert "Включаются: 1" in page
    assert (
        'Сосновая ООШ <span class="muted s">код 902 · записи за этот год нет: портал её создаст</span>'
        in page
    )
    assert "Исключаются: 1" in page

    assert client.post(f"{LISTS}{found.pk}/", {"act": "adopt"}).status_code == 302
    assert shown(client.get(LISTS, {"year": "2025/2026"})) == (["902"], [])
    again = client.post(f"{LISTS}{found.pk}/", {"act": "adopt"})
    assert again.status_code == 400
    assert "уже применён" in text(again)
    assert Entry.objects.filter(action="list.adopted").count() == 1


def test_draft_is_thrown_away(client_as, municipality, school):
    pk = drafted(municipality, school).pk
    assert client_as("head").post(f"{LISTS}{pk}/", {"act": "discard"})["Location"] == LISTS
    assert not SchoolList.objects.exists()


def test_codes_are_taken_in_any_spelling_and_unknown_ones_named(
    client_as, school, other_school, foreign_school
):
    client = client_as("methodist")
    refused = client.post(NEW, form(school, codes="902\n801; нет-такого,"))
    assert refused.status_code == 400
    assert "нет: 801, нет-такого. Проверьте коды" in text(refused)
    assert 'value="145"' in text(refused)
    assert refused.context["ticks"] == [(school, True), (other_school, False)]
    assert client.post(NEW, form(codes=" 902\r\n901, 902\t")).status_code == 302
    assert {line.school for line in SchoolList.objects.get().lines.all()} == {school, other_school}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Отметьте школы или скажите ниже, что в приказе их нет."),
        ({"number": "", "is_empty": "on"}, "Заполните это поле."),
        ({"date": "2099-01-01", "is_empty": "on"}, "Приказ датирован будущим"),
        (
            {"date": "2999-01-01", "is_empty": "on"},
            "Проверьте год: дата должна быть между 1950 и 2100 годом.",
        ),
        ({"issuer": "А; Б", "is_empty": "on"}, "Без точки с запятой"),
        ({"codes": "901", "is_empty": "on"}, "Отмечены школы: 1."),
        ({"year": "1999/2000", "is_empty": "on"}, "1999/2000"),
        ({"kind": "best", "is_empty": "on"}, "best"),
        ({"schools": ["9" * 20]}, "9" * 20),  # longer than an integer of SQLite
    ],
)
def test_bad_order_is_refused_with_what_was_typed(client_as, school, fields, words):
    response = client_as("methodist").post(NEW, form(**fields))
    assert response.status_code == 400
    assert words in text(response)
    assert not SchoolList.objects.exists()


def test_empty_list_is_entered_when_it_is_meant(client_as, municipality, school):
    listed(school)
    assert client_as("head").post(NEW, form(is_empty="on")).status_code == 302
    adopt(school_list=SchoolList.objects.get(), by=None, on=TODAY)
    assert not SchoolYear.objects.get().has_low_results


def test_of_many_schools_only_those_of_the_list_are_ticked_one_by_one(client_as, municipality, school):
    School.objects.bulk_create(
        School(code=f"M{place}", name=f"Школа {place}", name_key=f"школа {place}", municipality=municipality)
        for place in range(1000)
    )
    listed(school)
    client = client_as("methodist")
    page = client.get(NEW, {"year": "2025/2026"})
    assert page.context["ticks"] == [(school, True)]
    assert page.context["count"] > MOST_TICKS
    codes = "\n".join(f"M{place}" for place in range(1000))
    assert client.post(NEW, form(school, codes=codes)).status_code == 302
    assert SchoolList.objects.get().lines.count() == 1001


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


def test_school_is_taken_off_and_put_back_by_its_page(client_as, school):
    listed(school)
    client, path = client_as("methodist"), "/reports/schools/901/take-off/"
    typed = {"act": "take_off", "kind": "low_results", "year": "2025/2026", "day": "2026-02-01"}
    refused = client.post(path, {**typed, "day": "2026-09-01", "reason": "приказ № 12"})
    assert refused.status_code == 400
    assert "День исключения — от 01.09.2025 до 31.08.2026." in text(refused)
    assert "приказ № 12" in text(refused)
    assert client.post(path, {**typed, "reason": " "}).status_code == 400
    done = client.post(path, {**typed, "reason": "приказ № 12"})
    assert (done.status_code, done["Location"]) == (302, "/reports/schools/901/?year=2025/2026")
    assert SchoolYear.objects.get().low_results_ended == date(2026, 2, 1)
    twice = client.post(path, {**typed, "reason": "приказ № 12"})
    assert twice.status_code == 400
    assert "уже исключена из ШНОР с 01.02.2026" in text(twice)
    assert "Исключена из ШНОР с 01.02.2026." in text(client.get(path, {"year": "2025/2026"}))
    back = {"act": "put_back", "kind": "low_results", "year": "2025/2026"}
    assert client.post(path, {**back, "reason": ""}).status_code == 400
    assert client.post(path, {**back, "reason": "ошибка"}).status_code == 302
    assert SchoolYear.objects.get().low_results_ended is None
    assert client.post(path, {**back, "kind": "best"}).status_code == 403


def test_school_that_stands_nowhere_has_nothing_to_be_taken_off(client_as, school):
    assert "Школа не стоит в перечнях этого года" in text(
        client_as("head").get("/reports/schools/901/take-off/")
    )


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


def test_adopted_order_says_where_the_flags_went_apart_since(client_as, municipality, school, other_school):
    listed(school)
    found = drafted(municipality, other_school)
    adopt(school_list=found, by=None, on=TODAY)
    client = client_as("department")
    assert "Сейчас признаки школ не такие" not in text(client.get(f"{LISTS}{found.pk}/"))
    SchoolYear.objects.filter(school=school).update(has_low_results=True)
    page = text(client.get(f"{LISTS}{found.pk}/"))
    assert "Сейчас в перечне, но в приказе их нет: 1" in page
    assert "Применить перечень" not in page


def test_list_asked_for_is_ticked_on_the_form_of_removal(client_as, school):
    listed(school, has_hard_conditions=True)
    page = client_as("head").get("/reports/schools/901/take-off/", {"kind": "hard_conditions"})
    assert page.context["form"]["kind"].value() == "hard_conditions"
