"""The dashboard's figures: the indicators of a day beside those of a year before, and what data is owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentorship.programmes.models import Programme
from reports.display import Tile
from reports.indicators.beyond import beyond_of
from reports.indicators.definitions import Indicator
from reports.indicators.owed import Debt
from reports.indicators.readings import against_goals, goals_of
from reports.indicators.registry import indicators_of
from reports.summaries.figures import counted, year_before
from reports.summaries.keeping import figures_of
from schools.models import School


@dataclass(frozen=True)
class Board:
    """The indicators of the programme, those that stand beside them, the data they wait for."""

    tiles: tuple[Tile, ...]
    beside: tuple[Tile, ...]
    debts: tuple[Debt, ...]
    year_ago: date | None

    @property
    def at_risk(self) -> list[Tile]:
        """What falls behind its pace, the farthest from its target first."""
        behind = [tile for tile in self.tiles if tile.reading.is_at_risk]
        return sorted(behind, key=lambda tile: tile.reading.gap or 0)


def board_of(programme: Programme, on: date, school: School | None = None, *, has_names: bool) -> Board:
    """The figures of the page: of a whole municipality from those kept, of a school counted."""
    if school is None:
        figures = figures_of(programme, on, has_names=has_names)
    else:
        figures = counted(programme, on, school, has_names=has_names)
    goals, begun = goals_of(programme), programme.start_date

    def tiles(indicators: Iterable[Indicator]) -> tuple[Tile, ...]:
        return tuple(
            Tile(
                against_goals(row, figures.ratios[row.code], goals.get(row.code, []), on, begun),
                figures.before.get(row.code),
            )
            for row in indicators
        )

    return Board(
        tiles(indicators_of(programme.sets)),
        tiles(beyond_of(programme.sets)),
        tuple(figures.owed),
        year_before(programme, on),
    )
