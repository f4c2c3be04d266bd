"""The kind `bank`: whom a row means (contract §3)."""

import pytest

from mentorship.bank.models import Mentor
from tests.bank.rows import HEADINGS, ROW, load, messages, row


class TestPerson:
    """Who is meant."""

    @pytest.mark.parametrize("spelling", ["КЛЕНОВА эмма Савельевна", "  Клёнова  Эмма\u00a0Савельевна "])
    def test_is_found_whatever_the_spelling(self, people, spelling):
        assert load(row(c0="лесной  РАЙОН", c1="елкинская сош", c2=spelling)).created == 1

    def test_is_not_found_in_another_school(self, people, other_school):
        report = load(row(c1="Сосновая ООШ"))
        message = "В этой школе нет сотрудника с таким ФИО: проверьте написание."
        assert messages(report) == [(2, "ФИО наставника", message)]
        assert not Mentor.objects.exists()

    def test_is_not_found_in_an_unknown_school(self, people):
        report = load(row(c1="Дальняя СОШ"))
        message = "В районе «Лесной район» нет школы с таким названием."
        assert messages(report) == [(2, "ОО, где работает наставник", message)]

    def test_is_not_found_in_an_unknown_district(self, people):
        ((number, column, message),) = messages(load(row(c0="Горный район")))
        assert (number, column) == (2, "Район")
        assert "Лесной район" in message

    def test_is_not_found_in_a_district_of_another_import(self, people, other_municipality, foreign_school):
        report = load(ROW, municipality=other_municipality)
        assert messages(report) == [(2, "Район", "Такого района здесь нет. Допустимо: Степной район.")]

    def test_with_a_namesake_in_the_school_is_an_error_that_names_the_codes(self, people, twin):
        report = load(ROW)
        assert messages(report) == [
            (
                2,
                "ФИО наставника",
                "В этой школе несколько людей с таким ФИО: добавьте столбец «Код педагога» (C-mentor, Z-1).",
            )
        ]

    def test_is_named_by_the_tenth_heading(self, people, twin):
        report = load([*ROW, "z-1"], headings=[*HEADINGS, "Код педагога"])
        assert (report.created, Mentor.objects.get().person) == (1, twin)

    def test_named_by_code_may_be_spelled_otherwise(self, people):
        report = load([*row(c2="Клёнова Э. С."), "C-mentor"], headings=[*HEADINGS, "Код педагога"])
        assert report.created == 1
        assert [item.message for item in report.warnings] == [
            "По коду это Клёнова Эмма Савельевна: карточка записана на этого педагога."
        ]

    def test_of_an_unknown_code_is_an_error(self, people):
        report = load([*ROW, "X-9"], headings=[*HEADINGS, "Код педагога"])
        assert [(item.row, item.column, item.value) for item in report.errors] == [(2, "Код педагога", "X-9")]

    def test_named_by_code_needs_the_other_cells_once(self, people):
        report = load([*row(c0=None), "C-mentor"], headings=[*HEADINGS, "Код педагога"])
        assert messages(report) == [(2, "Район", "Ячейка пуста, а для новой записи она обязательна.")]

    def test_of_a_blank_code_is_found_by_name(self, people):
        assert load([*ROW, None], headings=[*HEADINGS, "Код педагога"]).created == 1

    def test_one_bad_row_keeps_all_out(self, people):
        report = load(ROW, row(c1="Дальняя СОШ"))
        assert (report.created, len(report.errors), Mentor.objects.count()) == (0, 1, 0)
