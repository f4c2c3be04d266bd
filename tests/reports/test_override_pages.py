"""The page where a rule is set by hand, and the history of a school's record: who, what, wrong, twice."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.changes import Change, edits_of
from schools.models import ClassOverride, SchoolKind, SchoolYear
from tests.cast import YEAR

ADDRESS = "/reports/schools/901/override/"
HISTORY = "/reports/schools/901/history/"
TYPED = {"year": "2025/2026", "rule": "effective", "value": "yes", "reason": "Решение экспертной группы"}
MOSCOW = ZoneInfo("Europe/Moscow")
MOST_QUERIES = 25

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("login", ["methodist", "head"])
def test_a_rule_is_set_shown_and_withdrawn(client_as, school_year, login):
    client = client_as(login)
    assert "По расчёту" in text(client.get(ADDRESS, {"year": "2025/2026"}))
    response = client.post(ADDRESS, TYPED, follow=True)
    page = text(response)
    assert "Установлено вручную за 2025/2026: эффективная школа — да." in page
    assert "Решение экспертной группы" in page
    row = ClassOverride.objects.get()
    assert (row.school_id, row.year, row.value) == (school_year.school_id, YEAR, True)

    shown = text(client.get("/reports/schools/901/", {"year": "2025/2026"}))
    assert "Установлено вручную: Решение экспертной группы" in shown

    page = text(client.post(f"{ADDRESS}{row.pk}/withdraw/", follow=True))
    assert "Отменено: эффективная школа. Действует ответ по расчёту." in page
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert "уже отменён" in text(client.post(f"{ADDRESS}{row.pk}/withdraw/", follow=True))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": "так надо"}, "не короче 10 букв"),
        ({"rule": "quartile"}, "quartile"),
        ({"value": "может быть"}, "может быть"),
        ({"value": ""}, "Заполните это поле."),
        ({"year": "2025/2027"}, "Учебный год пишется так: 2025/2026."),
        ({"year": "2126/2127"}, "ещё не начался"),
    ],
)
def test_what_was_typed_wrong_stays_in_the_form(client_as, school, wrong, words):
    response = client_as("methodist").post(ADDRESS, TYPED | {"reason": "Причина на десять букв"} | wrong)
    assert response.status_code == 400
    page = text(response)
    assert words in page
    assert wrong.get("reason", "Причина на десять букв") in page
    assert not ClassOverride.objects.exists()


@pytest.mark.parametrize("login", ["curator", "director", "approver", "department", "admin", "mentor"])
def test_wrong_roles_are_refused(client_as, users, school, login):
    row = ClassOverride.objects.create(
        school=school, year=YEAR, rule="effective", value=True, reason="Решение", set_by=users["head"]
    )
    client = client_as(login)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, TYPED).status_code == 403
    assert client.post(f"{ADDRESS}{row.pk}/withdraw/").status_code == 403
    assert "Изменить вручную" not in text(client.get("/reports/schools/901/"))


def test_schools_out_of_reach_are_not_found(client_as, school, other_school, foreign_school):
    client = client_as("methodist")
    foreign = ClassOverride.objects.create(
        school=foreign_school, year=YEAR, rule="effective", value=True, reason="Решение"
    )
    assert client.get("/reports/schools/801/override/").status_code == 404
    assert client.post("/reports/schools/801/override/", TYPED).status_code == 404
    assert client.post(f"/reports/schools/801/override/{foreign.pk}/withdraw/").status_code == 404
    assert client.post(f"{ADDRESS}{foreign.pk}/withdraw/").status_code == 404
    assert client.get("/reports/schools/нет/override/").status_code == 404
    assert client.get(f"{ADDRESS}{foreign.pk}/withdraw/").status_code == 405
    assert client_as("curator").get("/reports/schools/902/history/").status_code == 404
    assert client.get("/reports/schools/801/history/").status_code == 404


def test_strangers_sign_in(client, school):
    for address in (ADDRESS, f"{ADDRESS}1/withdraw/", HISTORY):
        assert client.post(address).status_code == 302
    assert client.get(HISTORY).status_code == 302


def test_who_may_change_finds_the_link(client_as, school_year):
    page = text(client_as("methodist").get("/reports/schools/901/"))
    assert f'href="{ADDRESS}?year=2025/2026"' in page
    assert f'href="{HISTORY}"' in page


def test_admin_only_looks_overrides_up(client_as, school):
    row = ClassOverride.objects.create(
        school=school, year=YEAR, rule="effective", value=True, reason="Решение"
    )
    client = client_as("methodist")
    assert client.get("/admin/schools/classoverride/").status_code == 200
    assert client.get(f"/admin/schools/classoverride/{row.pk}/change/").status_code == 200
    assert client.post(f"/admin/schools/classoverride/{row.pk}/change/", TYPED).status_code == 403
    assert client.get("/admin/schools/classoverride/add/").status_code == 403


@pytest.fixture
def edited(school, users):
    """A row recorded on 20 August, mended by the methodist on 3 November, and the school's kind set."""
    row = SchoolYear(school=school, year=YEAR, results_index=Decimal("0.41"), teacher_count=20)
    row._history_date = datetime(2025, 8, 20, 9, tzinfo=MOSCOW)
    row.save()
    row.results_index, row.has_low_results, row.teacher_count = Decimal("0.520000"), True, 0
    row._history_date, row._history_user = datetime(2027, 11, 3, 12, tzinfo=MOSCOW), users["methodist"]
    row._change_reason = "Опечатка в приказе"
    row.save()
    row._history_date = datetime(2027, 11, 4, tzinfo=MOSCOW)
    row.save()  # nothing is changed
    school.kind = SchoolKind.objects.get_or_create(name="Лицей")[0]
    school._history_date = datetime(2027, 12, 1, tzinfo=MOSCOW)
    school.save()
    return row


