"""What a plan says: matches with reasons, the rest with what would help; plain values."""

from dataclasses import dataclass

from mentorship.pairs.desk.recruiting import Recruit
from mentorship.pairs.desk.sides import Need, Offer
from mentorship.pairs.matching import Fit


@dataclass(frozen=True)
class Match:
    """A request and the mentor it gets."""

    need: Need
    mentor: Offer
    fit: Fit


@dataclass(frozen=True)
class Unmatched:
    """A request that gets nobody: why, and the smallest relaxation that would help."""

    need: Need
    reason: str
    relaxation: str
    lacks_mentor: bool = False


@dataclass(frozen=True)
class Plan:
    """The answer: matches and the rest in the order of requests, the sum of scores, whom to recruit."""

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    total: int
    recruits: tuple[Recruit, ...]
