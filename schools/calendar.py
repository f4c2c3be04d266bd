"""What a personal calendar shows; each app offers `calendar_events(person, on)` (mentorship.calendars)."""

from dataclasses import dataclass
from datetime import date, datetime, time

# Older ones are left to the calendar programs that have read them.
DAYS_BACK = 365


@dataclass(frozen=True)
class CalendarEvent:
    """One event of a person's calendar; without a time it takes the whole day.

    `uid` never changes; `sequence` grows with every change, a cancelled event stays and says so. `path` is
    the page of the portal. Names of others than the person's own partners do not belong here.
    """

    uid: str
    day: date
    title: str
    at: time | None = None
    minutes: int = 0
    place: str = ""
    text: str = ""
    path: str = ""
    is_cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None