@pytest.mark.usefixtures("edited")
def test_edits_say_what_was_and_what_became(school):
    latest, mended, *_, first = edits_of(school)
    assert (latest.what, latest.changes) == ("сведения о школе", (Change("вид", "—", "Лицей"),))
    assert (mended.who, mended.reason, mended.kind) == ("Липова\xa0З.\xa0М.", "Опечатка в приказе", "~")
    assert mended.changes == (
        Change("ИОР", "0,41", "0,52"),
        Change("ШНОР", "нет", "да"),
        Change("педагогов всего", "20", "0"),
    )
    assert (first.what, first.kind) == ("учебный год 2025/2026", "+")
    assert first.changes == (Change("ИОР", "—", "0,41"), Change("педагогов всего", "—", "20"))
    assert len(edits_of(school)) == 4


def test_a_deleted_year_leaves_its_history(school, edited):
    edited._history_date = datetime(2028, 1, 1, tzinfo=MOSCOW)
    edited.delete()
    latest = edits_of(school)[0]
    assert (latest.kind, latest.changes) == ("-", ())


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize("login", ["methodist", "head", "curator", "director", "approver", "department"])
def test_history_names_author_and_both_values(client_as, login):
    page = text(client_as(login).get(HISTORY))
    assert "<s>0,41</s> → <b>0,52</b>" in page
    assert "Липова З. М." in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("login", ["admin", "mentor"])
def test_history_is_closed_to_others(client_as, school, login):
    assert client_as(login).get(HISTORY).status_code == 403


def test_history_of_many_edits_is_paged_and_asks_no_more(client_as, school, users):
    client = client_as("methodist")
    row = SchoolYear(school=school, year=YEAR)
    asked = []
    for edits in (2, 60):
        for place in range(edits):
            row.teacher_count = row.teacher_count + 1 if row.teacher_count else place + 1
            row._history_user = users["methodist"]
            row.save()
        client.get(HISTORY)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(HISTORY)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= MOST_QUERIES
    assert len(response.context["page_obj"]) == 50
    assert response.context["page_obj"].paginator.count == 63


def test_override_page_asks_little(client_as, school_year, users):
    client = client_as("methodist")
    for _ in range(10):
        client.post(ADDRESS, TYPED | {"value": "no"})
        client.post(ADDRESS, TYPED)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(ADDRESS, {"year": "2025/2026"}).status_code == 200
    assert len(captured) <= MOST_QUERIES
