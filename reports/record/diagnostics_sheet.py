"""The figures of the page of diagnostics as rows of a workbook: numbers, and words where the page hides."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from reports.record.diagnostics_report import Line, Report
from reports.record.growth import Change, Growth

HEADINGS = (
    "Разрез", "Название", "Код ОО", "ШНОР", "Педагогов", "Тестированы", "Ни разу", "Один раз",
    "Дважды и больше", "Средний балл: первый раз", "Средний балл: последний раз", "Прирост, доля",
    "Рост, доля", "Предметные: первый раз", "Предметные: последний раз", "Методические: первый раз",
    "Методические: последний раз", "Примечание",
)  # fmt: skip
NAMES_HEADINGS = ("Педагог", "Школа", "Предметы", "Когда тестирован")
NOBODY_TWICE = "дважды не тестирован никто"


def sheet_rows(report: Report, whole: str) -> Iterator[tuple[Any, ...]]:
    """The total (`whole` names it), the schools, the subjects; means are shares of the maximum."""
    yield ("Всего", whole, None, None, *_figures(report.total, report.k))
    for line in report.schools:
        yield _row("Школа", line, report.k)
    for line in report.subjects:
        yield _row("Предмет", line, report.k)


def _row(cut: str, line: Line, k: int) -> tuple[Any, ...]:
    is_school = cut == "Школа"
    code, low = (line.value, line.is_low) if is_school else (None, None)
    return (cut, line.name, code, low, *_figures(line.growth, k))


def _figures(growth: Growth, k: int) -> tuple[Any, ...]:
    counts = (growth.teachers, growth.tested, growth.never, growth.once, growth.repeated)
    score = growth.score
    changes = (number(score.points), number(score.relative)) if score else (None, None)
    means = (*_means(score), *changes, *_means(growth.subject), *_means(growth.method))
    return (*counts, *means, note_of(growth, k))


def _means(change: Change | None) -> tuple[float | None, float | None]:
    return (number(change.first), number(change.last)) if change else (None, None)


def note_of(growth: Growth, k: int) -> str:
    """Why there are no means; "" where there are."""
    if growth.is_hidden:
        return f"средние скрыты: меньше {k} педагогов или выводится вычитанием"
    return "" if growth.score else NOBODY_TWICE


def number(share: Fraction | None) -> float | None:
    """A cell of Excel holds no fractions."""
    return None if share is None else float(share)
