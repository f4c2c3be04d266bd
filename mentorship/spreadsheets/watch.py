"""Who looks on at an import: how far it is, and what is stored together with its rows."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentorship.spreadsheets.report import ImportReport


class Phase(StrEnum):
    """What an import is at; only the looking through of rows can be counted."""

    READING = "reading"
    CHECKING = "checking"
    WRITING = "writing"


class Watch:
    """Nobody looks on; a subclass overrides what it wants to know."""

    def enter(self, phase: Phase, total: int = 0) -> None:
        """A phase begins; `total` are the rows it is going to look through, 0 where nobody counts."""

    def advance(self) -> None:
        """One more row was looked through."""

    def store(self, report: "ImportReport") -> None:
        """The rows are written: what is written here is stored with them, or not at all."""
