"""The answer as a page and a workbook show it: cells in words, a bar a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mentorship.spreadsheets.writer import SHARE, Figure
from reports.question.choice import Question
from reports.question.counting import Answer
from reports.question.enums import Dimension, Measure
from reports.question.pivot import TOTAL, Pivot
from schools.russian import NO_VALUE, percent

HIDDEN = "скрыто"
SUM = "Итого"
# In chart units, as the bars of the indicators.
WIDTH, STEP, HEIGHT = 620, 46, 14
MOST_BARS = 20


@dataclass(frozen=True)
class Bar:
    """One row of the chart; nothing is drawn of what is hidden."""

    title: str
    words: str
    y: int
    width: float

    @property
    def text_y(self) -> int:
        """The base line of the words over the bar."""
        return self.y - 8


def headings(answer: Answer) -> list[str]:
    """The columns in words, the total last."""
    return [*answer.column_words.values(), SUM]


def lines(question: Question, answer: Answer) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Each row's name and its cells: the column, the words, what stands beside; the row of totals last."""
    named = list(zip(_columns(answer), headings(answer), strict=True))
    for row, words in (*answer.row_words.items(), (TOTAL, SUM)):
        yield words, [(title, *cell_words(question, answer.table, row, column)) for column, title in named]


def _columns(answer: Answer) -> tuple[str, ...]:
    return (*answer.table.columns, TOTAL)


def cell_words(question: Question, table: Pivot, row: str, column: str) -> tuple[str, str]:
    """«19» and «»; of coverage «70,3 %» and «19 из 27»."""
    count = table.count(row, column)
    if count is None:
        return HIDDEN, ""
    if question.measure != Measure.COVERAGE:
        return str(count), ""
    whole = table.whole(row, column)
    if whole is None:
        return NO_VALUE, ""
    return percent(table.share(row, column)), f"{count} из {whole}"


def bars(question: Question, answer: Answer) -> list[Bar]:
    """The totals of rows as bars, shares from 0 to 100 %; none where there are too many to look at."""
    table = answer.table
    if len(answer.row_words) > MOST_BARS:
        return []
    sizes = {row: _size(question, table, row) for row in answer.row_words}
    most = Fraction(1) if question.measure == Measure.COVERAGE else max([*sizes.values(), Fraction(1)])
    return [
        Bar(
            words,
            cell_words(question, table, row, TOTAL)[0],
            30 + place * STEP,
            round(WIDTH * float(min(sizes[row] / most, Fraction(1))), 1),
        )
        for place, (row, words) in enumerate(answer.row_words.items())
    ]


def _size(question: Question, table: Pivot, row: str) -> Fraction:
    if question.measure == Measure.COVERAGE:
        return table.share(row) or Fraction(0)
    return Fraction(table.count(row) or 0)


def sheet_of(question: Question, answer: Answer) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of the workbook; coverage stands as share, count and whole."""
    first = str(Dimension(question.rows).label)
    is_share = question.measure == Measure.COVERAGE
    named = headings(answer)
    if is_share:
        named = [f"{name}{part}" for name in named for part in (", доля", ", наставляемых", ", педагогов")]
    rows = []
    for row, words in (*answer.row_words.items(), (TOTAL, SUM)):
        cells: list[Any] = [words]
        for column in _columns(answer):
            cells += _figures(answer.table, row, column, is_share=is_share)
        rows.append(cells)
    return [first, *named], rows


def _figures(table: Pivot, row: str, column: str, *, is_share: bool) -> list[Any]:
    count = table.count(row, column)
    if count is None:
        return [HIDDEN, HIDDEN, table.whole(row, column)] if is_share else [HIDDEN]
    if not is_share:
        return [count]
    return [Figure(table.share(row, column), SHARE), count, table.whole(row, column)]
