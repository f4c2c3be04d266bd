"""Classes and age without birth dates: the class says enough, «исполнилось 18» is a mark with its day."""

import re
from datetime import date
from typing import NamedTuple

from schools import years

FIRST_GRADE, LAST_GRADE = 1, 11
_CLASS = re.compile(r"(?P<grade>\d{1,2})\s*[-–—]?\s*[«\"]?(?P<letter>[А-ЯЁA-Z]?)[»\"]?", re.IGNORECASE)


class SchoolClass(NamedTuple):
    """A class of a school year: 7 and «А»."""

    grade: int
    letter: str

    def __str__(self) -> str:
        return f"{self.grade}{self.letter}"


def parse_class(text: str) -> SchoolClass:
    """Read «7А», «7 «а»» or «11» as a class; ValueError with a Russian sentence for anything else."""
    found = _CLASS.fullmatch(text.strip())
    grade = int(found["grade"]) if found else 0
    if found is None or not FIRST_GRADE <= grade <= LAST_GRADE:
        raise ValueError(f"«{text}» не класс: напишите число от 1 до 11 и букву, например «7А».")
    return SchoolClass(grade, found["letter"].upper())


def class_in(known: SchoolClass, known_year: int, year: int) -> SchoolClass | None:
    """The class in another school year; None once school is over. It moves up on 1 September by itself."""
    grade = known.grade + max(0, year - known_year)
    return known._replace(grade=grade) if grade <= LAST_GRADE else None


def last_day_at_school(known: SchoolClass, known_year: int) -> date:
    """31 August after class 11: from then on nothing is done with the pupil's data."""
    return years.last_day(known_year + LAST_GRADE - known.grade)


def is_adult(turned_18_on: date | None, on: date) -> bool:
    """Whether the pupil is 18 on the day; who has no mark is a child."""
    return turned_18_on is not None and turned_18_on <= on
