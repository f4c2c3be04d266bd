"""What a question for a proof is told and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from mentorship.roadmap.models import Roadmap
from schools import years


@dataclass(frozen=True)
class Asked:
    """Whose roadmap it is and on which day the question is asked."""

    roadmap: Roadmap
    on: date

    @property
    def days(self) -> tuple[date, date]:
        """The days of the roadmap's school year that have come."""
        year = self.roadmap.year
        return years.first_day(year), min(self.on, years.last_day(year))

    @property
    def place(self) -> str:
        """«в школе», «в муниципалитете»."""
        return "в школе" if self.roadmap.school_id else "в муниципалитете"

    def of_people(self, path: str = "") -> Q:
        """Rows of the roadmap's people; `path` leads from the row to the person («mentee__»)."""
        if self.roadmap.school_id:
            return Q(**{f"{path}school": self.roadmap.school_id})
        return Q(**{f"{path}municipality": self.roadmap.municipality_id})


@dataclass(frozen=True)
class Finding:
    """What was found: a sentence with its figure, where it stands in the portal, the last day of it."""

    words: str
    path: str
    day: date | None = None


Question = Callable[[Asked], Finding | None]


def last_one(day: date | datetime | None) -> str:
    """«, последний раз 12.10.2026»; nothing without a day."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return f", последний раз {day:%d.%m.%Y}" if day else ""
