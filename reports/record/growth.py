"""Competences of teachers as tested: the growth over the same teachers (contract §4), no ORM.

One home of the rule: the indicator `p000_competence_growth`, the page of diagnostics and the page of a school
count by these functions. All shares are exact.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from schools.scores import Sitting


class Change(NamedTuple):
    """The means of the first and of the last testing over the same teachers."""

    first: Fraction
    last: Fraction

    @property
    def points(self) -> Fraction:
        """Last − first, as a share: 0.1 is 10 percentage points."""
        return self.last - self.first

    @property
    def relative(self) -> Fraction | None:
        """(last − first) ÷ first; None where the first mean is 0."""
        return self.points / self.first if self.first else None


@dataclass(frozen=True)
class Growth:
    """A group of teachers: how many there are, were tested, were tested twice or more; how those changed.

    `score`, `subject`, `method` are None where nobody was tested twice, or where `is_hidden`.
    """

    teachers: int
    tested: int
    repeated: int
    score: Change | None = None
    subject: Change | None = None
    method: Change | None = None
    is_hidden: bool = False

    @property
    def once(self) -> int:
        """How many were tested one time."""
        return self.tested - self.repeated

    @property
    def never(self) -> int:
        """How many were never tested."""
        return self.teachers - self.tested

    @property
    def relative(self) -> Fraction | None:
        """(mean of last − mean of first) ÷ mean of first, over those tested twice or more."""
        return self.score.relative if self.score else None

    def hidden(self) -> "Growth":
        """The same group with its numbers of people alone."""
        return Growth(self.teachers, self.tested, self.repeated, is_hidden=True)


def growth_of(histories: Iterable[Sequence[Sitting]]) -> Growth:
    """Sum up teachers, each with the testings in the order of their days; nobody's is an empty one."""
    known = list(histories)
    repeated = [testings for testings in known if len(testings) > 1]
    return Growth(
        teachers=len(known),
        tested=sum(bool(testings) for testings in known),
        repeated=len(repeated),
        score=_change(repeated, lambda testing: testing.score),
        subject=_change(repeated, lambda testing: testing.subject),
        method=_change(repeated, lambda testing: testing.method),
    )


def _change(repeated: list[Sequence[Sitting]], read: Callable[[Sitting], Fraction]) -> Change | None:
    if not repeated:
        return None
    count = len(repeated)
    first = sum((read(testings[0]) for testings in repeated), Fraction())
    last = sum((read(testings[-1]) for testings in repeated), Fraction())
    return Change(first / count, last / count)


def latest_mean(histories: Iterable[Sequence[Sitting]]) -> Fraction | None:
    """The mean of the latest scores over everyone tested at least once; None where nobody was."""
    scores = [testings[-1].score for testings in histories if testings]
    return sum(scores, Fraction()) / len(scores) if scores else None


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle value, the mean of the two middle ones of an even number; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2
