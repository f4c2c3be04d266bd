"""Slopes from the first to the last testing: coordinates of the drawing, no ORM (docs/adr/0004)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from schools.russian import percent

WIDTH = 720
LEFT, RIGHT = 140.0, 400.0
TOP, LEAST_HEIGHT = 30.0, 300.0
# Labels of neighbours keep this distance, so that they can be read on a phone, too.
LABEL_STEP = 26.0
# More slopes than these cannot be told apart; the table beside holds all of them.
MOST_SLOPES = 20
LONGEST_NAME = 26
# A hairline of this length leads from the point to its label, which may stand higher or lower.
LEADER = 44.0
TO_BASELINE = 5


class Means(NamedTuple):
    """A group's means of the first and of the last testing, in shares, and over how many teachers."""

    name: str
    first: Fraction
    last: Fraction
    teachers: int


@dataclass(frozen=True)
class Slope:
    """One line with its labels; coordinates are ready strings with a point, whatever the locale."""

    name: str
    first_words: str
    last_words: str
    y1: str
    y2: str
    first_leader_y: str
    last_leader_y: str
    first_label_y: str
    last_label_y: str
    falls: bool


@dataclass(frozen=True)
class SlopeChart:
    """What the template draws."""

    slopes: list[Slope]
    height: int
    floor: str
    foot: str
    left_out: int
    words: str
    left: str = f"{LEFT:.1f}"
    right: str = f"{RIGHT:.1f}"
    left_label: str = f"{LEFT - LEADER:.1f}"
    right_label: str = f"{RIGHT + LEADER:.1f}"
    name_label: str = f"{RIGHT + LEADER + 76:.1f}"
    leader_left: str = f"{LEFT - LEADER + 4:.1f}"
    leader_right: str = f"{RIGHT + LEADER - 4:.1f}"


def slope_chart(groups: Sequence[Means]) -> SlopeChart | None:
    """Draw the groups with the most teachers, shares on a scale from 0 to 100 %; None of nothing."""
    drawn = sorted(groups, key=lambda group: -group.teachers)[:MOST_SLOPES]
    if not drawn:
        return None
    height = max(LEAST_HEIGHT, LABEL_STEP * (len(drawn) + 1))
    firsts = _spread([_y(group.first, height) for group in drawn], TOP + height)
    lasts = _spread([_y(group.last, height) for group in drawn], TOP + height)
    slopes = [
        Slope(
            name=_short(group.name),
            first_words=percent(group.first),
            last_words=percent(group.last),
            y1=_spelled(_y(group.first, height)),
            y2=_spelled(_y(group.last, height)),
            first_leader_y=_spelled(first),
            last_leader_y=_spelled(last),
            first_label_y=_spelled(first + TO_BASELINE),
            last_label_y=_spelled(last + TO_BASELINE),
            falls=group.last < group.first,
        )
        for group, first, last in zip(drawn, firsts, lasts, strict=True)
    ]
    return SlopeChart(
        slopes=slopes,
        height=round(TOP + height + 40),
        floor=_spelled(TOP + height),
        foot=_spelled(TOP + height + 30),
        left_out=len(groups) - len(drawn),
        words="; ".join(f"{group.name}: {percent(group.first)} → {percent(group.last)}" for group in drawn),
    )


def _y(share: Fraction, height: float) -> float:
    return TOP + height * float(1 - share)


def _spread(places: Sequence[float], lowest: float) -> list[float]:
    """Move labels as little as keeps them apart, in the order of their points, none out of the frame.

    Labels that would touch form a run around the middle of its points: runs that touch grow into one.
    """
    order = sorted(range(len(places)), key=lambda number: (places[number], number))
    runs: list[list[float]] = []
    for rank, number in enumerate(order):
        runs.append([places[number] - rank * LABEL_STEP])
        while len(runs) > 1 and _middle(runs[-2]) > _middle(runs[-1]):
            runs[-2:] = [runs[-2] + runs[-1]]
    bases = [_middle(run) for run in runs for _ in run]
    most = lowest - (len(places) - 1) * LABEL_STEP
    moved = list(places)
    for rank, (number, base) in enumerate(zip(order, bases, strict=True)):
        moved[number] = min(max(base, TOP), most) + rank * LABEL_STEP
    return moved


def _middle(run: list[float]) -> float:
    return sum(run) / len(run)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _spelled(coordinate: float) -> str:
    return f"{coordinate:.1f}"
