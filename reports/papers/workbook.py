"""A document of a snapshot as Excel: plain values, formulas over the same cells, its other tables."""

from datetime import date
from typing import Any

from mentorship.spreadsheets.writer import SHARE, Figure, Reckoned, Sheet, write_sheets
from reports.models import Snapshot
from reports.papers import kinds
from reports.papers.content import NOT_STORED, Line, school_of, sets_of
from reports.papers.document import figures_of, told_of
from reports.papers.kinds import PaperKind

VALUES = (
    "№", "Код", "Показатель", "Набор", "Источник", "Ед.", "Числитель", "Знаменатель", "Значение", "Цель",
    "Срок", "Отклонение", "Состояние", "Оговорки", "Как получено",
)  # fmt: skip
VALUE_WIDTHS = (5, 28, 44, 30, 26, 6, 12, 13, 12, 10, 12, 12, 18, 30, 60)
FORMULAS = ("№", "Показатель", "Числитель", "Знаменатель", "Значение", "Цель", "Отклонение", "В отчёте")
FORMULA_WIDTHS = (5, 60, 12, 13, 14, 12, 14, 14)
TOP, BOTTOM, VALUE, TARGET = 2, 3, 4, 5  # columns of the sheet of formulas
PLAIN = "General"
# What each part of a document is as a sheet: title, headings, widths, the key of the stored rows.
_TABLES: dict[str, tuple[str, tuple[str, ...], tuple[int, ...], str]] = {
    kinds.PARTICIPANTS: ("Участники", ("Что", "Сколько"), (60, 12), "participants"),
    kinds.MUNICIPAL: (
        "Муниципальная карта", ("Этап", "Мероприятий", "Выполнено", "Просрочено", "Отменено"),
        (60, 13, 12, 12, 12), "municipal_stages",
    ),
    kinds.SCHOOL_ROADMAPS: (
        "Карты школ",
        ("Код ОО", "Школа", "Состояние", "Согласована", "Выполнено", "Мероприятий", "Просрочено"),
        (12, 44, 18, 14, 12, 13, 12), "school_roadmaps",
    ),
    kinds.HALF_YEARS: (
        "Отчёты наставников", ("Период", "Отчётов", "Сдано", "Проверено", "Просрочено"),
        (30, 12, 12, 12, 12), "half_years",
    ),
    kinds.CENTRE: ("Совещания и обучение", ("Что", "Сколько"), (70, 12), "centre"),
    kinds.LISTS: ("ШНОР и ШССУ", ("Перечень", "Код ОО", "Школа", "Основание"), (12, 12, 44, 44), "lists"),
    kinds.DIFFICULTIES: ("Затруднения", ("Затруднение", "Запросов"), (60, 12), "difficulties"),
}  # fmt: skip


def workbook_of(snapshot: Snapshot, kind: PaperKind, code: str = "") -> bytes:
    """The workbook; `code` names the school of a school's sheet. Raises content.Missing."""
    sets = list(sets_of(figures_of(snapshot, kind, code)))
    lines = [(title, line) for title, of_set in sets for line in of_set]
    mark = told_of(snapshot)
    sheets = [
        Sheet("Показатели", VALUES, [_values(n, *row) for n, row in enumerate(lines, 1)], VALUE_WIDTHS, mark),
        Sheet(
            "Формулы",
            FORMULAS,
            [_formulas(n, line) for n, (_, line) in enumerate(lines, 1)],
            FORMULA_WIDTHS,
            mark,
        ),
        *_besides(snapshot, kind, code, mark),
    ]
    return write_sheets(sheets)


def _values(number: int, title: str, line: Line) -> tuple[Any, ...]:
    figure, shown = line.figure, SHARE if line.is_share else PLAIN
    due = figure["target_due"]
    return (
        number, figure["code"], figure["title"], title, figure["source"], figure["unit"],
        figure["numerator"], figure["denominator"], Figure(figure["value"], shown),
        Figure(figure["target"], shown), date.fromisoformat(due) if due else None,
        Figure(line.difference, shown), line.state, "; ".join(line.remarks), figure["method"],
    )  # fmt: skip


def _formulas(number: int, line: Line) -> tuple[Any, ...]:
    """Value and gap are reckoned from the cells of the row; what only the portal counts is a number."""
    figure, shown = line.figure, SHARE if line.is_share else PLAIN
    stored = Figure(figure["value"], shown)
    value: Any = Reckoned(TOP, "/", BOTTOM, figure["value"], shown) if line.is_quotient else stored
    gap: Any = None
    if line.difference is not None:
        gap = Reckoned(VALUE, "-", TARGET, line.difference, shown)
    target = Figure(figure["target"], shown)
    return number, figure["title"], figure["numerator"], figure["denominator"], value, target, gap, stored


def _besides(snapshot: Snapshot, kind: PaperKind, code: str, mark: str) -> list[Sheet]:
    facts = snapshot.figures.get("facts")
    if kind.of_school:
        counts = school_of(snapshot.figures, code)["counts"]
        return [Sheet("Участие школы", ("Что", "Сколько"), counts, (44, 12), mark)]
    if facts is None:
        return [Sheet("Сведения", ("Сведения",), [(NOT_STORED,)], (80,), mark)]
    found = []
    for part in kind.parts:
        if part in _TABLES:
            title, headings, widths, key = _TABLES[part]
            found.append(Sheet(title, headings, facts[key], widths, mark))
    if kinds.SURVEYS in kind.parts:
        rows = [(role["role"], *line) for role in facts["surveys"] for line in role["lines"]]
        found.append(
            Sheet("Приложение 2", ("Роль", "Строка", "Отметили", "Доля"), rows, (20, 70, 12, 24), mark)
        )
    if kinds.SCORE in kind.parts:
        rows = [*facts["score"]["rows"], ("", "Итого", facts["score"]["total"])]
        found.append(Sheet("Лист оценки", ("№", "Показатель", "Балл"), rows, (5, 90, 24), mark))
    return found
