"""The passport of a programme: every field of document 000, the budget, versions with authors."""

from decimal import Decimal

import pytest

from mentorship.programmes.models import BudgetLine
from mentorship.programmes.passport import approval, budget_table, passport_rows
from tests.roadmap.conftest import words_of


def line(programme, year, source, amount):
    return BudgetLine.objects.create(programme=programme, year=year, source=source, amount=Decimal(amount))


def test_rows_are_those_of_the_document(programme):
    assert [row.title for row in passport_rows(programme)][:10] == [
        "Основные разработчики программы",
        "Основные исполнители программы",
        "Цель программы",
        "Задачи программы",
        "Ожидаемые результаты",
        "Срок действия программы",
        "Механизм реализации программы",
        "Контроль реализации программы",
        "Бюджет программы",
        "Адрес программы в интернете",
    ]
    assert passport_rows(programme)[5].text == "01.09.2023 – 31.08.2026"


def test_budget_sums_by_years_and_sources(programme):
    line(programme, 2024, "Округ", "100.50")
    line(programme, 2025, "Округ", "200")
    line(programme, 2025, "Грант", "50")
    table = budget_table(programme.budget_lines.all())
    assert table.years == [2024, 2025]
    assert table.rows == [
        ("Грант", [(2024, None), (2025, Decimal(50))], Decimal(50)),
        ("Округ", [(2024, Decimal("100.50")), (2025, Decimal(200))], Decimal("300.50")),
    ]
    assert (table.totals, table.total) == (
        [(2024, Decimal("100.50")), (2025, Decimal(250))],
        Decimal("350.50"),
    )


def test_programme_without_sums_has_no_table(programme):
    assert budget_table(programme.budget_lines.all()) is None
    assert approval(programme) == ""


def test_page_says_what_is_not_written_yet(client_as, programme):
    programme.goal = "Поддержка школ"
    programme.save()
    words = words_of(client_as("curator").get(programme.get_absolute_url()))
    assert "Цель программы Поддержка школ" in words
    assert "Задачи программы не заполнено" in words
    assert "Изменить паспорт" not in words


def test_history_names_who_changed_what(client_as, programme):
    client = client_as("methodist")
    data = {
        "title": programme.title, "start_date": "01.09.2023", "end_date": "31.08.2026",
        "baseline_year": "2023/2024", "goal": "Поднять результаты",
        "budget_lines-TOTAL_FORMS": "1", "budget_lines-INITIAL_FORMS": "0",
        "budget_lines-0-year": "2025", "budget_lines-0-source": "Округ", "budget_lines-0-amount": "1000",
    }  # fmt: skip
    response = client.post(f"/admin/programmes/programme/{programme.pk}/change/", data)
    assert response.status_code == 302
    words = words_of(client_as("department").get("/programmes/lesnoy/history/"))
    assert "Липова З. М. Паспорт цель: — → Поднять результаты" in words
    assert "Бюджет, 2025, Округ: запись создана" in words


@pytest.mark.parametrize("code", ["lesnoy2", "0" * 60])
def test_unknown_programme_is_not_found(client_as, programme, code):
    assert client_as("head").get(f"/programmes/{code}/").status_code == 404


def test_foreign_programme_is_not_found(client_as, programme, other_municipality):
    programme.municipality = other_municipality
    programme.save()
    assert client_as("head").get("/programmes/lesnoy/").status_code == 404
    assert client_as("head").get("/documents/programmes/lesnoy/passport.docx").status_code == 404
