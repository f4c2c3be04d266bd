"""Finding stored objects by what a cell says, in memory and whatever the spelling."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from django.db.models import Model

from mentorship.spreadsheets.layout import Row
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.words import fold

M = TypeVar("M", bound=Model)


def folded(*values: Any) -> Any:
    """Return what several values are compared by: text folded, the rest as it is; one value stays bare."""
    key = tuple(fold(value) if isinstance(value, str) else value for value in values)
    return key[0] if len(key) == 1 else key


class Lookup(Generic[M]):
    """Objects by the folded value of one or more attributes; the queryset is read once.

    An attribute may be a foreign key (`municipality_id`): Lookup(schools, "municipality_id", "name").
    """

    def __init__(self, objects: Iterable[M], *attributes: str) -> None:
        self.attributes = attributes
        self._found: dict[Any, M] = {}
        for instance in objects:
            self.add(instance)

    def add(self, instance: M) -> M:
        """Make a new object findable."""
        self._found[folded(*(getattr(instance, name) for name in self.attributes))] = instance
        return instance

    def find(self, *values: Any) -> M | None:
        """Return the object, or None."""
        return self._found.get(folded(*values))

    def of(self, row: Row, column: str, report: ImportReport, missing: str) -> M | None:
        """Return the object that a row's cell names; one that is not stored is an error: `missing`."""
        value = row.get(column)
        if value is None:
            return None
        found = self.find(value)
        if found is None:
            report.error(row, column, missing)
        return found

    def __iter__(self) -> Any:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)
