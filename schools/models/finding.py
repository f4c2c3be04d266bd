"""How a school is found by words: those of its name, and of its municipality's.

A number is found by itself, «7» in «Лицей № 7» and not in «Лицей № 17»: many a «школа 1» has no words more to
be told by.
"""

import re
from typing import Final

from django.db.models import Q

from mentorship.spreadsheets.words import fold, tidy

_WORD: Final = re.compile(r"\w+(?:-\w+)*")
_NUMBER: Final = re.compile(r"\d+")


def called(text: str) -> Q:
    """The school's code or its whole name; a code in the cases people type, as an index knows none."""
    code = tidy(text)
    return Q(code__in={code, code.lower(), code.upper()}) | Q(name_key=fold(text))


def words_of(text: str) -> list[str]:
    """The folded words of a text, each once."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def stand_alone(words: list[str], *keys: str) -> bool:
    """Whether the numbers among the words stand in the keys by themselves."""
    there = {number for key in keys for number in _NUMBER.findall(key)}
    return all(word in there for word in words if word.isdecimal())
