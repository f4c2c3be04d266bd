"""How the state of anything is drawn: by `{% status %}`."""

from typing import NamedTuple


class Look(NamedTuple):
    """A state as tone, icon and words."""

    tone: str
    icon: str
    words: str
