"""What a municipality holds on a day: coordination meetings and municipal events are asked for alike."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from mentorship.roadmap.enums import MeetingState
from schools import years

if TYPE_CHECKING:
    from schools.models import User

Row = TypeVar("Row", bound=models.Model)


class OccasionQuerySet(models.QuerySet[Row]):
    """Rows of a municipality with a date and a state of `MeetingState`."""

    def visible_to(self, user: "User") -> Self:
        """Those of the municipalities the user's roles reach, a school's roles included."""
        return self.filter(user.access.scope("meetings").q(municipality="municipality"))

    def changeable_by(self, user: "User") -> Self:
        """Those the user may plan and write down."""
        return self.filter(user.access.scope("meetings", change=True).q(municipality="municipality"))

    def of_year(self, year: int) -> Self:
        """Those of a school year."""
        return self.filter(date__range=(years.first_day(year), years.last_day(year)))

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(state=MeetingState.HELD)
