"""Triggers that mark the municipality of whatever figures are made of when it changes, past the models too.

They stand aside while `migrate` works: SQLite rebuilds a table in order to change it, and stumbles over
triggers that name it.
"""

from typing import Final, NamedTuple

from mentorship.audit.triggers import Keeper, function_of
from reports.summaries.sources import SOURCES

_MARK: Final = (
    "INSERT INTO reports_sourcechange (municipality_id)"
    " SELECT DISTINCT place FROM ({}) AS marked WHERE place IS NOT NULL"
)
# SQLite has one writer at a time: a mark that is there will be seen with this change.
_UNLESS_THERE: Final = " AND place NOT IN (SELECT municipality_id FROM reports_sourcechange)"
_EVENTS: Final = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


class Mark(NamedTuple):
    """After an event on a table: a mark for each municipality that the changed rows tell of."""

    table: str
    event: str

    @property
    def name(self) -> str:
        """One trigger a table and event."""
        return f"{self.table}_{self.event.lower()}_is_marked"

    def statements(self, vendor: str) -> list[str]:
        """On PostgreSQL once a statement, of all its rows; SQLite knows rows alone."""
        head = f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table}"
        states, source = _EVENTS[self.event], SOURCES[self.table]
        if vendor != "postgresql":
            marks = "; ".join(_MARK.format(source.places(row, row)) + _UNLESS_THERE for row in states)
            return [f"{head} WHEN {source.condition_of(states)} BEGIN {marks}; END"]
        tables = " ".join(f"{row} TABLE AS {row.lower()}_rows" for row in states)
        marks = "; ".join(_MARK.format(source.places(f"{row.lower()}_rows", "")) for row in states)
        each = f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()"
        return [function_of(self.name, f"{marks}; RETURN NULL;"), f"{head} {each}"]


GUARDS: Final = tuple(Mark(table, event) for table in SOURCES for event in _EVENTS)

keeper = Keeper(lambda: GUARDS)
put_up, drop = keeper.put_up, keeper.drop
