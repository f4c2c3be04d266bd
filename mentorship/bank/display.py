"""How mentors and requests look on pages: icon, word and tone of a state, the words of cards in one line."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor
from schools.looks import Look
from schools.russian import NBSP

# A wait of a month is long: half of the term before the first report is gone.
LONG_WAIT = 30


_MENTOR_LOOKS: dict[MentorState, tuple[str, str]] = {
    MentorState.CANDIDATE: ("warn", "clock"),
    MentorState.IN_BANK: ("", "bank"),
    MentorState.SELECTED: ("", "check"),
    MentorState.TRAINED: ("", "book"),
    MentorState.ACTIVE: ("ok", "done"),
    MentorState.SUSPENDED: ("warn", "warning"),
    MentorState.REJECTED: ("quiet", "missed"),
    MentorState.WITHDRAWN: ("quiet", "none"),
    MentorState.RETIRED: ("quiet", "exit"),
}

_REQUEST_LOOKS: dict[RequestState, tuple[str, str]] = {
    RequestState.DRAFT: ("quiet", "edit"),
    RequestState.SUBMITTED: ("warn", "clock"),
    RequestState.ACCEPTED: ("", "clock"),
    RequestState.MATCHED: ("", "check"),
    RequestState.IN_WORK: ("ok", "pairs"),
    RequestState.CLOSED: ("quiet", "done"),
    RequestState.REJECTED: ("quiet", "missed"),
    RequestState.WITHDRAWN: ("quiet", "none"),
}


def look_of_mentor(mentor: Mentor) -> Look:
    """The look of a mentor's state."""
    tone, icon = _MENTOR_LOOKS[MentorState(mentor.state)]
    return Look(tone, icon, str(mentor.get_state_display()))


def look_of_places(mentor: Any) -> Look:
    """Free places of a mentor of the bank, the state of any other; needs `free_places` (`with_places`)."""
    if not mentor.is_listed:
        return look_of_mentor(mentor)
    if not mentor.free_places:
        return Look("quiet", "none", "мест нет")
    return Look("ok", "done", f"свободно {mentor.free_places}{NBSP}из{NBSP}{mentor.capacity}")


def look_of_request(request: MenteeRequest) -> Look:
    """The look of a request's state."""
    tone, icon = _REQUEST_LOOKS[RequestState(request.state)]
    return Look(tone, icon, str(request.get_state_display()))


class Summary(NamedTuple):
    """The distinct words of a mentor's cards, in the order of the cards, parted by commas."""

    subjects: str
    directions: str
    experience: str
    category: str
    mentees: str
    pages: tuple[str, ...]
    emails: tuple[str, ...]


def summarise(cards: Iterable[Any]) -> Summary:
    """Gather the words of cards (rows with the fields of MentorCard)."""
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


class MentorLine(NamedTuple):
    """A mentor in a list."""

    mentor: Mentor
    summary: Summary
    look: Look


def mentor_lines(mentors: Iterable[Any]) -> list[MentorLine]:
    """Lines of mentors with `live_cards` and `free_places`."""
    return [MentorLine(row, summarise(row.live_cards), look_of_places(row)) for row in mentors]


class RequestLine(NamedTuple):
    """A request in a list; `waited` are full days, None for one that does not wait."""

    request: MenteeRequest
    look: Look
    waited: int | None
    is_long: bool


def request_line(request: MenteeRequest, on: date) -> RequestLine:
    """A request with its state and its wait."""
    waited = request.waited_days(on) if request.is_waiting else None
    return RequestLine(request, look_of_request(request), waited, waited is not None and waited > LONG_WAIT)
