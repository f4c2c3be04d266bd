"""How letters look: the state's tone and icon."""

from mentorship.notices.enums import NoticeState
from schools.looks import Look

_LOOKS: dict[NoticeState, tuple[str, str]] = {
    NoticeState.QUEUED: ("", "clock"),
    NoticeState.SENT: ("ok", "done"),
    NoticeState.FAILED: ("bad", "missed"),
    NoticeState.SWITCHED_OFF: ("quiet", "none"),
    NoticeState.NO_ADDRESS: ("warn", "warning"),
}


def look_of(state: str) -> Look:
    """The look of a state."""
    return Look(*_LOOKS[NoticeState(state)], str(NoticeState(state).label))
