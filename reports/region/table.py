"""Indicators × municipalities by the reports they fixed: no ranks, small groups as «n из m». No query.

peers.md §3 (5, 6); surveys_and_indicators.md §5: a share stands with Wilson's interval, the total is Σ ÷ Σ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reports.display import shown
from reports.enums import Status
from reports.indicators.definitions import SHARE
from reports.indicators.registry import REGISTRY
from reports.retention import FEW
from schools.russian import NO_VALUE, percent
from surveys.statistics import wilson

Figure = Mapping[str, Any]
# Why a report gives no figure; a report that does not hold the indicator has a dash.
ABSENT = {Status.HIDDEN.value: "скрыто", Status.NO_DATA.value: "нет данных"}


@dataclass(frozen=True)
class Cell:
    """A figure of one municipality, or of all; `figure` is None where its report does not hold it."""

    unit: str
    part: int | None = None
    whole: int | None = None
    value: Fraction | None = None
    status: str = ""

    @property
    def is_few(self) -> bool:
        """Whether one person more would move the share by more than five points."""
        return self.whole is not None and self.whole < FEW

    @property
    def parts(self) -> str:
        """«34 из 40»; "" without them."""
        return f"{self.part} из {self.whole}" if self.part is not None and self.whole else ""

    @property
    def words(self) -> str:
        """«85,0 %»; of few «3 из 4» alone; why there is no figure."""
        if self.value is None:
            return ABSENT.get(self.status, NO_VALUE)
        if self.unit == SHARE and self.is_few and self.parts:
            return self.parts
        return shown(self.value, is_share=self.unit == SHARE)

    @property
    def beside(self) -> str:
        """What stands under the figure: its parts, where the words are not these already."""
        return self.parts if self.parts and self.parts != self.words else ""

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """Wilson's interval of a share of enough people; None for what is no share of a whole."""
        if self.unit != SHARE or self.is_few or self.part is None or not self.whole:
            return None
        if not 0 <= self.part <= self.whole:
            return None
        found = wilson(self.part, self.whole)
        return Fraction(str(found.low)), Fraction(str(found.high))

    @property
    def interval(self) -> str:
        """«от 70,1 % до 92,9 %»."""
        return "" if self.bounds is None else f"от {percent(self.bounds[0])} до {percent(self.bounds[1])}"


@dataclass(frozen=True)
class Row:
    """An indicator: a cell for every municipality in their order, and for all of them together."""

    code: str
    title: str
    source: str
    cells: list[Cell]
    total: Cell
    given: int

    @property
    def coverage(self) -> str:
        """«данные 3 из 4 муниципалитетов»; "" where all are in the total."""
        every = len(self.cells)
        return "" if self.given == every else f"данные {self.given} из {every} муниципалитетов"


def rows_of(reports: Sequence[Iterable[Figure]]) -> list[Row]:
    """The rows over the stored indicators of several reports, in the order of the registry."""
    by_report = [{figure["code"]: figure for figure in figures} for figures in reports]
    told = {code: figure for figures in by_report for code, figure in figures.items()}
    known = [code for code in REGISTRY if code in told]
    codes = [*known, *(code for code in told if code not in REGISTRY)]
    return [_row(told[code], [figures.get(code) for figures in by_report]) for code in codes]


def _row(told: Figure, figures: list[Figure | None]) -> Row:
    cells = [_cell(str(told["unit"]), figure) for figure in figures]
    total, given = total_of(str(told["unit"]), cells)
    return Row(str(told["code"]), str(told["title"]), str(told["source"]), cells, total, given)


def _cell(unit: str, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(unit)
    value = figure["value"]
    return Cell(
        unit,
        figure["numerator"] if value is not None else None,
        figure["denominator"],
        None if value is None else Fraction(str(value)),
        str(figure["status"]),
    )


def total_of(unit: str, cells: Iterable[Cell]) -> tuple[Cell, int]:
    """Σ numerators ÷ Σ denominators of what is shown, of counts the sum; and over how many cells.

    What is hidden is left out whole, so that nothing of it follows from the total.
    """
    shown_cells = [cell for cell in cells if cell.value is not None]
    if unit != SHARE:
        numbers = [cell.value for cell in shown_cells if cell.value is not None]
        return Cell(unit, value=sum(numbers, Fraction(0)) if numbers else None), len(numbers)
    parted = [cell for cell in shown_cells if cell.part is not None and cell.whole]
    part, whole = sum(cell.part or 0 for cell in parted), sum(cell.whole or 0 for cell in parted)
    if not whole:
        return Cell(unit), 0
    return Cell(unit, part, whole, Fraction(part, whole)), len(parted)
