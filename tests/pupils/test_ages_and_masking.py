"""Classes without birth dates, and small numbers that stay hidden."""

from datetime import date
from itertools import product

import pytest

from mentorship.pupils.ages import SchoolClass, class_in, is_adult, last_day_at_school, parse_class
from mentorship.pupils.consent_texts import CURRENT, TEXTS, text_hash
from mentorship.pupils.masking import masked, masked_total


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7А", (7, "А")), ("7 «б»", (7, "Б")), ("11", (11, "")), ("1-в", (1, "В")), (" 10 г ", (10, "Г"))],
)
def test_class_is_read_as_people_write_it(text, expected):
    assert parse_class(text) == expected


@pytest.mark.parametrize("text", ["0А", "12А", "", "А7", "7АБ", "седьмой", "7 коррекционный", "9" * 20])
def test_anything_else_is_no_class(text):
    with pytest.raises(ValueError, match="не класс: напишите число от 1 до 11"):
        parse_class(text)


def test_class_moves_up_every_september_and_ends_after_the_eleventh():
    known = SchoolClass(9, "А")
    assert [str(class_in(known, 2025, year)) for year in (2024, 2025, 2026, 2027, 2028)] == [
        "9А",
        "9А",
        "10А",
        "11А",
        "None",
    ]
    assert last_day_at_school(known, 2025) == date(2028, 8, 31)


def test_age_is_a_mark_not_a_birth_date():
    assert [is_adult(None, date(2026, 3, 16)), is_adult(date(2026, 3, 17), date(2026, 3, 16))] == [False] * 2
    assert is_adult(date(2026, 3, 16), date(2026, 3, 16))


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ((0, 5, 6), (0, 5, 6), 11),
        ((4, 5, 6), (None, None, 6), 15),
        ((2, 3, 9), (None, None, 9), 14),
        ((1, 2, 9), (None, None, None), 12),
        ((3, 0, 0), (None, 0, 0), None),
        ((0, 0, 0), (0, 0, 0), 0),
        ((1, 5), (None, None), 6),
    ],
)
def test_numbers_from_one_to_four_are_hidden_with_what_gives_them_away(counts, shown, total):
    asked = dict(enumerate(counts))
    assert tuple(masked(asked).values()) == shown
    assert masked_total(asked) == total


def test_hidden_numbers_never_follow_from_the_rest():
    for counts in product(range(8), repeat=4):
        asked = dict(enumerate(counts))
        shown, total = masked(asked), masked_total(asked)
        hidden = [cell for cell, count in shown.items() if count is None]
        assert all(shown[cell] is None for cell, count in asked.items() if 0 < count < 5)
        if total is not None and hidden:
            assert total - sum(count for count in shown.values() if count is not None) >= 5


def test_text_once_signed_never_changes():
    """A correction is a further version: this sum stands in the consents already given."""
    assert (CURRENT, set(TEXTS)) == (1, {1})
    assert text_hash(1) == "3c9213ef1c0456194e7fa48d63e8bca9ded4f09e92f779d564fffd9ebe44e2fa"
    words = " ".join(TEXTS[1])
    for needed in ("Цель:", "Данные ученика:", "Действия:", "Срок:", "отозвать", "30 дней"):
        assert needed in words
