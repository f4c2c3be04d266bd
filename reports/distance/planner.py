"""The distance of every indicator of a programme to its target on a day, and where it could come from."""

from dataclasses import dataclass
from fractions import Fraction

from mentorship.bank.enums import MentorState
from mentorship.bank.models import MentorPlace
from reports.distance import arithmetic
from reports.distance.supply import Reserve
from reports.distance.units import Rule, Unit, unit_of
from reports.indicators.facts import Facts
from reports.indicators.readings import Reading, goals_of, read
from reports.indicators.registry import indicators_of
from schools.models import School
from schools.russian import plural

# A row names so many schools; the workbook holds all of them.
SHOWN_SCHOOLS = 5


@dataclass(frozen=True)
class SchoolPart:
    """How many could come from a school; None where it gave no figure."""

    school: School
    available: int | None


@dataclass(frozen=True)
class Distance:
    """What separates an indicator from its target; `needed` is None where no number can be told."""

    reading: Reading
    unit: Unit
    needed: int | None
    words: str
    days_left: int
    schools: tuple[SchoolPart, ...]

    @property
    def available(self) -> int:
        """How many there are in all who could bring it nearer."""
        return sum(part.available or 0 for part in self.schools)

    @property
    def noun(self) -> str:
        """The unit as it stands after the number."""
        return plural(self.needed or 0, *self.unit.words)

    @property
    def is_reached(self) -> bool:
        """Nothing is missing."""
        return self.needed == 0

    @property
    def pace(self) -> int | None:
        """How many a week; None where nothing is missing or the day has passed."""
        return arithmetic.pace(self.needed, self.weeks) if self.needed and not self.is_past else None

    @property
    def is_past(self) -> bool:
        """Whether the target's day is over."""
        return self.days_left < 0

    @property
    def weeks(self) -> int:
        """Whole weeks to the target's day."""
        return arithmetic.weeks_left(self.days_left)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether there are fewer who could than are needed; unknown numbers keep the question open."""
        if self.unit.supply is None or not self.needed:
            return False
        return all(part.available is not None for part in self.schools) and self.available < self.needed

    @property
    def first_schools(self) -> tuple[SchoolPart, ...]:
        """Where most could come from."""
        return self.schools[:SHOWN_SCHOOLS]

    @property
    def silent_schools(self) -> int:
        """How many schools gave no figure to count from."""
        return sum(part.available is None for part in self.schools)


def distances(facts: Facts) -> list[Distance]:
    """Every indicator of the programme's sets that has a target."""
    goals = goals_of(facts.programme)
    readings = [read(indicator, facts, goals) for indicator in indicators_of(facts.programme.sets)]
    reserve = Reserve(facts)
    return [distance_of(reading, reserve) for reading in readings if reading.goal]


def distance_of(reading: Reading, reserve: Reserve) -> Distance:
    """One indicator: the number, the words for what cannot be counted, the schools it could come from."""
    unit = unit_of(reading.indicator.code, is_share=reading.is_share)
    needed, words = _needed(reading, unit, reserve.facts)
    parts: list[SchoolPart] = []
    if unit.supply is not None and needed != 0 and not reading.ratio.is_hidden:
        found, names = unit.supply(reserve), reserve.schools
        parts = [SchoolPart(names[pk], count) for pk, count in found.items() if pk in names and count != 0]
        parts.sort(key=lambda part: (-(part.available or 0), part.school.name_key))
    days = (reading.goal.due - reserve.facts.on).days if reading.goal else 0
    return Distance(reading, unit, needed, words, days, tuple(parts))


def _needed(reading: Reading, unit: Unit, facts: Facts) -> tuple[int | None, str]:
    """The number and its words; without a number the words say why."""
    ratio, goal = reading.ratio, Fraction(reading.goal.value if reading.goal else 0)
    if ratio.is_hidden:
        return None, "Скрыто: ответов мало, по числу узнали бы, кто что ответил."
    if ratio.value is None and unit.rule is not Rule.GROWING:
        return None, "Нет данных: сначала внесите или загрузите их."
    if unit.rule is Rule.NONE:
        reached = ratio.value is not None and ratio.value >= goal
        return (
            (0, "Цель достигнута.")
            if reached
            else (None, "Считается по среднему баллу, в людях не измеряется.")
        )
    needed = _count(reading, unit, facts, goal)
    if needed is None:
        return None, "Цель недостижима: столько набрать не из чего."
    if needed == 0:
        return 0, "Цель достигнута."
    return needed, f"Не хватает: {needed} {plural(needed, *unit.words)} — {unit.what}."


def _count(reading: Reading, unit: Unit, facts: Facts, goal: Fraction) -> int | None:
    ratio = reading.ratio
    if unit.rule is Rule.NUMBER or (unit.rule is Rule.FIXED and ratio.number is not None):
        return arithmetic.of_number(ratio.number or Fraction(0), goal)
    if unit.rule is Rule.SHARE_DECLINE:
        before, rows_before = facts.low_counts.get(facts.year - 1, (0, 0))
        now, rows = facts.low_counts.get(facts.year, (0, 0))
        return arithmetic.of_share_decline(now, rows, Fraction(before, rows_before or 1), goal)
    counted = arithmetic.of_growing if unit.rule is Rule.GROWING else arithmetic.of_fixed
    return counted(ratio.part or 0, ratio.whole or 0, goal)


def free_places(facts: Facts) -> int:
    """Places of mentors of these schools that nobody takes on the day."""
    free = MentorPlace.objects.free(facts.on).filter(mentor__state=MentorState.ACTIVE)
    return free.filter(mentor__person__in=facts.people).count()
