"""What a mentor's cards come to in one line of a list; a pure function."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Summary:
    """The distinct words of a mentor's cards, in the order of the cards, parted by commas."""

    subjects: str
    directions: str
    experience: str
    category: str
    mentees: str
    pages: tuple[str, ...]
    emails: tuple[str, ...]


def summarise(cards: Iterable[Any]) -> Summary:
    """Gather the words of cards (rows with the fields of MentorCard) for a list or a page."""
    cards = list(cards)
    return Summary(
        subjects=_joined(card.subject for card in cards),
        directions=_joined(card.focus for card in cards),
        experience=_joined(card.get_own_experience_display() for card in cards),
        category=_joined(card.get_own_category_display() for card in cards),
        mentees=_joined(card.mentee_category for card in cards),
        pages=_distinct(card.page for card in cards),
        emails=_distinct(card.contact_email for card in cards),
    )


def _distinct(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(word) for word in words if word))


def _joined(words: Iterable[object]) -> str:
    return ", ".join(_distinct(words))
