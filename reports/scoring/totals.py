"""Adding up the 0–20 sheet of document 004: marks of two people, what they settle on, the level. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

HIGH, MIDDLE, MOST = 17, 12, 20
CRITERIA_COUNT = 10


class Span(NamedTuple):
    """What a criterion may bring, from `least` to `most` points."""

    least: int
    most: int

    @property
    def is_settled(self) -> bool:
        """Whether it brings one known number of points."""
        return self.least == self.most


OPEN = Span(0, 2)


def span_of(marks: Sequence[int], decided: int | None = None) -> Span:
    """The points of one criterion: those decided together, else between the two marks given."""
    if decided is not None:
        return Span(decided, decided)
    return Span(min(marks), max(marks)) if marks else OPEN


@dataclass(frozen=True)
class Total:
    """The sum while some criteria may still be open: from `least` to `most`."""

    least: int
    most: int
    settled: int

    @property
    def level(self) -> str:
        """The band both ends fall into; "" while they differ."""
        lower, upper = level_of(self.least), level_of(self.most)
        return lower if lower == upper else ""

    @property
    def is_complete(self) -> bool:
        """Whether every criterion brings one known number."""
        return self.settled == CRITERIA_COUNT

    @property
    def words(self) -> str:
        """«16 из 20» or «от 8 до 14, оценено 7 из 10»."""
        if self.is_complete:
            return f"{self.least} из {MOST}"
        return f"от {self.least} до {self.most}, оценено {self.settled} из {CRITERIA_COUNT}"


def level_of(points: int) -> str:
    """17–20 high, 12–16 middle, below 12 low (document 004)."""
    if points >= HIGH:
        return "высокая"
    return "средняя" if points >= MIDDLE else "низкая"


def total_of(spans: Mapping[str, Span]) -> Total:
    """Add up the criteria by code; each one left out may bring 0 to 2."""
    left_out = CRITERIA_COUNT - len(spans)
    return Total(
        least=sum(span.least for span in spans.values()),
        most=sum(span.most for span in spans.values()) + OPEN.most * left_out,
        settled=sum(span.is_settled for span in spans.values()),
    )
