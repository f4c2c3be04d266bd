"""Lists of schools: entering and adopting an order, taking a school off."""

from datetime import date

import pytest

from mentorship.audit.models import Entry
from reports.views.list_documents import MOST_TICKS
from schools.lists import adopt
from schools.models import School, SchoolList, SchoolYear
from tests.cast import TODAY
from tests.reports.listing import LISTS, NEW, WORDS, drafted, form, listed, shown, text


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
