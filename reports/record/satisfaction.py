"""What mentees and mentors of one school say of taking part, by the very rules of the indicators."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mentorship.programmes.models import Programme
from reports.display import Tile
from reports.enums import Status
from reports.indicators.facts import Facts
from reports.indicators.readings import Reading, read
from reports.indicators.registry import REGISTRY
from schools import years
from schools.models import School

INDICATORS = {
    "mentee": ("наставляемых", "p000_mentee_satisfaction"),
    "mentor": ("наставников", "p000_mentor_satisfaction"),
}


@dataclass(frozen=True)
class Satisfaction:
    """The reading of one role in the school year of the day; `hidden` says why nothing is shown."""

    whose: str
    year: int
    tile: Tile
    hidden: str

    @property
    def has_data(self) -> bool:
        """Whether anybody has answered."""
        return self.tile.reading.status != Status.NO_DATA


def satisfaction_of(
    programme: Programme | None, school: School, on: date, thresholds: dict[str, Decimal]
) -> list[Satisfaction]:
    """Both roles of the school in the year of the day, up to the day; none without a programme.

    `thresholds` are those of the school's municipality on the day: the page has read them already.
    """
    if programme is None:
        return []
    facts = Facts(programme, on, school)
    facts.thresholds = thresholds
    found = []
    for whose, code in INDICATORS.values():
        reading = read(REGISTRY[code], facts, {})
        found.append(Satisfaction(whose, years.year_of(on), Tile(reading), _hidden_words(reading, facts)))
    return found


def _hidden_words(reading: Reading, facts: Facts) -> str:
    """«скрыто: меньше 5 ответов»; of a larger group that is masked: few answers of one kind."""
    if reading.status != Status.HIDDEN:
        return ""
    fewest = int(facts.thresholds["minimum_group"])
    if (reading.ratio.whole or 0) < fewest:
        return f"скрыто: меньше {fewest} ответов"
    return str(Status.HIDDEN.label)
