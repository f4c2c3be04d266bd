"""The two terms of an incident as they stand at a moment; pure."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

_SOON: Final = timedelta(hours=6)


class Term(NamedTuple):
    """A notice: until when, how it stands (tone, icon, words)."""

    title: str
    due: datetime
    sent: datetime | None
    tone: str
    icon: str
    words: str


def term(title: str, due: datetime, sent: datetime | None, now: datetime) -> Term:
    """How a notice stands: sent in time or late, waiting, near its end, overdue."""
    if sent is not None:
        late = sent > due
        tone, icon = ("warn", "warning") if late else ("ok", "done")
        return Term(title, due, sent, tone, icon, "отправлено позже срока" if late else "отправлено в срок")
    left = due - now
    if left < timedelta():
        return Term(title, due, None, "bad", "missed", f"просрочено на {_hours(-left)}")
    tone, icon = ("warn", "warning") if left <= _SOON else ("quiet", "clock")
    return Term(title, due, None, tone, icon, f"осталось {_hours(left)}")


def _hours(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60} ч {minutes % 60:02d} мин"
