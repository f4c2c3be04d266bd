"""What is asked for beside what mentors offer: holes by subject and difficulty (peers.md §3, item 17)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reports.record.growth import Growth
from reports.record.growth_masks import GroupKey


class Asked(NamedTuple):
    """A request: subject (None: none named), difficulty, whether it waits, whether it comes from a ШНОР."""

    subject: int | None
    difficulty: int
    is_waiting: bool
    is_low: bool


class Helper(NamedTuple):
    """A mentor of the bank: subjects of the live cards (None: any), difficulties, free places, the topic."""

    subjects: frozenset[int | None]
    difficulties: frozenset[int]
    free: int
    topic: str = ""

    def guides(self, subject: int | None) -> bool:
        """Whether a card is of the subject, or of any; a request without a subject takes every card."""
        return bool(self.subjects) if subject is None else bool(self.subjects & {subject, None})


@dataclass(frozen=True)
class Gap:
    """One subject and difficulty: who asks, who offers, how many places are free."""

    subject: int | None
    difficulty: int
    waiting: int
    total: int
    low: int
    by_topic: int
    by_subject: int
    helpers: int
    free: int

    @property
    def missing(self) -> int:
        """How many of those who wait find no free place."""
        return max(0, self.waiting - self.free)

    @property
    def words(self) -> str:
        """The balance: «просят 7, помогают 2, свободных мест 3: не хватает 4»."""
        if not self.waiting:
            return "никто не ждёт"
        verdict = f"не хватает {self.missing}" if self.missing else "мест хватает"
        return f"просят {self.waiting}, помогают {self.helpers}, свободных мест {self.free}: {verdict}"


def gaps(
    asked: Iterable[Asked], helpers: Iterable[Helper], name: Callable[[Gap], tuple[str, str]]
) -> list[Gap]:
    """Every subject and difficulty that is asked for, the greatest lack first, then by `name`."""
    topics: dict[tuple[int | None, int], list[Asked]] = {}
    for request in asked:
        topics.setdefault((request.subject, request.difficulty), []).append(request)
    mentors = list(helpers)
    found = [_gap(*topic, requests, mentors) for topic, requests in topics.items()]
    return sorted(found, key=lambda gap: (-gap.missing, -gap.waiting, -gap.total, *name(gap)))


def _gap(subject: int | None, difficulty: int, requests: list[Asked], mentors: list[Helper]) -> Gap:
    offering = [mentor for mentor in mentors if difficulty in mentor.difficulties]
    able = [mentor for mentor in offering if mentor.guides(subject)]
    return Gap(
        subject=subject,
        difficulty=difficulty,
        waiting=sum(request.is_waiting for request in requests),
        total=len(requests),
        low=sum(request.is_low for request in requests),
        by_topic=len(offering),
        by_subject=sum(subject in mentor.subjects for mentor in mentors),
        helpers=len(able),
        free=sum(mentor.free for mentor in able),
    )


def unasked(found: Iterable[Gap], helpers: Iterable[Helper]) -> dict[int, int]:
    """Difficulties that mentors offer and nobody asks for this year: how many mentors of each."""
    asked = {gap.difficulty for gap in found}
    counts: dict[int, int] = {}
    for helper in helpers:
        for difficulty in helper.difficulties - asked:
            counts[difficulty] = counts.get(difficulty, 0) + 1
    return counts


def is_latest_hidden(figures: Growth, key: GroupKey, hidden: Collection[GroupKey], k: int) -> bool:
    """Whether the mean of the latest scores is kept from who sees no names; `hidden` as on the other page.

    From the mean of those tested twice, which stands there, and the mean of everyone the few that were tested
    once could be told.
    """
    return key in hidden or figures.tested < k or 0 < figures.once < k
