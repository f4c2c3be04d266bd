"""The line of a school's ИОР over the years against the band Q1–Q3, over bars of coverage by pairs.

Coordinates of the drawing, no ORM. A reader of one school is given the median alone: cuts of one value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from reports.record.coverage_bars import Bar, bars, spoken
from schools import years
from schools.figures import number

WIDTH, HEIGHT, HEIGHT_WITH_BARS = 720, 270, 396
LEFT, RIGHT, TOP, BOTTOM = 74.0, 600.0, 18.0, 240.0
# The labels of Q1, the median and Q3 keep this distance from each other.
LABEL_STEP = 17.0
MARK_ABOVE = 11.0
# With more tenths than these every second one is named.
MOST_LEVELS = 4
# Of more years the latest are drawn; the table holds all. From so many on a phone names every second one.
MOST_YEARS, CROWDED_YEARS = 10, 5
CUT_NAMES = {1: ("медиана",), 3: ("Q1", "медиана", "Q3")}


class YearIndex(NamedTuple):
    """A school year: the school's ИОР, the cuts it is held against, the coverage; None where unknown.

    `cuts` are Q1, median and Q3, or the median alone; `share` is people in pairs ÷ teachers.
    """

    year: int
    value: Decimal | None
    cuts: tuple[Decimal, ...] | None
    share: Fraction | None = None


class Point(NamedTuple):
    """A year with its known value."""

    year: int
    value: Decimal


class Label(NamedTuple):
    """A text at a point; `is_spare` where a phone does without it."""

    x: str
    y: str
    words: str
    is_spare: bool = False


@dataclass(frozen=True)
class Dot:
    """A year's value: the point, its figure over it, whether it is the last."""

    x: str
    y: str
    mark_y: str
    words: str
    is_last: bool


@dataclass(frozen=True)
class IndexChart:
    """What the template draws; coordinates are ready strings with a point, whatever the locale."""

    dots: list[Dot]
    lines: list[str]
    bands: list[str]
    cut_lines: list[str]
    cut_labels: list[Label]
    levels: list[Label]
    year_labels: list[Label]
    bars: list[Bar]
    words: str

    @property
    def height(self) -> int:
        """The height of the drawing in its units."""
        return HEIGHT_WITH_BARS if self.bars else HEIGHT


def index_chart(history: Sequence[YearIndex]) -> IndexChart | None:
    """Draw the latest years in their order; None where none of them has an ИОР."""
    history = history[-MOST_YEARS:]
    known = [Point(item.year, item.value) for item in history if item.value is not None]
    if not known:
        return None
    frame = _Frame.around(history)
    covered = [(frame.x(item.year), item.share) for item in history if item.share is not None]
    banded = _cut_runs(history)
    return IndexChart(
        dots=[frame.dot(point, is_last=point is known[-1]) for point in known],
        lines=[frame.polyline(run) for run in _value_runs(history)],
        bands=[frame.polyline([*run[0], *reversed(run[-1])]) for run in banded if len(run) > 1],
        cut_lines=[frame.polyline(line) for lines in banded for line in lines],
        cut_labels=frame.cut_labels(banded),
        levels=frame.levels(),
        year_labels=frame.year_labels(history),
        bars=bars(covered),
        words=_words(known, history),
    )


def _words(known: Sequence[Point], history: Sequence[YearIndex]) -> str:
    """The drawing in words, for those who do not see it."""
    results = "; ".join(f"{years.label(point.year)} — {number(point.value)}" for point in known)
    shares = [(years.label(item.year), item.share) for item in history if item.share is not None]
    return f"ИОР: {results}." + (f" {spoken(shares)}" if shares else "")


def _value_runs(history: Sequence[YearIndex]) -> list[list[Point]]:
    """Unbroken runs of years with an ИОР; a single year makes no line."""
    runs: list[list[Point]] = [[]]
    for item in history:
        if item.value is None:
            runs.append([])
        else:
            runs[-1].append(Point(item.year, item.value))
    return [run for run in runs if len(run) > 1]


def _cut_runs(history: Sequence[YearIndex]) -> list[tuple[list[Point], ...]]:
    """Unbroken runs of years with cuts, each as its lines: Q1, median and Q3, or the median."""
    runs: list[list[tuple[int, tuple[Decimal, ...]]]] = [[]]
    for item in history:
        if item.cuts is None:
            runs.append([])
        else:
            runs[-1].append((item.year, item.cuts))
    return [
        tuple([Point(year, cuts[place]) for year, cuts in run] for place in range(len(run[0][1])))
        for run in runs
        if len(run) > 1
    ]


@dataclass(frozen=True)
class _Frame:
    """The scales: years from left to right, ИОР from bottom to top between two tenths."""

    first: int
    last: int
    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, history: Sequence[YearIndex]) -> "_Frame":
        values = [item.value for item in history if item.value is not None]
        values += [cut for item in history for cut in item.cuts or ()]
        low, high = Decimal(floor(min(values) * 10)) / 10, Decimal(ceil(max(values) * 10)) / 10
        if low == high:
            low, high = max(low - Decimal("0.1"), Decimal(0)), high + Decimal("0.1")
        return cls(history[0].year, history[-1].year, low, high)

    def x(self, year: int) -> float:
        if self.first == self.last:
            return (LEFT + RIGHT) / 2
        return LEFT + (RIGHT - LEFT) * (year - self.first) / (self.last - self.first)

    def y(self, value: Decimal) -> float:
        return BOTTOM - (BOTTOM - TOP) * float((value - self.low) / (self.high - self.low))

    def dot(self, point: Point, *, is_last: bool) -> Dot:
        x, y = self.x(point.year), self.y(point.value)
        words = f"{point.value:.2f}".replace(".", ",")
        return Dot(_spelled(x), _spelled(y), _spelled(y - MARK_ABOVE), words, is_last)

    def polyline(self, points: Sequence[Point]) -> str:
        return " ".join(f"{_spelled(self.x(year))},{_spelled(self.y(value))}" for year, value in points)

    def cut_labels(self, runs: Sequence[tuple[list[Point], ...]]) -> list[Label]:
        """Names and figures of the last year's cuts, at the right, kept apart from each other."""
        if not runs or runs[-1][0][-1].year != self.last:
            return []
        labels, floor_y = [], BOTTOM + LABEL_STEP
        for name, line in zip(CUT_NAMES[len(runs[-1])], runs[-1], strict=True):
            floor_y = min(self.y(line[-1].value), floor_y - LABEL_STEP)
            labels.append(Label("612", _spelled(floor_y + 4), f"{name} {number(round(line[-1].value, 2))}"))
        return labels

    def year_labels(self, history: Sequence[YearIndex]) -> list[Label]:
        """«2025/26» under each year; of many every second one, counted from the last, is spare."""
        crowded = len(history) > CROWDED_YEARS
        return [
            Label(
                _spelled(self.x(item.year)),
                "262",
                f"{item.year}/{(item.year + 1) % 100:02}",
                is_spare=crowded and place % 2 == 1,
            )
            for place, item in zip(range(len(history) - 1, -1, -1), history, strict=True)
        ]

    def levels(self) -> list[Label]:
        """The tenths at the left; every second of many."""
        tenths = round((self.high - self.low) * 10)
        step = 1 if tenths <= MOST_LEVELS else 2
        values = [self.low + Decimal(place) / 10 for place in range(0, tenths + 1, step)]
        return [Label("36", _spelled(self.y(value) + 4), number(value)) for value in values]


def _spelled(coordinate: float) -> str:
    return f"{coordinate:.1f}"
