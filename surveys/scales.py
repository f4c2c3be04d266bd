"""Scales of the questionnaires and how an answer is read (surveys_and_indicators.md §3.3, contract.md §3).

A closed answer is stored as its numeric value: 1…10, «да» 1 and «нет» 0, frequencies 0…4; «затрудняюсь» is
DONT_KNOW, outside every scale. Codes carry the meaning, labels are what people see.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol

from mentorship.spreadsheets.cells import CellError, Choice, Integer, Text, YesNo
from mentorship.spreadsheets.words import fold

DONT_KNOW: Final = "dk"
DONT_KNOW_LABEL: Final = "Затрудняюсь ответить"
_DONT_KNOW_SPELLINGS = frozenset(
    fold(word) for word in (DONT_KNOW, DONT_KNOW_LABEL, "dont_know", "затрудняюсь")
)

# Longest free answers by kind of item, in characters.
TEXT_LENGTHS = MappingProxyType({"text_short": 250, "text_long": 4000})


@dataclass(frozen=True)
class Option:
    """One answer of a closed scale: the stored value, its stable code, and the label for people."""

    value: int
    code: str
    label: str


@dataclass(frozen=True)
class Scale:
    """A closed list of answers in the order of the paper form; `ends` are the words at both ends, if any."""

    code: str
    options: tuple[Option, ...]
    ends: tuple[str, str] | None = None

    def label_of(self, value: int) -> str:
        """Return the label of a stored value; KeyError for a value outside the scale."""
        return {option.value: option.label for option in self.options}[value]

    def value_of(self, code: str) -> int:
        """Return the stored value of an option's code; KeyError for a code outside the scale."""
        return {option.code: option.value for option in self.options}[code]


_FREQUENCIES = (
    Option(4, "very_often", "Очень часто"),
    Option(3, "often", "Часто"),
    Option(2, "rarely", "Редко"),
    Option(1, "once_twice", "1–2 раза"),
    Option(0, "never", "Никогда"),
)

SCALES = MappingProxyType(
    {
        scale.code: scale
        for scale in (
            Scale(
                "score_1_10",
                tuple(Option(score, str(score), str(score)) for score in range(1, 11)),
                ends=("1 – самый низший балл", "10 – самый высокий"),
            ),
            Scale("yes_no", (Option(1, "yes", "да"), Option(0, "no", "нет"))),
            Scale("freq_5", _FREQUENCIES),
            # The mentee's form lacks «1–2 раза»; the values stay, so that the gap at 1 is explicit.
            Scale("freq_4", tuple(option for option in _FREQUENCIES if option.code != "once_twice")),
            Scale(
                "level_0_2",
                (
                    Option(2, "full", "В полной мере"),
                    Option(1, "part", "Частично"),
                    Option(0, "none", "Не проявляется"),
                ),
            ),
            Scale(
                "agree_1_5",
                (
                    Option(5, "agree", "Согласен"),
                    Option(4, "rather_agree", "Скорее согласен"),
                    Option(3, "neither", "И да, и нет"),
                    Option(2, "rather_disagree", "Скорее не согласен"),
                    Option(1, "disagree", "Не согласен"),
                ),
            ),
        )
    }
)


class Answerable(Protocol):
    """What reading an answer asks of an item: a definition of the catalogue and a stored row both fit."""

    @property
    def kind(self) -> str: ...

    @property
    def scale(self) -> str: ...

    @property
    def allows_dont_know(self) -> bool: ...


def parse_answer(item: Answerable, raw: Any) -> int | str:
    """Return the stored form of one answer: a value of the item's scale, DONT_KNOW, or the tidied text.

    `raw` is a cell or a posted field: a number, a label, a code, or yes and no in any spelling of
    contract.md §3. Blank is «not answered» and no answer at all: the caller asks that first.
    Raises CellError, a ValueError, with a Russian sentence that names what is allowed.
    """
    if item.kind in TEXT_LENGTHS:
        return Text(TEXT_LENGTHS[item.kind], multiline=item.kind == "text_long").parse(raw)
    if item.allows_dont_know and isinstance(raw, str) and fold(raw) in _DONT_KNOW_SPELLINGS:
        return DONT_KNOW
    try:
        return _PARSERS[item.kind](SCALES[item.scale], raw)
    except CellError as error:
        raise CellError(allowed_answers(item)) from error


def allowed_answers(item: Answerable) -> str:
    """Return the Russian sentence that names what a closed item takes."""
    words = {
        "scale": "целое число от 1 до 10",
        "yes_no": "«да» или «нет» (также «+» и «-», 1 и 0)",
    }.get(item.kind) or "; ".join(f"«{option.label}»" for option in SCALES[item.scale].options)
    return f"Допустимо: {words}{'; «затрудняюсь»' if item.allows_dont_know else ''}."


def _parse_score(scale: Scale, raw: Any) -> int:
    values = [option.value for option in scale.options]
    return Integer(min(values), max(values)).parse(raw)


def _parse_yes_no(scale: Scale, raw: Any) -> int:
    codes = {option.code: option.value for option in scale.options}
    if isinstance(raw, str) and fold(raw) in codes:
        return codes[fold(raw)]
    return int(YesNo().parse(raw))


def _parse_labelled(scale: Scale, raw: Any) -> int:
    if isinstance(raw, str):
        labels = {option.label: option.value for option in scale.options}
        # The paper form prints «1-2раза», without a space.
        spellings = {label.replace(" ", ""): value for label, value in labels.items()}
        codes = {option.code: option.value for option in scale.options}
        return int(Choice(labels, aliases={**spellings, **codes}).parse(raw))
    value = Integer(0).parse(raw)
    if value not in {option.value for option in scale.options}:
        raise CellError("Нет такого варианта.")
    return value


_PARSERS = MappingProxyType(
    {
        "scale": _parse_score,
        "yes_no": _parse_yes_no,
        "frequency": _parse_labelled,
        "choice": _parse_labelled,
    }
)
