"""How far a long import is, in a small file beside its workbook.

The import is one transaction, and while it lasts SQLite lets no other connection write: the database cannot
tell how far it is.
"""

import json
import time
from dataclasses import asdict, dataclass
from typing import Final

from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.watch import Phase, Watch

# Seconds between two words of the same phase.
PAUSE: Final = 0.25
_NOW, _NEXT = uploads.BESIDE


@dataclass(frozen=True)
class Progress:
    """The phase, and of how many rows how many were looked through; 0 of 0 where nobody counts."""

    phase: str = Phase.READING
    done: int = 0
    total: int = 0


def progress_of(token: str) -> Progress:
    """The last word of the import; the beginning where there is none."""
    try:
        return Progress(**json.loads(uploads.beside(token, _NOW).read_bytes()))
    except FileNotFoundError:
        return Progress()


class Teller(Watch):
    """Writes down how far the import of a workbook is, a few times a second at most."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.progress = Progress()
        self._told_at = 0.0

    def enter(self, phase: Phase, total: int = 0) -> None:
        """A phase begins: told at once."""
        self.progress = Progress(phase, 0, total)
        self._tell()

    def advance(self) -> None:
        """One more row."""
        held = self.progress
        self.progress = Progress(held.phase, held.done + 1, held.total)
        if time.monotonic() - self._told_at >= PAUSE:
            self._tell()

    def _tell(self) -> None:
        """Written beside and moved: a reader finds a whole word."""
        coming = uploads.beside(self.token, _NEXT)
        coming.parent.mkdir(parents=True, exist_ok=True)
        coming.write_text(json.dumps(asdict(self.progress)), encoding="ascii")
        coming.replace(uploads.beside(self.token, _NOW))
        self._told_at = time.monotonic()
