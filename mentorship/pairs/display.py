"""How pairs look on pages: the state's icon and tone, the title, how long a pair has been silent."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember

# Longer without a meeting is worth a reminder.
SILENCE_DAYS = 30

_LOOKS: dict[PairState, tuple[str, str]] = {
    PairState.PROPOSED: ("", "clock"),
    PairState.AGREED: ("", "check"),
    PairState.ORDERED: ("", "document"),
    PairState.ACTIVE: ("ok", "done"),
    PairState.PAUSED: ("warn", "clock"),
    PairState.COMPLETED: ("quiet", "done"),
    PairState.DISSOLVED: ("quiet", "missed"),
    PairState.CANCELLED: ("quiet", "none"),
}


class Look(NamedTuple):
    """A state as icon, word and tone."""

    tone: str
    icon: str
    words: str


def look_of(state: str) -> Look:
    """The look of a state."""
    tone, icon = _LOOKS[PairState(state)]
    return Look(tone, icon, str(PairState(state).label))


def title_of(pair: Pair, members: Sequence[PairMember]) -> str:
    """«Климова и Дорохин», «Климова и группа из 3»."""
    mentor = pair.mentor.person.last_name
    if len(members) == 1:
        return f"{mentor} и {members[0].mentee.last_name}"
    return f"{mentor} и группа из {len(members)}" if members else mentor


def silent_days(pair: Pair, members: Sequence[PairMember], last: date | None, today: date) -> int | None:
    """Days since the last meeting, or since the start without one; None unless a pair at work is silent."""
    if pair.state != PairState.ACTIVE:
        return None
    since = max([day for day in (last, *(member.start_date for member in members)) if day], default=None)
    days = (today - since).days if since else 0
    return days if days > SILENCE_DAYS else None
