"""The codes of free texts counted: how many persons say what, behind the masks for whoever reads no texts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.enums import SwotSide
from surveys.models import TextCode
from surveys.results.groups import Group
from surveys.results.texts import texts_in
from surveys.suppression import K, hidden_cells


@dataclass(frozen=True)
class CodeCount:
    """A code and how many persons' texts were laid to it; None where that is hidden."""

    words: str
    people: int | None


@dataclass(frozen=True)
class Side:
    """A side of SWOT: its persons (None where hidden) and its codes, the most frequent first."""

    side: SwotSide
    people: int | None
    codes: list[CodeCount]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was laid here."""
        return self.people == 0


def swot_of(group: Group, k: int = K, *, masked: bool) -> list[Side]:
    """Return the four sides; a code whose text was changed since counts no more.

    `masked` hides what fewer than k persons say, and what would follow by subtraction from the side.
    """
    said: dict[str, dict[str, set[int]]] = {side: defaultdict(set) for side in SwotSide.values}
    for code in TextCode.objects.filter(text__in=texts_in(group)).select_related("text"):
        if code.holds:
            said[code.side][code.words].add(code.text.response_id)
    return [_side(SwotSide(side), words, k, masked=masked) for side, words in said.items()]


def _side(side: SwotSide, said: dict[str, set[int]], k: int, *, masked: bool) -> Side:
    sizes = {words: len(people) for words, people in said.items()}
    total = len(set().union(*said.values()))
    hidden: Iterable[str] = hidden_cells(sizes, [sizes] if total >= k else [], k) if masked else ()
    shown = sorted(
        (words for words in sizes if words not in hidden), key=lambda words: (-sizes[words], words)
    )
    is_total_hidden = masked and 0 < total < k
    codes = [CodeCount(words, sizes[words]) for words in shown if words]
    codes += [CodeCount(words, None) for words in sorted(hidden) if words]
    return Side(side, None if is_total_hidden else total, codes)
