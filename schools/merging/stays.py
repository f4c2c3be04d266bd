"""Where somebody worked who was recorded twice: one history out of two; pure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Stay(NamedTuple):
    """A school from a day (None: ever) to a day, the first one elsewhere (None: still)."""

    school: int
    start: date | None
    end: date | None

    @property
    def since(self) -> date:
        """The start, comparable."""
        return self.start or date.min

    @property
    def until(self) -> date:
        """The end, comparable."""
        return self.end or date.max


def joined(chosen: Iterable[Stay], other: Iterable[Stay]) -> list[Stay]:
    """Return one history: each day belongs to the chosen one, the other fills the days it leaves open."""
    first = list(chosen)
    pieces = [piece for stay in other for piece in _without(stay, first)]
    glued: list[Stay] = []
    for stay in sorted([*first, *pieces], key=lambda item: (item.since, item.until)):
        last = glued[-1] if glued else None
        if last is not None and last.school == stay.school and last.until >= stay.since:
            glued[-1] = last if last.until >= stay.until else Stay(last.school, last.start, stay.end)
        else:
            glued.append(stay)
    return glued


def settled(stays: Iterable[Stay], current: int | None, on: date) -> list[Stay]:
    """Return the history with one open end, that of the current school (None: nobody's), as of the day."""
    kept = []
    for stay in stays:
        if stay.end is not None or stay.school == current:
            kept.append(stay)
        elif stay.since < on:
            kept.append(stay._replace(end=on))
    if current is not None and not any(stay.end is None for stay in kept):
        last = max((stay.end for stay in kept if stay.end), default=None)
        kept.append(Stay(current, last, None))
    return kept


def _without(stay: Stay, taken: Iterable[Stay]) -> list[Stay]:
    """The pieces of a stay on days that nothing else takes."""
    pieces = [stay]
    for other in taken:
        pieces = [piece for whole in pieces for piece in _cut(whole, other)]
    return pieces


def _cut(stay: Stay, other: Stay) -> list[Stay]:
    if other.until <= stay.since or other.since >= stay.until:
        return [stay]
    before = [stay._replace(end=other.start)] if stay.since < other.since else []
    after = [stay._replace(start=other.end)] if other.until < stay.until else []
    return before + after
