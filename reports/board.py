"""The dashboard's figures: the indicators of a day beside those of a year before, and what data is owed."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mentorship.programmes.models import Programme
from reports.display import Tile
from reports.indicators.beyond import beyond_of
from reports.indicators.definitions import Indicator
from reports.indicators.facts import Facts, facts_on_days
from reports.indicators.owed import Debt, debts
from reports.indicators.readings import goals_of, read
from reports.indicators.registry import indicators_of
from reports.indicators.targets import years_after
from reports.indicators.together import EVERY_LIST, PAST_LISTS
from schools.models import School


@dataclass(frozen=True)
class Board:
    """The indicators of the programme, those that stand beside them, the data they wait for."""

    tiles: list[Tile]
    beside: list[Tile]
    debts: list[Debt]
    year_ago: date | None

    @property
    def at_risk(self) -> list[Tile]:
        """What falls behind its pace, the farthest from its target first."""
        behind = [tile for tile in self.tiles if tile.reading.is_at_risk]
        return sorted(behind, key=lambda tile: tile.reading.gap or 0)


def board_of(programme: Programme, on: date, school: School | None = None, *, has_names: bool) -> Board:
    """The figures of the page; the number of queries follows neither schools nor indicators."""
    year_ago = years_after(on, -1)
    days = [on, year_ago] if year_ago >= programme.start_date else [on]
    found = facts_on_days(programme, days, school, has_names=has_names, first=[EVERY_LIST, PAST_LISTS])
    facts, before = found[0], found[1] if len(found) > 1 else None
    goals = goals_of(programme)
    tiles = [
        Tile(read(indicator, facts, goals), _value_of(indicator, before))
        for indicator in indicators_of(programme.sets)
    ]
    beside = [Tile(read(indicator, facts, {})) for indicator in beyond_of(programme.sets)]
    owed = debts(facts, [tile.reading for tile in (*tiles, *beside)])
    return Board(tiles, beside, owed, year_ago if before else None)


def _value_of(indicator: Indicator, before: Facts | None) -> Fraction | None:
    """The value of a year before, where the portal knows it without asking every record anew."""
    if before is None or indicator.of_today or indicator.is_dear:
        return None
    return indicator.compute(before).value
