"""A person's name in a case: by the rules of the language, never by a guess.

Initials, names in other letters and names whose gender the rules cannot tell stay as they are: whoever makes
the paper sees every name in a field and sets it right (`NameForm`).
"""

import re
from functools import cache
from typing import Any

from mentorship.documents.enums import Case

# Letters, hyphens and blanks only: «Гусейн оглы», «Семёнова-Тян-Шанская».
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+(?:[- ][А-Яа-яЁё]+)*")
_SHORTEST = 2


@cache
def _rules() -> tuple[Any, Any]:
    """The maker of forms and the detector of genders; they read their rules once, when first asked."""
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker(), PetrovichGenderDetector()


def in_case(last: str, first: str, middle: str, case: Case) -> str:
    """Return «Фамилия Имя Отчество» in the case; blank parts are left out."""
    from pytrovich.enums import Case as TheirCase
    from pytrovich.enums import Gender, NamePart

    parts = (last, first, middle)
    names = [part for part in parts if part]
    maker, detector = _rules()
    gender = detector.detect(lastname=last, firstname=first or None, middlename=middle or None)
    if gender == Gender.ANDROGYNOUS:
        return " ".join(names)
    kinds = (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
    wanted = TheirCase[case.name]
    return " ".join(
        _like(part, maker.make(kind, gender, wanted, part)) if _is_declined(part) else part
        for kind, part in zip(kinds, parts, strict=True)
        if part
    )


def _is_declined(part: str) -> bool:
    """Not an initial («А.»), not «Smith», not «Иванова (Петрова)»."""
    return len(part) >= _SHORTEST and _CYRILLIC.fullmatch(part) is not None


def _like(part: str, declined: str) -> str:
    """ИВАНОВ stays in capitals in every case."""
    return declined.upper() if part.isupper() else declined
