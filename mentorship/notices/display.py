"""How letters look: the state's tone and icon."""

from typing import NamedTuple

from mentorship.notices.enums import NoticeState

_LOOKS: dict[NoticeState, tuple[str, str]] = {
    NoticeState.QUEUED: ("", "clock"),
    NoticeState.SENT: ("ok", "done"),
    NoticeState.FAILED: ("bad", "missed"),
    NoticeState.SWITCHED_OFF: ("quiet", "none"),
    NoticeState.NO_ADDRESS: ("warn", "warning"),
}


class Look(NamedTuple):
    """A state as tone, icon and words."""

    tone: str
    icon: str
    words: str


def look_of(state: str) -> Look:
    """The look of a state."""
    return Look(*_LOOKS[NoticeState(state)], str(NoticeState(state).label))
