"""What an import did and what stood in its way, row by row (contract §1)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from mentorship.spreadsheets.cells import spelled

if TYPE_CHECKING:
    from mentorship.spreadsheets.layout import Row

# A row that touches several objects is counted once, by the strongest of what happened to them.
OUTCOMES = ("created", "updated", "unchanged")
# Changes are remembered for the preview only; more of them nobody reads.
CHANGES_KEPT = 200
# The row of a message about the file as a whole.
WHOLE_FILE = 0


class Message(NamedTuple):
    """One warning or error; `row` is the number Excel shows, 0 for the file as a whole."""

    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = [f"строка {self.row}"] if self.row else []
        place += [f"столбец «{self.column}»"] if self.column else []
        stood = f" (стоит «{self.value}»)" if self.value else ""
        return f"{', '.join(place)}{stood}: {self.message}" if place else self.message


class Change(NamedTuple):
    """One field of a stored object that a row changes."""

    row: int
    target: str
    column: str
    old: str
    new: str


@dataclass
class ImportReport:
    """Counts, warnings and errors of one import; `author` is the account whose import it is."""

    kind: str
    author: Any = None
    rows: int = 0
    warnings: list[Message] = field(default_factory=list)
    errors: list[Message] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    _outcomes: dict[Any, str] = field(default_factory=dict)

    def error(self, row: "int | Row", column: str, message: str, value: Any = None) -> None:
        """Record what bars the import; `column` is the name of a layout's column or a heading.

        Given a `Row`, what stood in the cell is taken from it.
        """
        self.errors.append(self._message(row, column, message, value))

    def warn(self, row: "int | Row", column: str, message: str, value: Any = None) -> None:
        """Record what is worth a look but bars nothing."""
        self.warnings.append(self._message(row, column, message, value))

    def _message(self, row: "int | Row", column: str, message: str, value: Any) -> Message:
        number = row if isinstance(row, int) else row.number
        if value is None and not isinstance(row, int):
            value = row.raw.get(column)
        return Message(number, self.headings.get(column, column), spelled(value), message)

    def take_in(self, other: "ImportReport", sheet: str) -> None:
        """Add what is said of another sheet of the workbook; its messages and changes name the sheet."""
        self.rows += other.rows
        for own, items in ((self.errors, other.errors), (self.warnings, other.warnings)):
            own += [item._replace(message=f"Лист «{sheet}». {item.message}") for item in items]
        for change in other.changes:
            self.change(change._replace(target=f"{sheet}: {change.target}"))
        for row, held in other._outcomes.items():  # noqa: SLF001 - of the same class
            self._outcomes[sheet, row] = held

    def sort(self) -> None:
        """Put the messages into the order of the sheet."""
        self.errors.sort(key=lambda message: message.row)
        self.warnings.sort(key=lambda message: message.row)

    def count(self, row: int, outcome: str) -> None:
        """Record what happened to an object of the row: created, updated or unchanged."""
        held = self._outcomes.get(row)
        if held is None or OUTCOMES.index(outcome) < OUTCOMES.index(held):
            self._outcomes[row] = outcome

    def change(self, change: Change) -> None:
        """Remember a change for the preview."""
        if len(self.changes) < CHANGES_KEPT:
            self.changes.append(change)

    def counted(self, outcome: str) -> int:
        """Rows of the outcome; none where errors keep everything from being stored."""
        return 0 if self.errors else sum(held == outcome for held in self._outcomes.values())

    @property
    def created(self) -> int:
        """Rows that make something new."""
        return self.counted("created")

    @property
    def updated(self) -> int:
        """Rows that change something stored."""
        return self.counted("updated")

    @property
    def unchanged(self) -> int:
        """Rows that say what is stored already."""
        return self.counted("unchanged")

    def counts(self) -> dict[str, int]:
        """The four counts."""
        return {"rows": self.rows, **{outcome: self.counted(outcome) for outcome in OUTCOMES}}

    def as_json(self) -> dict[str, Any]:
        """The report in the shape of contract §1."""
        return {
            "kind": self.kind,
            **self.counts(),
            "warnings": [
                {"row": item.row, "column": item.column, "message": item.message} for item in self.warnings
            ],
            "errors": [item._asdict() for item in self.errors],
        }
