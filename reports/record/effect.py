"""«Было и стало»: schools covered by pairs beside those not covered, by the change of ИОР; no ORM.

Nothing here says that pairs changed anything: groups are set side by side, and apart by the quartile they
began in, since a school of the first quartile rises by itself (regression to the mean).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar, cast

from reports.record.school_kinds import QUARTILE_PLACES, direction
from surveys.statistics import median, median_interval

T = TypeVar("T")

# Of fewer values not even the lowest and the highest hold the median in 95 % of cases (median_interval).
FEWEST_FOR_INTERVAL = 6

WARNING = (
    "Школа из первого квартиля чаще поднимается сама собой (возврат к среднему): сравнивайте со школами "
    "того же квартиля. Таблица не говорит, что изменение вызвано наставничеством."
)


class Gap(StrEnum):
    """Why a school is left out of the comparison."""

    NO_START = "нет ИОР за начальный год"
    NO_END = "нет ИОР за конечный год"
    NEITHER = "нет ИОР за оба года"
    NO_HEADCOUNT = "не указано, сколько педагогов: охват не сравнить с порогом"


@dataclass(frozen=True)
class Standing:
    """Where a school stood in a year: its ИОР and its quartile, None where not known."""

    index: Decimal | None
    quartile: int | None


@dataclass(frozen=True)
class Track(Generic[T]):
    """A school in two years and whether pairs covered it after the first; None where that cannot be told."""

    school: T
    before: Standing
    after: Standing
    is_covered: bool | None

    @property
    def change(self) -> Decimal | None:
        """ИОР of the later year less that of the earlier."""
        if self.before.index is None or self.after.index is None:
            return None
        return self.after.index - self.before.index

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Both ИОР of a school that can be compared; ValueError of another."""
        if self.before.index is None or self.after.index is None:
            raise ValueError("a school without both ИОР is not compared")
        return self.before.index, self.after.index

    @property
    def direction(self) -> int | None:
        """1 up by quartile, 0 the same, −1 down; None without a quartile in either year."""
        return direction(self.before.quartile, self.after.quartile)

    @property
    def gap(self) -> Gap | None:
        """Why the school cannot be compared; None where it can."""
        missing = (self.before.index is None, self.after.index is None)
        found = {(True, True): Gap.NEITHER, (True, False): Gap.NO_START, (False, True): Gap.NO_END}
        return found.get(missing) or (Gap.NO_HEADCOUNT if self.is_covered is None else None)


class Range(NamedTuple):
    """The interval of a median, both ends included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Group:
    """Schools together: the median ИОР they began with, the median change, how many moved by quartile."""

    schools: int
    start: Decimal | None
    change: Decimal | None
    interval: Range | None
    rose: int
    stayed: int
    fell: int

    @property
    def unplaced(self) -> int:
        """How many have no quartile in one of the years."""
        return self.schools - self.rose - self.stayed - self.fell


def group_of(tracks: Sequence[Track[T]]) -> Group:
    """The figures of schools that can be compared; every figure is None of no school."""
    starts = [track.before.index for track in tracks if track.before.index is not None]
    changes = [track.change for track in tracks if track.change is not None]
    turns = [track.direction for track in tracks]
    return Group(
        schools=len(tracks),
        start=_median(starts),
        change=_median(changes),
        interval=_interval(changes),
        rose=turns.count(1),
        stayed=turns.count(0),
        fell=turns.count(-1),
    )


# The statistics keep to the numbers they are given: of decimals their results are exact decimals.
def _median(values: list[Decimal]) -> Decimal | None:
    return cast(Decimal, median(cast(list[float], values))) if values else None


def _interval(values: list[Decimal]) -> Range | None:
    found = median_interval(cast(list[float], values)) if values else None
    return Range(cast(Decimal, found.low), cast(Decimal, found.high)) if found else None


@dataclass(frozen=True)
class Comparison:
    """Covered schools beside those not covered; `quartile` is the one all of them began in, 0 of any."""

    covered: Group
    others: Group
    quartile: int | None = 0

    @property
    def schools(self) -> int:
        """How many schools are compared."""
        return self.covered.schools + self.others.schools

    @property
    def words(self) -> str:
        """What the figures allow one to say, by the number of schools."""
        few = min(self.covered.schools, self.others.schools)
        if not few:
            lacking = "охваченных" if self.others.schools else "неохваченных"
            return f"Сравнивать не с чем: {lacking} школ здесь нет."
        if self.covered.interval is None or self.others.interval is None:
            return (
                f"Школ мало (охваченных {self.covered.schools}, без охвата {self.others.schools}): разницу "
                "медиан не отличить от случайной. Смотрите школы поимённо."
            )
        return _beside(self.covered.interval, self.others.interval)


def _beside(covered: Range, others: Range) -> str:
    if covered.low <= others.high and others.low <= covered.high:
        return "Интервалы перекрываются: по этим данным нельзя сказать, что изменения двух групп различны."
    side = "больше" if covered.low > others.high else "меньше"
    return (
        f"Интервалы не перекрываются: медиана изменения у охваченных школ {side}, чем у остальных. "
        "Почему это так, таблица не говорит."
    )


@dataclass(frozen=True)
class Effect(Generic[T]):
    """The whole comparison, the same by the quartile of the start, and who is left out with the reason."""

    whole: Comparison
    by_quartile: list[Comparison]
    compared: list[Track[T]]
    left_out: list[Track[T]]


def effect_of(tracks: Iterable[Track[T]]) -> Effect[T]:
    """Compare the schools that can be; quartiles in which no school began are left away."""
    known = list(tracks)
    compared = [track for track in known if track.gap is None]
    by_start = {
        place: [track for track in compared if track.before.quartile == place] for place in QUARTILE_PLACES
    }
    return Effect(
        whole=_comparison(compared),
        by_quartile=[_comparison(found, place) for place, found in by_start.items() if found],
        compared=compared,
        left_out=[track for track in known if track.gap is not None],
    )


def _comparison(tracks: Sequence[Track[T]], quartile: int | None = 0) -> Comparison:
    covered = [track for track in tracks if track.is_covered]
    others = [track for track in tracks if not track.is_covered]
    return Comparison(group_of(covered), group_of(others), quartile)


def best_covered(answers: Iterable[bool | None]) -> bool | None:
    """Whether any year of several was covered; None where none surely was and one cannot be told."""
    known = list(answers)
    if any(known):
        return True
    return None if None in known else False
