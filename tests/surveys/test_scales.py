"""Reading answers: every spelling that contract.md §3 names, and the refusal that says what is allowed."""

from dataclasses import dataclass

import pytest

from surveys.scales import DONT_KNOW, SCALES, allowed_answers, parse_answer


@dataclass(frozen=True)
class Question:
    """The three facts of an item that reading an answer needs."""

    kind: str
    scale: str = ""
    allows_dont_know: bool = False


SCORE = Question("scale", "score_1_10", allows_dont_know=True)
YES_NO = Question("yes_no", "yes_no")
FREQUENCY_5 = Question("frequency", "freq_5", allows_dont_know=True)
FREQUENCY_4 = Question("frequency", "freq_4", allows_dont_know=True)


def test_scales_are_those_of_the_specification():
    options = {code: [(o.value, o.code, o.label) for o in scale.options] for code, scale in SCALES.items()}
    assert options == {
        "score_1_10": [(score, str(score), str(score)) for score in range(1, 11)],
        "yes_no": [(1, "yes", "да"), (0, "no", "нет")],
        "freq_5": [
            (4, "very_often", "Очень часто"),
            (3, "often", "Часто"),
            (2, "rarely", "Редко"),
            (1, "once_twice", "1–2 раза"),
            (0, "never", "Никогда"),
        ],
        "freq_4": [
            (4, "very_often", "Очень часто"),
            (3, "often", "Часто"),
            (2, "rarely", "Редко"),
            (0, "never", "Никогда"),
        ],
        "level_0_2": [(2, "full", "В полной мере"), (1, "part", "Частично"), (0, "none", "Не проявляется")],
        "agree_1_5": [
            (5, "agree", "Согласен"),
            (4, "rather_agree", "Скорее согласен"),
            (3, "neither", "И да, и нет"),
            (2, "rather_disagree", "Скорее не согласен"),
            (1, "disagree", "Не согласен"),
        ],
    }


def test_only_the_score_has_words_at_its_ends():
    ends = {code: scale.ends for code, scale in SCALES.items() if scale.ends}
    assert ends == {"score_1_10": ("1 – самый низший балл", "10 – самый высокий")}


def test_scale_translates_between_value_code_and_label():
    scale = SCALES["freq_4"]
    assert (scale.label_of(0), scale.value_of("rarely")) == ("Никогда", 2)
    with pytest.raises(KeyError):
        scale.label_of(1)


@pytest.mark.parametrize(
    ("raw", "expected"), [(1, 1), (10, 10), (7.0, 7), ("7", 7), (" 7\xa0", 7), ("7,0", 7), ("10.0", 10)]
)
def test_score_is_read_as_number_or_text(raw, expected):
    assert parse_answer(SCORE, raw) == expected


@pytest.mark.parametrize("raw", [0, 11, 7.5, "7,5", "-", "семь", True, "yes"])
def test_score_outside_the_scale_is_refused_with_what_is_allowed(raw):
    with pytest.raises(ValueError, match=r"^Допустимо: целое число от 1 до 10; «затрудняюсь»\.$"):
        parse_answer(SCORE, raw)


@pytest.mark.parametrize(
    "raw", ["да", "Да", " ДА ", "+", 1, 1.0, "1", "истина", "ИСТИНА", True, "yes", "Yes"]
)
def test_yes_in_every_spelling(raw):
    assert parse_answer(YES_NO, raw) == 1


@pytest.mark.parametrize(
    "raw", ["нет", "НЕТ", "-", "–", "—", "−", 0, 0.0, "0", "ложь", "Ложь", False, "no", "NO"]
)
def test_no_in_every_spelling(raw):
    assert parse_answer(YES_NO, raw) == 0


@pytest.mark.parametrize("raw", [2, "может быть", "затрудняюсь", "dont_know"])
def test_yes_no_takes_nothing_else(raw):
    with pytest.raises(ValueError, match=r"^Допустимо: «да» или «нет» \(также «\+» и «-», 1 и 0\)\.$"):
        parse_answer(YES_NO, raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Очень часто", 4),
        ("часто", 3),
        (" РЕДКО ", 2),
        ("rarely", 2),
        ("1–2 раза", 1),
        ("1-2 раза", 1),
        ("1-2раза", 1),
        ("once_twice", 1),
        ("Никогда", 0),
        ("never", 0),
        (4, 4),
        (0.0, 0),
    ],
)
def test_frequency_is_read_by_label_code_or_value(raw, expected):
    assert parse_answer(FREQUENCY_5, raw) == expected


@pytest.mark.parametrize("raw", ["1–2 раза", "once_twice", 1, 5, "иногда", -1])
def test_mentee_frequency_lacks_once_or_twice(raw):
    with pytest.raises(
        ValueError, match=r"^Допустимо: «Очень часто»; «Часто»; «Редко»; «Никогда»; «затрудняюсь»\.$"
    ):
        parse_answer(FREQUENCY_4, raw)


@pytest.mark.parametrize("raw", ["затрудняюсь", "Затрудняюсь ответить", " ЗАТРУДНЯЮСЬ ", "dont_know", "dk"])
def test_dont_know_is_outside_the_scale(raw):
    assert (parse_answer(SCORE, raw), parse_answer(FREQUENCY_4, raw)) == (DONT_KNOW, DONT_KNOW)


def test_dont_know_is_refused_where_the_form_does_not_allow_it():
    strict = Question("scale", "score_1_10")
    with pytest.raises(ValueError, match=r"^Допустимо: целое число от 1 до 10\.$"):
        parse_answer(strict, "затрудняюсь")


def test_text_is_tidied_and_keeps_its_lines_only_where_it_is_long():
    assert parse_answer(Question("text_short"), "  в  школе\n№ 5 ") == "в школе № 5"
    assert parse_answer(Question("text_long"), "первое \n  второе") == "первое\nвторое"


def test_text_may_hold_the_word_that_means_dont_know():
    assert parse_answer(Question("text_short"), "затрудняюсь") == "затрудняюсь"


@pytest.mark.parametrize(("kind", "longest"), [("text_short", 250), ("text_long", 4000)])
def test_text_is_refused_beyond_its_length(kind, longest):
    assert parse_answer(Question(kind), "я" * longest) == "я" * longest
    with pytest.raises(ValueError, match=f"допустимо {longest}"):
        parse_answer(Question(kind), "я" * (longest + 1))


def test_allowed_answers_are_named_for_every_closed_kind():
    assert allowed_answers(FREQUENCY_5) == (
        "Допустимо: «Очень часто»; «Часто»; «Редко»; «1–2 раза»; «Никогда»; «затрудняюсь»."
    )
