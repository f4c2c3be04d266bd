"""The roadmap of one school in a school year, as it stood on a day: state, stage, done and late."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mentorship.roadmap.board import Board
from mentorship.roadmap.models import Roadmap
from mentorship.roadmap.overview import NO_ROADMAP
from mentorship.roadmap.rewinding import board_on
from mentorship.roadmap.standing import Standing, of_roadmap
from schools.models import School, User


@dataclass(frozen=True)
class RoadmapOfYear:
    """The school's roadmap, or none; `recorded` is the day it was made where that is after the day."""

    standing: Standing
    roadmap: Roadmap | None = None
    board: Board | None = None
    recorded: date | None = None


def roadmap_of(reader: User, school: School, year: int, on: date) -> RoadmapOfYear:
    """Read the roadmap the reader may see: one to three queries."""
    roadmap = Roadmap.objects.visible_to(reader).of_year(year).filter(school=school).first()
    if roadmap is None:
        return RoadmapOfYear(NO_ROADMAP)
    board = board_on(roadmap, on)
    made = timezone.localdate(roadmap.created_at)
    return RoadmapOfYear(of_roadmap(roadmap), roadmap, board, made if made > on else None)
