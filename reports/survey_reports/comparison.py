"""The years of a group side by side, joined by the code of the question (surveys_and_indicators.md §1.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.survey_reports.display import ComparedRow, YesRow, compared_rows, yes_rows
from surveys.catalogue import ItemDefinition
from surveys.results import Group, RoleReport, Rules, report_of

# More years than these do not fit on a page, and nobody compares them.
MOST_YEARS = 4


@dataclass(frozen=True)
class Line:
    """A question and its figures by year, in the order of the years."""

    item: ItemDefinition
    cells: list[tuple[int, ComparedRow | YesRow]]


@dataclass(frozen=True)
class Comparison:
    """Each year is a group of its own, masked for itself: other people answered."""

    reports: list[RoleReport]

    @property
    def years(self) -> list[int]:
        """The years, the earliest first."""
        return [report.group.year for report in self.reports]

    @property
    def compared(self) -> list[Line]:
        """«Ожидание → итог» by year."""
        columns = [compared_rows(report) for report in self.reports]
        return [self._line(rows) for rows in zip(*columns, strict=True)]

    @property
    def judged(self) -> list[Line]:
        """Shares of «да» by year."""
        columns = [yes_rows(report) for report in self.reports]
        return [self._line(rows) for rows in zip(*columns, strict=True)]

    def _line(self, rows: Sequence[ComparedRow | YesRow]) -> Line:
        return Line(rows[0].item, list(zip(self.years, rows, strict=True)))


def comparison_of(group: Group, known: Sequence[int], rules: Rules) -> Comparison:
    """Read the latest years of the group in which anybody answered; four queries a year."""
    latest = sorted(known)[-MOST_YEARS:]
    reports = [report_of(replace(group, year=year), rules) for year in latest]
    return Comparison([report for report in reports if report.before or report.after])
