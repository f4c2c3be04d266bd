"""The pages of indices: by role and municipality, repeating, putting into the records, sources, Excel."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from schools.enums import IndexKind, Role
from schools.index_sources import sources
from schools.index_workflow import apply
from schools.models import (
    ContextValue,
    IndexRun,
    IndexStudy,
    RoleAssignment,
    School,
    SchoolYear,
)
from tests.cast import SINCE, TODAY, YEAR
from tests.reports.indices.runs import INDICES, NEW, POOR, POOR_CODE, calculated, fill, indicators, text
from tests.workbooks import cells_of

SOURCE = "/reports/school-indices/source/"
SEE, CHANGE = ["head", "methodist", "approver", "department"], ["head", "methodist"]
REFUSED = ["admin", "curator", "director", "mentor"]
MOST_QUERIES = 25


@pytest.mark.parametrize("login", SEE)
def test_who_sees_the_analysis_sees_sources_and_runs(client_as, run, login):
    client = client_as(login)
    page = text(client.get(INDICES))
    assert "ИОР, 2025/2026</th>" in page
    assert "источник не указан" in page
    assert "6 из 6" in page
    assert f"№ {run.pk}: ИОР, 2025/2026" in page
    assert ("Рассчитать индекс" in page) == (login in CHANGE)
    opened = text(client.get(f"{INDICES}{run.pk}/"))
    assert "не внесён в записи школ" in opened
    assert ("Внести в записи школ" in opened) == (login in CHANGE)


@pytest.mark.parametrize("login", REFUSED)
def test_others_are_refused(client_as, run, login):
    client = client_as(login)
    for path in (INDICES, NEW, SOURCE, f"{INDICES}{run.pk}/", f"{INDICES}{run.pk}/run.xlsx"):
        assert client.get(path).status_code == 403
    assert client.post(f"{INDICES}{run.pk}/").status_code == 403


@pytest.mark.parametrize("login", ["approver", "department"])
def test_who_only_sees_changes_nothing(client_as, run, login):
    client = client_as(login)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, indicators()).status_code == 403
    assert client.post(f"{INDICES}{run.pk}/").status_code == 403
    assert client.post(f"{SOURCE}?year=2025/2026&index=results").status_code == 403
    assert IndexRun.objects.get().applied_at is None


def test_stranger_is_asked_to_sign_in(client, run):
    for path in (INDICES, NEW, SOURCE, f"{INDICES}{run.pk}/", f"{INDICES}{run.pk}/run.xlsx"):
        assert client.get(path).status_code == 302


def test_run_of_another_municipality_is_not_found(client_as, other_municipality):
    fill(other_municipality, 3)
    foreign = calculated(other_municipality)
    client = client_as("head")
    assert client.get(f"{INDICES}{foreign.pk}/").status_code == 404
    assert client.post(f"{INDICES}{foreign.pk}/").status_code == 404
    assert client.get(f"{INDICES}{foreign.pk}/run.xlsx").status_code == 404
    for path in (INDICES, NEW, SOURCE):
        query = {"municipality": other_municipality.pk, "year": "2025/2026", "index": "results"}
        assert client.get(path, query).status_code == 404
    assert client.get(INDICES, {"municipality": "нет"}).status_code == 404


def test_right_to_see_elsewhere_is_no_right_to_change_there(client_as, people, district, other_municipality):
    """A methodist at home, an approver abroad."""
    fill(other_municipality, 0)
    abroad = School.objects.create(code="X1", name="Дальняя", municipality=other_municipality)
    second = School.objects.create(code="X2", name="Ближняя", municipality=other_municipality)
    for place, school in enumerate((abroad, second)):
        SchoolYear.objects.create(school=school, year=YEAR, final_exams=place)
    RoleAssignment.objects.create(
        person=people["methodist"], role=Role.APPROVER, municipality=other_municipality, start_date=SINCE
    )
    foreign, client = calculated(other_municipality), client_as("methodist")
    there = {"municipality": other_municipality.pk}
    listed_there = text(client.get(INDICES, there))
    assert "Степной район: откуда" in listed_there
    assert "Рассчитать индекс" not in listed_there
    assert "Внести в записи" not in text(client.get(f"{INDICES}{foreign.pk}/"))
    assert client.post(f"{INDICES}{foreign.pk}/").status_code == 403
    assert client.get(NEW, there).status_code == 404
    assert "Лесной район: откуда" in text(client.get(INDICES))


def test_run_is_applied_by_its_button_once(client_as, users, run):
    client, path = client_as("methodist"), f"{INDICES}{run.pk}/"
    page = text(client.get(path))
    assert "внесение заменит прежнее значение: 6" in page
    assert "1,000000" in page
    assert "0,006000" in page

    page = text(client.post(path, follow=True))
    assert "ИОР внесён в записи школ: 6." in page
    assert "Внести в записи школ" not in page
    assert sources(run.municipality, [YEAR])[YEAR, "results"].run == run
    version = SchoolYear.history.filter(school__code="S006").first()
    assert (version.results_index, version.history_user) == (Decimal(1), users["methodist"])
    assert "уже внесён в записи школ" in text(client.post(path, follow=True))


def test_page_warns_of_own_quartiles_missing_years_and_changed_data(client_as, run):
    SchoolYear.objects.filter(school__code="S002").update(results_quartile=3, final_exams=99)
    SchoolYear.objects.filter(school__code="S003").delete()
    page = text(client_as("methodist").get(f"{INDICES}{run.pk}/"))
    assert "Квартиль ИОР загружен готовым и за расчётом не последует: Школа 2." in page
    assert "Нет записи за этот учебный год, вносить некуда: Школа 3." in page
    assert "С тех пор изменились исходные данные: Школа 2, Школа 3." in page
    applied = text(client_as("methodist").post(f"{INDICES}{run.pk}/", follow=True))
    assert "Нет записи года, не внесён: Школа 3." in applied


def test_repeating_says_whether_every_digit_agrees(client_as, run):
    client, path = client_as("department"), f"{INDICES}{run.pk}/?repeat=1"
    assert "Совпало до последнего знака." in text(client.get(path))
    run.results["indices"][0]["index"] = "0.999999"
    run.save()
    page = text(client.get(path))
    assert "Повторный расчёт разошёлся с сохранённым." in page
    assert "Школа 1: записано 0,999999, получилось 0." in page


def test_list_tells_records_changed_after_the_run(client_as, run):
    apply(run=run, by=None, on=TODAY)
    client = client_as("department")
    assert "изменено после расчёта" not in text(client.get(INDICES))
    SchoolYear.objects.filter(school__code="S006").update(results_index=Decimal("0.4"))
    page = text(client.get(INDICES))
    assert f'<a href="{INDICES}{run.pk}/">Расчёт портала</a>' in page
    assert "изменено после расчёта" in page
    assert "школ: 1</small>" in page


def test_source_is_recorded_and_edited(client_as, district):
    client, path = client_as("methodist"), f"{SOURCE}?year=2025/2026&index=wellbeing"
    typed = {"study": "Мониторинг региона", "order": "", "population": "47 школ области"}
    assert client.get(path).status_code == 200
    assert client.post(path, typed)["Location"] == f"{INDICES}?municipality={district.pk}"
    page = text(client.get(INDICES))
    assert "Мониторинг региона <small>приказ не указан</small>" in page
    assert "47 школ области" in page
    assert "Мониторинг региона" in text(client.get(path))
    client.post(path, {**typed, "order": "приказ № 7"})
    assert IndexStudy.objects.get().order == "приказ № 7"


def test_source_in_place_of_a_run_is_warned_of(client_as, run):
    apply(run=run, by=None, on=TODAY)
    client, path = client_as("methodist"), f"{SOURCE}?year=2025/2026&index=results"
    page = text(client.get(path))
    assert "Новая запись заменит его" in page
    assert 'value="Расчёт портала"' not in page
    refused = client.post(path, {"study": "", "order": "приказ № 7", "population": ""})
    assert refused.status_code == 400
    assert "приказ № 7" in text(refused)
    assert IndexStudy.objects.get().run == run


@pytest.mark.parametrize("query", ["", "index=x", "year=x&index=results", "year=1999/2000&index=results"])
def test_source_of_nothing_is_not_found(client_as, district, query):
    assert client_as("methodist").get(f"{SOURCE}?{query}").status_code == 404


def test_workbook_holds_inputs_indices_and_the_model(client_as, users, district):
    SchoolYear.objects.filter(school__code="S006").update(results_index=None)
    made = calculated(district, {"characteristics": [POOR_CODE]}, IndexKind.WELLBEING)
    response = client_as("department").get(f"{INDICES}{made.pk}/run.xlsx")
    rows = cells_of(response.content)
    assert rows[0][:6] == ["Код ОО", "Школа", "ИОР", POOR, "ИСБШ", "Почему не посчитан"]
    by_code = {row[0]: row for row in rows}
    assert by_code["S001"][:4] == ["S001", "Школа 1", 0.001, 99]
    assert by_code["S006"][4:6] == [None, "Нет данных: ИОР."]
    assert by_code["R²"][1] == float(made.results["r_squared"])
    assert by_code[POOR][4] == by_code["R²"][1]
    assert Entry.objects.get(action="index.exported").by == users["department"]
    weighted = cells_of(client_as("head").get(f"{INDICES}{calculated(district).pk}/run.xlsx").content)
    assert ["ГИА", None, 1, 1, "чем больше, тем лучше", 1, 6] in [row[:7] for row in weighted]


def questions(client, path) -> int:
    client.get(path)  # the first request of a session asks less
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_ask_no_more_of_many_schools_years_and_runs(client_as, district):
    client = client_as("methodist")
    paths = [INDICES, NEW, f"{NEW}?index=wellbeing"]
    first = calculated(district)
    few = [questions(client, path) for path in [*paths, f"{INDICES}{first.pk}/"]]
    SchoolYear.objects.all().delete()
    ContextValue.objects.all().delete()
    for year in range(YEAR - 3, YEAR + 1):
        fill(district, 120, year)
    many_runs = [calculated(district) for _ in range(12)]
    many = [questions(client, path) for path in [*paths, f"{INDICES}{many_runs[0].pk}/"]]
    assert many == few
    assert max(many) <= MOST_QUERIES
    page = text(client.get(f"{INDICES}{many_runs[0].pk}/?page=3"))
    assert "Строки 101–120 из 120" in page
