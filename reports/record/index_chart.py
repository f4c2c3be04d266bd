"""The line of a school's ИОР over the years against the band Q1–Q3: coordinates of the drawing, no ORM."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from schools import years
from schools.figures import number
from schools.quartiles import Cuts

WIDTH, HEIGHT = 720, 270
LEFT, RIGHT, TOP, BOTTOM = 74.0, 600.0, 18.0, 240.0
# The labels of Q1, the median and Q3 keep this distance from each other.
LABEL_STEP = 17.0
MARK_ABOVE = 11.0
# With more tenths than these every second one is named.
MOST_LEVELS = 4


class YearIndex(NamedTuple):
    """A school year: the school's ИОР and the municipality's cuts, each None where unknown."""

    year: int
    value: Decimal | None
    cuts: Cuts | None


class Point(NamedTuple):
    """A year with its known value."""

    year: int
    value: Decimal


class Label(NamedTuple):
    """A text at a point."""

    x: str
    y: str
    words: str


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
    words: str


def index_chart(history: Sequence[YearIndex]) -> IndexChart | None:
    """Draw the years in their order; None where no year has an ИОР."""
    known = [Point(item.year, item.value) for item in history if item.value is not None]
    if not known:
        return None
    frame = _Frame.around(history)
    banded = _cut_runs(history)
    return IndexChart(
        dots=[frame.dot(point, is_last=point is known[-1]) for point in known],
        lines=[frame.polyline(run) for run in _value_runs(history)],
        bands=[frame.polyline([*low, *reversed(high)]) for low, _, high in banded],
        cut_lines=[frame.polyline(line) for lines in banded for line in lines],
        cut_labels=frame.cut_labels(banded),
        levels=frame.levels(),
        year_labels=[
            Label(_spelled(frame.x(item.year)), "262", f"{item.year}/{(item.year + 1) % 100:02}")
            for item in history
        ],
        words="; ".join(f"{years.label(point.year)} — {number(point.value)}" for point in known),
    )


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
    """Unbroken runs of years with cuts, each as the three lines Q1, median, Q3."""
    runs: list[list[tuple[int, Cuts]]] = [[]]
    for item in history:
        if item.cuts is None:
            runs.append([])
        else:
            runs[-1].append((item.year, item.cuts))
    return [
        tuple([Point(year, cuts[place]) for year, cuts in run] for place in range(3))
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
        for name, line in zip(("Q1", "медиана", "Q3"), runs[-1], strict=True):
            floor_y = min(self.y(line[-1].value), floor_y - LABEL_STEP)
            labels.append(Label("612", _spelled(floor_y + 4), f"{name} {number(round(line[-1].value, 2))}"))
        return labels

    def levels(self) -> list[Label]:
        """The tenths at the left; every second of many."""
        tenths = round((self.high - self.low) * 10)
        step = 1 if tenths <= MOST_LEVELS else 2
        values = [self.low + Decimal(place) / 10 for place in range(0, tenths + 1, step)]
        return [Label("36", _spelled(self.y(value) + 4), number(value)) for value in values]


def _spelled(coordinate: float) -> str:
    return f"{coordinate:.1f}"
