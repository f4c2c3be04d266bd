"""The pages of indices: by role and municipality, computing, repeating, putting into the records, Excel."""

from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Entry
from reports.record.run_display import figure
from schools.enums import IndexKind, Role
from schools.index_sources import sources
from schools.index_workflow import apply, calculate
from schools.models import (
    ContextValue,
    IndexRun,
    IndexStudy,
    RoleAssignment,
    School,
    SchoolKind,
    SchoolYear,
)
from tests.cast import SINCE, TODAY, YEAR
from tests.workbooks import cells_of

INDICES, NEW = "/reports/school-indices/", "/reports/school-indices/new/"
SOURCE = "/reports/school-indices/source/"
SEE, CHANGE = ["head", "methodist", "approver", "department"], ["head", "methodist"]
REFUSED = ["admin", "curator", "director", "mentor"]
POOR = "Доля малообеспеченных, %"
POOR_CODE = "context:доля малообеспеченных, %"
MOST_QUERIES = 25
EXAMS = {"source": "final_exams", "weight": Decimal(1), "direction": "higher", "low": None, "high": None}
SET = {"indicators": [EXAMS], "kinds": []}


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def fill(municipality, count, year=YEAR):
    """Schools with ГИА, ИОР and a characteristic of a year."""
    kind, _ = SchoolKind.objects.get_or_create(name="СОШ")
    for place in range(1, count + 1):
        made, _ = School.objects.get_or_create(
            code=f"S{place:03}",
            defaults={"name": f"Школа {place}", "municipality": municipality, "kind": kind},
        )
        share = Decimal(place) / 1000
        SchoolYear.objects.create(school=made, year=year, final_exams=place, results_index=share)
        value = 100 - place if place % 2 else 90 - place
        ContextValue.objects.create(school=made, year=year, characteristic=POOR, value=value)


@pytest.fixture
def district(municipality):
    """Six schools with everything; ИОР 0.001…0.006."""
    fill(municipality, 6)
    return municipality


@pytest.fixture
def run(district):
    """ИОР of the six schools by ГИА: 0, 0.2 … 1."""
    return calculated(district)


def calculated(place, parameters=None, index=IndexKind.RESULTS):
    return calculate(
        municipality=place, year=YEAR, index=index, parameters=parameters or SET, by=None, on=TODAY
    )


def indicators(*rows, kinds=()) -> dict[str, object]:
    """A posted set: rows of source, weight, direction, low, high."""
    data: dict[str, object] = {"indicators-TOTAL_FORMS": len(rows), "indicators-INITIAL_FORMS": len(rows)}
    for place, row in enumerate(rows):
        names = ("source", "weight", "direction", "low", "high")
        data |= {f"indicators-{place}-{name}": value for name, value in zip(names, row, strict=True)}
    return {**data, "kinds": list(kinds)}


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


def test_empty_municipality_says_what_to_load(client_as, municipality):
    page = text(client_as("methodist").get(INDICES))
    assert "Записей школ ещё нет" in page
    assert "Загрузить учебные годы" in page
    assert "Загрузить учебные годы" not in text(client_as("department").get(INDICES))
    assert "Записей школ ещё нет" in text(client_as("methodist").get(NEW))


def test_form_offers_what_is_stored(client_as, district):
    page = text(client_as("methodist").get(NEW))
    assert "есть у 6 школ, от 1 до 6" in page
    assert POOR in page
    assert page.count("<fieldset") == 3  # ГИА, the characteristic, kinds of schools
    page = text(client_as("methodist").get(NEW, {"index": "wellbeing", "year": "2025/2026"}))
    assert f"{POOR} (есть у 6 школ, от 84 до 99)" in page


