"""Cells as people write them, and what is said of those that cannot be read."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from mentorship.spreadsheets.cells import (
    AcademicYear,
    CellError,
    Choice,
    Code,
    Date,
    DecimalCell,
    Email,
    Integer,
    Text,
    Url,
    UrlOrEmail,
    Words,
    YesNo,
    is_blank,
    is_clear,
    spelled,
)


def complaint(cell, raw):
    with pytest.raises(CellError) as caught:
        cell.parse(raw)
    return str(caught.value)


@pytest.mark.parametrize("raw", [None, "", " ", "\u00a0", "\n", "\u200b"])
def test_cell_without_a_visible_sign_is_blank(raw):
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, 0.0, False, "-", "–"])
def test_zero_no_and_dash_are_not_blank(raw):
    assert not is_blank(raw)


@pytest.mark.parametrize("raw", ["удалить", " Удалить ", "УДАЛИТЬ"])
def test_word_that_clears_is_known_in_any_case(raw):
    assert is_clear(raw)


@pytest.mark.parametrize("raw", ["удалить всё", "", 0, None])
def test_nothing_else_clears(raw):
    assert not is_clear(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (20.0, "20"),
        (0.48, "0,48"),
        (1e-07, "0,0000001"),
        (1e22, "10000000000000000000000"),
        (Decimal("0.480000"), "0,48"),
        (True, "ИСТИНА"),
        (date(2025, 9, 5), "05.09.2025"),
        (datetime(2025, 9, 5), "05.09.2025"),
        (datetime(2025, 9, 5, 14, 30), "05.09.2025 14:30"),
    ],
)
def test_raw_value_is_spelled_as_excel_shows_it(raw, text):
    assert spelled(raw) == text


def test_text_is_tidied_and_limited():
    assert Text(5).parse("  а\u00a0б ") == "а б"
    assert Text(5).parse("абвгд") == "абвгд"
    assert complaint(Text(5), "абвгде") == "Текст длиннее, чем можно: 6 знаков, а допустимо 5."


def test_text_of_several_lines_keeps_them():
    assert Text(multiline=True).parse("а \n б") == "а\nб"
    assert Text().parse("а \n б") == "а б"


@pytest.mark.parametrize(
    ("raw", "code"), [(1001.0, "1001"), (1001, "1001"), ("01001", "01001"), ("  P01 ", "P01"), (1.5, "1.5")]
)
def test_code_is_text(raw, code):
    assert Code().parse(raw) == code


@pytest.mark.parametrize("raw", [date(2025, 1, 2), datetime(2025, 1, 2), time(1, 2), timedelta(1), True])
def test_code_that_excel_made_a_date_of_is_refused(raw):
    assert "«Текстовый»" in complaint(Code(), raw)


@pytest.mark.parametrize(("raw", "number"), [(20.0, 20), (0, 0), ("20", 20), (" 1 045 ", 1045), ("20,0", 20)])
def test_integer_reads_numbers_and_text(raw, number):
    assert Integer().parse(raw) == number


@pytest.mark.parametrize("raw", [-1, "-1", "−1", 1.5, "двадцать", True, date(2025, 1, 1), float("nan")])
def test_integer_refuses_the_rest(raw):
    assert complaint(Integer(), raw) == "Ожидается целое число не меньше 0."


def test_integer_names_the_largest_one_where_it_is_passed():
    assert Integer().parse(2**31 - 1) == 2147483647
    assert complaint(Integer(), 2**31) == "Ожидается целое число от 0 до 2147483647."


def test_integer_keeps_its_bounds():
    quartile = Integer(1, 4)
    assert [quartile.parse(1), quartile.parse(4)] == [1, 4]
    assert complaint(quartile, 0) == "Ожидается целое число от 1 до 4."
    assert complaint(quartile, 5) == "Ожидается целое число от 1 до 4."


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (0.48, "0.48"),
        (0.1, "0.1"),
        ("0,48", "0.48"),
        ("0.48", "0.48"),
        (" 1\u00a0045,5 ", "1045.5"),
        (1 / 3, "0.333333"),
        ("0,4812345", "0.481235"),
        (5, "5"),
        ("+0,5", "0.5"),
    ],
)
def test_decimal_reads_the_shortest_spelling(raw, text):
    assert DecimalCell().parse(raw) == Decimal(text)


@pytest.mark.parametrize(
    "raw", ["1,2,3", "0,5%", "nan", "inf", "1e3", "", float("inf"), False, date(2025, 5, 1)]
)
def test_decimal_refuses_what_is_no_number(raw):
    assert complaint(DecimalCell(), raw) == "Ожидается число."


def test_decimal_keeps_its_bounds():
    share = DecimalCell(0, 1)
    assert [share.parse(0), share.parse(1)] == [0, 1]
    assert complaint(share, "1,000001") == "Ожидается число от 0 до 1."
    assert complaint(share, "-0,1") == "Ожидается число от 0 до 1."
    assert complaint(DecimalCell(0), -1) == "Ожидается число не меньше 0."


@pytest.mark.parametrize(
    "raw",
    [
        date(2025, 9, 5),
        datetime(2025, 9, 5, 23, 59),
        "05.09.2025",
        " 5.9.2025 ",
        "05.09.2025 г.",
        "2025-09-05",
        "2025-09-05 00:00:00",
        "2025-09-05T00:00:00",
    ],
)
def test_date_is_read_in_every_usual_form(raw):
    assert Date().parse(raw) == date(2025, 9, 5)


@pytest.mark.parametrize("raw", ["05.09.25", "осенью", 45915.0, True, time(1), "5 сентября 2025"])
def test_date_refuses_what_is_no_date(raw):
    assert complaint(Date(), raw) == "Ожидается дата Excel или запись вида 15.09.2025."


def test_date_refuses_a_day_that_never_was():
    assert complaint(Date(), "31.02.2025") == "Такого дня нет в календаре; ожидается дата вида 15.09.2025."
    assert complaint(Date(), "01.01.1899") == "Ожидается дата между 1900 и 2100 годом."


@pytest.mark.parametrize("raw", ["2025/2026", " 2025 – 2026 ", "2025-2026", "2025\\2026"])
def test_school_year_is_its_first_year(raw):
    assert AcademicYear().parse(raw) == 2025
    assert AcademicYear().write(2025) == "2025/2026"


@pytest.mark.parametrize(
    "raw", ["2025/2027", "2026/2025", "2025", 2025.0, "2025/26", "0001/0002", date(2025, 9, 1)]
)
def test_school_year_of_other_years_is_refused(raw):
    assert complaint(AcademicYear(), raw) == "Ожидается учебный год из двух лет подряд, например 2025/2026."


@pytest.mark.parametrize("raw", ["да", "ДА", " Да ", "+", "1", 1.0, 1, "истина", "TRUE", True])
def test_yes_in_many_forms(raw):
    assert YesNo().parse(raw) is True


@pytest.mark.parametrize("raw", ["нет", "Нет", "-", "–", "—", "−", "0", 0.0, 0, "ЛОЖЬ", "false", False])
def test_no_in_many_forms(raw):
    assert YesNo().parse(raw) is False


@pytest.mark.parametrize("raw", ["может быть", "2", 2.0, "x", date(2025, 1, 1)])
def test_other_answers_are_refused(raw):
    assert complaint(YesNo(), raw).startswith("Ожидается «да» или «нет»")


def test_yes_and_no_are_written_as_words():
    assert [YesNo().write(value) for value in (True, False, None)] == ["да", "нет", None]


FORMS = Choice({"учитель – учитель": "tt", "ученик – ученик": "ss"}, aliases={"коллега": "tt"})


def test_choice_knows_its_words_whatever_the_spelling():
    assert FORMS.parse(" Учитель  - учитель ") == "tt"
    assert FORMS.parse("коллега") == "tt"
    assert FORMS.write("tt") == "учитель – учитель"


def test_choice_lists_what_is_allowed():
    assert complaint(FORMS, "друг – друг") == "Допустимо: учитель – учитель; ученик – ученик."


def test_words_are_split_and_each_kept_once():
    assert Words().parse(" Физика;математика ; ;ФИЗИКА") == ("Физика", "математика")
    assert Words().write(("Физика", "Химия")) == "Физика; Химия"
    assert complaint(Words(), " ; ") == "Ожидаются слова через «;», например «Физика; Математика»."


def test_address_of_a_page_is_http_only():
    assert Url().parse(" https://школа.рф/a ") == "https://школа.рф/a"
    for raw in ("javascript:alert(1)", "school.example", "ftp://school.example", "data:text/html,x"):
        assert "http://" in complaint(Url(), raw)


def test_address_of_a_letter_box_is_checked():
    assert Email().parse(" a@example.org ") == "a@example.org"
    assert "например" in complaint(Email(), "a@")


def test_either_address_is_told_apart():
    cell = UrlOrEmail()
    assert cell.parse("a@example.org") == "a@example.org"
    assert cell.parse("https://example.org/@a") == "https://example.org/@a"
    assert complaint(cell, "раздел сайта").startswith("Ожидается электронная почта или адрес страницы")
