"""Bars of the coverage by pairs over the years, under the line of ИОР on the same years; no ORM."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from schools.russian import percent

# In units of the drawing: where 100 % and 0 % lie, how wide a bar is, how far its figure stands over it.
FULL_Y, EMPTY_Y, WIDTH, MARK_ABOVE = 318.0, 378.0, 34.0, 6.0


class Bar(NamedTuple):
    """A year's share: the rectangle and its figure; coordinates are ready strings with a point."""

    x: str
    y: str
    width: str
    height: str
    mark_x: str
    mark_y: str
    words: str


def bars(covered: Iterable[tuple[float, Fraction]]) -> list[Bar]:
    """Draw shares at the places of their years; one above 100 % fills the height, its figure tells it."""
    return [_bar(middle, share) for middle, share in covered]


def spoken(shares: Iterable[tuple[str, Fraction]]) -> str:
    """The same in words: «Охват парами: 2025/2026 — 70,3 %.»."""
    return "Охват парами: " + "; ".join(f"{year} — {percent(share)}" for year, share in shares) + "."


def _bar(middle: float, share: Fraction) -> Bar:
    height = (EMPTY_Y - FULL_Y) * float(min(share, Fraction(1)))
    top = EMPTY_Y - height
    return Bar(
        x=f"{middle - WIDTH / 2:.1f}",
        y=f"{top:.1f}",
        width=f"{WIDTH:.1f}",
        height=f"{height:.1f}",
        mark_x=f"{middle:.1f}",
        mark_y=f"{top - MARK_ABOVE:.1f}",
        words=percent(share),
    )
