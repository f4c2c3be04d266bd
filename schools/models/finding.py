"""How a school is found by words: those of its name, and of its municipality's.

A number is found by itself, «7» in «Лицей № 7» and not in «Лицей № 17»: many a «школа 1» has no words more to
be told by. PostgreSQL finds a word by the trigrams of the name. An index serves one table, so the
municipalities that hold a word are looked up first, and nothing joined stands beside the name.
"""

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from mentorship.spreadsheets.words import fold, tidy

if TYPE_CHECKING:
    from schools.models.places import MunicipalityQuerySet

_WORD: Final = re.compile(r"\w+(?:-\w+)*")
_NUMBER: Final = re.compile(r"\d+")


def called(text: str) -> Q:
    """The school's code or its whole name; a code in the cases people type, as an index knows none."""
    code = tidy(text)
    return Q(code__in={code, code.lower(), code.upper()}) | Q(name_key=fold(text))


def words_of(text: str) -> list[str]:
    """The folded words of a text, each once."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def holding(words: list[str], towns: "MunicipalityQuerySet") -> Q:
    """Every word stands in the name of the school or of its municipality, a number also within another."""
    known = towns.filter(reduce(or_, (Q(key__contains=word) for word in words))).values_list("pk", "key")
    named = list(known)
    found = Q()
    for word in words:
        there = [pk for pk, key in named if word in key]
        in_name = Q(name_key__contains=word)
        found &= in_name | Q(municipality__in=there) if there else in_name
    return found


def stand_alone(words: list[str], *keys: str) -> bool:
    """Whether the numbers among the words stand in the keys by themselves."""
    there = {number for key in keys for number in _NUMBER.findall(key)}
    return all(word in there for word in words if word.isdecimal())
