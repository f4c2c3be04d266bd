"""Finding stored objects by what a cell says, in memory and whatever the spelling."""

from collections.abc import Iterable
from itertools import chain
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
        self._aliases: dict[Any, M] = {}
        self._gone: dict[Any, str] = {}
        for instance in objects:
            self.add(instance)

    def add(self, instance: M) -> M:
        """Make a new object findable."""
        self._found[folded(*(getattr(instance, name) for name in self.attributes))] = instance
        return instance

    def add_alias(self, instance: M, *values: Any) -> None:
        """Let other values lead to an object, too: those of a record that was merged into it."""
        self._aliases[folded(*values)] = instance

    def add_gone(self, why: str, *values: Any) -> None:
        """Tell why the values lead to nothing any more."""
        self._gone[folded(*values)] = why

    def gone(self, *values: Any) -> str:
        """Why nothing is found any more; "" where it is, or never was known."""
        key = folded(*values)
        return "" if key in self._found or key in self._aliases else self._gone.get(key, "")

    def find(self, *values: Any) -> M | None:
        """Return the object, or None; its own values win over an alias."""
        key = folded(*values)
        return self._found.get(key) or self._aliases.get(key)

    def is_alias(self, *values: Any) -> bool:
        """Whether the values lead to an object that has others now."""
        key = folded(*values)
        return key in self._aliases and key not in self._found

    def of(self, row: Row, column: str, report: ImportReport, missing: str) -> M | None:
        """Return the object that a row's cell names; one that is not stored is an error: `missing`.

        An alias is worth a warning: the file is older than a merge.
        """
        value = row.get(column)
        if value is None:
            return None
        found = self.find(value)
        if found is None:
            report.error(row, column, self.gone(value) or missing)
        elif self.is_alias(value):
            report.warn(row, column, self.merged(value))
        return found

    def merged(self, value: Any) -> str:
        """What is said of a row that names an alias."""
        found = self._aliases[folded(value)]
        own = getattr(found, self.attributes[0])
        return f"Код {value} объединён с {own}: строка относится к записи «{found}»."

    def __iter__(self) -> Any:
        objects = chain(self._found.values(), self._aliases.values())
        return iter({id(instance): instance for instance in objects}.values())

    def __len__(self) -> int:
        return sum(1 for _ in self)
