"""Passwords that are tried first: known ones set side by side, the portal's own words, digits behind them.

Django's list holds some 20 000 leaked passwords, hardly any of twelve characters: people who must write
twelve put two short ones together or a year behind one. Such sums are refused too
(ASVS 6.2.4, 6.2.11, 6.2.12).
"""

from functools import cache
from typing import Any, Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# What somebody who knows the portal would try; their forms too, a word is known by its beginning.
OWN_WORDS: Final = (
    "портал", "наставник", "наставничество", "наставляемый", "педагог", "учитель", "школа", "лицей",
    "гимназия", "методист", "куратор", "директор", "завуч", "администратор", "муниципалитет", "образование",
    "анкета", "пароль", "привет", "йцукен", "фыва", "ячсмить", "mentor", "mentorship", "nastavnik", "portal",
    "school", "shkola", "uchitel", "teacher", "metodist", "kurator", "parol",
)  # fmt: skip
_SHORTEST: Final = 4
_LONGEST: Final = 24
# So many known words beside each other are one guess; three and more are a phrase.
_MOST: Final = 2

WORDS: Final = (
    "Пароль сложен из слов и цифр, которые подбирают первыми. "
    "Возьмите три-четыре слова, которые знаете только вы рядом друг с другом."
)


class KnownPartsValidator:
    """Refuses a password made of at most two known words, digits and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a sum of what is known."""
        if words_of(password) <= _MOST:
            raise ValidationError(WORDS, code="password_of_known_parts")

    def get_help_text(self) -> str:
        """The rule in one sentence."""
        return "Пароль не складывается из двух известных слов с цифрами: «школа2026портал» не подойдёт."


def words_of(password: str) -> float:
    """The fewest known words that, with digits and signs between them, make the password.

    Infinity where they do not.
    """
    text = password.lower()
    fewest = [0.0] + [float("inf")] * len(text)
    for end in range(1, len(text) + 1):
        if not text[end - 1].isalpha():
            fewest[end] = fewest[end - 1]
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            part = text[start:end]
            if part in _known() or len(set(part)) == 1:
                fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[-1]


@cache
def _known() -> frozenset[str]:
    return frozenset((*CommonPasswordValidator().passwords, *OWN_WORDS))
