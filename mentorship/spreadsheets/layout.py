"""Declarative Excel layouts: columns, the key of a row, and what a layout must answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from mentorship.spreadsheets.cells import CLEAR, Cell
from mentorship.spreadsheets.report import ImportReport
from mentorship.spreadsheets.watch import Watch
from mentorship.spreadsheets.words import fold


class LayoutRefused(Exception):
    """A layout that cannot do what is asked; the message is a Russian sentence with the way out."""


@dataclass(frozen=True)
class Column:
    """A column: the name code calls it by, the heading people see, the type of its cells.

    `required`: the heading must be there, and a new row needs a value; `needed`: a new row needs a value, but
    a file of changes may do without the heading. A key column whose blank cell means something («вся
    территория») says `blank_ok`.
    """

    name: str
    heading: str
    cell: Cell
    required: bool = False
    needed: bool = False
    blank_ok: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether what is stored always has a value here."""
        return self.required or self.needed


@dataclass(slots=True)
class Row:
    """One row that was read: what is blank is absent, what says «удалить» is `CLEAR`.

    `number` is the row Excel shows; `raw` is what stood in the cells, by column name;
    `missing` are the columns that a new row needs and whose cells are blank.
    """

    number: int
    values: dict[str, Any]
    raw: dict[str, Any] = field(default_factory=dict)
    missing: tuple[Column, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value, or `default` when the cell is blank or says «удалить»."""
        value = self.values.get(name, default)
        return default if value is CLEAR else value

    def given(self, *names: str, **renamed: str) -> dict[str, Any]:
        """Return what stands in these columns, `CLEAR` included; `field="column"` renames."""
        sources = {name: name for name in names} | renamed
        return {target: self.values[name] for target, name in sources.items() if name in self.values}


@dataclass
class Context:
    """What an import or export knows: whose, by whom, on which day, and where messages go."""

    municipality: Any
    by: Any
    on: date
    report: ImportReport
    options: Mapping[str, Any] = field(default_factory=dict)
    # the rows of further sheets, by the kind of their layout
    further: "dict[str, FurtherSheet]" = field(default_factory=dict)
    watch: Watch = field(default_factory=Watch)


@dataclass
class FurtherSheet:
    """The good rows of another sheet of the same workbook; its messages go to a report of its own."""

    title: str
    rows: list[Row]
    context: Context


class Layout:
    """One kind of workbook. A subclass declares the class attributes and answers `apply` and `export`.

    `key` names the columns that tell rows apart; `order` is the place in the list of kinds (what others look
    up comes first); `option_names` are the command options it understands (`columns_describe`);
    `permissions` are asked of an account besides `import.change`; `export_refusal` is the sentence that
    answers an export where the kind does not leave the portal; `makes_municipality` says that the rows may
    name one that is not stored; `further` are the layouts of other sheets of the same workbook, each found by
    its `title`, whose rows `apply` finds in the context; `mark` is a line over the headings of an export.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[tuple[str, ...]]
    order: ClassVar[int] = 100
    option_names: ClassVar[tuple[str, ...]] = ()
    permissions: ClassVar[tuple[str, ...]] = ()
    export_refusal: ClassVar[str] = ""
    makes_municipality: ClassVar[bool] = False
    further: "ClassVar[tuple[type[Layout], ...]]" = ()
    sheet_title: ClassVar[str] = ""
    mark: ClassVar[str] = ""

    def required_columns(self) -> list[Column]:
        """Columns whose headings must be there: the key and those marked so."""
        return [column for column in self.columns if column.required or column.name in self.key]

    def extra_columns(self, headings: Sequence[str]) -> Iterable[Column]:
        """Columns that depend on the file, among the headings that `columns` does not know."""
        return ()

    def key_of(self, row: Row, context: Context) -> tuple[Any, ...] | None:
        """Return what must not be met twice in a file; None when the row is not to be compared."""
        return tuple(_compared(row.get(name)) for name in self.key)

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the rows; problems go to `context.report`, and nothing is stored when there is an error."""
        raise NotImplementedError

    def check_export(self) -> None:
        """Raise LayoutRefused where the kind does not leave the portal."""
        if self.export_refusal:
            raise LayoutRefused(self.export_refusal)

    def export_columns(self, context: Context) -> Sequence[Column]:
        """The columns of an export."""
        return self.columns

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the stored rows by column name, in the order of the key."""
        raise NotImplementedError


def _compared(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value