def test_year_without_data_is_said(client_as, district):
    school = School.objects.get(code="S001")
    SchoolYear.objects.create(school=school, year=YEAR - 1, results_index=Decimal("0.5"))
    client = client_as("methodist")
    assert "Считать не из чего" in text(client.get(NEW, {"year": "2024/2025"}))
    there = {"year": "2024/2025", "index": "wellbeing"}
    assert "Характеристик за этот год нет" in text(client.get(NEW, there))
    assert client.post(f"{NEW}?year=2024/2025&index=wellbeing", {}).status_code == 400
    assert client.post(f"{NEW}?year=1999/2000", indicators()).status_code == 400
    assert client.post(f"{NEW}?index=оба", indicators()).status_code == 400


def test_index_is_computed_from_the_form(client_as, users, district):
    data = indicators(
        ("final_exams", "2,5", "higher", "0", "10"), (POOR_CODE, "", "lower", "", ""), kinds=["сош"]
    )
    response = client_as("methodist").post(f"{NEW}?index=results&year=2025/2026", data)
    made = IndexRun.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{INDICES}{made.pk}/")
    assert made.created_by == users["methodist"]
    assert made.parameters == {
        "indicators": [
            {"source": "final_exams", "name": "ГИА", "direction": "higher", "weight": "2.5",
             "low": "0", "high": "10"}
        ],
        "kinds": [{"key": "сош", "name": "СОШ"}],
    }  # fmt: skip
    assert [row["index"] for row in made.results["indices"]] == [f"0.{place}00000" for place in range(1, 7)]


def test_social_index_is_computed_from_the_form(client_as, district):
    response = client_as("head").post(f"{NEW}?index=wellbeing", {"characteristics": [POOR_CODE]})
    made = IndexRun.objects.get()
    assert response["Location"] == f"{INDICES}{made.pk}/"
    page = text(client_as("head").get(response["Location"]))
    assert f"R² = {figure(made.results['r_squared'])}" in page
    assert "где её больше, ИОР ниже" in page


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("final_exams", "", "higher", "", "")],
            "Не выбрано ни одного показателя: укажите вес хотя бы у одного.",
        ),
        ([("final_exams", "0", "higher", "", "")], "Показатель «ГИА»: вес должен быть больше нуля."),
        (
            [("final_exams", "1", "higher", "2", "")],
            "Показатель «ГИА»: у школы «Школа 1» 1 — вне границ 2–6. Исправьте границы или данные.",
        ),
        (
            [("final_exams", "", "higher", "2", "")],
            "Границы заданы, а веса нет: укажите вес или очистите границы.",
        ),
        ([("final_exams", "много", "higher", "", "")], "Введите число."),
        ([("context:кружки", "1", "higher", "", "")], "За 2025/2026 данных «кружки» нет ни у одной школы."),
    ],
)
def test_refused_set_is_shown_again_with_what_was_typed(client_as, district, rows, sentence):
    response = client_as("methodist").post(NEW, indicators(*rows))
    assert response.status_code == 400
    page = text(response)
    assert sentence in page
    assert f'value="{rows[0][1]}"' in page or not rows[0][1]
    assert not IndexRun.objects.exists()


def test_refused_characteristics_are_shown_again(client_as, district):
    client = client_as("methodist")
    assert "Отметьте хотя бы одну характеристику." in text(client.post(f"{NEW}?index=wellbeing", {}))
    SchoolYear.objects.filter(school__code__gt="S002").update(results_index=None)
    response = client.post(f"{NEW}?index=wellbeing", {"characteristics": [POOR_CODE]})
    assert response.status_code == 400
    assert "Школ с полными данными: 2, характеристик: 1." in text(response)


def test_form_without_its_management_rows_is_refused(client_as, district):
    assert client_as("methodist").post(NEW, {"kinds": []}).status_code == 400


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


def test_year_in_the_future_is_refused_by_the_page(client_as, district):
    future = TODAY.year + 50
    fill(district, 3, future)
    label = f"{future}/{future + 1}"
    response = client_as("methodist").post(
        f"{NEW}?year={label}", indicators(("final_exams", "1", "higher", "", ""))
    )
    assert response.status_code == 400
    assert f"Учебный год {label} ещё не начался." in text(response)
