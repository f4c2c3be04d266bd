"""The line of an indicator by school year against its target: coordinates, no ORM (docs/adr/0004)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import NamedTuple

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 52.0, 560.0, 24.0, 200.0
STEPS = 4
# One value makes no line.
FEWEST = 2
MARK_ABOVE, LABEL_BELOW = 11.0, 24.0


class Year(NamedTuple):
    """A year's label, its value with words, its target; None where there is none."""

    label: str
    value: Fraction | None
    words: str
    goal: Fraction | None


class Text(NamedTuple):
    """Words at a point."""

    x: str
    y: str
    words: str


class Dot(NamedTuple):
    """A value: its place, its words above, whether it is the last one."""

    x: str
    y: str
    mark_y: str
    words: str
    is_last: bool


@dataclass(frozen=True)
class Trend:
    """What the template draws; coordinates are ready strings with a point, whatever the locale."""

    dots: list[Dot]
    lines: list[str]
    goals: list[str]
    goal_label: Text | None
    levels: list[Text]
    years: list[Text]
    words: str


def trend(history: Sequence[Year], *, is_share: bool) -> Trend | None:
    """Draw the years in their order; None where fewer than two of them have a value."""
    known = [place for place, year in enumerate(history) if year.value is not None]
    if len(known) < FEWEST:
        return None
    frame = _Frame.around(history, is_share=is_share)
    goals = [(place, year.goal) for place, year in enumerate(history) if year.goal is not None]
    values = [(place, year.value) for place, year in enumerate(history)]
    last_goal = goals[-1] if goals else None
    return Trend(
        dots=[frame.dot(place, history[place], is_last=place == known[-1]) for place in known],
        lines=[frame.line(run) for run in _runs(values)],
        goals=[frame.line(run) for run in _runs(_with_gaps(goals, len(history)))],
        goal_label=frame.goal_label(*last_goal) if last_goal else None,
        levels=frame.levels(is_share=is_share),
        years=[Text(_spelled(frame.x(place)), _spelled(BOTTOM + LABEL_BELOW), year.label)
               for place, year in enumerate(history)],
        words="; ".join(f"{year.label} — {year.words}" for year in history),
    )  # fmt: skip


def _with_gaps(points: Iterable[tuple[int, Fraction]], count: int) -> list[tuple[int, Fraction | None]]:
    known = dict(points)
    return [(place, known.get(place)) for place in range(count)]


def _runs(points: Iterable[tuple[int, Fraction | None]]) -> list[list[tuple[int, Fraction]]]:
    """Unbroken runs of known values; a single one makes no line."""
    runs: list[list[tuple[int, Fraction]]] = [[]]
    for place, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if len(run) >= FEWEST]


@dataclass(frozen=True)
class _Frame:
    """The scales: years from left to right, values from bottom to top."""

    count: int
    low: Fraction
    high: Fraction

    @classmethod
    def around(cls, history: Sequence[Year], *, is_share: bool) -> "_Frame":
        every = [value for year in history for value in (year.value, year.goal) if value is not None]
        unit = Fraction(1, 4) if is_share else Fraction(1)
        low = min(Fraction(0), *every)
        high = max(Fraction(1), *every)
        return cls(len(history), -ceil(-low / unit) * unit, ceil(high / unit) * unit)

    def x(self, place: int) -> float:
        return LEFT + (RIGHT - LEFT) * place / max(1, self.count - 1)

    def y(self, value: Fraction) -> float:
        return BOTTOM - (BOTTOM - TOP) * float((value - self.low) / (self.high - self.low))

    def dot(self, place: int, year: Year, *, is_last: bool) -> Dot:
        y = self.y(year.value or Fraction(0))
        return Dot(_spelled(self.x(place)), _spelled(y), _spelled(y - MARK_ABOVE), year.words, is_last)

    def line(self, points: Iterable[tuple[int, Fraction]]) -> str:
        return " ".join(f"{_spelled(self.x(place))},{_spelled(self.y(value))}" for place, value in points)

    def goal_label(self, place: int, goal: Fraction) -> Text:
        return Text(_spelled(self.x(place) + 12), _spelled(self.y(goal) + 5), "цель")

    def levels(self, *, is_share: bool) -> list[Text]:
        """Five levels; of shares in per cents."""
        step = (self.high - self.low) / STEPS
        levels = [self.low + step * number for number in range(STEPS + 1)]
        scale = 100 if is_share else 1
        return [
            Text("0", _spelled(self.y(level)), f"{round(float(level * scale), 2):g}".replace(".", ","))
            for level in levels
        ]


def _spelled(number: float) -> str:
    return f"{number:.1f}"
