"""How papers look in lists: tone, icon and words of a state."""

from mentorship.documents.enums import PaperState
from schools.looks import Look

_LOOKS = {
    PaperState.DRAFT: ("quiet", "edit"),
    PaperState.GENERATED: ("warn", "clock"),
    PaperState.REGISTERED: ("ok", "done"),
    PaperState.SUPERSEDED: ("quiet", "none"),
    PaperState.CANCELLED: ("bad", "missed"),
}


def look_of(state: str) -> Look:
    """A generated paper waits for a signature: that is what it asks of a person."""
    known = PaperState(state)
    words = "ждёт подписи и регистрации" if known == PaperState.GENERATED else str(known.label)
    return Look(*_LOOKS[known], words)
