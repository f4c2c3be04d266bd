"""What needs a person now: every app offers its tasks, the workplace lists them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing to do: a sentence, where to do it, by when, how pressing."""

    title: str
    text: str
    url: str
    action: str
    due: date | None = None
    tone: str = ""  # the design's tones: "", "ok", "warn", "bad"

    @property
    def order(self) -> tuple[int, date]:
        """Overdue and wrong first, then by day; without a day last."""
        pressing = {"bad": 0, "warn": 1}.get(self.tone, 2)
        return pressing, self.due or date.max
