"""The municipality, its schools and three years of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from mentorship.spreadsheets.words import fold
from reports.generated.size import YEARS
from reports.generated.storing import store, words
from schools import years
from schools.enums import ListKind
from schools.models import Municipality, Person, School, SchoolKind, SchoolYear

_NAME = "Выдуманный округ № "
_KINDS = ("СОШ", "ООШ", "лицей", "гимназия")
_KIND_OF_TEN = (0, 0, 1, 0, 0, 2, 0, 1, 0, 3)
# Below this level a school stands on the list of low results.
_LOW = 0.4
# So much the results of all rise in a year.
_RISE = 0.02
# Below this one it works in hard conditions, too.
_HARD = 0.3
_PUPILS_A_TEACHER = 11


@dataclass(frozen=True)
class Place:
    """The municipality, the number its codes begin with, its schools and how well each does (0…1)."""

    municipality: Municipality
    number: int
    schools: list[School]
    levels: dict[int, float]

    def is_low(self, school: int, back: int = 0) -> bool:
        """Whether a school is ШНОР, so many years back: every year some leave the list."""
        return self.levels[school] - back * _RISE < _LOW


def next_number() -> int:
    """The first number of a municipality that is free with all that follow; codes made of it are, too."""
    held = Municipality.objects.filter(key__startswith=fold(_NAME)).values_list("name", flat=True)
    taken = [int(digits) for name in held if (digits := name.rpartition(" ")[2]).isdecimal()]
    return max(taken, default=0) + 1


def build_schools(number: int, count: int, random: Random, on: date) -> Place:
    """The municipality of a free number with so many schools; two of three have a page on mentoring."""
    municipality = Municipality.objects.create(name=f"{_NAME}{number}")
    kinds = words(SchoolKind, _KINDS)
    schools = store(School, _schools(municipality, number, count, kinds, random, on))
    return Place(municipality, number, schools, {school.pk: random.uniform(0.25, 0.85) for school in schools})


def _schools(
    municipality: Municipality, number: int, count: int, kinds: list[SchoolKind], random: Random, on: date
) -> Iterator[School]:
    for place in range(1, count + 1):
        kind = _KIND_OF_TEN[place % len(_KIND_OF_TEN)]
        site = f"https://school{number}-{place}.example.org"
        has_page = place % 3 != 0
        yield School(
            code=f"В{number}-{place}",
            municipality=municipality,
            name=f"{kinds[kind].name} № {place} округа {number}",
            kind=kinds[kind],
            is_elevated=kind > 1,
            is_base=place % 20 == 1,
            site=site,
            mentoring_page=f"{site}/mentor" if has_page else "",
            page_updated_date=on - timedelta(days=random.randrange(400)) if has_page else None,
            resource_section=f"{site}/practice" if place % 2 else "",
        )


def build_years(place: Place, teachers: list[Person], novices: set[int], random: Random, on: date) -> None:
    """The year of the day and the two before it, with counts of the staff as it stands now."""
    staff: dict[int | None, int] = {}
    young: dict[int | None, int] = {}
    for teacher in teachers:
        staff[teacher.school_id] = staff.get(teacher.school_id, 0) + 1
        young[teacher.school_id] = young.get(teacher.school_id, 0) + (teacher.pk in novices)
    year = years.year_of(on)
    store(
        SchoolYear,
        (
            _year(place, school, year, back, (staff[school.pk], young[school.pk]), random)
            for back in range(YEARS)
            for school in place.schools
        ),
    )


def _year(
    place: Place, school: School, year: int, back: int, counts: tuple[int, int], random: Random
) -> SchoolYear:
    level, is_low = place.levels[school.pk], place.is_low(school.pk, back)
    results, pupils = level - back * _RISE + random.uniform(-0.01, 0.01), counts[0] * _PUPILS_A_TEACHER
    is_hard = is_low and level < _HARD
    return SchoolYear(
        school=school,
        year=year - back,
        results_index=_decimal(results),
        wellbeing_index=_decimal(0.9 * level + random.uniform(-0.05, 0.1)),
        final_exams=_decimal(results + random.uniform(-0.04, 0.08)),
        national_tests=_decimal(results + random.uniform(-0.06, 0.04)),
        **{f"has_{ListKind.LOW_RESULTS}": is_low, f"has_{ListKind.HARD_CONDITIONS}": is_hard},
        order=f"приказ № {800 + back} от 15.09.{year - back}" if is_low else "",
        teacher_count=counts[0],
        novice_count=counts[1],
        student_count=pupils,
        student_10_19_count=pupils * 6 // 10,
        student_15_19_count=pupils * 2 // 10,
    )


def _decimal(value: float) -> Decimal:
    return Decimal(f"{min(max(value, 0), 1):.4f}")
