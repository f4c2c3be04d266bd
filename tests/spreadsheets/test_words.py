"""Spellings that people do not mean to differ."""

import pytest

from mentorship.spreadsheets.words import fold, tidy, tidy_lines


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (None, ""),
        ("", ""),
        ("Код ОО", "код оо"),
        ("  КОД \u00a0 ОО  ", "код оо"),
        ("Код\nОО", "код оо"),
        ("1\u202f000\u2009шт", "1 000 шт"),
        ("Ёлка", "елка"),
        ("е\u0308лка", "елка"),
        ("10–19", "10-19"),
        ("10—19", "10-19"),
        ("10−19", "10-19"),
        ("10‑19", "10-19"),
        ("10\u201019", "10-19"),
        ("мето\u00adдист", "методист"),
        ("\ufeffкод\u200b", "код"),
        ("№ 5", "№ 5"),
        ("«Учитель – учитель»", "«учитель - учитель»"),
    ],
)
def test_fold_drops_what_nobody_means(text, folded):
    assert fold(text) == folded


def test_fold_keeps_words_apart():
    assert fold("й") != fold("и")
    assert fold("СОШ №1") != fold("СОШ № 1")


def test_tidy_keeps_the_spelling():
    assert tidy("  МБОУ\u00a0 «Ёлкинская  СОШ» – Юг ") == "МБОУ «Ёлкинская СОШ» – Юг"


def test_tidy_drops_what_a_database_refuses():
    assert tidy("а\x00б\x07в") == "абв"


def test_tidy_composes_letters():
    assert tidy("и\u0306") == "й"


def test_tidy_lines_keeps_lines():
    assert tidy_lines("\n первая  строка \r\nвторая\n\n") == "первая строка\nвторая"
