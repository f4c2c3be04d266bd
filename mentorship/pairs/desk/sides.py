"""Requests and mentors as matching sees them: plain values, no database."""

from dataclasses import dataclass
from typing import NamedTuple


class Named(NamedTuple):
    """An object of the database by its key, with the name for the reasons."""

    pk: int
    name: str


@dataclass(frozen=True)
class Need:
    """What is asked for: by whom, from which school, in what; `None` where the request is silent.

    `obstacle` says why the request cannot be answered whoever the mentor is («» — it can), `way_out` what
    would change that. `waited` is in full days, `chosen` the mentors named after the group meeting, the first
    choice first, `named_by` the mentors who have named the mentee.
    """

    mentee: int
    school: Named | None = None
    subject: Named | None = None
    focus: Named | None = None
    mentee_category: Named | None = None
    experience: int | None = None
    difficulty: Named | None = None
    chosen: tuple[int, ...] = ()
    named_by: frozenset[int] = frozenset()
    request: int = 0
    waited: int = 0
    obstacle: str = ""
    way_out: str = ""


@dataclass(frozen=True)
class Card:
    """A card of a mentor: subject, direction, whom he is ready to guide."""

    subject: Named | None = None
    focus: Named | None = None
    mentee_category: Named | None = None


@dataclass(frozen=True)
class Offer:
    """A mentor as matching sees him: `experience` in full years, `category` a code of `Category`.

    `promised` places stand in proposals that wait for an answer. `directs` holds the schools he heads on the
    day, `partners` the people he is in a live pair with, `apart` those he is never to be paired with,
    `chosen` the mentees he has named after the group meeting.
    """

    pk: int
    name: str
    capacity: int
    free: int
    is_listed: bool = True
    school: Named | None = None
    subjects: frozenset[int] = frozenset()
    cards: tuple[Card, ...] = ()
    experience: int | None = None
    category: str = ""
    category_words: str = ""
    trained_year: int | None = None
    difficulties: frozenset[int] = frozenset()
    promised: int = 0
    directs: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()
    chosen: frozenset[int] = frozenset()

    @property
    def places(self) -> int:
        """Places that a plan may give away: free and not promised."""
        return max(self.free - self.promised, 0)

    @property
    def known_cards(self) -> tuple[Card, ...]:
        """The cards; a mentor without any is judged by an empty one."""
        return self.cards or (Card(),)
