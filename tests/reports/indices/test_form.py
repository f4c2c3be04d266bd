"""The form of indices: what it offers, what it computes, what it refuses."""

from decimal import Decimal

import pytest

from reports.record.run_display import figure
from schools.models import (
    IndexRun,
    School,
    SchoolYear,
)
from tests.cast import TODAY, YEAR
from tests.reports.indices.runs import INDICES, NEW, POOR, POOR_CODE, fill, indicators, text


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


def test_year_in_the_future_is_refused_by_the_page(client_as, district):
    future = TODAY.year + 50
    fill(district, 3, future)
    label = f"{future}/{future + 1}"
    response = client_as("methodist").post(
        f"{NEW}?year={label}", indicators(("final_exams", "1", "higher", "", ""))
    )
    assert response.status_code == 400
    assert f"Учебный год {label} ещё не начался." in text(response)
