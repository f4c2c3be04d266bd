"""Schools and teachers of an invented municipality, relative to a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from reports.demo import lists
from reports.demo.cast import Name, invent
from schools import years

Row = dict[str, Any]
TEACHERS_A_SCHOOL = (14, 26)
YEARS_BACK = 3


@dataclass(frozen=True)
class School:
    """A school: its code, place among the others, flags of the last years."""

    code: str
    name: str
    kind: str
    level: float
    low: tuple[bool, ...]


@dataclass(frozen=True)
class Teacher:
    """A teacher of the municipality."""

    code: str
    name: Name
    school: School
    subject: str
    since: date
    category: str

    def experience(self, on: date) -> int:
        """Full years of teaching on a day."""
        return max(0, (on - self.since).days // 365)


class People:
    """Schools and their staff; the same seed and day give the same people."""

    def __init__(self, on: date, seed: int) -> None:
        self.on = on
        self.year = years.year_of(on)
        self.random = Random(seed)  # noqa: S311 - demonstration data, not secrets

    @cached_property
    def schools(self) -> list[School]:
        """The schools in the order of their codes."""
        return [
            School(f"П{number:02}", name, kind, level, tuple(flag == "1" for flag in low))
            for number, (name, kind, level, low) in enumerate(lists.SCHOOLS, start=1)
        ]

    @cached_property
    def teachers(self) -> list[Teacher]:
        """Teachers school by school; every fifth started less than three years ago."""
        return [
            self._teacher(school, number)
            for school in self.schools
            for number in range(1, self.random.randint(*TEACHERS_A_SCHOOL) + 1)
        ]

    def _teacher(self, school: School, number: int) -> Teacher:
        is_novice = number % 5 == 0
        days = self.random.randint(60, 1000) if is_novice else self.random.randint(1500, 15000)
        category = "без категории" if is_novice else self.random.choice(lists.QUALIFICATIONS)
        return Teacher(
            code=f"{school.code}-{number:03}",
            name=invent(self.random),
            school=school,
            subject=self.random.choice(lists.SUBJECTS),
            since=self.on - timedelta(days=days),
            category=category,
        )

    def of_school(self, school: School) -> list[Teacher]:
        """The teachers of a school."""
        return [teacher for teacher in self.teachers if teacher.school == school]

    @cached_property
    def novices(self) -> list[Teacher]:
        """Those who started less than three years ago."""
        return [teacher for teacher in self.teachers if teacher.experience(self.on) < 3]

    @cached_property
    def mentors(self) -> list[Teacher]:
        """Experienced teachers of the bank: three or four of each school."""
        found = []
        for school in self.schools:
            able = [teacher for teacher in self.of_school(school) if teacher.experience(self.on) >= 8]
            found += able[1 : 1 + self.random.randint(3, 4)]
        return found

    def curator(self, school: School) -> Teacher:
        """The school's curator: the second of its staff."""
        return self.of_school(school)[1]

    def director(self, school: School) -> Teacher:
        """The school's head: the first of its staff."""
        return self.of_school(school)[0]
