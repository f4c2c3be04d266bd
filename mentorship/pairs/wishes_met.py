"""What came of the wishes named after the group meeting; pure.

A choice is met by the pair that a person is in. A swap is shown where both mentees would rather have the
other's mentor and neither mentor would get somebody whom he has named lower.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mentorship.bank.models import MOST_CHOICES

Choices = Mapping[int, Sequence[int]]


class Together(NamedTuple):
    """Two people in a live pair, by their keys."""

    mentee: int
    mentor: int


class Met(NamedTuple):
    """How many got their first, second, third choice, somebody else; and how many had named nobody."""

    by_rank: tuple[int, ...]
    others: int
    silent: int

    @property
    def asked(self) -> int:
        """How many of those in pairs had named somebody."""
        return sum(self.by_rank) + self.others


class Swap(NamedTuple):
    """Two pairs whose mentees would rather change places."""

    one: Together
    other: Together


def met(got: Iterable[tuple[int, int]], choices: Choices) -> Met:
    """Count whom people got: pairs of who has chosen and whom the pair gave."""
    ranks, others, silent = [0] * MOST_CHOICES, 0, 0
    for person, partner in got:
        named = choices.get(person, ())
        if not named:
            silent += 1
        elif partner in named:
            ranks[list(named).index(partner)] += 1
        else:
            others += 1
    return Met(tuple(ranks), others, silent)


def swaps(together: Iterable[Together], of_mentees: Choices, of_mentors: Choices) -> list[Swap]:
    """Pairs that would both rather swap, each two of them once, in the order of the mentees' keys."""
    known = sorted(set(together))
    by_mentor = defaultdict(list)
    for pair in known:
        by_mentor[pair.mentor].append(pair)
    return sorted(
        Swap(one, other)
        for one in known
        for mentor in of_mentees.get(one.mentee, ())
        for other in by_mentor[mentor]
        if one < other and _is_better(one, other, of_mentees, of_mentors)
    )


def _is_better(one: Together, other: Together, of_mentees: Choices, of_mentors: Choices) -> bool:
    """Both mentees gain, neither mentor loses; nobody becomes his own mentor."""
    if one.mentee in (other.mentor, other.mentee) or other.mentee == one.mentor:
        return False
    gain = all(
        _rank(of_mentees, mine.mentee, theirs.mentor) < _rank(of_mentees, mine.mentee, mine.mentor)
        for mine, theirs in ((one, other), (other, one))
    )
    loss = any(
        _rank(of_mentors, mine.mentor, theirs.mentee) > _rank(of_mentors, mine.mentor, mine.mentee)
        for mine, theirs in ((one, other), (other, one))
    )
    return gain and not loss


def _rank(choices: Choices, person: int, partner: int) -> int:
    """The place on the list; whoever is not on it comes after everyone who could be."""
    named = choices.get(person, ())
    return list(named).index(partner) if partner in named else MOST_CHOICES
